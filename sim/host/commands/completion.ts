/** `commonwatt completion <shell>`: a script made from the commands and their options. */
import type { Command } from "commander";
import { commandLine } from "../cli.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { printJson, printLine } from "../terminal.ts";

interface Words {
  readonly name: string;
  readonly description: string;
  readonly options: readonly string[];
}

const shells: Readonly<Record<string, (commands: readonly Words[]) => string>> = { bash, zsh, fish };

/** @throws UsageError when the shell is unknown */
export async function completionCommand(shell: string, { json = false }: { readonly json?: boolean }): Promise<number> {
  const script = Object.hasOwn(shells, shell) ? shells[shell] : undefined;
  if (script === undefined)
    throw new UsageError(`no completion for "${shell}" — one of: ${Object.keys(shells).join(", ")}`);
  const text = script(commandLine(async () => {}).commands.map(wordsOf));
  if (json) printJson({ ok: true, shell, script: text });
  else printLine(text);
  return exitCodes.fine;
}

function wordsOf(command: Command): Words {
  const options = command.options.map((option) => option.long ?? option.flags);
  return { name: command.name(), description: command.description(), options: [...options, "--help"] };
}

function bash(commands: readonly Words[]): string {
  const cases = commands.map(({ name, options }) => `    ${name}) words="${options.join(" ")}" ;;`);
  return `# In ~/.bashrc: source <(commonwatt completion bash)
_commonwatt() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(" ")}" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _commonwatt commonwatt`;
}

function zsh(commands: readonly Words[]): string {
  const names = commands.map(
    ({ name, description }) => `    '${name}:${description.replaceAll("'", "'\\''").replaceAll(":", "\\:")}'`,
  );
  const cases = commands.map(({ name, options }) => `    ${name}) compadd -- ${options.join(" ")} ;;`);
  return `#compdef commonwatt
# In ~/.zshrc, after compinit: source <(commonwatt completion zsh)
_commonwatt() {
  local -a commands
  commands=(
${names.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
  elif [[ $words[CURRENT] == -* ]]; then
    case $words[2] in
${cases.map((line) => `  ${line}`).join("\n")}
    esac
  else
    _files
  fi
}
compdef _commonwatt commonwatt`;
}

function fish(commands: readonly Words[]): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
  const lines = commands.flatMap(({ name, description, options }) => [
    `complete -c commonwatt -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
    ...options.map((option) => `complete -c commonwatt -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`),
  ]);
  return ["# In fish: commonwatt completion fish | source", ...lines].join("\n");
}

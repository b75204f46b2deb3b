/** The command line. Each command is a file of its own, loaded when asked for: `--help` waits for none of them. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { adapterChoices } from "./adapter/choices.ts";
import { addModel, addStudies } from "./cli-studies.ts";
import { complain, exitCodes } from "./complain.ts";
import { printJson } from "./terminal.ts";

/** Takes the arguments, then the options; returns the exit code. */
type Run = (...parameters: never[]) => Promise<number>;

/** Each command's code, loaded on demand. */
const commands: Readonly<Record<string, () => Promise<Run>>> = {
  new: async () => (await import("./commands/new.ts")).newCommand,
  validate: async () => (await import("./commands/validate.ts")).validateCommand,
  explain: async () => (await import("./commands/explain.ts")).explainCommand,
  plan: async () => (await import("./commands/plan.ts")).planCommand,
  docs: async () => (await import("./commands/docs.ts")).docsCommand,
  rules: async () => (await import("./commands/rules.ts")).rulesCommand,
  schema: async () => (await import("./commands/schema.ts")).schemaCommand,
  completion: async () => (await import("./commands/completion.ts")).completionCommand,
  run: async () => (await import("./commands/run.ts")).runCommand,
  compare: async () => (await import("./commands/compare.ts")).compareCommand,
  sweep: async () => (await import("./commands/compare.ts")).compareCommand,
  worker: async () => (await import("./commands/worker.ts")).workerCommand,
  merge: async () => (await import("./commands/merge.ts")).mergeCommand,
  reproduce: async () => (await import("./commands/reproduce.ts")).reproduceCommand,
  trace: async () => (await import("./commands/trace.ts")).traceCommand,
  explore: async () => (await import("./commands/explore.ts")).exploreCommand,
  resume: async () => (await import("./commands/resume.ts")).resumeCommand,
  report: async () => (await import("./commands/report.ts")).reportCommand,
  export: async () => (await import("./commands/export.ts")).exportCommand,
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand,
  replicate: async () => (await import("./commands/replicate.ts")).replicateCommand,
  claims: async () => (await import("./commands/claims.ts")).claimsCommand,
  calibrate: async () => (await import("./commands/calibrate.ts")).calibrateCommand,
  measure: async () => (await import("./commands/measure.ts")).measureCommand,
};

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError("Write a whole number from 1 on.");
  return value;
}

function natural(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < 0) {
    throw new InvalidArgumentError("Write a whole number from 0 on.");
  }
  return value;
}

function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError("Write a share above 0 and below 1, as 0.05.");
  return value;
}

/** The commands, with what to do when one was chosen left to the caller. */
export function commandLine(chosen: (name: string, parameters: unknown[]) => Promise<void>): Command {
  const program = new Command("commonwatt");
  program.description("Simulate an open network of GPUs and see who earns, who pays and who decides.");
  program.version(packageJson.version, "-V, --version", "print the version").exitOverride();
  program.helpOption("-h, --help", "explain a command").helpCommand("help [command]", "explain a command");
  program.configureOutput({ writeErr: () => {} }).showSuggestionAfterError(true);
  const add = (usage: string, description: string): Command => {
    const command = program.command(usage).description(description);
    command.option("--json", "print JSON on stdout and nothing else");
    return command.action((...parameters: unknown[]) => chosen(command.name(), parameters.slice(0, -1)));
  };
  const set = ["--set <key=value>", "override a value, as in demand.rate=500request/s; repeatable", collect] as const;
  addWriting(add, set);
  addRunning(add, set);
  addMeasuring(add);
  program.addHelpText("after", "\nStart with: commonwatt new my-network && commonwatt run my-network.yaml --report");
  return program;
}

/** Which adapter executes kernels; one that is named is never replaced by another. */
function adapterOption(): Option {
  return new Option("--adapter <choice>", "the driver of the system, SwiftShader on the CPU, or the best there is")
    .choices(adapterChoices)
    .default("best");
}

type Add = (usage: string, description: string) => Command;
type SetOption = readonly [flags: string, description: string, parse: typeof collect];

function addWriting(add: Add, set: SetOption): void {
  add("new [name]", "write a commented scenario to start from");
  add("validate <scenario...>", "check scenarios and list all that is wrong with each").option(...set);
  add("explain <scenario> [key]", "show every value as it will be used, and where it comes from")
    .option(...set)
    .option("--addresses", "list what governance may change instead: address, value, range, meaning");
  add("plan <scenario>", "count runs, requests and events, and estimate the time from a short pilot")
    .option(...set)
    .option("--workers <n>", "worker threads to plan for", positive)
    .option("--no-pilot", "count only")
    .option("--freeze <file>", "write the numbered plan that workers on other machines take slices of")
    .option("--shards <n>", "slices of the frozen plan (default: five minutes each)", positive);
  add("docs [key]", "explain a key of scenario files, a rule, or the units");
  add("rules [show] [rule]", "list the rules that a scenario may choose, or show one with its laws").option(
    "--slot <slot>",
    "only the rules of this slot",
  );
  add("schema", "print the JSON Schema of scenario files, for editors");
  add("completion <shell>", "print the completion script for bash, zsh or fish");
}

function addRunning(add: Add, set: SetOption): void {
  addModel(add("run <scenario>", "run a scenario into a store"))
    .option(...set)
    .option("--out <file>", "store to write (default: results/<scenario>.duckdb)")
    .option("--workers <n>", "worker threads", positive)
    .option("--replications <n>", "independent repetitions, instead of the scenario's", positive)
    .option("--report", "write the report too")
    .option("--records <file>", "measured cells of the kernel tier (default: those that come with the program)")
    .addOption(new Option("--adapter <which>", "where checks are executed").choices(adapterChoices).default("best"))
    .option("--quiet", "no progress");
  addStudies(add, set, { positive, natural, adapter: adapterOption });
  add("resume <store>", "run what a store still lacks")
    .option("--workers <n>", "worker threads", positive)
    .option("--replications <n>", "independent repetitions in all", positive)
    .option("--only <run>", "just this run", natural)
    .option("--records <file>", "measured cells of the kernel tier (default: those that come with the program)")
    .addOption(new Option("--adapter <which>", "where checks are executed").choices(adapterChoices).default("best"))
    .option("--quiet", "no progress");
  add("report <store>", "write the report of a store as one HTML file").option("--out <file>", "file to write");
  add("export <store>", "write the tables of a store as files")
    .requiredOption("--to <folder>", "folder to write to (required)")
    .option("--format <format>", "parquet or csv", "parquet");
  add("doctor", "name the WebGPU adapter of the kernel tier, check it, and say what is missing")
    .addOption(adapterOption())
    .option("--measure", "measure its bandwidth, arithmetic and dispatches");
  add("calibrate", "measure this machine's adapter and write it as a card for scenarios")
    .addOption(adapterOption())
    .requiredOption("--out <file>", "file to write (required)")
    .requiredOption("--memory <size>", "memory of the card, as 24GB (required)")
    .requiredOption("--power <power>", "power at full load, as 450W (required)")
    .requiredOption("--price <price>", "price of the card, as 1600USD (required)")
    .option("--like <card>", "published card whose rounding and export rules it shares (default: by maker)");
  add("replicate", "answer a file of published and closed-form results")
    .requiredOption("--targets <file>", "what is asked (required)")
    .requiredOption("--answers <file>", "file to write (required)")
    .option("--families <names>", "only these, comma-separated")
    .option("--seed <n>", "root of all random streams", natural)
    .option("--data <folder>", "folder of trace files")
    .option("--quick", "the first few of each family");
}

function addMeasuring(add: Add): void {
  const description = "execute language-model requests on this machine's adapter and keep the verdict records";
  addModel(add("measure", description))
    .requiredOption("--records <file>", "records to write, or to go on with (required)")
    .option("--profiles <names>", "only these executor profiles, comma-separated")
    .option("--behaviours <names>", "only these behaviours, comma-separated")
    .option("--precision <share>", "half-width of the 95 % interval of each cell's rejected share", share, 0.2)
    .option("--honest-precision <share>", "the same for honest cells (default: a third of it)", share)
    .option("--most <n>", "executions of a cell at most", positive, 48)
    .option("--samples <n>", "answers to each of 16 prompts for the two-sample test", natural, 4)
    .addOption(adapterOption())
    .option("--quiet", "no progress");
}

/** @param words  the arguments after the program's name
 *  @returns the exit code */
export async function main(words: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.fine;
  const asJson = words.includes("--json");
  const program = commandLine(async (name, parameters) => {
    const run = await (commands[name] as () => Promise<Run>)();
    exitCode = await run(...(parameters as never[]));
  });
  try {
    await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return usage(error, program, asJson);
    return complain(error, asJson);
  }
}

/** Wrong use: what is wrong, and where help is. Help and version that were asked for are fine. */
function usage(error: CommanderError, program: Command, asJson: boolean): number {
  if (error.exitCode === 0) return exitCodes.fine;
  const isBare = error.code === "commander.help";
  const message = isBare ? "name a command" : error.message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
  if (asJson) printJson({ ok: false, exitCode: exitCodes.wrongUse, message });
  else process.stderr.write(isBare ? program.helpInformation() : `${message}\nSee commonwatt --help.\n`);
  return exitCodes.wrongUse;
}

// A reader such as `head` that has seen enough closes the pipe: that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes.fine);
});

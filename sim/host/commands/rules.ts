/**
 * `commonwatt rules`: the rules that a scenario may choose, slot by slot.
 * `commonwatt rules show <rule>`: one of them, with its equation, parameters, sources, and the laws that it keeps and
 * breaks.
 */
import { type KeptLaw, parametersOf, questions } from "../../mechanisms/describe.ts";
import { elsewhere } from "../../mechanisms/elsewhere.ts";
import { type AnyMechanism, registry, slots } from "../../mechanisms/registry.ts";
import { nearest } from "../../scenario/nearest.ts";
import { exitCodes, UsageError } from "../complain.ts";
import lawsByRule from "../rule-laws.json" with { type: "json" };
import { aligned, inkFor, printJson, printLine } from "../terminal.ts";

export interface RulesOptions {
  readonly slot?: string;
  readonly json?: boolean;
}

const rules = slots.flatMap((slot) => registry[slot] as readonly AnyMechanism[]);
const nameOf = ({ slot, id }: AnyMechanism) => `${slot}/${id}`;
const numberOf = ({ catalogue }: AnyMechanism) => (catalogue === undefined ? "" : catalogue);

/** @throws UsageError when there is no such slot or rule, or the name fits several */
export async function rulesCommand(
  action: string | undefined,
  name: string | undefined,
  { slot, json = false }: RulesOptions,
): Promise<number> {
  if (action === undefined) list(rulesOf(slot), json);
  else if (action !== "show") throw new UsageError(`rules ${action}? — write: commonwatt rules show ${name ?? action}`);
  else if (name === undefined) throw new UsageError("which rule? — list them: commonwatt rules");
  else show(find(name, rulesOf(slot)), json);
  return exitCodes.fine;
}

function rulesOf(slot: string | undefined): readonly AnyMechanism[] {
  if (slot === undefined) return rules;
  if (!(slots as readonly string[]).includes(slot)) throw new UsageError(`no slot "${slot}" — ${hint(slot, slots)}`);
  return rules.filter((rule) => rule.slot === slot);
}

function hint(word: string, choices: readonly string[]): string {
  const near = nearest(word, choices);
  return near === undefined ? `one of: ${choices.join(", ")}` : `did you mean "${near}"?`;
}

/** By id, by slot/id, or by number in the catalogue. */
function find(name: string, among: readonly AnyMechanism[]): AnyMechanism {
  const wanted = name.toLowerCase();
  const found = among.filter((rule) => [rule.id, nameOf(rule), numberOf(rule).toLowerCase()].includes(wanted));
  const [first, ...others] = found;
  if (first === undefined) {
    const other = elsewhere.find(({ number }) => number.toLowerCase() === wanted);
    if (other !== undefined)
      throw new UsageError(`${other.number} is no rule of a protocol (${other.name}) — see ${other.at}`);
    const near = nearest(wanted, [...among.map(({ id }) => id), ...among.map(nameOf)]);
    throw new UsageError(
      `no rule "${name}" — ${near === undefined ? "list them: commonwatt rules" : `did you mean "${near}"?`}`,
    );
  }
  if (others.length > 0) throw new UsageError(`"${name}" is several — one of: ${found.map(nameOf).join(", ")}`);
  return first;
}

function list(shown: readonly AnyMechanism[], asJson: boolean): void {
  if (asJson) {
    printJson({
      ok: true,
      rules: shown.map(({ slot, id, catalogue = null, summary }) => ({ slot, id, catalogue, summary })),
    });
    return;
  }
  const { strong, faint } = inkFor(process.stdout);
  const lines = aligned(shown.map((rule) => [`  ${rule.id}`, numberOf(rule), rule.summary]));
  let slot = "";
  shown.forEach((rule, i) => {
    if (rule.slot !== slot) {
      slot = rule.slot;
      printLine(`${strong(slot)} ${faint(questions[rule.slot])}`);
    }
    printLine(lines[i] as string);
  });
  if (shown.length < rules.length) return;
  printLine(`${strong("elsewhere")} ${faint("Numbers of the catalogue that are no rule of a protocol")}`);
  for (const line of aligned(elsewhere.map(({ number, name, at }) => [`  ${at}`, number, name]))) printLine(line);
}

function lawsOf(rule: AnyMechanism): readonly KeptLaw[] {
  return (lawsByRule as Readonly<Record<string, readonly KeptLaw[]>>)[nameOf(rule)] ?? [];
}

function show(rule: AnyMechanism, asJson: boolean): void {
  const { slot, id, catalogue = null, summary, equation = null, source } = rule;
  const parameters = parametersOf(rule.params);
  const laws = lawsOf(rule);
  if (asJson) {
    printJson({ ok: true, slot, id, catalogue, summary, equation, parameters, sources: source, laws });
    return;
  }
  const { strong, faint } = inkFor(process.stdout);
  printLine(`${strong(nameOf(rule))}${catalogue === null ? "" : ` (${catalogue})`}`);
  printLine(`  ${summary}`);
  if (equation !== null) printLine(`\n  ${equation}`);
  if (parameters.length > 0) printLine("");
  const rows = parameters.map((one) => [`  ${one.name}`, `default ${one.default}`, one.allowed, one.meaning]);
  for (const line of aligned(rows)) printLine(line);
  printLine("");
  for (const { cite, at } of source) printLine(`  source  ${cite} — ${at}`);
  for (const { law, holds, counterexample } of laws) {
    printLine(`  ${holds ? "keeps " : "breaks"}  ${law}${holds ? "" : faint(` (${counterexample})`)}`);
  }
}

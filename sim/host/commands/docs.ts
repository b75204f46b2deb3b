/** `commonwatt docs [key]`: what a key of scenario files, or a rule, means. */
import { nearest } from "../../scenario/nearest.ts";
import { type ReferencePage, referenceKeys, referencePage } from "../../scenario/reference.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { unitNames } from "../../scenario/unit-names.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { aligned, inkFor, printJson, printLine } from "../terminal.ts";

/** Width that text is wrapped to. [columns] */
const width = 110;

/** @throws UsageError when there is no such key */
export async function docsCommand(key = "", { json = false }: { readonly json?: boolean }): Promise<number> {
  if (key === "units") {
    if (json) printJson({ ok: true, units: unitNames() });
    else
      printLine(
        `A quantity is a number and a unit: 250 ms, 0.12 USD/kWh, 40 %/year, 323_000 GNK.\n${wrap(unitNames().join(" "))}`,
      );
    return exitCodes.fine;
  }
  const page = referencePage(key);
  if (page === undefined) {
    const keys = referenceKeys();
    const near = nearest(key, keys) ?? keys.find((name) => name.endsWith(`.${key}`));
    throw new UsageError(
      `no key "${key}" — ${near === undefined ? "list them: commonwatt docs" : `did you mean "${near}"?`}`,
    );
  }
  if (json) printJson({ ok: true, ...page });
  else render(page);
  return exitCodes.fine;
}

/** The page of a key as it stands in a scenario: the parameters of a slot are those of the rule chosen there. */
export function printPage(key: string, scenario: Scenario): void {
  const [slot, ...rest] = key.split(".");
  const choice = (scenario as unknown as Record<string, unknown>)[slot as string] as { readonly rule?: unknown };
  const isParameter = typeof choice === "object" && typeof choice.rule === "string" && rest.length > 0;
  const page =
    isParameter && rest[0] !== "rule" ? referencePage([slot, choice.rule, ...rest].join(".")) : referencePage(key);
  if (page !== undefined) render(page);
}

function render(page: ReferencePage): void {
  const { strong } = inkFor(process.stdout);
  if (page.key === "")
    printLine(`${strong("Keys of a scenario file")} (commonwatt docs <key> tells more; docs units lists the units)`);
  else printLine(`${strong(page.key)}${page.description === "" ? "" : `\n${wrap(page.description)}`}`);
  const facts: [string, string][] = [];
  if (page.unit !== "" && page.unit !== "1") facts.push(["unit", page.unit]);
  if (page.fallback !== null) facts.push(["default", page.fallback]);
  else if (page.isRequired && page.key !== "") facts.push(["default", "none: it must be given"]);
  if (page.allowed !== null) facts.push(["allowed", page.allowed]);
  if (page.examples.length > 0) facts.push(["example", page.examples.join(" or ")]);
  for (const source of page.sources) facts.push(["source", source]);
  for (const line of aligned(facts)) printLine(`  ${line}`);
  if (page.below.length === 0) return;
  if (page.key !== "") printLine("");
  const isBare = page.below.every(({ description }) => description === "");
  if (isBare) printLine(wrap(page.below.map(({ name }) => name).join(", ")));
  else for (const line of aligned(page.below.map(describedIn))) printLine(`  ${line}`);
}

function describedIn({ name, description, facts }: ReferencePage["below"][number]): string[] {
  return [name, facts === "" ? description : `${description} (${facts})`];
}

function wrap(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.length - 1;
    const joined = lines[last] === "" ? word : `${lines[last]} ${word}`;
    if (joined.length > width - 2) lines.push(word);
    else lines[last] = joined;
  }
  return lines.map((line) => `  ${line}`).join("\n");
}

/** `commonwatt explain <scenario> [key]`: every value as the run will use it, and where it comes from. */
import { explain, showOrigin } from "../../scenario/explain.ts";
import { schemaAt } from "../../scenario/fields.ts";
import { nearest } from "../../scenario/nearest.ts";
import { scenarioSchema } from "../../scenario/scenario.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { loadScenarioFile } from "../scenario-file.ts";
import { aligned, inkFor, printJson, printLine } from "../terminal.ts";
import { printPage } from "./docs.ts";

export interface ExplainOptions {
  readonly set?: readonly string[];
  readonly json?: boolean;
}

/** @throws ScenarioError when the scenario is wrong, UsageError when it has no such key */
export async function explainCommand(
  path: string,
  key: string | undefined,
  { set = [], json = false }: ExplainOptions,
): Promise<number> {
  const loaded = loadScenarioFile(path, set);
  const rows = explain(loaded, key);
  if (key !== undefined && rows.length === 0) {
    const keys = explain(loaded).map((row) => row.key);
    const near = nearest(key, [...keys, ...keys.map((name) => name.replace(/\.[^.]*$/, ""))]);
    const hint = near === undefined ? `see them all: commonwatt explain ${path}` : `did you mean "${near}"?`;
    throw new UsageError(`${path} has no key "${key}" — ${hint}`);
  }
  if (json) {
    printJson({ ok: true, scenario: path, values: rows });
    return exitCodes.fine;
  }
  const { faint } = inkFor(process.stdout);
  const lines = aligned(rows.map((row) => [row.key, row.shown, faint(showOrigin(row.origin))]));
  for (const line of lines) printLine(line);
  const isDocumented = key !== undefined && schemaAt(scenarioSchema, key.split("."), loaded.scenario) !== undefined;
  if (isDocumented && rows.length === 1) {
    printLine("");
    printPage(key, loaded.scenario);
  }
  return exitCodes.fine;
}

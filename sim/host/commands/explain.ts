/** `commonwatt explain <scenario> [key]`: every value as the run will use it, and where it comes from. */
import { type Address, addressesOf } from "../../mechanisms/addresses.ts";
import { choicesOf } from "../../protocol.ts";
import { explain, showOrigin } from "../../scenario/explain.ts";
import { schemaAt } from "../../scenario/fields.ts";
import { type Loaded, loadScenario, readMerged } from "../../scenario/load.ts";
import { nearest } from "../../scenario/nearest.ts";
import { type Scenario, scenarioSchema } from "../../scenario/scenario.ts";
import { hasDesign, loadStudy } from "../../scenario/study.ts";
import { showNumber } from "../../scenario/units.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { readText } from "../scenario-file.ts";
import { aligned, inkFor, printJson, printLine, warn } from "../terminal.ts";
import { printPage } from "./docs.ts";

export interface ExplainOptions {
  readonly set?: readonly string[];
  readonly json?: boolean;
  readonly addresses?: boolean;
}

/** @throws ScenarioError when the scenario is wrong, UsageError when it has no such key */
export async function explainCommand(
  path: string,
  key: string | undefined,
  { set = [], json = false, addresses = false }: ExplainOptions,
): Promise<number> {
  const loaded = basisOf(path, set);
  if (addresses) return explainAddresses(path, loaded.scenario, key, json ? "json" : "lines");
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

/** The scenario, or the first point of a study. */
function basisOf(path: string, sets: readonly string[]): Loaded {
  const request = { path, sets, readText };
  const merged = readMerged(request);
  if (!hasDesign(merged)) return loadScenario(request, merged);
  const { points } = loadStudy(request, merged);
  warn(`${path} is a study of ${points.length} points; this is its first\n`);
  return points[0] as Loaded;
}

/** What a proposal may change: every rule in force and its parameters. */
function explainAddresses(path: string, scenario: Scenario, key: string | undefined, as: "json" | "lines"): number {
  const all = addressesOf(choicesOf(scenario));
  const rows = all.filter(({ address }) => key === undefined || address === key || address.startsWith(`${key}.`));
  if (rows.length === 0) {
    const near = nearest(
      key as string,
      all.map(({ address }) => address),
    );
    throw new UsageError(
      `no address "${key}" — ${near === undefined ? "leave it out to see all" : `did you mean "${near}"?`}`,
    );
  }
  if (as === "json") {
    printJson({ ok: true, scenario: path, addresses: rows });
    return exitCodes.fine;
  }
  const { faint } = inkFor(process.stdout);
  for (const line of aligned(
    rows.map((one) => [one.address, shownValue(one), faint(rangeOf(one)), faint(one.meaning)]),
  )) {
    printLine(line);
  }
  return exitCodes.fine;
}

function shownValue({ value, unit }: Address): string {
  if (typeof value !== "number") return String(value);
  return unit === "1" ? showNumber(value) : `${showNumber(value)} ${unit}`;
}

function rangeOf({ kind, least, most, isLeastOpen, isMostOpen, labels }: Address): string {
  if (labels.length > 0) return labels.join(" | ");
  const from = least === undefined ? "" : `${isLeastOpen ? "above" : "from"} ${showNumber(least)}`;
  const to = most === undefined ? "" : `${isMostOpen ? "below" : "to"} ${showNumber(most)}`;
  return [kind === "whole" ? "whole" : "", from, to].filter((part) => part !== "").join(" ");
}

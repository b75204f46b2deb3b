/** Gathers what a report is made of: the rows of every query, and what the store says of scenario and versions. */
import { readFileSync } from "node:fs";
import { basename, isAbsolute } from "node:path";
import {
  type Names,
  queryNames,
  type ReportData,
  type ReportRows,
  type ScenarioFacts,
} from "../../reports/run/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { codeHashes } from "./code-hash.ts";
import { StoreError } from "./failure.ts";
import { observedIn } from "./observed-data.ts";
import { openReader, type Reader } from "./reader.ts";
import { ruleMeanings } from "./rule-meanings.ts";
import { storedCode } from "./store-code.ts";

/** @throws StoreError when the store cannot be read, or holds no finished run */
export async function reportData(path: string): Promise<ReportData> {
  const reader = await openReader(path);
  try {
    const scenario = await scenarioFacts(reader, path);
    const rows = await reportRows(reader, scenario.warmup);
    if (rows.runs.length === 0) {
      throw new StoreError(`${path} holds no finished run — finish one with: commonwatt resume ${path}`);
    }
    const versions = await programVersions(reader);
    const provenance = { versions, contentDigest: await reader.contentDigest(), commands: commands(scenario, rows) };
    const observed = await observedIn(
      reader,
      scenario.resolved as unknown as Pick<Scenario, "observed" | "epochLength">,
    );
    return { scenario, provenance, names: await catalogueNames(reader), rows, observed };
  } finally {
    reader.close();
  }
}

async function scenarioFacts(reader: Reader, path: string): Promise<ScenarioFacts> {
  const found = await reader.rows("SELECT * FROM scenarios ORDER BY scenario_identity");
  if (found.length !== 1) {
    throw new StoreError(`${path} holds ${found.length} scenarios; a report is about one — make a store for each`);
  }
  const row = found[0] as Record<string, string> & { warmup: number };
  const resolved = JSON.parse(row.resolved!) as Record<string, unknown>;
  const sources = JSON.parse(row.sources!) as { path: string; text: string }[];
  const failed = await reader.rows("SELECT count(*) AS runs FROM runs WHERE status <> 'ok'");
  return {
    name: row.name!,
    question: row.question!,
    identity: row.scenario_identity!,
    warmup: row.warmup,
    epochSeconds: resolved.epochLength as number,
    resolved,
    meanings: ruleMeanings(resolved),
    sources: shownSources(sources),
    overrides: shownOverrides(sources),
    failedRuns: failed[0]!.runs as number,
  };
}

/** Label of a source that was typed on the command line, see `scenario/load.ts`. */
const setFlag = "--set";

/** The files of a scenario as they may be shown, without command-line arguments. */
export function shownSources(
  sources: readonly { readonly path: string; readonly text: string }[],
): { readonly name: string; readonly text: string }[] {
  return sources.filter(({ path }) => path !== setFlag).map(({ path, text }) => ({ name: shownPath(path), text }));
}

/** Arguments of --set, as typed. */
export function shownOverrides(sources: readonly { readonly path: string; readonly text: string }[]): string[] {
  return sources.filter(({ path }) => path === setFlag).map(({ text }) => text);
}

/** A path that leads out of the working folder is of this machine: only the file's name is shown. */
function shownPath(file: string): string {
  return isAbsolute(file) || file.split(/[\\/]/).includes("..") ? basename(file) : file;
}

async function reportRows(reader: Reader, warmup: number): Promise<ReportRows> {
  const rows: Record<string, unknown> = {};
  for (const name of queryNames) rows[name] = await reader.rows(queryText(name), { warmup });
  return rows as unknown as ReportRows;
}

/** Queries lie beside the program: as many folders up as the program, source or bundle, is deep in the package. */
export function queryText(name: string): string {
  for (const up of ["../", "../../", "../../../"]) {
    try {
      return readFileSync(new URL(`${up}analysis/queries/${name}.sql`, import.meta.url), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  throw new Error(`analysis/queries/${name}.sql is in none of the folders above the program`);
}

/** What made a store, and the page about it; several of a kind are joined. */
export async function programVersions(reader: Reader): Promise<[string, string][]> {
  const lines = await reader.rows("SELECT commonwatt, schema_version, node, duckdb FROM versions ORDER BY line");
  const joined = (values: readonly unknown[]) => [...new Set(values.map(String))].join(" and ");
  const { models, programs } = await storedCode(reader);
  const own = await codeHashes();
  return [
    ["CommonWatt", joined(lines.map((line) => line.commonwatt))],
    ["model code (SHA-256)", joined(models) || unknownCode],
    ["program code (SHA-256)", joined(programs) || unknownCode],
    ["program code of this page (SHA-256)", own.program],
    ["store format", joined(lines.map((line) => line.schema_version))],
    ["Node.js", joined(lines.map((line) => line.node))],
    ["DuckDB", joined(lines.map((line) => line.duckdb))],
  ];
}

const unknownCode = "not recorded: the store is older than such hashes";

async function catalogueNames(reader: Reader): Promise<Names> {
  const names = async (table: string) => {
    const rows = await reader.rows(`SELECT id, name FROM ${table} ORDER BY id`);
    return new Map(rows.map(({ id, name }) => [String(id), String(name)]));
  };
  return {
    jurisdiction: await names("jurisdictions"),
    hardware: await names("hardware"),
    model: await names("language_models"),
    class: await names("node_classes"),
    workload: await names("workloads"),
    behaviour: await names("behaviours"),
  };
}

function commands(scenario: ScenarioFacts, { runs }: ReportRows): string[] {
  return commandsFor("run", scenario, runs.length);
}

/** The first source is the file that was named; those it extends follow. */
export function commandsFor(
  command: "run" | "compare",
  { sources, overrides }: Pick<ScenarioFacts, "sources" | "overrides">,
  replications: number,
): string[] {
  const file = sources[0]?.name ?? "SCENARIO.yaml";
  const words = [file, ...overrides.flatMap((text) => [setFlag, text]), "--replications", String(replications)];
  const run = `npx commonwatt ${command} ${words.map(shellWord).join(" ")} --out result.duckdb`;
  return [run, "npx commonwatt report result.duckdb --out report.html"];
}

function shellWord(text: string): string {
  return /^[\w./=:+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

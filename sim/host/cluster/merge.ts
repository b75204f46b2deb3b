/** Parts into one store: every run once, refused when two copies of a run differ, and told what is missing. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { outputTables } from "../../store/tables.ts";
import { createStore, openStore, type Store } from "../duckdb.ts";
import { explaining, StoreError } from "../failure.ts";
import { quoted, sqlName } from "../store-schema.ts";
import { askedRuns, type StudyRecord } from "../study-record.ts";
import { partsIn } from "./parts.ts";

export interface Merged {
  readonly parts: number;
  /** Runs planned that no part has. */
  readonly missing: readonly number[];
}

/**
 * Makes the store anew from all parts; one that is there is replaced when the new one is whole.
 *
 * @param parts  folder of the parts
 * @throws StoreError when there is no part, or two parts have the same run with other rows
 */
export async function mergeParts(study: StudyRecord, parts: string, path: string): Promise<Merged> {
  const folders = partsIn(parts);
  if (folders.length === 0)
    throw new StoreError(`${parts} holds no part — run the shards first: commonwatt worker --plan …`);
  const draft = `${path}.merging`;
  for (const left of [draft, `${draft}.wal`]) rmSync(left, { force: true });
  await createStore(draft, study);
  const store = await openStore(draft, { access: "write" });
  try {
    const missing = await explaining(path, () => fill(store, folders, askedRuns(study)));
    await store.settle();
    store.close();
    rmSync(`${path}.wal`, { force: true });
    renameSync(draft, path);
    return { parts: folders.length, missing };
  } catch (error) {
    store.close();
    for (const left of [draft, `${draft}.wal`]) if (existsSync(left)) rmSync(left, { force: true });
    throw error;
  }
}

async function fill(store: Store, folders: readonly string[], planned: readonly number[]): Promise<number[]> {
  const connection = await store.connect();
  try {
    await connection.run("BEGIN");
    // Which part each run is taken from: the first that has it whole.
    await connection.run("CREATE TEMP TABLE origin (part INTEGER, run INTEGER, status VARCHAR)");
    for (const [part, folder] of folders.entries())
      await connection.run(`INSERT INTO origin SELECT ${part}, run, status FROM ${parquet(folder, "runs")}`);
    await assertEqualCopies(connection, folders);
    await connection.run(
      `CREATE TEMP TABLE chosen AS SELECT run, part FROM origin
       QUALIFY row_number() OVER (PARTITION BY run ORDER BY status <> 'ok', part) = 1`,
    );
    for (const [part, folder] of folders.entries())
      for (const table of ["runs", "timings", ...outputTables.map(({ name }) => name)])
        await connection.run(
          `INSERT INTO ${sqlName(table)} SELECT * FROM ${parquet(folder, table)}
           WHERE run IN (SELECT run FROM chosen WHERE part = ${part})`,
        );
    await connection.run(versionsOf(folders));
    const chosen = await connection.runAndReadAll("SELECT run FROM chosen");
    await connection.run("COMMIT");
    const there = new Set(chosen.getRowsJS().map(([run]) => run as number));
    return planned.filter((run) => !there.has(run));
  } finally {
    connection.closeSync();
  }
}

/** A run is the same wherever it was run; where it is not, the model has a fault that must be found. */
async function assertEqualCopies(connection: DuckDBConnection, folders: readonly string[]): Promise<void> {
  const twice = await connection.runAndReadAll(
    `SELECT a.run, a.part, b.part FROM origin AS a JOIN origin AS b ON a.run = b.run AND a.part < b.part
     WHERE a.status = 'ok' AND b.status = 'ok' ORDER BY ALL`,
  );
  for (const [run, a, b] of twice.getRowsJS() as [number, number, number][]) {
    const [one, other] = [folders[a] as string, folders[b] as string];
    for (const table of ["runs", ...outputTables.map(({ name }) => name)]) {
      const of = (folder: string) =>
        `SELECT ${table === "runs" ? "* EXCLUDE (stack)" : "*"} FROM ${parquet(folder, table)} WHERE run = ${run}`;
      const unlike = await connection.runAndReadAll(
        `SELECT (SELECT count(*) FROM (${of(one)} EXCEPT ALL ${of(other)})) + (SELECT count(*) FROM (${of(other)} EXCEPT ALL ${of(one)}))`,
      );
      if (Number(unlike.getRowsJS()[0]![0]) === 0) continue;
      throw new StoreError(
        `run ${run} differs between ${one} and ${other} (table ${table}): the same run must give the same rows — ` +
          "keep both folders and report it as a fault of the program",
      );
    }
  }
}

/** Programs of the shards, after the one that merges. */
function versionsOf(folders: readonly string[]): string {
  const all = folders.map((folder) => `SELECT * EXCLUDE (line) FROM ${parquet(folder, "versions")}`).join(" UNION ");
  return `INSERT INTO versions
    SELECT (SELECT count(*) FROM versions) + row_number() OVER (ORDER BY program_code, node, duckdb, platform) - 1, *
    FROM (FROM (${all}) EXCEPT SELECT * EXCLUDE (line) FROM versions)`;
}

function parquet(folder: string, table: string): string {
  return `read_parquet(${quoted(join(folder, `${table}.parquet`))})`;
}

/** "3,7-9,12": what `worker --runs` takes. */
export function listOfRuns(runs: readonly number[]): string {
  const spans: string[] = [];
  for (let i = 0; i < runs.length; ) {
    let j = i;
    while (j + 1 < runs.length && runs[j + 1] === (runs[j] as number) + 1) j += 1;
    spans.push(i === j ? String(runs[i]) : `${runs[i]}-${runs[j]}`);
    i = j + 1;
  }
  return spans.join(",");
}

/** The opposite. @returns undefined when the text is no list of runs */
export function runsOfList(text: string): number[] | undefined {
  const runs = new Set<number>();
  for (const span of text.split(",")) {
    const found = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(span);
    if (found === null) return undefined;
    const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])];
    if (to < from) return undefined;
    for (let run = from; run <= to; run++) runs.add(run);
  }
  return [...runs].sort((a, b) => a - b);
}

/**
 * Parts: what shards leave behind. A part is a folder of Parquet files, one a table, whole or absent, named by its shard and its first run's
 * key; a shard that runs again finds it and does nothing.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outputTables } from "../../store/tables.ts";
import { ordered } from "../content-digest.ts";
import type { Store } from "../duckdb.ts";
import { explaining } from "../failure.ts";
import { makeFolder } from "../folder.ts";
import { quoted } from "../store-schema.ts";
import { studyIdentity } from "../study-record.ts";
import { ClusterError, clusterCodes } from "./cluster-error.ts";
import type { FrozenPlan } from "./frozen-plan.ts";

/** Tables of a part: runs with all they say, wall-clock facts, the program, and the rows. */
export const partTables: readonly string[] = ["runs", "timings", "versions", ...outputTables.map(({ name }) => name)];

export interface PartName {
  /** Such as "0003-of-0007", or "runs-12-40". */
  readonly slice: string;
  /** Of its first run. */
  readonly runKey: string;
}

const keyDigits = 12;

export function partFolder(parts: string, { slice, runKey }: PartName): string {
  return join(parts, `part-${slice}-${runKey.slice(0, keyDigits)}`);
}

/** Every whole part, in order of name. */
export function partsIn(parts: string): string[] {
  if (!existsSync(parts)) return [];
  return readdirSync(parts)
    .filter((name) => /^part-.*-[0-9a-f]+$/.test(name))
    .sort()
    .map((name) => join(parts, name));
}

/** The part of a slice, when it is there. */
export function partOf(parts: string, slice: string): string | undefined {
  return partsIn(parts).find((path) => path.split("/").at(-1)!.startsWith(`part-${slice}-`));
}

/**
 * A folder of parts belongs to one study and one model: parts are known by their shard, so those of another would pass for its own.
 *
 * @throws ClusterError (78) when the folder belongs to another
 */
export function claimParts(parts: string, { study, model }: Pick<FrozenPlan, "study" | "model">): void {
  const file = join(parts, "study.json");
  const own = { study: studyIdentity(study), model };
  if (existsSync(file)) {
    const other = JSON.parse(readFileSync(file, "utf8")) as typeof own;
    if (other.study === own.study && other.model === own.model) return;
    const what = other.study === own.study ? "this study by another version of the model" : "another study";
    throw new ClusterError(
      `${parts} holds parts of ${what} — name another folder, or delete it`,
      clusterCodes.badConfiguration,
    );
  }
  makeFolder(parts);
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(own)}\n`);
  renameSync(draft, file);
}

/**
 * Writes a store's runs as a part: under another name first, then renamed.
 *
 * @throws StoreError when the folder cannot be written
 */
export async function writePart(store: Store, folder: string): Promise<void> {
  const draft = `${folder}.${process.pid}.tmp`;
  await explaining(folder, async () => {
    rmSync(draft, { recursive: true, force: true });
    makeFolder(draft);
    const connection = await store.connect();
    try {
      for (const table of partTables) {
        const declared = outputTables.find(({ name }) => name === table);
        const sql = declared === undefined ? `SELECT * FROM ${table} ORDER BY 1` : ordered(declared);
        await connection.run(
          `COPY (${sql}) TO ${quoted(join(draft, `${table}.parquet`))} (FORMAT parquet, COMPRESSION zstd)`,
        );
      }
    } finally {
      connection.closeSync();
    }
    // Another attempt at the same shard may have been faster: its part holds the same rows.
    if (existsSync(folder)) rmSync(draft, { recursive: true, force: true });
    else renameSync(draft, folder);
  });
}

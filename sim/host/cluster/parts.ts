/**
 * Parts: what shards leave behind. A part is a folder of Parquet files, one a table, whole or absent, named by its shard and its first run's
 * key; a shard that runs again finds it and does nothing.
 */
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { outputTables } from "../../store/tables.ts";
import { ordered } from "../content-digest.ts";
import type { Store } from "../duckdb.ts";
import { explaining } from "../failure.ts";
import { makeFolder } from "../folder.ts";
import { quoted } from "../store-schema.ts";

/** Tables of a part: runs with all they say, wall-clock facts, and the rows. */
export const partTables: readonly string[] = ["runs", "timings", ...outputTables.map(({ name }) => name)];

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
        const sql = declared === undefined ? `SELECT * FROM ${table} ORDER BY run` : ordered(declared);
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

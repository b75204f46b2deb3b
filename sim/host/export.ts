/**
 * Writes every table of a store as one Parquet or CSV file, rows in the order of their key.
 *
 * The bytes do not depend on workers or the order of commits: one thread, fixed row groups, no wall-clock facts (`timings`
 * and stack traces stay in the store).
 */
import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { OutputTable } from "../store/tables.ts";
import { catalogueTables } from "./catalogue-tables.ts";
import { ordered, tablesIn } from "./content-digest.ts";
import type { Store } from "./duckdb.ts";
import { explaining, StoreError } from "./failure.ts";
import { makeFolder } from "./folder.ts";
import { quoted, sqlName } from "./store-schema.ts";

export const exportFormats = ["parquet", "csv"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportedFile {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
}

/** A row group is the unit that readers load; DuckDB's own default. [row] */
const rowGroupRows = 122_880;
const options: Readonly<Record<ExportFormat, string>> = {
  parquet: `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowGroupRows}`,
  csv: "FORMAT csv, HEADER true",
};

/**
 * Writes to a folder beside the target and moves the files over when all are whole.
 *
 * @throws StoreError when the target cannot be written
 */
export async function exportStore(store: Store, folder: string, format: ExportFormat): Promise<ExportedFile[]> {
  const draft = `${folder}.part`;
  try {
    return await explaining(folder, async () => {
      rmSync(draft, { recursive: true, force: true });
      makeFolder(draft);
      makeFolder(folder);
      const connection = await store.connect();
      try {
        const files: ExportedFile[] = [];
        for (const [name, sql] of exports(await tablesIn(connection, store.tables)))
          files.push(await exportTable(connection, { name, sql, draft, format }));
        for (const { file } of files) renameSync(join(draft, file), join(folder, file));
        return files;
      } finally {
        connection.closeSync();
      }
    });
  } catch (error) {
    throw error instanceof StoreError
      ? new StoreError(
          error.message.replace("with --out", "with --to").replace(/then: commonwatt resume .*$/s, "then export again"),
        )
      : error;
  } finally {
    if (existsSync(draft)) rmSync(draft, { recursive: true, force: true });
  }
}

/** Name of the file and the query that fills it. */
function exports(tables: readonly OutputTable[]): [string, string][] {
  return [
    ["runs", "SELECT * EXCLUDE (stack) FROM runs ORDER BY run"],
    ["scenarios", "SELECT * FROM scenarios ORDER BY scenario_identity"],
    ["studies", "SELECT * FROM studies"],
    ["points", "SELECT * FROM points ORDER BY point"],
    ["levels", "SELECT * FROM levels ORDER BY point, factor"],
    ["versions", "SELECT * FROM versions ORDER BY line"],
    ["columns", "SELECT * FROM units ORDER BY table_name, column_name"],
    ...tables.map((table): [string, string] => [table.name, ordered(table)]),
    ...catalogueTables.map(({ name }): [string, string] => [name, `SELECT * FROM ${sqlName(name)} ORDER BY id`]),
  ];
}

interface TableExport {
  readonly name: string;
  readonly sql: string;
  readonly draft: string;
  readonly format: ExportFormat;
}

async function exportTable(
  connection: DuckDBConnection,
  { name, sql, draft, format }: TableExport,
): Promise<ExportedFile> {
  const file = `${name}.${format}`;
  const path = join(draft, file);
  const result = await connection.run(`COPY (${sql}) TO ${quoted(path)} (${options[format]})`);
  return { file, rows: result.rowsChanged, bytes: statSync(path).size };
}

/**
 * Hash of all that a store holds but wall-clock facts: the same for any number of workers, order of commits or interruptions.
 *
 * Rows are read in key order and hashed bit by bit, column by column. No sum is taken: floating sums depend on order.
 */
import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { OutputTable } from "../store/tables.ts";
import type { Store } from "./duckdb.ts";
import { explaining } from "./failure.ts";
import { sqlName } from "./store-schema.ts";
import { columnBytes } from "./typed-vectors.ts";

/** @returns SHA-256 as lower-case hexadecimal */
export async function contentDigest(store: Store): Promise<string> {
  return explaining(store.path, async () => {
    const connection = await store.connect();
    try {
      const whole = createHash("sha256");
      const runs = "SELECT run, run_key, status, error, digest, fingerprint, fired, epochs FROM runs ORDER BY run";
      whole.update(await digestOf(connection, runs));
      for (const table of await tablesIn(connection, store.tables))
        whole.update(`${table.name} ${await digestOf(connection, ordered(table))}`);
      return whole.digest("hex");
    } finally {
      connection.closeSync();
    }
  });
}

/** Those tables and columns that a store has: one of an older program may lack the newest. */
export async function tablesIn(
  connection: DuckDBConnection,
  tables: readonly OutputTable[],
): Promise<readonly OutputTable[]> {
  const reader = await connection.runAndReadAll(
    "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'main'",
  );
  const present = new Set(reader.getRows().map(([table, column]) => `${table}.${column}`));
  return tables
    .map((table) => ({ ...table, columns: table.columns.filter(({ name }) => present.has(`${table.name}.${name}`)) }))
    .filter(({ columns }) => columns.length > 0);
}

/** All columns break ties of the key, so that equal keys cannot swap. */
export function ordered(table: OutputTable): string {
  const rest = table.columns.map((column) => column.name).filter((name) => !table.key.includes(name));
  const names = ["run", ...table.key, ...rest].map(sqlName);
  return `SELECT * FROM ${sqlName(table.name)} ORDER BY ${names.join(", ")}`;
}

/** Hashes of each column's values and of where it has any, so that the size of the chunks in which rows arrive does not matter. */
async function digestOf(connection: DuckDBConnection, sql: string): Promise<string> {
  const result = await connection.stream(sql);
  const hashes = result.columnNames().map((name) => ({
    values: createHash("sha256").update(name),
    present: createHash("sha256"),
  }));
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    hashes.forEach((hash, k) => {
      const column = columnBytes(chunk, k);
      hash.values.update(column.values);
      hash.present.update(column.present);
    });
  }
  return hashes.map((hash) => `${hash.values.digest("hex")} ${hash.present.digest("hex")}`).join(" ");
}

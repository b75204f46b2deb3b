/**
 * Reads a finished store: read-only, with one thread, so that sums in floating point come out the same each time.
 *
 * (With two threads, DuckDB 1.5 gave several answers for the same `sum` over doubles; with one it gave one.)
 */
import { existsSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { explained, StoreError } from "./failure.ts";

export type Cell = number | string | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

export interface Reader {
  /**
   * Rows of one query. Whole numbers beyond 2⁵³ are refused rather than rounded: cast sums of money to DOUBLE in the query.
   *
   * @param values  what stands for $name in the query
   */
  rows(sql: string, values?: Readonly<Record<string, number | string>>): Promise<Row[]>;
  close(): void;
}

/** @throws StoreError when there is no such file, it is no store, or another process writes to it */
export async function openReader(path: string): Promise<Reader> {
  if (!existsSync(path)) {
    throw new StoreError(`${path} does not exist — make it with: commonwatt run SCENARIO --out ${path}`);
  }
  try {
    const instance = await DuckDBInstance.create(path, { access_mode: "READ_ONLY", threads: "1" });
    const connection = await instance.connect();
    return {
      async rows(sql, values) {
        const result = await connection.runAndReadAll(sql, { ...values });
        const names = result.deduplicatedColumnNames();
        return result.getRows().map((row) => Object.fromEntries(names.map((name, i) => [name, cell(row[i], name)])));
      },
      close() {
        connection.closeSync();
        instance.closeSync();
      },
    };
  } catch (error) {
    throw explained(error, path);
  }
}

function cell(value: unknown, name: string): Cell {
  if (value === null || typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`column ${name}: ${value} is too large for an exact number`);
    return number;
  }
  throw new TypeError(`column ${name}: a value of type ${typeof value} has no place in a report — cast it in the query`);
}

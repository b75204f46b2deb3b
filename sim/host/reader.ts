/**
 * What analysis reads of a finished store: rows of one query at a time, read-only.
 *
 * Stores open with one thread (`duckdb.ts`), so that sums in floating point come out the same each time.
 */
import type { DuckDBConnection } from "@duckdb/node-api";
import { contentDigest } from "./content-digest.ts";
import { openStore } from "./duckdb.ts";

export type Cell = number | string | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

export interface Reader {
  /**
   * Rows of one query. Whole numbers beyond 2⁵³ are refused rather than rounded: cast sums of money to DOUBLE in
   * the query.
   *
   * @param values  what stands for $name in the query
   */
  rows(sql: string, values?: Readonly<Record<string, number>>): Promise<Row[]>;
  /** SHA-256 of all that the store holds but wall-clock facts. */
  contentDigest(): Promise<string>;
  close(): void;
}

/** @throws StoreError when there is no such store, or it cannot be read */
export async function openReader(path: string): Promise<Reader> {
  const store = await openStore(path, { access: "read" });
  let connection: DuckDBConnection;
  try {
    connection = await store.connect();
  } catch (error) {
    store.close();
    throw error;
  }
  return {
    async rows(sql, values) {
      // An unused name is an error in DuckDB, so only those that occur are bound.
      const bound = Object.entries(values ?? {}).filter(([name]) => sql.includes(`$${name}`));
      const result = await connection.runAndReadAll(sql, Object.fromEntries(bound));
      const names = result.deduplicatedColumnNames();
      return result.getRows().map((row) => Object.fromEntries(names.map((name, i) => [name, cell(row[i], name)])));
    },
    contentDigest: () => contentDigest(store),
    close() {
      connection.closeSync();
      store.close();
    },
  };
}

function cell(value: unknown, name: string): Cell {
  if (typeof value === "bigint") {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    throw new RangeError(`column ${name}: ${value} is too large for an exact number — cast it to DOUBLE in the query`);
  }
  if (value === null || typeof value === "number" || typeof value === "string" || typeof value === "boolean")
    return value;
  throw new TypeError(
    `column ${name}: a value of type ${typeof value} has no place in a report — cast it in the query`,
  );
}

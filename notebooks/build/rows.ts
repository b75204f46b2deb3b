/**
 * Answers of a store to the SQL cells of a notebook: on one thread, so that sums come out the same to the bit, and read again at every build.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";

export type Cell = number | string | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

export interface Store {
  /** @throws Error of DuckDB, or on a value that is no plain one */
  rows(sql: string): Promise<Row[]>;
  close(): void;
}

const outcomes = "analysis/queries/outcomes";

/**
 * Besides the store's own tables and views there is `outcomes` (run, outcome, value): one number a run for each file of
 * analysis/queries/outcomes.
 */
export async function openStore(path: string, root: string): Promise<Store> {
  const instance = await DuckDBInstance.create(path, { access_mode: "READ_ONLY", threads: "1" });
  const connection = await instance.connect();
  const files = readdirSync(join(root, outcomes)).filter((name) => name.endsWith(".sql"));
  const each = files
    .sort()
    .map((name) => `SELECT '${basename(name, ".sql")}' AS outcome, run, value::DOUBLE AS value FROM (${textOf(name)})`);
  await connection.run(`CREATE TEMP TABLE outcomes AS ${each.join(" UNION ALL ")}`);
  function textOf(name: string): string {
    return readFileSync(join(root, outcomes, name), "utf8")
      .trim()
      .replace(/;$/, "")
      .concat("\n");
  }
  return {
    async rows(sql) {
      const found = await connection.runAndReadAll(sql);
      return found
        .getRowObjects()
        .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(name, value)])));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function plain(name: string, value: DuckDBValue): Cell {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" || typeof value === "bigint") {
    const number = Number(value);
    if (typeof value === "bigint" && !Number.isSafeInteger(number))
      throw new RangeError(`column ${name}: ${value} does not fit a number — cast it to DOUBLE in the query`);
    // JSON knows no NaN.
    return Number.isFinite(number) ? number : null;
  }
  throw new RangeError(
    `column ${name}: a notebook reads numbers and texts, not ${String(value)} — cast it in the query`,
  );
}

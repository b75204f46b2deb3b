/** What a store says of the code that made it, and how that compares with the code that reads it. */
import { codeHashes, shortHash } from "./code-hash.ts";

/** A store or a reader of one. */
interface Asked {
  rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

export interface StoredCode {
  /** Hashes of the models that made its finished runs, in order of first run; empty when the store is older than these. */
  readonly models: readonly string[];
  /** Hashes of the programs that wrote to it, in order of first use; empty when the store is older than these. */
  readonly programs: readonly string[];
}

export async function storedCode(store: Asked): Promise<StoredCode> {
  if (!(await knowsCode(store))) return { models: [], programs: [] };
  const runs = await store.rows(
    "SELECT model_code FROM runs WHERE status = 'ok' GROUP BY model_code ORDER BY min(run)",
  );
  const versions = await store.rows("SELECT program_code FROM versions GROUP BY program_code ORDER BY min(line)");
  return {
    models: runs.map((row) => row.model_code as string),
    programs: versions.map((row) => row.program_code as string),
  };
}

/** Stores of format 2 and older have no hash of code. */
export async function knowsCode(store: Asked): Promise<boolean> {
  const found = await store.rows(
    "SELECT 1 FROM duckdb_columns() WHERE (table_name, column_name) IN (('runs', 'model_code'), ('versions', 'program_code'))",
  );
  return found.length === 2;
}

/** @returns what to say when runs of a store come from other code than this program's; undefined when they come from the same */
export async function otherCode(store: Asked, path: string): Promise<string | undefined> {
  const { model } = await codeHashes();
  const here = `this program has ${shortHash(model)}`;
  if (!(await knowsCode(store))) return `${path} does not say which code made its runs; ${here}`;
  const others = (await storedCode(store)).models.filter((one) => one !== model);
  if (others.length === 0) return undefined;
  return `runs of ${path} were made by model code ${others.map(shortHash).join(" and ")}, ${here}: other code`;
}

/**
 * Opens result stores. This module alone owns a store's path.
 *
 * In one process a second instance of DuckDB on the same file is let in and sees other data, and rows written through it
 * are lost without an error. So a path is opened once a process, and worker threads never import DuckDB
 * (`sim/host/workers-without-duckdb.test.ts`).
 */
import { existsSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type JS } from "@duckdb/node-api";
import { type OutputTable, outputTables } from "../store/tables.ts";
import { explaining, StoreError } from "./failure.ts";
import { makeFolder } from "./folder.ts";
import { schemaStatements } from "./store-schema.ts";
import { assertReadable, recordVersion } from "./store-versions.ts";
import { type ScenarioRecord, type StudyRecord, studyOf, studyStatements } from "./study-record.ts";

export type StoreAccess = "read" | "write";

export interface Store {
  readonly path: string;
  readonly tables: readonly OutputTable[];
  /** A connection of its own: one transaction at a time. The caller closes it. */
  connect(): Promise<DuckDBConnection>;
  /** Rows of a query as objects; 64-bit integers arrive as bigint. Aggregates give the same bits each time (one thread). */
  rows(sql: string): Promise<Record<string, JS>[]>;
  /** Moves what was committed from the journal into the file. DuckDB does so now and then, and when a store is closed. */
  settle(): Promise<void>;
  /** @throws StoreError when the file was deleted or replaced since it was opened */
  assertInPlace(): void;
  close(): void;
}

export interface StoreOptions {
  readonly access: StoreAccess;
  /** Tables that runs deliver; those of `tables.ts` but in tests. */
  readonly tables?: readonly OutputTable[];
}

/** Keeps DuckDB's cache from growing with the machine; larger sorts spill to disk. */
const memoryLimit = "512MiB";

/** Stores open in this process, by real path. */
const openPaths = new Set<string>();

/**
 * Makes an empty store, whole or not at all: it is built under another name and then renamed.
 *
 * @throws StoreError when the folder cannot be written or the path is taken
 */
export async function createStore(
  path: string,
  record: ScenarioRecord | StudyRecord,
  tables = outputTables,
): Promise<void> {
  if (existsSync(path)) throw new StoreError(`${path} exists already`);
  const draft = `${path}.new`;
  const tidy = () => removeQuietly(draft);
  process.once("exit", tidy);
  await explaining(path, async () => {
    makeFolder(dirname(path));
    for (const left of [draft, `${draft}.wal`]) rmSync(left, { force: true });
    const instance = await DuckDBInstance.create(draft, { threads: "1", memory_limit: memoryLimit });
    const connection = await instance.connect();
    try {
      await connection.run("BEGIN");
      for (const statement of schemaStatements(tables)) await connection.run(statement);
      for (const statement of studyStatements(studyOf(record))) await connection.run(statement);
      await recordVersion(connection, tables);
      await connection.run("COMMIT");
      await connection.run("CHECKPOINT");
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
    renameSync(draft, path);
  })
    .catch((error: unknown) => {
      tidy();
      throw error;
    })
    .finally(() => process.off("exit", tidy));
}

/**
 * @throws StoreError when there is no store, it is open elsewhere, it is no result store, or another version made it
 */
export async function openStore(path: string, { access, tables = outputTables }: StoreOptions): Promise<Store> {
  if (!existsSync(path))
    throw new StoreError(`${path}: no such store — commonwatt run <scenario> --out ${path} makes it`);
  if (!statSync(path).isFile())
    throw new StoreError(`${path} is not a file — name a store, such as results/baseline.duckdb`);
  const real = join(realpathSync(dirname(path)), basename(realpathSync(path)));
  if (openPaths.has(real)) throw new StoreError(`${path} is already open in this process`);
  openPaths.add(real);
  try {
    return await explaining(path, () => opened(path, real, access, tables));
  } catch (error) {
    openPaths.delete(real);
    throw error;
  }
}

async function opened(path: string, real: string, access: StoreAccess, tables: readonly OutputTable[]): Promise<Store> {
  const mode = access === "read" ? "READ_ONLY" : "READ_WRITE";
  const instance = await DuckDBInstance.create(path, { access_mode: mode, threads: "1", memory_limit: memoryLimit });
  const { ino } = statSync(path);
  const connection = await instance.connect();
  const close = () => {
    connection.closeSync();
    instance.closeSync();
    openPaths.delete(real);
  };
  try {
    await assertReadable(connection, path, access, tables);
    if (access === "write") await recordVersion(connection, tables);
  } catch (error) {
    close();
    throw error;
  }
  return {
    path,
    tables,
    connect: () => instance.connect(),
    rows: (sql) => explaining(path, async () => (await connection.runAndReadAll(sql)).getRowObjectsJS()),
    settle: () => explaining(path, async () => void (await connection.run("CHECKPOINT"))),
    assertInPlace: () => assertInPlace(path, ino),
    close,
  };
}

function assertInPlace(path: string, ino: number): void {
  const now = statSync(path, { throwIfNoEntry: false });
  if (now?.ino === ino) return;
  throw new StoreError(`${path} was ${now === undefined ? "deleted" : "replaced"} while it was being written`);
}

/** The folder may be gone or full; the error that led here matters more. */
function removeQuietly(draft: string): void {
  try {
    for (const left of [draft, `${draft}.wal`]) rmSync(left, { force: true });
  } catch {
    return;
  }
}

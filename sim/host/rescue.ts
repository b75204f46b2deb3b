/** Saves the finished runs of a store whose file was deleted or replaced under the writer. */
import { existsSync, renameSync, rmSync } from "node:fs";
import type { Store } from "./duckdb.ts";
import { StoreError } from "./failure.ts";
import { quoted } from "./store-schema.ts";

/** @throws StoreError when the store's file is gone or another; its runs are then saved first */
export async function assertKept(store: Store): Promise<void> {
  try {
    store.assertInPlace();
  } catch (error) {
    throw error instanceof StoreError ? await rescued(store, error) : error;
  }
}

/**
 * The open database still has all that was committed: it is copied to the old place, or beside it where another file stands now.
 *
 * @param lost  why the study ends, see `Store.assertInPlace`
 * @returns the error to end with, which says where the runs are
 */
async function rescued(store: Store, lost: StoreError): Promise<StoreError> {
  const draft = `${store.path}.new`;
  try {
    await copyTo(store, draft);
    const place = existsSync(store.path) ? `${store.path}.rescued` : store.path;
    renameSync(draft, place);
    return new StoreError(
      `${lost.message}; its finished runs were written again — continue with: commonwatt resume ${place}`,
    );
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return new StoreError(
      `${lost.message}, and its finished runs could not be written again (${why}) — run the scenario again`,
    );
  }
}

async function copyTo(store: Store, path: string): Promise<void> {
  for (const left of [path, `${path}.wal`]) rmSync(left, { force: true });
  const connection = await store.connect();
  try {
    const name = (await connection.runAndReadAll("SELECT current_database()")).getRowsJS()[0]![0] as string;
    await connection.run(`ATTACH ${quoted(path)} AS rescue`);
    await connection.run(`COPY FROM DATABASE "${name}" TO rescue`);
    await connection.run("DETACH rescue");
  } finally {
    connection.closeSync();
  }
}

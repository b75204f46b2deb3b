/** Runs of one store rest on one model and one set of measurements, or they cannot be compared. */
import { codeHashes } from "./code-hash.ts";
import type { Store } from "./duckdb.ts";
import { StoreError } from "./failure.ts";
import { otherCode } from "./store-code.ts";
import type { StudyKernel } from "./study-kernel.ts";
import type { StudyRecord } from "./study-record.ts";

/**
 * @returns SHA-256 of the code of this model
 * @throws StoreError when runs of the store were made by another model
 */
export async function assertSameModel(store: Store): Promise<string> {
  const other = await otherCode(store, store.path);
  if (other !== undefined)
    throw new StoreError(
      `${other} — go on with the program that made them, or run the scenario into a new store with --out`,
    );
  return (await codeHashes()).model;
}

/** @throws StoreError when runs of the store rest on other measurements than those at hand */
export async function assertSameMeasurements(
  store: Store,
  { points }: StudyRecord,
  kernelOf: ((point: number) => StudyKernel | undefined) | undefined,
): Promise<void> {
  const stored = await store.rows(
    `SELECT DISTINCT scenario_identity, kernel_records, kernel_executed_on FROM runs
     WHERE status = 'ok' AND kernel_basis = 'measured'`,
  );
  for (const { scenario_identity: identity, kernel_records: records, kernel_executed_on: executedOn } of stored) {
    const source = kernelOf?.(points.findIndex(({ scenario }) => scenario.identity === identity))?.source;
    if (records !== source?.records)
      throw new StoreError(
        `runs of ${store.path} rest on records ${short(records)}, here are ${short(source?.records)} — ` +
          "go on with those (--records), or run the scenario into a new store with --out",
      );
    if (executedOn !== (source?.executedOn ?? null))
      throw new StoreError(
        `checks of ${store.path} were executed on ${executedOn}, here is ${source?.executedOn} — ` +
          "choose that one (--adapter), or run the scenario into a new store with --out",
      );
  }
}

/** SHA-256 of the files of records that finished runs rest on. */
export async function storedRecords(store: Store): Promise<string[]> {
  const rows = await store.rows(
    "SELECT DISTINCT kernel_records AS records FROM runs WHERE status = 'ok' AND kernel_records IS NOT NULL ORDER BY ALL",
  );
  return rows.map(({ records }) => String(records));
}

function short(sha256: unknown): string {
  return typeof sha256 === "string" ? `${sha256.slice(0, 12)}…` : "none";
}

/**
 * A study: the replications of one scenario, or of each point of a design, run by worker threads into one store. What is stored already is
 * not run again. Replication 0 of all points comes first, then 1: a study that is cut short is balanced.
 */
import { existsSync } from "node:fs";
import type { Scenario } from "../scenario/scenario.ts";
import { contentDigest } from "./content-digest.ts";
import { createStore, openStore, type Store } from "./duckdb.ts";
import { StoreError } from "./failure.ts";
import type { Interrupt } from "./interrupt.ts";
import { createPool, type RunOutcome, type RunPool } from "./pool.ts";
import { assertKept } from "./rescue.ts";
import { runIdentity } from "./run-identity.ts";
import { beginRun, recordFailure } from "./run-writer.ts";
import { assertSameMeasurements, assertSameModel } from "./same-origin.ts";
import { quoted } from "./store-schema.ts";
import type { StudyKernel } from "./study-kernel.ts";
import {
  askedRuns,
  type KeptLevels,
  keptPoints,
  type PointRecord,
  type ScenarioRecord,
  type StudyRecord,
  storedStudy,
  studyIdentity,
  studyOf,
} from "./study-record.ts";

export interface StudyOptions {
  readonly workers: number;
  /** Run just this one of the study. */
  readonly only?: number;
  /** Run just these: the slice of a shard. */
  readonly wanted?: readonly number[];
  readonly interrupt: Interrupt;
  onEvent(event: StudyEvent): void;
  /** Measured cells and an adapter of a point; undefined when nothing is checked there, or checks are assumed. */
  readonly kernelOf?: ((point: number) => StudyKernel | undefined) | undefined;
  /** Worker of another simulation than the model, in tests. */
  readonly workerFile?: URL;
}

export type StudyEvent =
  | { readonly kind: "planned"; readonly runs: number; readonly stored: number; readonly workers: number }
  /** `fraction` of the run's epochs are done. */
  | { readonly kind: "advanced"; readonly run: number; readonly fraction: number }
  | { readonly kind: "stored"; readonly run: number }
  | { readonly kind: "failed"; readonly run: number; readonly error: string };

export interface StudyOutcome {
  readonly runs: number;
  /** Whole runs in the store, those of earlier calls included. */
  readonly stored: number;
  readonly failed: readonly { readonly run: number; readonly error: string }[];
  readonly isInterrupted: boolean;
  readonly contentDigest: string;
}

/**
 * Opens the store of a study, making it where there is none.
 *
 * @throws StoreError when the store belongs to another study
 */
export async function openStudy(path: string, record: ScenarioRecord | StudyRecord): Promise<Store> {
  if (!existsSync(path)) await createStore(path, record);
  const store = await openStore(path, { access: "write" }).catch((error: unknown) => {
    if (!(error instanceof StoreError)) throw error;
    throw new StoreError(
      error.message.replace("name one that commonwatt run has made", "name another file with --out"),
    );
  });
  const study = studyOf(record);
  try {
    const stored = await storedStudy(store);
    if (studyIdentity(stored) !== studyIdentity(study)) throw anotherStudy(path, stored, study);
    if (statedIn(stored) !== statedIn(study)) throw otherStatements(path);
    await askFor(store, study.replications);
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

/**
 * @param kept  of which points; of all when left out
 * @throws StoreError when fewer replications are asked for than the study already has
 */
export async function extendStudy(store: Store, replications: number, kept?: KeptLevels): Promise<void> {
  const study = await storedStudy(store);
  const { replications: before } = study;
  if (replications < before)
    throw new StoreError(
      `${store.path} has ${before} replications planned, ${replications} asked for — replications can be added, not taken away`,
    );
  await askFor(store, replications, keptPoints(study, kept));
}

/**
 * Runs what is missing. Each run is committed on its own; one that throws becomes a row, and the others go on.
 *
 * @throws StoreError when the store cannot be written: runs in flight are dropped, finished ones stay
 */
export async function runStudy(store: Store, options: StudyOptions): Promise<StudyOutcome> {
  const study = await storedStudy(store);
  const asked = askedRuns(study);
  const done = new Set((await store.rows("SELECT run FROM runs WHERE status = 'ok'")).map((row) => row.run as number));
  const wanted = options.wanted ?? (options.only === undefined ? asked : [onlyOf(options.only, asked)]);
  const todo = wanted.filter((run) => !done.has(run));
  const workers = Math.max(1, Math.min(options.workers, todo.length));
  options.onEvent({ kind: "planned", runs: asked.length, stored: done.size, workers });
  if (todo.length > 0) {
    const modelCode = await assertSameModel(store);
    await assertSameMeasurements(store, study, options.kernelOf);
    await runAll({ store, study, modelCode, options: { ...options, workers } }, todo);
  }
  await assertKept(store);
  await store.settle();
  const rows = await store.rows("SELECT run, status, error FROM runs ORDER BY run");
  const stored = rows.filter((row) => row.status === "ok").length;
  return {
    runs: asked.length,
    stored,
    failed: rows
      .filter((row) => row.status === "failed")
      .map((row) => ({ run: row.run as number, error: row.error as string })),
    isInterrupted: options.interrupt.finish.aborted && rows.length < (options.wanted?.length ?? asked.length),
    contentDigest: await contentDigest(store),
  };
}

async function runAll(asked: Omit<Setting, "pool" | "stop">, todo: readonly number[]) {
  const { store, options } = asked;
  const pool = createPool(options.workers, options.workerFile);
  const broken = new AbortController();
  // Not AbortSignal.any: Node 20 may collect a composite signal that only other composites hold.
  const stopping = new AbortController();
  const stop = stopping.signal;
  const over = new AbortController();
  for (const one of [options.interrupt.stop, broken.signal])
    one.addEventListener("abort", () => stopping.abort(one.reason), { signal: over.signal });
  if (options.interrupt.stop.aborted) stopping.abort(options.interrupt.stop.reason);
  const waiting = [...todo];
  const lane = async () => {
    while (!options.interrupt.finish.aborted && !stop.aborted) {
      const run = waiting.shift();
      if (run === undefined) return;
      await runOne({ ...asked, pool, stop }, run);
    }
  };
  try {
    const lanes = range(options.workers).map(() =>
      lane().catch((error: unknown) => {
        broken.abort(error);
        if (!options.interrupt.stop.aborted) throw error;
      }),
    );
    const ended = await Promise.allSettled(lanes);
    // The first error is the cause; the other lanes were cut off by it.
    if (broken.signal.aborted && ended.some((lane) => lane.status === "rejected")) {
      await assertKept(store);
      throw broken.signal.reason;
    }
  } finally {
    over.abort();
    await pool.close();
  }
}

interface Setting {
  readonly store: Store;
  readonly pool: RunPool;
  readonly study: StudyRecord;
  /** SHA-256 of the model's code. */
  readonly modelCode: string;
  readonly options: StudyOptions;
  readonly stop: AbortSignal;
}

async function runOne({ store, pool, study, modelCode, options, stop }: Setting, run: number): Promise<void> {
  const points = study.points.length;
  const [point, replication] = [run % points, Math.floor(run / points)];
  const { scenario: record } = study.points[point] as PointRecord;
  // One scenario object for run and resume alike: what the store holds, not what a file says now.
  const scenario = JSON.parse(record.resolved) as Scenario;
  const kernel = options.kernelOf?.(point);
  const identity = runIdentity({ record, scenario, run, replication, modelCode }, kernel);
  const startedAt = new Date();
  const writer = await beginRun(store, identity);
  let outcome: RunOutcome;
  try {
    const onEpoch = (epoch: number, epochs: number) =>
      options.onEvent({ kind: "advanced", run, fraction: epoch / epochs });
    const receiver = { write: writer.write, onEpoch, execute: kernel?.desk?.execute };
    outcome = await pool.execute({ scenario, replication }, receiver, stop, kernel?.task);
  } catch (error) {
    writer.rollback();
    throw error;
  }
  if ("failure" in outcome) {
    writer.rollback();
    const timing = { startedAt, wallS: outcome.wallS, cpuS: Number.NaN, workers: pool.workers };
    await recordFailure(store, identity, outcome.failure, timing);
    options.onEvent({ kind: "failed", run, error: outcome.failure.error });
    return;
  }
  const { result, wallS, cpuS } = outcome.report;
  await writer.commit(result, { startedAt, wallS, cpuS, workers: pool.workers });
  options.onEvent({ kind: "stored", run });
}

async function askFor(store: Store, replications: number, points?: readonly PointRecord[]): Promise<void> {
  const those = points?.map(({ scenario }) => quoted(scenario.identity)).join(", ");
  const connection = await store.connect();
  try {
    await connection.run(
      `UPDATE scenarios SET replications = ${replications} WHERE replications < ${replications}
       ${those === undefined ? "" : `AND scenario_identity IN (${those})`}`,
    );
  } finally {
    connection.closeSync();
  }
}

function onlyOf(run: number, asked: readonly number[]): number {
  if (asked.includes(run)) return run;
  throw new StoreError(`the study has no run ${run} — its runs are 0…${asked.at(-1)}`);
}

function anotherStudy(path: string, stored: StudyRecord, asked: StudyRecord): StoreError {
  const kind = stored.factors.length > 0 ? "study" : "scenario";
  const what = stored.name === asked.name ? `an earlier form of “${stored.name}”` : `another ${kind}, “${stored.name}”`;
  return new StoreError(`${path} holds ${what} — keep it and name a new store with --out, or delete it`);
}

/** Where worlds lie follows from the points: a store from before it was kept is the same study. */
function statedIn({ statements }: StudyRecord): string {
  const { worlds: _, ...stated } = JSON.parse(statements) as { worlds?: unknown };
  return JSON.stringify(stated);
}

/** What is expected is stated before the runs, or it is no hypothesis. */
function otherStatements(path: string): StoreError {
  return new StoreError(
    `${path} was begun with other hypotheses, expectations or precision — state them as then, or name a new store with --out`,
  );
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

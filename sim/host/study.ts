/**
 * A study: the replications of one scenario, or of each point of a design, run by worker threads into one store. What is stored already is
 * not run again. Replication 0 of all points comes first, then 1: a study that is cut short is balanced.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import type { Scenario } from "../scenario/scenario.ts";
import { contentDigest } from "./content-digest.ts";
import { createStore, openStore, type Store } from "./duckdb.ts";
import { StoreError } from "./failure.ts";
import type { Interrupt } from "./interrupt.ts";
import { createPool, type RunOutcome, type RunPool } from "./pool.ts";
import { rescued } from "./rescue.ts";
import { beginRun, type KernelSource, type RunIdentity, recordFailure } from "./run-writer.ts";
import type { StudyKernel } from "./study-kernel.ts";
import {
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
    await askFor(store, Math.max(stored.replications, study.replications));
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

/** @throws StoreError when fewer replications are asked for than the study already has */
export async function extendStudy(store: Store, replications: number): Promise<void> {
  const { replications: before } = await storedStudy(store);
  if (replications < before)
    throw new StoreError(
      `${store.path} has ${before} replications planned, ${replications} asked for — replications can be added, not taken away`,
    );
  await askFor(store, replications);
}

/**
 * Runs what is missing. Each run is committed on its own; one that throws becomes a row, and the others go on.
 *
 * @throws StoreError when the store cannot be written: runs in flight are dropped, finished ones stay
 */
export async function runStudy(store: Store, options: StudyOptions): Promise<StudyOutcome> {
  const study = await storedStudy(store);
  const runs = study.replications * study.points.length;
  const done = new Set((await store.rows("SELECT run FROM runs WHERE status = 'ok'")).map((row) => row.run as number));
  const wanted = options.wanted ?? (options.only === undefined ? range(runs) : [onlyOf(options.only, runs)]);
  const todo = wanted.filter((run) => !done.has(run));
  const workers = Math.max(1, Math.min(options.workers, todo.length));
  options.onEvent({ kind: "planned", runs, stored: done.size, workers });
  if (todo.length > 0) await assertSameMeasurements(store, study, options);
  if (todo.length > 0) await runAll(store, study, { ...options, workers }, todo);
  await assertKept(store);
  await store.settle();
  const rows = await store.rows("SELECT run, status, error FROM runs ORDER BY run");
  const stored = rows.filter((row) => row.status === "ok").length;
  return {
    runs,
    stored,
    failed: rows
      .filter((row) => row.status === "failed")
      .map((row) => ({ run: row.run as number, error: row.error as string })),
    isInterrupted: options.interrupt.finish.aborted && rows.length < (options.wanted?.length ?? runs),
    contentDigest: await contentDigest(store),
  };
}

/** @throws StoreError when the store's file is gone or another; its runs are then saved first */
async function assertKept(store: Store): Promise<void> {
  try {
    store.assertInPlace();
  } catch (error) {
    throw error instanceof StoreError ? await rescued(store, error) : error;
  }
}

async function runAll(store: Store, study: StudyRecord, options: StudyOptions, todo: readonly number[]) {
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
      await runOne({ store, pool, study, options, stop }, run);
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
  readonly options: StudyOptions;
  readonly stop: AbortSignal;
}

async function runOne({ store, pool, study, options, stop }: Setting, run: number): Promise<void> {
  const points = study.points.length;
  const [point, replication] = [run % points, Math.floor(run / points)];
  const { scenario: record } = study.points[point] as PointRecord;
  // One scenario object for run and resume alike: what the store holds, not what a file says now.
  const scenario = JSON.parse(record.resolved) as Scenario;
  const kernel = options.kernelOf?.(point);
  const identity = runIdentity({ record, scenario, run, replication }, kernel);
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

interface NumberedRun {
  readonly record: ScenarioRecord;
  readonly scenario: Scenario;
  readonly run: number;
  readonly replication: number;
}

/**
 * The key leaves out the model's version, which `versions` tells, and the study: the same replication of the same scenario is the same run
 * wherever it stands.
 */
function runIdentity(
  { record, scenario, run, replication }: NumberedRun,
  kernel: StudyKernel | undefined,
): RunIdentity {
  const source: KernelSource = kernel?.source ?? { basis: scenario.kernel?.assumed === true ? "assumed" : "none" };
  const { records, executedOn } = source;
  const key = JSON.stringify({ replication, scenario: record.identity, records, executedOn });
  return {
    run,
    runKey: createHash("sha256").update(key).digest("hex"),
    scenarioName: record.name,
    scenarioIdentity: record.identity,
    replication,
    seed: scenario.seed,
    kernel: source,
  };
}

/** @throws StoreError when runs of the store rest on other measurements than those at hand */
async function assertSameMeasurements(
  store: Store,
  { points }: StudyRecord,
  { kernelOf }: StudyOptions,
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

function short(sha256: unknown): string {
  return typeof sha256 === "string" ? `${sha256.slice(0, 12)}…` : "none";
}

async function askFor(store: Store, replications: number): Promise<void> {
  const connection = await store.connect();
  try {
    await connection.run(`UPDATE scenarios SET replications = ${replications} WHERE replications <> ${replications}`);
  } finally {
    connection.closeSync();
  }
}

function onlyOf(run: number, runs: number): number {
  if (run >= 0 && run < runs) return run;
  throw new StoreError(`the study has no run ${run} — its runs are 0…${runs - 1}`);
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

/** Writes the rows of one run as they come, in a transaction that ends with the run's row in `runs`. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { RunResult } from "../run.ts";
import type { RowBatch } from "../store/sink.ts";
import type { Store } from "./duckdb.ts";
import { explained, explaining } from "./failure.ts";
import { quoted } from "./store-schema.ts";
import { TypedAppender } from "./typed-vectors.ts";

/** What names a run in `runs`. */
export interface RunIdentity {
  readonly run: number;
  readonly runKey: string;
  readonly scenarioName: string;
  readonly scenarioIdentity: string;
  readonly replication: number;
  readonly seed: number;
  readonly kernel: KernelSource;
  /** SHA-256 of the model's code. */
  readonly modelCode: string;
}

/** Where the verdicts of a run come from. */
export interface KernelSource {
  /** none: nothing was checked, or no measurement was at hand; assumed: the scenario says that checks tell the truth. */
  readonly basis: "none" | "assumed" | "measured";
  /** SHA-256 of the records and of the weights, the model's name, and the adapter that measured; undefined without measurement. */
  readonly records?: string | undefined;
  readonly weights?: string | undefined;
  readonly model?: string | undefined;
  readonly adapter?: string | undefined;
  /** Adapter on which checks of the run were executed; undefined when none were. */
  readonly executedOn?: string | undefined;
}

export interface RunTiming {
  readonly startedAt: Date;
  readonly wallS: number;
  /** NaN where the system does not tell. */
  readonly cpuS: number;
  readonly workers: number;
}

export interface RunFailure {
  readonly error: string;
  readonly stack: string;
}

export interface RunWriter {
  /** Takes a checked batch. Memory does not grow with the rows: DuckDB moves full row groups to disk. */
  write(batch: RowBatch): void;
  /** Makes the run visible, whole. The writer is closed whether it succeeds or throws. */
  commit(result: RunResult, timing: RunTiming): Promise<void>;
  /** Forgets all rows and closes the writer. */
  rollback(): void;
}

/** @param store  open for writing; each writer has its own connection, so several runs may be in flight */
export async function beginRun(store: Store, identity: RunIdentity): Promise<RunWriter> {
  const connection = await explaining(store.path, () => store.connect());
  const appenders = await explaining(store.path, () => openAppenders(store, connection, identity.run));
  const close = () => connection.closeSync();
  return {
    write(batch) {
      const appender = appenders.get(batch.table);
      if (appender === undefined) throw new Error(`table ${batch.table} is not in the store`);
      try {
        appender.append(batch.columns, batch.count);
      } catch (error) {
        throw explained(error, store.path);
      }
    },
    async commit(result, timing) {
      try {
        await explaining(store.path, async () => {
          for (const appender of appenders.values()) appender.close();
          for (const statement of runStatements(identity, result, timing)) await connection.run(statement);
          store.assertInPlace();
          await connection.run("COMMIT");
        });
      } catch (error) {
        for (const appender of appenders.values()) appender.discard();
        throw error;
      } finally {
        close();
      }
    },
    rollback() {
      for (const appender of appenders.values()) appender.discard();
      close();
    },
  };
}

/** Records a run that threw: a row without results, so that the others go on and the study knows. */
export async function recordFailure(store: Store, identity: RunIdentity, failure: RunFailure, timing: RunTiming) {
  await explaining(store.path, async () => {
    const connection = await store.connect();
    try {
      await connection.run("BEGIN");
      for (const statement of runStatements(identity, failure, timing)) await connection.run(statement);
      await connection.run("COMMIT");
    } finally {
      connection.closeSync();
    }
  });
}

async function openAppenders(store: Store, connection: DuckDBConnection, run: number) {
  const appenders = new Map<string, TypedAppender>();
  await connection.run("BEGIN");
  for (const { name, columns } of store.tables)
    appenders.set(name, new TypedAppender(await connection.createAppender(name), columns, run));
  return appenders;
}

/** A run that failed before is replaced: `runs` holds one row a run. */
function runStatements(identity: RunIdentity, outcome: RunResult | RunFailure, timing: RunTiming): string[] {
  const { run, runKey, scenarioName, scenarioIdentity, replication, seed, kernel, modelCode } = identity;
  const names = `${run}, ${quoted(runKey)}, ${quoted(scenarioName)}, ${quoted(scenarioIdentity)}, ${replication}, ${seed}`;
  const started = timing.startedAt.toISOString().replace("T", " ").replace("Z", "");
  const cpu = Number.isNaN(timing.cpuS) ? "NULL" : timing.cpuS;
  return [
    `DELETE FROM runs WHERE run = ${run}`,
    `DELETE FROM timings WHERE run = ${run}`,
    `INSERT INTO runs VALUES (${names}, ${outcomeValues(outcome)}, ${kernelValues(kernel)}, ${quoted(modelCode)})`,
    `INSERT INTO timings VALUES (${run}, TIMESTAMP '${started}', ${timing.wallS}, ${cpu}, ${timing.workers})`,
  ];
}

function outcomeValues(outcome: RunResult | RunFailure): string {
  if ("error" in outcome) return `'failed', ${quoted(outcome.error)}, ${quoted(outcome.stack)}, NULL, NULL, NULL, NULL`;
  const { digest, fingerprint, fired, epochs } = outcome;
  return `'ok', NULL, NULL, ${quoted(digest)}, ${quoted(fingerprint)}, ${fired}, ${epochs}`;
}

function kernelValues({ basis, records, weights, model, adapter, executedOn }: KernelSource): string {
  return [basis, records, weights, model, adapter, executedOn]
    .map((text) => (text === undefined ? "NULL" : quoted(text)))
    .join(", ");
}

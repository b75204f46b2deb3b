/** `commonwatt worker --plan P --shard i/n`: one slice of a frozen plan, under whatever array engine there is. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { AdapterChoice } from "../adapter/choices.ts";
import { ClusterError, clusterCodes } from "../cluster/cluster-error.ts";
import { type FrozenPlan, readPlan, runsOfShard } from "../cluster/frozen-plan.ts";
import { listOfRuns, runsOfList } from "../cluster/merge.ts";
import { claimParts, partFolder, partOf, writePart } from "../cluster/parts.ts";
import { StoreError } from "../failure.ts";
import { listenForInterrupt } from "../interrupt.ts";
import { openStudy, runStudy } from "../study.ts";
import { openStudyKernels } from "../study-kernels.ts";
import { askedRuns } from "../study-record.ts";
import { printJson, printLine, warn } from "../terminal.ts";

export interface WorkerOptions {
  readonly plan: string;
  /** "i/n", or "i" of the plan's own number; from the engine's variables when left out. */
  readonly shard?: string;
  /** Just these, as "3,7-9". */
  readonly runs?: string;
  /** Folder of parts; beside the plan when left out. */
  readonly to?: string;
  readonly workers?: number;
  readonly records?: string;
  readonly adapter?: AdapterChoice;
  readonly json?: boolean;
}

/** Where array engines tell a task its index, from 0. */
const indexVariables = ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"] as const;
/** Added to the index where an engine's array had to be split. */
export const offsetVariable = "COMMONWATT_SHARD_OFFSET";

/** @returns 0 when the part is there */
export async function workerCommand(options: WorkerOptions): Promise<number> {
  const { json = false } = options;
  const plan = await readPlan(options.plan);
  const { slice, runs } = sliceOf(options, plan);
  const parts = options.to ?? partsBeside(options.plan);
  const told = (state: string, part: string) => {
    if (json) printJson({ ok: true, shard: slice, runs: runs.length, state, part });
    else printLine(`shard ${slice}: ${state}, ${part}`);
    return 0;
  };
  claimParts(parts, plan);
  const known = partOf(parts, slice);
  if (known !== undefined) return told("there already", known);
  if (runs.length === 0) return told("no runs", "nothing to write");
  // What a killed task has finished is kept here, run by run, until the part is whole.
  const journal = join(parts, `journal-${slice}.duckdb`);
  const interrupt = listenForInterrupt(warn, journal);
  const store = await openStudy(journal, plan.study).catch((error: unknown) => {
    interrupt.dispose();
    throw error instanceof StoreError && / is in use by /.test(error.message)
      ? new ClusterError(error.message, clusterCodes.tryAgain)
      : error;
  });
  const kernels = await openStudyKernels(plan.study, {
    records: options.records,
    adapter: options.adapter ?? "best",
    filled: `${journal}.records.jsonl`,
    signal: interrupt.stop,
    say: warn,
  }).catch((error: unknown) => {
    store.close();
    throw error;
  });
  try {
    const workers = options.workers ?? 1;
    const outcome = await runStudy(store, {
      workers,
      wanted: runs,
      interrupt,
      kernelOf: kernels.of,
      onEvent: () => undefined,
    });
    if (outcome.isInterrupted || interrupt.finish.aborted)
      throw new ClusterError(
        `shard ${slice} was interrupted: what is finished is kept in ${journal}`,
        clusterCodes.tryAgain,
      );
    for (const { run, error } of outcome.failed) warn(`run ${run} failed: ${error}`);
    const [first] = await store.rows("SELECT run_key FROM runs ORDER BY run LIMIT 1");
    const part = partFolder(parts, { slice, runKey: first!.run_key as string });
    await writePart(store, part);
    store.close();
    for (const left of [journal, `${journal}.wal`]) if (existsSync(left)) rmSync(left);
    return told("done", part);
  } finally {
    kernels.close();
    interrupt.dispose();
    store.close();
  }
}

/** Folder of parts when none is named. */
export function partsBeside(plan: string): string {
  return `${plan.replace(/\.json$/, "")}.parts`;
}

function sliceOf({ shard, runs }: WorkerOptions, plan: FrozenPlan): { slice: string; runs: number[] } {
  if (runs !== undefined) {
    const list = runsOfList(runs);
    const asked = new Set(askedRuns(plan.study));
    const last = Math.max(...asked);
    if (list === undefined || list.some((run) => !asked.has(run)))
      throw bad(`--runs ${runs} is no list of runs of this plan — write, say, 3,7-9; runs are 0…${last}`);
    return { slice: `runs-${listOfRuns(list).replaceAll(",", "+")}`, runs: list };
  }
  const { index, count } = shard === undefined ? fromEngine(plan.shards) : fromText(shard, plan.shards);
  const digits = Math.max(4, String(count).length);
  const round = plan.firstRun === 0 ? "" : `from-${plan.firstRun}-`;
  const slice = `${round}${String(index).padStart(digits, "0")}-of-${String(count).padStart(digits, "0")}`;
  return { slice, runs: runsOfShard(plan, index, count) };
}

function fromText(text: string, shards: number): { index: number; count: number } {
  const found = /^(\d+)(?:\/(\d+))?$/.exec(text);
  if (found === null) throw bad(`--shard ${text} is no shard — write i/n, as 0/8`);
  return { index: Number(found[1]), count: found[2] === undefined ? shards : Number(found[2]) };
}

function fromEngine(count: number): { index: number; count: number } {
  const name = indexVariables.find((variable) => process.env[variable] !== undefined);
  if (name === undefined)
    throw bad(`no shard is named — write --shard i/n, or run it as a task of an array (${indexVariables.join(", ")})`);
  return { index: Number(process.env[name]) + Number(process.env[offsetVariable] ?? 0), count };
}

function bad(message: string): ClusterError {
  return new ClusterError(message, clusterCodes.badConfiguration);
}

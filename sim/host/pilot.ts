/** A short run of a scenario, from which the cost of the whole is estimated. */
import { performance } from "node:perf_hooks";
import { run } from "../run.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ColumnData, RowBatch } from "../store/sink.ts";
import { readTrace } from "./trace-file.ts";
import { countsOf } from "./workload.ts";

/** Of one run on one worker. */
export interface Estimate {
  readonly secondsPerRun: number;
  readonly events: number;
  /** Of the store. */
  readonly bytesPerRun: number;
}

/** Requests that a pilot of a fully simulated scenario takes: a second or two. */
const pilotRequests = 50_000;
/** Bytes that DuckDB keeps of a byte of rows: measured on baseline.yaml and studies/delegation.yaml (docs/performance.md). */
const compression = 0.3;

/**
 * Runs the first epoch, then the first two. The difference is what an epoch costs, the rest is set-up and the first
 * warm-up; later epochs cost more as their demand has grown.
 */
export async function pilotOf(scenario: Scenario): Promise<Estimate> {
  const counts = countsOf(scenario);
  const shortest = Math.max(60, pilotRequests / Math.max(scenario.demand.rate, 1));
  const epochLength = scenario.windows === 1 ? Math.min(scenario.epochLength, shortest) : scenario.epochLength;
  const time = (horizon: number) => {
    const pilot: Scenario = {
      ...scenario,
      horizon,
      warmup: 0,
      epochLength,
      outages: { ...scenario.outages, scripted: [] },
      // Time on the adapter is another matter: a pilot checks without verdicts.
      kernel: { ...scenario.kernel, share: 0 },
    };
    let bytes = 0;
    const write = (batch: RowBatch) => {
      for (const column of batch.columns) bytes += bytesOf(column, batch.count);
    };
    const start = performance.now();
    const { fired } = run({ scenario: pilot, replication: 0, trace: readTrace(pilot) }, { write });
    const seconds = (performance.now() - start) / 1000;
    return { seconds, fired, bytes, simulated: countsOf(pilot).simulatedRequests };
  };
  time(1); // Compiles the code.
  const [one, two] = [time(1), time(2)];
  const further = two.simulated - one.simulated;
  const epochs = further > 0 ? (counts.simulatedRequests - one.simulated) / further : counts.epochs - 1;
  return {
    secondsPerRun: one.seconds + Math.max(two.seconds - one.seconds, 0) * epochs,
    events: Math.round(one.fired + (two.fired - one.fired) * epochs),
    bytesPerRun: compression * (one.bytes + (two.bytes - one.bytes) * (counts.epochs - 1)),
  };
}

function bytesOf(column: ColumnData, count: number): number {
  if ("BYTES_PER_ELEMENT" in column) return column.BYTES_PER_ELEMENT * count;
  return column.reduce((sum, text) => sum + text.length, 0);
}

/** Runs a queue until each metric asked for is known to its precision, or the longest allowed run is reached. */
import { type BatchSums, type Control, type Mean, type Ratio, ratioOfMeans } from "./batch-means.ts";
import { binAt, countAbove, createWaitHistogram, lowerEdge, type WaitHistogram } from "./wait-histogram.ts";

/** A queue that can be run on. */
export interface Experiment {
  /** Sums of the current batch; whoever reads them clears them. */
  readonly sums: Float64Array;
  /** Waits of the current batch, when the queue keeps them. */
  readonly waits: WaitHistogram | null;
  /** Runs for the time in which `arrivals` are expected and brings areas under curves up to that instant. */
  advance(arrivals: number): void;
  /** Position of the count of arrivals in `sums`. */
  readonly arrivals: number;
  readonly controls: readonly Control[];
  /** Arrivals that pass while a disturbance dies out by a factor e, roughly. */
  readonly relaxation: number;
}

/** Wanted: a standard error of `precision` times the value, or of `within` in its own unit. */
export type Measure = { readonly scale: number; readonly precision: number; readonly within?: number } & (
  | (Ratio & {
      readonly kind: "ratio";
      /** `over` counts some of what `under` counts, one by one: none or all of n is evidence, with an error of 1/n. */
      readonly counts?: true;
    })
  | { readonly kind: "quantile"; readonly level: number }
  /** Variance of what `over` sums up, or its root; `squares` sums up its squares. */
  | (Ratio & { readonly kind: "variance" | "deviation"; readonly squares: number })
);

export interface Estimated extends Mean {
  readonly n: number;
}

/** An estimate, or that a run of the greatest length saw nothing of what is asked. */
export type Outcome = Estimated | "unseen";

/** Relaxation times thrown away at the start, which is empty: what is left of it is e⁻⁸. */
const warmupRelaxations = 8;
/**
 * A first batch is this many relaxation times long, so that batches are nearly independent; `ratioOfMeans` allows for
 * the rest.
 */
const batchRelaxations = 1;
/** Shortest first batch [arrivals]; shorter ones spend their time on bookkeeping. */
const batchArrivalsMin = 8192;
/** When there are this many batches, pairs are joined; half of them is the least at which the error is trusted. */
const batchesMax = 64;
const batchesMin = batchesMax / 2;
/** Batches between two looks at the errors. */
const lookEvery = 4;

/**
 * Estimates all measures from one run.
 *
 * @param arrivalsMax  run length at which an estimate is returned whatever its error
 * @returns in the order of the measures; `se` and `value` in the measure's unit
 */
export function estimate(experiment: Experiment, measures: readonly Measure[], arrivalsMax: number): Outcome[] {
  experiment.advance(Math.max(batchArrivalsMin, warmupRelaxations * experiment.relaxation));
  takeBatch(experiment);
  const progress: Progress[] = measures.map((measure) => ({ measure, wasPrecise: false, outcome: null }));
  let batches: Batches = { sums: [], waits: [] };
  let batchArrivals = Math.max(batchArrivalsMin, batchRelaxations * experiment.relaxation);
  while (progress.some(({ outcome }) => outcome === null)) {
    experiment.advance(batchArrivals);
    const batch = takeBatch(experiment);
    batches.sums.push(batch.sums);
    if (batch.waits !== null) batches.waits.push(batch.waits);
    const count = batches.sums.length;
    if (count >= batchesMin && count % lookEvery === 0) look(experiment, batches, progress, arrivalsMax);
    if (count === batchesMax) {
      batches = { sums: joined(batches.sums), waits: joined(batches.waits) };
      batchArrivals *= 2;
    }
  }
  return progress.map(({ outcome }) => outcome!);
}

interface Batches {
  readonly sums: BatchSums[];
  readonly waits: WaitHistogram[];
}

interface Progress {
  readonly measure: Measure;
  /** At the look before. */
  wasPrecise: boolean;
  outcome: Outcome | null;
}

/**
 * Fixes each estimate that is precise by now, so that what is asked beside a metric does not change its answer.
 *
 * Two looks in a row must find it so: the first one alone favours runs whose error happens to look small.
 */
function look(experiment: Experiment, batches: Batches, progress: readonly Progress[], arrivalsMax: number): void {
  const n = total(batches.sums, experiment.arrivals);
  for (const each of progress) {
    if (each.outcome !== null) continue;
    const mean = measured(experiment, batches, each.measure);
    // Nought of something rare has no spread either: it is no evidence, unlike a quantile that nobody's wait reaches.
    const isUnseen = each.measure.kind === "ratio" && mean.value === 0 && !each.measure.counts;
    const { within = 0, precision } = each.measure;
    const isPrecise = !isUnseen && mean.se <= Math.max(within, precision * Math.abs(mean.value));
    if (isUnseen && n >= arrivalsMax) each.outcome = "unseen";
    else if ((isPrecise && each.wasPrecise) || (!isUnseen && n >= arrivalsMax)) each.outcome = { ...mean, n };
    each.wasPrecise = isPrecise;
  }
}

function takeBatch(experiment: Experiment): { sums: BatchSums; waits: WaitHistogram | null } {
  const sums = experiment.sums.slice();
  const waits = experiment.waits?.slice() ?? null;
  experiment.sums.fill(0);
  experiment.waits?.fill(0);
  return { sums, waits };
}

function joined<T extends Float64Array | Uint32Array>(batches: readonly T[]): T[] {
  const pairs: T[] = [];
  for (let b = 0; b + 1 < batches.length; b += 2) pairs.push(added(batches[b], batches[b + 1]));
  return pairs;
}

function added<T extends Float64Array | Uint32Array>(a: T, b: T): T {
  for (let i = 0; i < a.length; i++) a[i] += b[i];
  return a;
}

function total(batches: readonly BatchSums[], position: number): number {
  let sum = 0;
  for (const sums of batches) sum += sums[position];
  return sum;
}

function measured({ controls }: Experiment, { sums, waits }: Batches, measure: Measure): Mean {
  const mean = unscaled(measure, { sums, waits }, controls);
  return { value: mean.value * measure.scale, se: mean.se * measure.scale };
}

function unscaled(measure: Measure, { sums, waits }: Batches, controls: readonly Control[]): Mean {
  switch (measure.kind) {
    case "quantile":
      return quantile(sums, waits, measure.level, controls);
    case "ratio": {
      const found = ratioOfMeans(sums, measure, controls);
      return measure.counts && found.se === 0 ? { ...found, se: 1 / total(sums, measure.under) } : found;
    }
    case "variance":
      return variance(sums, measure);
    case "deviation": {
      const { value, se } = variance(sums, measure);
      const root = Math.sqrt(Math.max(0, value));
      return { value: root, se: root > 0 ? se / (2 * root) : 0 };
    }
  }
}

/** Mean of (x − m)² about the pooled mean m; that m is estimated moves it by 1/n of itself, far below its error. */
function variance(sums: readonly BatchSums[], { over, under, squares }: Ratio & { readonly squares: number }): Mean {
  const mean = total(sums, over) / total(sums, under);
  const rows = sums.map((batch) =>
    Float64Array.of(batch[squares] - 2 * mean * batch[over] + mean * mean * batch[under], batch[under]),
  );
  return ratioOfMeans(rows, { over: 0, under: 1 }, []);
}

/**
 * A quantile by way of the share above it, which is a ratio of means and takes controls.
 *
 * With q the pooled quantile and s the controlled share above q, one Newton step gives q + (s − (1 − level)) / f. The
 * density f is the
 * slope of the tail between the points where it is 1.5 and 1/1.5 times 1 − level.
 */
function quantile(
  sums: readonly BatchSums[],
  waits: readonly WaitHistogram[],
  level: number,
  controls: readonly Control[],
): Mean {
  const pooled = createWaitHistogram();
  for (const batch of waits) added(pooled, batch);
  const bin = binAt(pooled, level);
  if (bin === 0) return { value: 0, se: 0 };
  // Positions behind the batch's own sums: waits above the bin, and all waits.
  const size = sums[0].length;
  const widened = sums.map((batch, b) => {
    const row = new Float64Array(size + 2);
    row.set(batch);
    row[size] = countAbove(waits[b], bin);
    row[size + 1] = row[size] + countUpTo(waits[b], bin);
    return row;
  });
  const above = ratioOfMeans(widened, { over: size, under: size + 1 }, controls);
  const density = tailSlope(pooled, level);
  const value = lowerEdge(bin + 1) + (above.value - (1 - level)) / density;
  return { value: Math.max(0, value), se: above.se / density };
}

function countUpTo(histogram: WaitHistogram, bin: number): number {
  let count = 0;
  for (let k = 0; k <= bin; k++) count += histogram[k];
  return count;
}

function tailSlope(pooled: WaitHistogram, level: number): number {
  const all = countUpTo(pooled, pooled.length - 1);
  const low = Math.max(1, binAt(pooled, 1 - 1.5 * (1 - level)));
  const high = Math.max(low + 1, binAt(pooled, 1 - (1 - level) / 1.5));
  const share = (countAbove(pooled, low) - countAbove(pooled, high)) / all;
  return share / (lowerEdge(high + 1) - lowerEdge(low + 1));
}

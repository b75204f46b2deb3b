/**
 * What a trace says about its demand, and the workload made from it.
 */
import { fitBurst, poissonBurst } from "./arrivals.ts";
import type { Burst, LengthLaw, Workload } from "./catalogue/facts.ts";
import { probabilities } from "./catalogue/lengths.ts";
import type { Trace } from "./trace.ts";

export interface LengthMoments {
  /** [token] */
  readonly median: number;
  readonly mean: number;
  /** Type 7: linear between order statistics. */
  readonly p99: number;
}

export interface TraceMoments {
  readonly requests: number;
  readonly prompt: LengthMoments;
  readonly output: LengthMoments;
  /** Requests over the time from the first to the last. [1/s] */
  readonly requestsPerSecond: number;
  /** Population variance of the times between requests over the square of their mean. */
  readonly interarrivalScv: number;
  /** Pearson's correlation of prompt and output. */
  readonly correlation: number;
  /** Spearman's, ties at their mean rank. */
  readonly rankCorrelation: number;
}

export function traceMoments({ seconds, prompt, output }: Trace): TraceMoments {
  const requests = seconds.length;
  const span = seconds[requests - 1]! - seconds[0]!;
  const gaps = seconds.slice(1).map((time, i) => time - seconds[i]!);
  return {
    requests,
    prompt: lengthMoments(prompt),
    output: lengthMoments(output),
    requestsPerSecond: requests / span,
    interarrivalScv: variance(gaps) / (mean(gaps) * mean(gaps)),
    correlation: pearson(prompt, output),
    rankCorrelation: pearson(ranks(prompt), ranks(output)),
  };
}

/**
 * Variance over mean of the counts in whole windows from the first request; sample variance. @throws RangeError below
 * 2 windows
 */
export function fanoOfTrace({ seconds }: Trace, windowSeconds: number): number {
  const windows = Math.floor(seconds[seconds.length - 1]! / windowSeconds);
  if (windows < 2)
    throw new RangeError(`the trace lasts ${windows} windows of ${windowSeconds} s — take a shorter window`);
  const counts = new Float64Array(windows);
  for (const time of seconds) {
    const window = Math.floor(time / windowSeconds);
    if (window < windows) counts[window]!++;
  }
  return ((variance(counts) / mean(counts)) * windows) / (windows - 1);
}

/** Sample quantiles at the catalogue's probabilities, lengths below 1 token as 1. */
export function lengthLawOf(lengths: Float64Array): LengthLaw {
  const sorted = lengths.toSorted();
  return { probability: probabilities, tokens: probabilities.map((p) => Math.max(1, quantile(sorted, p))) };
}

/** Windows whose Fano factors the burst shape of a trace meets. [s] */
export const fanoWindows = [10, 60] as const;

/**
 * The workload of a user's trace: its length quantiles, its burstiness, and a flat day (a trace's clock is rarely a
 * local one).
 * Arrivals no burstier than Poisson are taken as Poisson.
 * @throws RangeError when no two-state process has the trace's burstiness
 */
export function workloadOfTrace(trace: Trace, id: string, source: string): Workload {
  const moments = traceMoments(trace);
  const hoursPerDay = 24;
  return {
    id,
    name: id,
    prompt: lengthLawOf(trace.prompt),
    output: lengthLawOf(trace.output),
    correlation: moments.rankCorrelation,
    interarrivalScv: moments.interarrivalScv,
    burst: burstOfTrace(trace, moments),
    hourly: new Array<number>(hoursPerDay).fill(1),
    source,
    confidence: "high",
  };
}

function burstOfTrace(trace: Trace, { requestsPerSecond, interarrivalScv }: TraceMoments): Burst {
  const fano = [fanoOfTrace(trace, fanoWindows[0]), fanoOfTrace(trace, fanoWindows[1])] as const;
  if (interarrivalScv <= 1 || fano[0] <= 1 || fano[1] <= fano[0]) return poissonBurst;
  return fitBurst({ ratePerSecond: requestsPerSecond, scv: interarrivalScv, windowSeconds: fanoWindows, fano });
}

function lengthMoments(lengths: Float64Array): LengthMoments {
  const sorted = lengths.toSorted();
  return { median: quantile(sorted, 0.5), mean: mean(lengths), p99: quantile(sorted, 0.99) };
}

/** Hyndman & Fan (1996), type 7. @param sorted ascending, not empty */
export function quantile(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}

function mean(x: Float64Array): number {
  let sum = 0;
  for (const value of x) sum += value;
  return sum / x.length;
}

/** Population variance, in two passes. */
function variance(x: Float64Array): number {
  const centre = mean(x);
  let sum = 0;
  for (const value of x) sum += (value - centre) * (value - centre);
  return sum / x.length;
}

function pearson(x: Float64Array, y: Float64Array): number {
  const meanX = mean(x);
  const meanY = mean(y);
  let product = 0;
  for (let i = 0; i < x.length; i++) product += (x[i]! - meanX) * (y[i]! - meanY);
  return product / x.length / Math.sqrt(variance(x) * variance(y));
}

/** Ranks from 0, ties at their mean. */
function ranks(x: Float64Array): Float64Array {
  const order = Uint32Array.from(x, (_, i) => i).sort((i, j) => x[i]! - x[j]! || i - j);
  const rank = new Float64Array(x.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && x[order[to]!] === x[order[from]!]) to++;
    for (let k = from; k < to; k++) rank[order[k]!] = (from + to - 1) / 2;
    from = to;
  }
  return rank;
}

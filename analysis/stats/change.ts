/** Did a series move between the start and the end of the time after warm-up? */
import { byRun, defaultConfidence, type Method, type Point, plainMean, variance, weightedMean } from "./estimate.ts";
import { studentQuantile } from "./student.ts";

export interface Change {
  /** Means of the first and the last quarter of the epochs after warm-up, over all runs. */
  readonly before: number;
  readonly after: number;
  /** after − before, with its interval; NaN ends when there is none. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly method: Method;
  /** "unclear" also when there is no interval. */
  readonly direction: "rose" | "fell" | "unclear";
}

/** Least epochs in a quarter for an interval from one run. */
const quarterMin = 4;

/**
 * Compares the last quarter of the epochs with the first.
 *
 * Two or more runs: t interval of the paired differences. One run: Welch's interval between the pairwise means within
 * each quarter (neighbouring epochs averaged, so that some of their correlation is inside the values). "Unclear" when
 * the interval holds 0.
 *
 * @throws RangeError when there is no point of positive weight
 */
export function change(points: readonly Point[], confidence = defaultConfidence): Change {
  const runs = byRun(points);
  if (runs.length === 0) throw new RangeError("change of a series without values");
  const ends = runs.map((run) => {
    const quarter = quarterLength(run.length);
    return { first: run.slice(0, quarter), last: run.slice(-quarter) };
  });
  const before = plainMean(ends.map(({ first }) => weightedMean(first)));
  const after = plainMean(ends.map(({ last }) => weightedMean(last)));
  const difference = after - before;
  if (runs.length >= 2) {
    const differences = ends.map(({ first, last }) => weightedMean(last) - weightedMean(first));
    const se = Math.sqrt(variance(differences) / differences.length);
    return judged({ before, after, difference, se, df: runs.length - 1, method: "t over replications", confidence });
  }
  const { first, last } = ends[0]!;
  if (first.length < quarterMin) return { before, after, difference, ...unclear };
  const welch = welchError(pairMeans(first), pairMeans(last));
  return judged({ before, after, difference, ...welch, method: "batch means", confidence });
}

/** An even number of epochs where there are enough, so that pairs of neighbours cover it. */
function quarterLength(epochs: number): number {
  const quarter = Math.max(1, Math.floor(epochs / 4));
  return quarter >= quarterMin ? quarter - (quarter % 2) : quarter;
}

const unclear = { low: Number.NaN, high: Number.NaN, method: "no interval", direction: "unclear" } as const;

interface Judgement {
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  readonly se: number;
  readonly df: number;
  readonly method: Method;
  readonly confidence: number;
}

function judged({ before, after, difference, se, df, method, confidence }: Judgement): Change {
  const half = se === 0 ? 0 : studentQuantile((1 + confidence) / 2, df) * se;
  const low = difference - half;
  const high = difference + half;
  const direction = low > 0 ? "rose" : high < 0 ? "fell" : "unclear";
  return { before, after, difference, low, high, method, direction };
}

function pairMeans(points: readonly Point[]): number[] {
  const means: number[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) means.push(weightedMean(points.slice(i, i + 2)));
  return means;
}

/** Welch (1947): standard error of a difference of means, and Satterthwaite's degrees of freedom. */
function welchError(a: readonly number[], b: readonly number[]): { se: number; df: number } {
  const u = variance(a) / a.length;
  const v = variance(b) / b.length;
  if (u + v === 0) return { se: 0, df: 1 };
  return { se: Math.sqrt(u + v), df: (u + v) ** 2 / (u ** 2 / (a.length - 1) + v ** 2 / (b.length - 1)) };
}

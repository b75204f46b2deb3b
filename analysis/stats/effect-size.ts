/** How large a difference is, in units that need no knowledge of the outcome. */
import { plainMean, variance } from "./estimate.ts";
import { normalQuantile } from "./quantiles-of-laws.ts";

export interface EffectSize {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Hedges' g of two samples: difference of means over the pooled standard deviation, less its bias; interval by its large-sample variance
 * (Hedges and Olkin 1985, Statistical Methods for Meta-Analysis, equations 5.10 and 5.12).
 *
 * @throws RangeError when a sample has fewer than two values
 */
export function hedgesG(a: readonly number[], b: readonly number[], confidence = 0.95): EffectSize {
  const [n, m] = [a.length, b.length];
  const df = n + m - 2;
  const pooled = ((n - 1) * variance(a) + (m - 1) * variance(b)) / df;
  const difference = plainMean(b) - plainMean(a);
  if (pooled === 0) {
    const value = difference === 0 ? 0 : Math.sign(difference) * Number.POSITIVE_INFINITY;
    return { value, low: value, high: value };
  }
  const value = (difference / Math.sqrt(pooled)) * (1 - 3 / (4 * df - 1));
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt((n + m) / (n * m) + (value * value) / (2 * (n + m)));
  return { value, low: value - half, high: value + half };
}

/** P(B > A) + P(B = A) / 2 for independent draws: 0.5 when neither is larger (Vargha and Delaney 2000). */
export function superiority(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) throw new RangeError("probability of superiority of an empty sample");
  let wins = 0;
  for (const x of a) for (const y of b) wins += y > x ? 1 : y === x ? 0.5 : 0;
  return wins / (a.length * b.length);
}

/** Cliff's delta, −1…1: share of pairs in which b is larger, less the share in which it is smaller. */
export function cliffsDelta(a: readonly number[], b: readonly number[]): number {
  return 2 * superiority(a, b) - 1;
}

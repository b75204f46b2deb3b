/**
 * Differences between two variants that saw the same random shocks, replication by replication.
 *
 * Student's t on the differences (Law, Simulation Modeling and Analysis, 5th ed., section 10.2.1). What pairing bought is the variance
 * that two independent sets of replications would have had, over the variance of the difference.
 */
import { plainMean, variance } from "./estimate.ts";
import { studentDistribution, studentQuantile } from "./student.ts";

export interface PairedDifference {
  /** Mean of treated − baseline, with its interval. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** Pairs. */
  readonly n: number;
  readonly standardError: number;
  /** Two-sided, of no difference; 1 when all differences are 0. */
  readonly pValue: number;
  /** (s²ₐ + s²_b) / s²_d: 1 means that pairing bought nothing, 4 that four times the runs were saved. NaN without variance. */
  readonly varianceRatio: number;
}

/**
 * @param baseline  by replication
 * @param treated   of the same replications, in the same order
 * @throws RangeError on fewer than two pairs, unlike lengths, or a value that is not finite
 */
export function pairedDifference(
  baseline: readonly number[],
  treated: readonly number[],
  confidence = 0.95,
): PairedDifference {
  const d = differences(baseline, treated);
  const n = d.length;
  const mean = plainMean(d);
  const spread = variance(d);
  const standardError = Math.sqrt(spread / n);
  const half = studentQuantile((1 + confidence) / 2, n - 1) * standardError;
  const apart = variance(baseline) + variance(treated);
  return {
    mean,
    low: mean - half,
    high: mean + half,
    confidence,
    n,
    standardError,
    pValue: twoSided(mean, standardError, n - 1),
    varianceRatio: spread === 0 ? Number.NaN : apart / spread,
  };
}

/** @throws RangeError as `pairedDifference` */
export function differences(baseline: readonly number[], treated: readonly number[]): number[] {
  if (baseline.length !== treated.length)
    throw new RangeError(`${baseline.length} and ${treated.length} values make no pairs`);
  if (baseline.length < 2) throw new RangeError(`${baseline.length} pair: a difference needs two or more`);
  return baseline.map((value, i) => {
    const difference = treated[i]! - value;
    if (!Number.isFinite(difference)) throw new RangeError(`pair ${i}: ${treated[i]} − ${value} is not finite`);
    return difference;
  });
}

function twoSided(mean: number, standardError: number, df: number): number {
  if (standardError === 0) return mean === 0 ? 1 : 0;
  return 2 * studentDistribution(-Math.abs(mean / standardError), df);
}

export type Equivalence = "different" | "equivalent" | "undecided";

/**
 * Two one-sided tests (Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15(6)): equivalent when the 1 − 2α interval of the
 * difference lies within ± `smallest`; different when the 1 − α interval leaves 0 out and the mean is at least as large as that.
 *
 * @param smallest  least difference that matters, > 0, in the outcome's unit
 */
export function equivalence(
  baseline: readonly number[],
  treated: readonly number[],
  smallest: number,
  alpha = 0.05,
): Equivalence {
  if (!(smallest > 0)) throw new RangeError(`smallest effect that matters: ${smallest} must be above 0`);
  const narrow = pairedDifference(baseline, treated, 1 - 2 * alpha);
  if (narrow.low > -smallest && narrow.high < smallest) return "equivalent";
  const { low, high, mean } = pairedDifference(baseline, treated, 1 - alpha);
  return (low > 0 || high < 0) && Math.abs(mean) >= smallest ? "different" : "undecided";
}

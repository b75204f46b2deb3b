/**
 * What the largest hold together, and the fewest whose holdings pass a threshold.
 *
 *   top k share = Σ of the k largest xᵢ / Σ x
 *   Nakamoto coefficient = min k such that top k share > threshold, strictly
 *
 * The threshold is a ratio of whole numbers, so that a holder of exactly one half does not pass one half by rounding.
 *
 * @see Srinivasan and Lee, Quantifying Decentralization, 2017 (minimum Nakamoto coefficient)
 */
import type { ReadonlyColumn } from "../engine/columns.ts";
import { sum } from "./sum.ts";

/**
 * @param holdings  largest first
 * @returns 0 … 1, and 1 when there are at most k holders; NaN when nobody holds anything
 */
export function topShare(holdings: ReadonlyColumn, k: number): number {
  const total = sum(holdings, holdings.length);
  return total > 0 ? sum(holdings, Math.min(k, holdings.length)) / total : Number.NaN;
}

/** A threshold `part / whole` of all that is held, 0 ≤ part < whole, both whole numbers. */
export interface Threshold {
  readonly part: number;
  readonly whole: number;
}
export const oneThird: Threshold = { part: 1, whole: 3 };
export const oneHalf: Threshold = { part: 1, whole: 2 };
export const twoThirds: Threshold = { part: 2, whole: 3 };

/**
 * @param holdings  largest first
 * @returns 1 … n holders; NaN when nobody holds anything
 */
export function nakamoto(holdings: ReadonlyColumn, { part, whole }: Threshold): number {
  const needed = sum(holdings, holdings.length) * part;
  let together = 0;
  for (let i = 0; i < holdings.length; i++) {
    together += holdings[i];
    if (together * whole > needed) return i + 1;
  }
  return Number.NaN;
}

/**
 * Plain share arithmetic for SYNTHETIC rows; the product's own formulas are not used, so that a test cannot agree
 * with itself.
 */

/** Shares by holder, largest first. */
export function sharesOf(holders: readonly (string | number)[], values: ArrayLike<number>): number[] {
  const sums = new Map<string | number, number>();
  for (const [i, holder] of holders.entries()) sums.set(holder, (sums.get(holder) ?? 0) + values[i]!);
  const total = [...sums.values()].reduce((sum, value) => sum + value, 0);
  return [...sums.values()].map((value) => value / total).sort((a, b) => b - a);
}

export function hhi(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share * share, 0);
}

export function topShare(shares: readonly number[], k: number): number {
  return shares.slice(0, k).reduce((sum, share) => sum + share, 0);
}

export function nakamoto(shares: readonly number[], threshold: number): number {
  let sum = 0;
  for (const [i, share] of shares.entries()) {
    sum += share;
    if (sum > threshold) return i + 1;
  }
  return shares.length;
}

/** Sample quantiles. The definition is always passed, since nine are in use and they differ on small samples. */

/** Hyndman and Fan (1996), type 7: linear between order statistics, the default of R and NumPy. */
export type QuantileType = "type7";

/**
 * @param values  at least one; any order; not changed
 * @param p       0…1 included
 * @throws RangeError on no values, or p out of range
 */
export function quantile(values: readonly number[], p: number, type: QuantileType): number {
  if (values.length === 0) throw new RangeError(`quantile (${type}) of no values`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile (${type}): probability ${p} must lie in 0…1`);
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** Whole numbers in proportion to weights. */

/**
 * Shares `total` out in proportion to `weights`, in whole units, by largest remainder (Hamilton's method).
 *
 * @param weights  ≥ 0, not all 0
 * @param least    every weight above 0 gets at least this many; `total` must allow it
 * @returns whole numbers that sum to `total`; ties in the remainder go to the lower position
 * @throws RangeError when the weights sum to 0 or the least numbers exceed the total
 */
export function apportion(weights: readonly number[] | Float64Array, total: number, least = 0): number[] {
  let sum = 0;
  let members = 0;
  for (const weight of weights) {
    sum += weight;
    if (weight > 0) members++;
  }
  if (!(sum > 0)) throw new RangeError("cannot share out by weights that sum to 0");
  if (members * least > total)
    throw new RangeError(`cannot give ${members} members at least ${least} each of ${total}`);
  const spare = total - members * least;
  const parts = Array.from(weights, (weight) => (weight > 0 ? least + Math.floor((spare * weight) / sum) : 0));
  const remainder = Array.from(weights, (weight) => (spare * weight) / sum - Math.floor((spare * weight) / sum));
  const order = Array.from(weights, (_, i) => i)
    .filter((i) => weights[i] > 0)
    .sort((a, b) => remainder[b] - remainder[a] || a - b);
  let left = total;
  for (const part of parts) left -= part;
  for (let k = 0; k < left; k++) parts[order[k % order.length]]++;
  return parts;
}

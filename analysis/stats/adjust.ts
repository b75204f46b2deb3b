/** p-values of many comparisons at once. */

/**
 * Holm (1979, Scandinavian Journal of Statistics 6(2)): holds the chance of a single false finding among all at the
 * level, whatever hangs together.
 *
 * @returns adjusted p-values in the order given, each in 0…1
 */
export function holm(pValues: readonly number[]): number[] {
  const order = ascending(pValues);
  const adjusted = new Array<number>(pValues.length);
  let least = 0;
  for (const [rank, i] of order.entries()) {
    least = Math.max(least, Math.min(1, (pValues.length - rank) * pValues[i]!));
    adjusted[i] = least;
  }
  return adjusted;
}

/**
 * Benjamini and Hochberg (1995, Journal of the Royal Statistical Society B 57(1)): holds the expected share of false findings among the
 * findings; for independent or positively dependent tests.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = ascending(pValues);
  const adjusted = new Array<number>(pValues.length);
  let most = 1;
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const i = order[rank]!;
    most = Math.min(most, (pValues.length / (rank + 1)) * pValues[i]!);
    adjusted[i] = most;
  }
  return adjusted;
}

function ascending(pValues: readonly number[]): number[] {
  const strange = pValues.find((p) => !(p >= 0 && p <= 1));
  if (strange !== undefined) throw new RangeError(`p-value ${strange} is not in 0…1`);
  return [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]! || a - b);
}

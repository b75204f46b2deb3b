/** Was the start of a series left out far enough? */

/** The rule never leaves out more than this share: past it, what it sees is a trend, not a start. */
const shareMax = 0.5;

/**
 * Number of values to leave out at the start, by the marginal standard error rule (MSER; White 1997, Simulation 69(6)):
 *
 *   d* = argmin over d of  Σ_{i ≥ d} (xᵢ − mean of the rest)² / (n − d)²
 *
 * @param values  one series in order of time
 * @returns undefined when the minimum lies at the limit of half of the series, where the rule does not decide
 */
export function warmupLength(values: readonly number[]): number | undefined {
  const n = values.length;
  const limit = Math.floor(n * shareMax);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  let sum = 0;
  let squares = 0;
  const scores = new Float64Array(n);
  for (let d = n - 1; d >= 0; d--) {
    const x = values[d]!;
    sum += x;
    squares += x * x;
    const kept = n - d;
    scores[d] = Math.max(0, squares - (sum * sum) / kept) / (kept * kept);
  }
  for (let d = 0; d <= limit; d++) {
    if (scores[d]! < least) {
      least = scores[d]!;
      best = d;
    }
  }
  return best === limit && limit > 0 ? undefined : best;
}

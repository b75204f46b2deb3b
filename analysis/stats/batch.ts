/** Non-overlapping batches of one long run. */

/** Schmeiser (1982) finds little gain beyond 10 to 30 batches; fewer and longer ones are less correlated. */
const batchCountMax = 10;
/** Below this the t quantile is so large that the interval says nothing. */
const batchCountMin = 4;
/** Least epochs in a batch. */
const batchLengthMin = 2;

/**
 * Splits a series into consecutive batches of nearly equal length (the first ones are longer by one where it does
 * not divide).
 *
 * @returns undefined when the series is too short for `batchCountMin` batches of `batchLengthMin`
 */
export function batches<T>(series: readonly T[]): T[][] | undefined {
  const count = Math.min(batchCountMax, Math.floor(series.length / batchLengthMin));
  if (count < batchCountMin) return undefined;
  const length = Math.floor(series.length / count);
  const longer = series.length - length * count;
  const result: T[][] = [];
  let start = 0;
  for (let i = 0; i < count; i++) {
    const end = start + length + (i < longer ? 1 : 0);
    result.push(series.slice(start, end));
    start = end;
  }
  return result;
}

/** Correlation of neighbours; 0 for a constant series. */
export function lagOneCorrelation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let lagged = 0;
  let squares = 0;
  for (const [i, value] of values.entries()) {
    squares += (value - mean) * (value - mean);
    if (i > 0) lagged += (value - mean) * (values[i - 1]! - mean);
  }
  return squares === 0 ? 0 : lagged / squares;
}

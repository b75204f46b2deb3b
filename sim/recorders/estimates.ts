/**
 * From sampled windows to the epoch, with the standard error that sampling time brings.
 *
 * Windows are a stratified sample of the epoch's time, one a stratum. The variance between windows taken as a simple random sample
 * is an upper bound of the stratified one (Cochran 1977, Sampling Techniques, section 5.6 and 5A.12), so the errors err on the wide side.
 * A ratio's error is by linearisation (Cochran, section 2.11). One window alone has no error to show: NaN; the whole epoch has none: 0.
 */
import type { WindowRow } from "../model/world.ts";

export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/**
 * Total over the epoch of what was counted in its windows.
 *
 * @param epochLength  [µs]
 */
export function totalOf(rows: readonly WindowRow[], count: (row: WindowRow) => number, epochLength: number): Estimate {
  if (rows.length === 0) return { value: Number.NaN, standardError: Number.NaN };
  let length = 0;
  let sum = 0;
  for (const row of rows) {
    length += row.length;
    sum += count(row);
  }
  const rate = sum / length;
  const errors = rows.map((row) => count(row) / row.length - rate);
  return { value: rate * epochLength, standardError: epochLength * spread(errors, length / epochLength) };
}

/** Ratio of two things counted in the windows, such as served over offered. */
export function ratioOf(
  rows: readonly WindowRow[],
  over: (row: WindowRow) => number,
  under: (row: WindowRow) => number,
  epochLength: number,
): Estimate {
  let above = 0;
  let below = 0;
  let length = 0;
  for (const row of rows) {
    above += over(row);
    below += under(row);
    length += row.length;
  }
  if (!(below > 0)) return { value: Number.NaN, standardError: Number.NaN };
  const ratio = above / below;
  const errors = rows.map((row) => (over(row) - ratio * under(row)) / (below / rows.length));
  return { value: ratio, standardError: spread(errors, length / epochLength) };
}

/**
 * A share of counted things, such as requests served of those answered: a ratio whose error is never below that of independent
 * draws with two more of either outcome (Agresti & Coull 1998, The American Statistician 52(2)), since windows in which nothing rare happened
 * would otherwise claim to know that nothing does.
 */
export function shareOf(
  rows: readonly WindowRow[],
  over: (row: WindowRow) => number,
  under: (row: WindowRow) => number,
  epochLength: number,
): Estimate {
  const { value, standardError } = ratioOf(rows, over, under, epochLength);
  let counted = 0;
  let length = 0;
  for (const row of rows) {
    counted += under(row);
    length += row.length;
  }
  const n = counted + 4;
  const p = (value * counted + 2) / n;
  const floor = Math.sqrt((Math.max(0, 1 - length / epochLength) * p * (1 - p)) / n);
  return { value, standardError: Math.max(standardError, floor) };
}

/** Standard error of a mean of deviations, with the finite population correction for the share of time seen. */
function spread(errors: readonly number[], seen: number): number {
  if (seen >= 1) return 0;
  const n = errors.length;
  if (n < 2) return Number.NaN;
  let squares = 0;
  for (const error of errors) squares += error * error;
  return Math.sqrt(((1 - seen) * squares) / (n * (n - 1)));
}

/**
 * Who holds how much, made ready for the measures of concentration.
 *
 * Every measure takes holdings (amounts ≥ 0, not scaled to sum to 1). Those that need an order take `descending`
 * holdings, so that one sort serves them all; sums then do not depend on how holders are numbered.
 */
import type { ReadonlyColumn } from "../engine/columns.ts";

/**
 * The holdings above 0, largest first.
 *
 * @param values  amounts ≥ 0, one a holder; NaN counts as nothing held
 * @throws RangeError when an amount is negative or infinite
 */
export function descending(values: ReadonlyColumn, count = values.length): Float64Array {
  const held = new Float64Array(count);
  let holders = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i];
    if (value < 0 || value === Number.POSITIVE_INFINITY) {
      throw new RangeError(`holder ${i} holds ${value} — a holding is a finite amount ≥ 0`);
    }
    if (value > 0) held[holders++] = value;
  }
  return held.subarray(0, holders).sort().reverse();
}

/** How many hold anything. */
export function holdersOf(values: ReadonlyColumn): number {
  let holders = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > 0) holders++;
  return holders;
}

/** What each owner holds: values summed by the owner of their row, in row order. */
export function sumBy(values: ReadonlyColumn, owner: ReadonlyColumn, count: number, owners: number): Float64Array {
  const held = new Float64Array(owners);
  for (let i = 0; i < count; i++) held[owner[i]] += values[i];
  return held;
}

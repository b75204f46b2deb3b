/**
 * Sum of the first `count` values with Neumaier's compensation: the error does not grow with the number of terms.
 *
 * @see Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54, 1974, method IV
 * @param values  finite, in the order of summation
 * @returns the sum, within about two rounding errors of the exact one when the values are all ≥ 0
 */
import type { ReadonlyColumn } from "../engine/columns.ts";

export function sum(values: ReadonlyColumn, count: number): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i];
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

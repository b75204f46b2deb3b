/**
 * Herfindahl–Hirschman index; its inverse is the number of equal holders that would give the same.
 *
 *   HHI = Σ sᵢ²,  sᵢ = xᵢ / Σ x,  1/n … 1        effective number = 1 / HHI, 1 … n
 *
 * @see Hirschman, The Paternity of an Index, American Economic Review 54(5), 1964
 * @see Adelman, Comment on the "H" Concentration Measure as a Numbers-Equivalent, Review of Economics and Statistics
 * 51(1), 1969
 */
import type { ReadonlyColumn } from "../engine/columns.ts";
import { sum } from "./sum.ts";

/** @returns 1/n … 1; NaN when nobody holds anything */
export function hhi(holdings: ReadonlyColumn): number {
  const total = sum(holdings, holdings.length);
  let squares = 0;
  for (let i = 0; i < holdings.length; i++) {
    const share = holdings[i] / total;
    squares += share * share;
  }
  return total > 0 ? squares : Number.NaN;
}

/**
 * Gini coefficient of the population given, without small-sample correction.
 *
 *   G = Σᵢ (n + 1 − 2 rᵢ) xᵢ / (n Σ x),  rᵢ = 1 … n the rank from the largest
 *
 * which is half the mean absolute difference over the mean, and twice the area between the Lorenz curve and the
 * diagonal. 0 when all hold the same; (n − 1)/n when one holds all. Whether holders of nothing belong to the
 * population is the caller's choice: pass their zeros or leave them out.
 *
 * @see Gini, Variabilità e mutabilità, 1912; Sen, On Economic Inequality, 1973, chapter 2
 */
import type { ReadonlyColumn } from "../engine/columns.ts";
import { sum } from "./sum.ts";

/**
 * @param holdings  largest first
 * @returns 0 … (n − 1)/n; NaN when nobody holds anything
 */
export function gini(holdings: ReadonlyColumn): number {
  const n = holdings.length;
  const total = sum(holdings, n);
  let weighted = 0;
  for (let i = 0; i < n; i++) weighted += (n - 1 - 2 * i) * holdings[i];
  return total > 0 ? Math.max(0, weighted / (n * total)) : Number.NaN;
}

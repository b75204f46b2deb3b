/**
 * Lorenz curve: what share of the whole the smallest share of holders has.
 *
 *   L(i/n) = Σ of the i smallest xⱼ / Σ x,  i = 0 … n
 *
 * @see Lorenz, Methods of Measuring the Concentration of Wealth, Publications of the ASA 9(70), 1905
 */
import type { ReadonlyColumn } from "../engine/columns.ts";

export interface LorenzPoint {
  /** Share of holders, from the smallest, 0 … 1. */
  readonly holders: number;
  /** Share of the whole that they hold together, 0 … 1. */
  readonly held: number;
}

/**
 * Points of the curve at `steps + 1` evenly spaced shares of holders, straight between whole holders.
 *
 * @param holdings  largest first, not all 0
 * @param steps     ≥ 1; a chart needs about 100, whatever the number of holders
 * @throws RangeError when nobody holds anything
 */
export function lorenz(holdings: ReadonlyColumn, steps: number): LorenzPoint[] {
  const n = holdings.length;
  const smallestFirst = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) smallestFirst[i + 1] = smallestFirst[i] + holdings[n - 1 - i];
  const total = smallestFirst[n];
  if (!(total > 0)) throw new RangeError("no Lorenz curve: nobody holds anything");
  const points: LorenzPoint[] = [];
  for (let step = 0; step <= steps; step++) {
    const at = (step * n) / steps;
    const below = Math.min(n - 1, Math.floor(at));
    const inside = (at - below) * (smallestFirst[below + 1] - smallestFirst[below]);
    points.push({ holders: step / steps, held: (smallestFirst[below] + inside) / total });
  }
  return points;
}

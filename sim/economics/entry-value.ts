/** Whether it pays to enter a market with a fixed cost. */
import { pow } from "../engine/pow.ts";
import type { CostCurve } from "./cost-curve.ts";

export interface EntryPlan {
  /** Units that buyers open to a newcomer take in a year, at the start of sales. [unit/year] */
  readonly volume: number;
  /** Growth of that volume. [1/year] */
  readonly growth: number;
  /** Part of it that the newcomer expects to win, 0…1. */
  readonly captured: number;
  /** What a unit would sell for now, and how fast that falls. [USD, 1/year] */
  readonly price: number;
  readonly priceFall: number;
  /** Unit cost of the first batch and its size, and how cost falls from there. [USD, unit] */
  readonly cost: number;
  readonly batch: number;
  readonly curve: CostCurve;
  /** Years until sales begin, and years of sales that are counted. */
  readonly development: number;
  readonly life: number;
  /** [1/year] */
  readonly discount: number;
}

/**
 * Present value of the margins of an entrant who learns by doing, before its fixed cost. Year by year:
 *
 *   V = Σₖ (pₖ − Cₖ) · qₖ / (1 + r)^(development + k),   Cₖ = cost · curve(xₖ / batch, k),   xₖ = batch + q₁ + … + qₖ
 *
 * A year in which the margin is negative counts too: an entrant pays for its learning.
 *
 * @returns [USD]
 */
export function entryValue(plan: EntryPlan): number {
  let made = plan.batch;
  let value = 0;
  for (let k = 1; k <= plan.life; k++) {
    const years = plan.development + k;
    const sold = plan.volume * plan.captured * pow(1 + plan.growth, years - 1);
    made += sold;
    const price = plan.price * pow(1 - plan.priceFall, years - 1);
    const margin = price - plan.cost * plan.curve(made / plan.batch, k);
    value += (margin * sold) / pow(1 + plan.discount, years);
  }
  return value;
}

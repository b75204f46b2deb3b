/** What buyers of unlike size pay for the same thing. */
import { log } from "../engine/math.ts";

/**
 * A list price less a discount for size: price · max(1 − most, 1 − step · log₁₀(quantity / reference)) above the
 * reference quantity; below it the list price.
 *
 * @param step  part taken off for each tenfold quantity, ≥ 0
 * @param most  greatest discount, 0 ≤ most < 1
 */
export function quantityDiscount(
  price: number,
  quantity: number,
  { reference, step, most }: { readonly reference: number; readonly step: number; readonly most: number },
): number {
  if (quantity <= reference) return price;
  return price * Math.max(1 - most, 1 - (step * log(quantity / reference)) / log(10));
}

/**
 * Third-degree price discrimination: p = c · ε / (ε − 1), each group by its own elasticity.
 *
 * @param cost        of a unit [USD]
 * @param elasticity  of the group's demand, as a positive number, > 1: below it no price maximises profit
 * @see Tirole, The Theory of Industrial Organization, 1988, section 3.2, equation 3.2
 */
export function inverseElasticityPrice(cost: number, elasticity: number): number {
  if (!(elasticity > 1))
    throw new RangeError(`elasticity ${elasticity} — a monopoly price needs more than 1: below it revenue only rises`);
  return (cost * elasticity) / (elasticity - 1);
}

/** What the leader of two has after so many adopters chose by the number who chose before, to a power. */
import { pow } from "../../engine/pow.ts";

export interface UrnPlan {
  readonly first: number;
  readonly second: number;
  /** 1: in proportion to adopters; more: increasing returns. */
  readonly exponent: number;
  readonly adopters: number;
}

/**
 * Chance of each number of adopters who chose the first: one step after another.
 *
 * @see Arthur, Economic Journal 99, 1989; Drinea, Frieze and Mitzenmacher, SODA 2002 (the exponent)
 */
export function urnLaw({ first, second, exponent, adopters }: UrnPlan): Float64Array {
  const chance = new Float64Array(adopters + 1);
  chance[0] = 1;
  const strength = (start: number) => Float64Array.from({ length: adopters }, (_, n) => pow(start + n, exponent));
  const [own, other] = [strength(first), strength(second)];
  for (let chosen = 0; chosen < adopters; chosen++) {
    for (let k = chosen; k >= 0; k--) {
      const toFirst = own[k] / (own[k] + other[chosen - k]);
      chance[k + 1] += chance[k] * toFirst;
      chance[k] *= 1 - toFirst;
    }
  }
  return chance;
}

/** Mean of f(share of the leader). */
export function meanOverLeader(plan: UrnPlan, f: (share: number) => number): number {
  const { first, second, adopters } = plan;
  const total = first + second + adopters;
  return urnLaw(plan).reduce((sum, p, k) => sum + p * f(Math.max(first + k, second + adopters - k) / total), 0);
}

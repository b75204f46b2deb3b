/** What trade is worth, and what is lost when it becomes dearer or an input is cut. */
import { exp, log } from "../../engine/math.ts";
import { pow } from "../../engine/pow.ts";

/**
 * Real income lost by a country that stops trading: 1 − λ^(1/ε), λ the part of its spending that goes to itself.
 *
 * @see Arkolakis, Costinot and Rodríguez-Clare, American Economic Review 102(1), 2012
 */
export function autarkyLoss(homeShare: number, tradeElasticity: number): number {
  return 1 - pow(homeShare, 1 / tradeElasticity);
}

/**
 * Output lost when a part of an input is cut, all else equal:
 *
 *   1 − ((1 − a) + a (1 − x)^((σ − 1)/σ))^(σ/(σ − 1)),  a its part of costs, x the part cut; σ = 1: 1 − (1 − x)^a; σ = 0: x
 *
 * @see Bachmann and others, What if? The economic effects for Germany of a stop of energy imports from Russia, 2022
 */
export function inputCutLoss(costShare: number, elasticity: number, cut: number): number {
  if (elasticity === 0) return costShare > 0 ? cut : 0;
  if (elasticity === 1) return 1 - pow(1 - cut, costShare);
  if (cut === 1) return elasticity < 1 ? 1 : 1 - pow(1 - costShare, elasticity / (elasticity - 1));
  const exponent = (elasticity - 1) / elasticity;
  // By logarithms: for a small σ the power of what is left overflows.
  const rest = exponent * log(1 - cut);
  const greater = Math.max(0, rest);
  const inside = greater + log((1 - costShare) * exp(-greater) + costShare * exp(rest - greater));
  return 1 - exp(inside / exponent);
}

export interface World {
  /** Part of the spending of country j (column) that goes to goods of i (row). */
  readonly shares: readonly (readonly number[])[];
  /** Each > 0; trade is balanced. */
  readonly incomes: readonly number[];
  readonly tradeElasticity: number;
}

const rounds = 20_000;
const settled = 1e-14;

/**
 * Real incomes over those before, when the cost of bringing goods from i to j is multiplied by factors.
 *
 * In changes: π′ᵢⱼ = πᵢⱼ (ŵᵢ d̂ᵢⱼ)^(−ε) / Σₖ πₖⱼ (ŵₖ d̂ₖⱼ)^(−ε),  ŵᵢ Yᵢ = Σⱼ π′ᵢⱼ ŵⱼ Yⱼ,  real income ŵⱼ / P̂ⱼ = (π′ⱼⱼ/πⱼⱼ)^(−1/ε)
 *
 * @param factors  d̂ᵢⱼ > 0, as `shares`
 * @see Dekle, Eaton and Kortum, IMF Staff Papers 55(3), 2008
 * @throws RangeError when wages do not settle
 */
export function realIncomeFactors({ shares, incomes, tradeElasticity: e }: World, factors: World["shares"]): number[] {
  const count = incomes.length;
  const wages = new Float64Array(count).fill(1);
  for (let round = 0; round < rounds; round++) {
    const { earned } = spending(wages);
    let moved = 0;
    let total = 0;
    for (let i = 0; i < count; i++) {
      const step = pow(earned[i] / (wages[i] * incomes[i]), 1 / (1 + e));
      moved = Math.max(moved, Math.abs(step - 1));
      wages[i] *= step;
      total += wages[i] * incomes[i];
    }
    const world = incomes.reduce((sum, income) => sum + income, 0);
    for (let i = 0; i < count; i++) wages[i] *= world / total;
    if (moved < settled) return Array.from(spending(wages).prices, (price, j) => wages[j] / price);
  }
  throw new RangeError(`wages do not settle in ${rounds} rounds`);

  /** What each country earns, and its price level, at given wages. */
  function spending(at: Float64Array): { earned: Float64Array; prices: Float64Array } {
    const earned = new Float64Array(count);
    const prices = new Float64Array(count);
    for (let j = 0; j < count; j++) {
      const weights = shares.map((row, i) => row[j] * pow(at[i] * factors[i][j], -e));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      prices[j] = pow(sum, -1 / e);
      for (let i = 0; i < count; i++) earned[i] += (weights[i] / sum) * at[j] * incomes[j];
    }
    return { earned, prices };
  }
}

/**
 * Choice of a provider by clients of one kind in one place: the network, one of the clouds, or none.
 *
 *   V₀ = 0 without any;   Vⱼ = ξⱼ − β ln(pⱼ / P)   ("budget")   or   ξⱼ − β pⱼ / P   ("units")
 *   I_g = ln Σ_{j∈g} e^{Vⱼ/λ_g},   I = ln(1 + Σ_g e^{λ_g I_g}),   sⱼ = e^{Vⱼ/λ_g − I_g} e^{λ_g I_g − I}
 *
 * Two nests: the network alone (λ = 1), and the clouds, which are closer to one another (λ ≤ 1).
 *
 * Under "budget" a client spends what it would spend at the price P, so that cheap compute is used more: sⱼ P/pⱼ units, revenue sⱼ P, an
 * elasticity of 1 + β(1 − s) for a provider, 1 and more for all together. Under "units" it wants one unit, as in the textbook
 * oligopoly; with β = P/μ that is `nested-logit.ts`.
 *
 * Surplus over having no provider, of a client that would spend P: the part by which its income would have to rise, P (e^{I/β} − 1), or, of one
 * unit, P I / β.
 *
 * @see Anderson, de Palma, Thisse, Discrete Choice Theory of Product Differentiation, 1992: 2.7 and 4 (nests), 3.7 (budgets and CES)
 * @see Small, Rosen, Applied welfare economics with discrete choice models, Econometrica 49(1), 1981
 */
import { exp, expm1, log } from "../engine/math.ts";

/** What a client buys at another price: as much money's worth, or as many units. */
export type Spending = "budget" | "units";

/**
 * Shares of the options 0 (the network) and 1, 2, … (clouds).
 *
 * @param utility  Vⱼ; −Infinity where it cannot be had
 * @param count    of options, ≥ 1
 * @param nesting  λ of the clouds, in (0, 1]
 * @param out      gets sⱼ
 * @returns I, the worth of having the choice; 0 when nothing can be had
 */
export function choiceShares(utility: ArrayLike<number>, count: number, nesting: number, out: Float64Array): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let j = 1; j < count; j++) best = Math.max(best, utility[j]);
  let sum = 0;
  if (best > Number.NEGATIVE_INFINITY) {
    for (let j = 1; j < count; j++) {
      out[j] = exp((utility[j] - best) / nesting);
      sum += out[j];
    }
  }
  // λ I_g = best + λ ln Σ e^{(V − best)/λ}; 0 and so e⁰ is going without.
  const clouds = sum > 0 ? best + nesting * log(sum) : Number.NEGATIVE_INFINITY;
  const top = Math.max(0, clouds, utility[0]);
  const [without, network, cloud] = [exp(-top), exp(utility[0] - top), exp(clouds - top)];
  const all = without + network + cloud;
  out[0] = network / all;
  for (let j = 1; j < count; j++) out[j] = sum > 0 ? (out[j] / sum) * (cloud / all) : 0;
  return top + log(all);
}

/** What a cloud has beside it. */
export interface Rivalry {
  /** Highest utility of the other clouds, −Infinity without any, and Σ e^{(V − best)/λ} over them. */
  readonly best: number;
  readonly rivals: number;
  /** V₀ of the network, and 1 + e^{V₀}: going without, and the network. */
  readonly network: number;
  readonly others: number;
}

/** Share of one cloud when only its own utility is new. */
export function shareAmong(utility: number, nesting: number, beside: Rivalry): number {
  const { best, rivals, others } = beside;
  const isAlone = best === Number.NEGATIVE_INFINITY;
  const own = isAlone ? 1 : exp((utility - best) / nesting);
  const clouds = exp(isAlone ? utility : best + nesting * log(rivals + own));
  const share = ((own / (rivals + own)) * clouds) / (others + clouds);
  const isInRange = !Number.isNaN(share) && others < Number.POSITIVE_INFINITY;
  return isInRange ? share : shareFar(utility, nesting, beside);
}

/** The same where an exponential leaves the range of a double: all over the largest. */
function shareFar(utility: number, nesting: number, { best, rivals, network }: Rivalry): number {
  const top = Math.max(utility, best);
  const own = exp((utility - top) / nesting);
  const all = own + (best === Number.NEGATIVE_INFINITY ? 0 : rivals * exp((best - top) / nesting));
  const clouds = top + nesting * log(all);
  const without = Math.max(0, network);
  const others = without + log(exp(-without) + exp(network - without));
  return own / all / (1 + exp(others - clouds));
}

/** The part of utility that the price makes. @param logPrice  ln of the price as the client feels it over P */
export function priceUtility(sensitivity: number, spending: Spending, logPrice: number): number {
  return -sensitivity * (spending === "budget" ? logPrice : exp(logPrice));
}

/** Units that a client who chose an option buys, of one at the price P. @param relative  price paid over P */
export function unitsAt(spending: Spending, relative: number): number {
  return spending === "budget" ? 1 / relative : 1;
}

/** Worth of the choice in money, for a client that would spend 1 at the price P. @param worth  I */
export function surplusOf(worth: number, sensitivity: number, spending: Spending): number {
  return spending === "budget" ? expm1(worth / sensitivity) : worth / sensitivity;
}

/** What is lost to a delay and to a border: price × (1 + λ if foreign) (1 + τ · round trip) / reliability (Lokshin, 2026). */
export function deliveredFactor(foreign: number, premium: number, perMs: number, roundTripMs: number): number {
  return (1 + premium * foreign) * (1 + perMs * roundTripMs);
}

/** Part of the way that is made in a span of years towards where a first-order lag leads. */
export function lagPart(years: number, meanYears: number): number {
  return meanYears > 0 ? -expm1(-years / meanYears) : 1;
}

/** Lerner index: the part of the price that is above cost. */
export function lernerIndex(price: number, cost: number): number {
  return (price - cost) / price;
}

/** ln of what does not matter below e^−700. */
export function logOf(value: number): number {
  return value > 0 ? log(value) : Number.NEGATIVE_INFINITY;
}

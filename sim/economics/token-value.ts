/**
 * Price of a native token: a step of a jump diffusion, and what fees, hopes and new supply make it worth.
 *
 * Jump diffusion, over a time t, growing by e^{μt} on average:
 *
 *   ln P += (μ − σ²/2 − λ k) t + σ √t z + Σ_{i ≤ N} Jᵢ,   N ~ Poisson(λt), J ~ N(m, s²), k = e^{m + s²/2} − 1
 *
 * Worth, with F the fees of a year, r the discount rate, S the tokens that circulate, h the part of the price that is hope and u new supply a
 * year over S:
 *
 *   P* = a F / r / (S (1 − h)) · e^{−ψ u},   h = min(h₁, max(0, h₀ + χ · trend)),   ln P += (1 − e^{−t/τ}) (ln P* − ln P)
 *
 * @see Merton, Option pricing when underlying stock returns are discontinuous, Journal of Financial Economics 3, 1976
 * @see Cong, Li, Wang, Tokenomics: Dynamic Adoption and Valuation, Review of Financial Studies 34(3), 2021: price from transaction demand
 */
import { exp, log } from "../engine/math.ts";

export interface JumpDiffusion {
  /** Growth of the expected price, and volatility. [1/year, 1/√year] */
  readonly drift: number;
  readonly volatility: number;
  /** [1/year] */
  readonly jumps: number;
  /** Mean and standard deviation of a jump of the logarithm. */
  readonly jumpMean: number;
  readonly jumpSpread: number;
}

/**
 * Change of the log price over a time.
 *
 * @param z      standard normal
 * @param count  of jumps in it
 * @param zJump  standard normal, for their sum
 */
export function jumpStep(law: JumpDiffusion, years: number, z: number, count: number, zJump: number): number {
  const { drift, volatility, jumps, jumpMean, jumpSpread } = law;
  const mean = exp(jumpMean + (jumpSpread * jumpSpread) / 2) - 1;
  const calm = (drift - (volatility * volatility) / 2 - jumps * mean) * years + volatility * Math.sqrt(years) * z;
  return calm + count * jumpMean + jumpSpread * Math.sqrt(count) * zJump;
}

/** Poisson number by inversion: the least n with P(N ≤ n) ≥ u. @param mean  ≥ 0, far below 700 */
export function poissonOf(u: number, mean: number): number {
  let chance = exp(-mean);
  let below = chance;
  let count = 0;
  while (below < u && chance > 0) {
    count++;
    chance *= mean / count;
    below += chance;
  }
  return count;
}

export interface TokenWorth {
  /** Part a of fees that is worth something to holders. */
  readonly accrual: number;
  /** [1/year] */
  readonly discount: number;
  /** Part of the price that is hope where the price stands still, and the most. */
  readonly hope: number;
  readonly hopeMost: number;
  /** Hope added by a trend of one in the log price a year. [year] */
  readonly chasing: number;
  /** ψ: fall of the log price for new supply of all that circulates in a year. [year] */
  readonly overhang: number;
}

/** @param fees  [USD/year]; @param tokens  that circulate; @param supply  new a year over them; @param trend  of the log price [1/year] */
export function tokenWorth(law: TokenWorth, fees: number, tokens: number, supply: number, trend: number): number {
  const hope = hopeOf(law, trend);
  return ((law.accrual * fees) / law.discount / (tokens * (1 - hope))) * exp(-law.overhang * supply);
}

export function hopeOf({ hope, hopeMost, chasing }: TokenWorth, trend: number): number {
  return Math.min(hopeMost, Math.max(0, hope + chasing * trend));
}

/** A price on the straight line of logarithms between two dated prices. */
export function priceBetween(a: DatedPrice, b: DatedPrice, year: number): number {
  const part = (year - a.year) / (b.year - a.year);
  return exp(log(a.price) + part * (log(b.price) - log(a.price)));
}

export interface DatedPrice {
  /** Since the start of the run. [year] */
  readonly year: number;
  readonly price: number;
}

/** The price at a time of a path in the order of time; before its first and after its last that one. */
export function priceOnPath(path: readonly DatedPrice[], year: number): number {
  const next = path.findIndex((one) => one.year > year);
  if (next <= 0) return path[next === 0 ? 0 : path.length - 1].price;
  return priceBetween(path[next - 1], path[next], year);
}

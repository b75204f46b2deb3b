/**
 * The pricing game of Calvano, Calzolari, Denicolò and Pastorello: each firm sells one good of a plain logit, on a grid of prices
 * around its equilibrium and its part of the joint maximum.
 *
 *   grid of firm i: m prices, evenly from pᵢᴺ − ξ (pᵢᴹ − pᵢᴺ) to pᵢᴹ + ξ (pᵢᴹ − pᵢᴺ)
 *   profit gain Δ = (π̄ − πᴺ) / (πᴹ − πᴺ), π̄ the mean profit of the firms
 *
 * @see Calvano et al., Artificial intelligence, algorithmic pricing, and collusion, American Economic Review 110(10), 2020, section 2
 */
import { jointMaximumPrices, type LogitMarket, nashPrices, nestedLogitProfits } from "./nested-logit.ts";

export interface LogitGame {
  /** aᵢ of each firm's good. [money] */
  readonly quality: readonly number[];
  /** Cost of a unit of each firm. [money] */
  readonly cost: readonly number[];
  /** μ > 0. [money] */
  readonly spread: number;
  /** a₀. [money] */
  readonly outside: number;
}

/** The game as a market: every firm its own good, one nest. */
export function logitMarketOf({ quality, cost, spread, outside }: LogitGame): LogitMarket {
  const owner = quality.map((_, i) => i);
  return { quality, cost, owner, nest: new Uint8Array(quality.length), similarity: [1], spread, outside };
}

export interface Benchmarks {
  readonly market: LogitMarket;
  /** Prices of the equilibrium and of the joint maximum. [money] */
  readonly nash: Float64Array;
  readonly joint: Float64Array;
  /** Profits by firm at each. [money a client] */
  readonly nashProfit: Float64Array;
  readonly jointProfit: Float64Array;
}

export function benchmarksOf(game: LogitGame): Benchmarks {
  const market = logitMarketOf(game);
  const [nash, joint] = [nashPrices(market), jointMaximumPrices(market)];
  return { market, nash, joint, nashProfit: profitsAt(market, nash), jointProfit: profitsAt(market, joint) };
}

export function profitsAt(market: LogitMarket, prices: ArrayLike<number>): Float64Array {
  const out = new Float64Array(prices.length);
  nestedLogitProfits(market, prices, out);
  return out;
}

export interface Grid {
  /** m ≥ 2. */
  readonly steps: number;
  /** ξ ≥ 0: how far beyond the two benchmarks. */
  readonly beyond: number;
}

/** Price of step 0 … m − 1 on a firm's grid. [money] */
export function gridPrice({ nash, joint }: Benchmarks, { steps, beyond }: Grid, firm: number, step: number): number {
  const width = joint[firm] - nash[firm];
  return nash[firm] - beyond * width + (step * width * (1 + 2 * beyond)) / (steps - 1);
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Δ of a mean profit. [1] */
export function profitGain({ nashProfit, jointProfit }: Benchmarks, profit: number): number {
  const nash = meanOf(nashProfit);
  return (profit - nash) / (meanOf(jointProfit) - nash);
}

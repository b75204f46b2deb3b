/**
 * Nested-logit demand, and prices of firms that know it.
 *
 *   good i of nest g at price pᵢ:  vᵢ = (aᵢ − pᵢ) / (μ λ_g),   I_g = ln Σ_{i∈g} e^{vᵢ}
 *   sᵢ = e^{vᵢ} / e^{I_g} · e^{λ_g I_g} / (e^{a₀/μ} + Σ_h e^{λ_h I_h}),   surplus of a client = μ ln(e^{a₀/μ} + Σ_h e^{λ_h I_h})
 *
 * λ = 1 everywhere is the plain logit; the nearer λ is to 0, the closer substitutes the goods of a nest are.
 *
 * A firm f that owns several goods puts one markup on all it has in a nest (Anderson, de Palma, Thisse; Nocke, Schutz):
 *
 *   m_g (1 − (1 − λ_g) s_{f|g}) = λ_g φ,   φ = μ + Σ_g s_{f,g} m_g
 *
 * s_{f|g} its share within the nest, s_{f,g} of all clients. Alone with one good of the plain logit: m = μ / (1 − s). A joint
 * maximum is the case of one owner of everything.
 *
 * @see Anderson, de Palma, Thisse, Discrete Choice Theory of Product Differentiation, 1992, chapters 2 and 7
 * @see Nocke, Schutz, Multiproduct-firm oligopoly: an aggregative games approach, Econometrica 86(2), 2018
 */
import { exp, log1p } from "../engine/math.ts";
import { aboveRoot, risingRoot } from "./rising-root.ts";

export interface LogitMarket {
  /** aᵢ: what a good is worth to the average client. [money] */
  readonly quality: ArrayLike<number>;
  /** Cost of a unit. [money] */
  readonly cost: ArrayLike<number>;
  /** Firm that prices the good, 0, 1, … */
  readonly owner: ArrayLike<number>;
  /** Nest of the good, a position in `similarity`. */
  readonly nest: ArrayLike<number>;
  /** λ of each nest, 0 < λ ≤ 1. */
  readonly similarity: ArrayLike<number>;
  /** μ > 0: spread of tastes. [money] */
  readonly spread: number;
  /** a₀: what going without is worth; −∞ where nobody can. [money] */
  readonly outside: number;
}

/** ln(eˣ + eʸ), without overflow. */
function logSum(x: number, y: number): number {
  const [most, least] = x > y ? [x, y] : [y, x];
  return least === Number.NEGATIVE_INFINITY ? most : most + log1p(exp(least - most));
}

/** ln of the whole: going without, and all nests by their inclusive values. */
function logWhole({ similarity, spread, outside }: LogitMarket, inclusive: ArrayLike<number>): number {
  let whole = outside / spread;
  for (let g = 0; g < similarity.length; g++) whole = logSum(whole, similarity[g] * inclusive[g]);
  return whole;
}

function inclusiveValues(
  { quality, nest, similarity, spread }: LogitMarket,
  prices: ArrayLike<number>,
  isCounted: (good: number) => boolean = () => true,
): Float64Array {
  const inclusive = new Float64Array(similarity.length).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < quality.length; i++) {
    const g = nest[i];
    if (isCounted(i)) inclusive[g] = logSum(inclusive[g], (quality[i] - prices[i]) / (spread * similarity[g]));
  }
  return inclusive;
}

/** Share of the clients that takes each good; what they sum to below 1 goes without. */
export function nestedLogitShares(market: LogitMarket, prices: ArrayLike<number>, out: Float64Array): void {
  const { quality, nest, similarity, spread } = market;
  const inclusive = inclusiveValues(market, prices);
  const whole = logWhole(market, inclusive);
  for (let i = 0; i < quality.length; i++) {
    const g = nest[i];
    const within = (quality[i] - prices[i]) / (spread * similarity[g]) - inclusive[g];
    out[i] = exp(within + similarity[g] * inclusive[g] - whole);
  }
}

/** What the choice among all this is worth to a client, in the unit of the qualities. [money] */
export function nestedLogitSurplus(market: LogitMarket, prices: ArrayLike<number>): number {
  return market.spread * logWhole(market, inclusiveValues(market, prices));
}

/** Profit of each firm per client, into `out` by firm. [money] */
export function nestedLogitProfits(market: LogitMarket, prices: ArrayLike<number>, out: Float64Array): void {
  const shares = new Float64Array(market.quality.length);
  nestedLogitShares(market, prices, shares);
  out.fill(0);
  for (let i = 0; i < shares.length; i++) out[market.owner[i]] += (prices[i] - market.cost[i]) * shares[i];
}

/** What a firm needs to know of one nest: the attraction of its own goods at cost, and of the others at their prices, in logs. */
interface NestSeen {
  readonly similarity: number;
  readonly own: number;
  readonly rest: number;
}

/**
 * The prices that are best for one firm while all others stay, written over its own.
 *
 * @throws RangeError when no price is high enough: every client has to buy, and only from this firm
 */
export function bestReply(market: LogitMarket, firm: number, prices: Float64Array): void {
  const { quality, cost, owner, nest, spread } = market;
  const isOwn = (i: number) => owner[i] === firm;
  const own = inclusiveValues(market, cost, isOwn);
  const rest = inclusiveValues(market, prices, (i) => !isOwn(i));
  const nests = Array.from(
    own,
    (value, g): NestSeen => ({ similarity: market.similarity[g], own: value, rest: rest[g] }),
  );
  const markups = new Float64Array(nests.length);
  const excess = (level: number) => {
    nests.forEach((seen, g) => {
      markups[g] = markupAt(seen, level, spread);
    });
    return level - spread - earned(market, nests, markups);
  };
  const high = aboveRoot(excess, spread, spread);
  if (high === undefined) throw new RangeError(`firm ${firm} has no best price: its clients cannot go elsewhere`);
  excess(risingRoot(excess, spread, high));
  for (let i = 0; i < quality.length; i++) if (isOwn(i)) prices[i] = cost[i] + markups[nest[i]];
}

/** Logarithm of a firm's attraction in a nest at a markup. */
function attraction({ similarity, own }: NestSeen, markup: number, spread: number): number {
  return own - markup / (spread * similarity);
}

/** m with m (1 − (1 − λ) s_{f|g}(m)) = λ φ; 0 where the firm has nothing. */
function markupAt(seen: NestSeen, level: number, spread: number): number {
  const { similarity, own, rest } = seen;
  if (own === Number.NEGATIVE_INFINITY) return 0;
  if (similarity === 1) return level;
  const short = (m: number) => {
    const within = 1 / (1 + exp(rest - attraction(seen, m, spread)));
    return m * (1 - (1 - similarity) * within) - similarity * level;
  };
  return risingRoot(short, similarity * level, level * (1 + 1e-12));
}

/** Profit of the firm per client at its markups, the others' prices being those of `nests`. */
function earned(market: LogitMarket, nests: readonly NestSeen[], markups: Float64Array): number {
  const { spread } = market;
  const logs = nests.map((seen, g) => attraction(seen, markups[g], spread));
  const inclusive = nests.map(({ rest }, g) => logSum(rest, logs[g]));
  const whole = logWhole(market, inclusive);
  let profit = 0;
  nests.forEach(({ similarity, own }, g) => {
    if (own === Number.NEGATIVE_INFINITY) return;
    profit += markups[g] * exp(logs[g] - inclusive[g] + similarity * inclusive[g] - whole);
  });
  return profit;
}

/** Sweeps of best replies after which the market counts as unsettled; each shortens the distance by the greatest share. */
const sweepsMax = 10_000;
/** Prices have settled when a sweep moves none by more than this part of itself, or of the spread of tastes. */
const settled = 1e-13;

/**
 * Bertrand–Nash: each of these firms replies to all others in turn until none moves, written over `prices`; the others keep
 * theirs. Replies rise with the others' prices, so that from low prices they climb to the equilibrium.
 *
 * @param prices  where to start
 * @throws RangeError when they have not settled after 10,000 rounds
 */
export function settlePrices(market: LogitMarket, firms: readonly number[], prices: Float64Array): void {
  const before = new Float64Array(prices.length);
  for (let sweep = 0; sweep < sweepsMax; sweep++) {
    before.set(prices);
    for (const firm of firms) bestReply(market, firm, prices);
    if (prices.every((price, i) => Math.abs(price - before[i]) <= settled * Math.max(market.spread, Math.abs(price))))
      return;
  }
  throw new RangeError(`prices of ${firms.length} firms have not settled after ${sweepsMax} rounds`);
}

/** Bertrand–Nash prices of all firms. */
export function nashPrices(market: LogitMarket): Float64Array {
  const prices = Float64Array.from(market.cost);
  const firms = [...new Set(Array.from(market.owner))].sort((a, b) => a - b);
  settlePrices(market, firms, prices);
  return prices;
}

/** The prices that are best for all firms together. */
export function jointMaximumPrices(market: LogitMarket): Float64Array {
  return nashPrices({ ...market, owner: new Uint8Array(market.owner.length) });
}

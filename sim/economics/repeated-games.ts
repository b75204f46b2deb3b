/** Formulas of repeated games: when a cartel holds, how long a price war has to be, what a boom lets sellers ask. */

/** Profits of a firm in one period. [money] */
export interface CartelStage {
  /** Best reply to a cartel that keeps to its price. */
  readonly deviation: number;
  readonly collusion: number;
  /** In all periods after a deviation. */
  readonly punishment: number;
}

/**
 * Least discount factor at which nobody leaves a cartel that ends for good when somebody does.
 *
 *   π_C / (1 − δ) ≥ π_D + δ π_P / (1 − δ)  ⇔  δ ≥ (π_D − π_C) / (π_D − π_P)
 *
 * @see Friedman, A non-cooperative equilibrium for supergames, Review of Economic Studies 38(1), 1971
 */
export function criticalDiscount({ deviation, collusion, punishment }: CartelStage): number {
  return (deviation - collusion) / (deviation - punishment);
}

/** Least discount factor of n equal firms under homogeneous price competition, where a deviator takes all: 1 − 1/n. */
export function bertrandCriticalDiscount(n: number): number {
  return criticalDiscount({ deviation: 1, collusion: 1 / n, punishment: 0 });
}

/**
 * The same for linear Cournot, profits in units of (a − c)² / b: a deviator meets n − 1 firms at (a − c) / (2 b n) each.
 *
 *   π_C = 1 / (4 n),  π_D = ((n + 1) / (4 n))²,  π_P = 1 / (n + 1)²
 */
export function cournotCriticalDiscount(n: number): number {
  const reply = (n + 1) / (4 * n);
  return criticalDiscount({ deviation: reply * reply, collusion: 1 / (4 * n), punishment: 1 / ((n + 1) * (n + 1)) });
}

/** Sellers who see only their own sales: demand collapses now and then, and looks like a rival's cut. */
export interface HiddenDemand {
  /** a: chance that demand collapses in a period, 0…1. */
  readonly collapse: number;
  /** δ, 0…1. */
  readonly discount: number;
  readonly sellers: number;
}

/**
 * Shortest price war, in periods, that keeps all from cutting their price.
 *
 *   n (1 − a) δ + (n a − 1) δ^{T+1} ≥ n − 1
 *
 * @see Green, Porter, Noncooperative collusion under imperfect price information, Econometrica 52(1), 1984
 * @see Tirole, The Theory of Industrial Organization, 1988, section 6.7.1.1: two states, here with n sellers
 * @returns undefined when no war is long enough
 */
export function shortestPriceWar({ collapse: a, discount, sellers: n }: HiddenDemand): number | undefined {
  const gain = n * (1 - a) * discount;
  if (n * a >= 1 && gain + (n * a - 1) * discount < n - 1) return undefined;
  let power = discount;
  for (let periods = 0; power > Number.EPSILON; periods++, power *= discount)
    if (gain + (n * a - 1) * power >= n - 1) return periods;
  return undefined;
}

/** Value of collusion to each with wars of T periods: V = (1 − a) π / n / (1 − (1 − a) δ − a δ^{T+1}). */
export function collusionValue(
  { collapse: a, discount, sellers }: HiddenDemand,
  monopoly: number,
  war: number,
): number {
  let power = discount;
  for (let t = 0; t < war; t++) power *= discount;
  return ((1 - a) * monopoly) / sellers / (1 - (1 - a) * discount - a * power);
}

/** Two equally likely states of demand q = intercept − p, seen before prices are set; no cost. */
export interface BoomAndBust {
  readonly low: number;
  readonly high: number;
  readonly discount: number;
  readonly sellers: number;
}

/**
 * Highest price that n sellers can keep up in a boom.
 *
 *   (n − 1) π_H ≤ δ / (1 − δ) · (π_L + π_H) / 2,   π_L the monopoly profit of the bust
 *
 * @see Rotemberg, Saloner, A supergame-theoretic model of price wars during booms, American Economic Review 76(3), 1986
 * @returns 0, the cost, when nothing can be kept up in either state: δ < 1 − 1/n
 */
export function boomPrice({ low, high, discount, sellers }: BoomAndBust): number {
  const weight = discount / (2 * (1 - discount));
  const others = sellers - 1;
  if (2 * weight < others) return 0;
  const most = (high * high) / 4;
  const bust = (low * low) / 4;
  const held = weight >= others ? most : Math.min(most, (weight * bust) / (others - weight));
  return (high - Math.sqrt(high * high - 4 * held)) / 2;
}

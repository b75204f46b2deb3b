/** Markets where buyers and sellers both bid. Values are what a unit is worth to a buyer, costs what it costs a seller. */

export interface Cleared {
  /** Units that change hands. */
  readonly trades: number;
  /** Values less costs of these. [money] */
  readonly gains: number;
}

/** The best there is: as long as the next value exceeds the next cost. @param values, costs  falling, rising */
export function efficientTrade(values: ArrayLike<number>, costs: ArrayLike<number>): Cleared {
  let [trades, gains] = [0, 0];
  while (trades < values.length && trades < costs.length && values[trades] > costs[trades])
    gains += values[trades] - costs[trades++];
  return { trades, gains };
}

/**
 * A double auction in which the truth pays: all efficient trades but perhaps the last one.
 *
 * With k efficient trades, p = (v_{k+1} + c_{k+1}) / 2, beyond the last of a side being 0 and 1. If c_k ≤ p ≤ v_k all k trade at
 * p; else k − 1 do, at v_k and c_k.
 *
 * @see McAfee, A dominant strategy double auction, Journal of Economic Theory 56(2), 1992
 */
export function tradeReduction(values: ArrayLike<number>, costs: ArrayLike<number>): Cleared {
  const { trades: k, gains } = efficientTrade(values, costs);
  if (k === 0) return { trades: 0, gains: 0 };
  const price = ((k < values.length ? values[k] : 0) + (k < costs.length ? costs[k] : 1)) / 2;
  if (price >= costs[k - 1] && price <= values[k - 1]) return { trades: k, gains };
  return { trades: k - 1, gains: gains - (values[k - 1] - costs[k - 1]) };
}

/**
 * One buyer, one seller, the price half-way between bid and ask; both play the linear equilibrium for U[0, 1].
 *
 *   bid = 2 v / 3 + 1/12,   ask = 2 c / 3 + 1/4
 *
 * @see Chatterjee, Samuelson, Bargaining under incomplete information, Operations Research 31(5), 1983
 */
export function splitPriceTrade(value: number, cost: number): boolean {
  return (2 * value) / 3 + 1 / 12 >= (2 * cost) / 3 + 1 / 4;
}

/** Traders without any wit but a budget, in a continuous double auction. */
export interface ZeroIntelligence {
  readonly values: ArrayLike<number>;
  readonly costs: ArrayLike<number>;
  /** Highest ask. [money] */
  readonly cap: number;
  /** Turns that are taken at most. */
  readonly steps: number;
}

export interface Session {
  readonly gains: number;
  readonly trades: number;
  /** Sum of the prices paid. [money] */
  readonly paid: number;
}

/**
 * Each turn one trader that has not traded yet, drawn evenly, quotes: a buyer U[0, v], a seller U[c, cap]. A quote that crosses
 * the standing one of the other side trades at that one, and both sides start anew; a better one than its own side's replaces it.
 *
 * @param draw  uniform draws 0, 1, …
 * @see Gode, Sunder, Allocative efficiency of markets with zero-intelligence traders, Journal of Political Economy 101(1), 1993
 */
export function zeroIntelligenceSession(
  { values, costs, cap, steps }: ZeroIntelligence,
  draw: (n: number) => number,
): Session {
  const buyers = values.length;
  const waiting = Array.from({ length: buyers + costs.length }, (_, i) => i);
  let [bid, ask, bidder, asker] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1];
  let [gains, trades, paid] = [0, 0, 0];
  const trade = (buyer: number, seller: number, price: number) => {
    gains += values[buyer] - costs[seller - buyers];
    trades++;
    paid += price;
    waiting.splice(waiting.indexOf(buyer), 1);
    waiting.splice(waiting.indexOf(seller), 1);
    [bid, ask, bidder, asker] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1];
  };
  for (let step = 0; step < steps && waiting.length > 0; step++) {
    const who = waiting[Math.floor(draw(2 * step) * waiting.length)];
    const u = draw(2 * step + 1);
    if (who < buyers) {
      const quote = u * values[who];
      if (quote >= ask) trade(who, asker, ask);
      else if (quote > bid) [bid, bidder] = [quote, who];
    } else {
      const cost = costs[who - buyers];
      const quote = cost + u * (cap - cost);
      if (quote <= bid) trade(bidder, who, bid);
      else if (quote < ask) [ask, asker] = [quote, who];
    }
  }
  return { gains, trades, paid };
}

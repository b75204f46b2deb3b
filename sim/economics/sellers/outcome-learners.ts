/**
 * Sellers of one good who keep one value for each price, look at no state and at no future, and always ask the price of greatest
 * value: W(p) ← (1 − α) W(p) + α π(p). They differ in what they learn from.
 *
 * - From what happened: only the price that was asked is updated. Starting values above every profit make them try all prices, and
 *   a price is given up for good after bad luck, so that they settle far above competition.
 * - From what would have happened as well: every price is updated by the profit that it would have brought. They undercut.
 *
 * @see Asker, Fershtman, Pakes, Artificial intelligence and pricing: the impact of algorithm design, NBER 28535, 2021
 */
import { type Draws, nextUniform, seedWords } from "./fast-draws.ts";
import { createQValues, type QValues, rank, reinforce } from "./q-values.ts";

export interface OutcomeTerms {
  readonly sellers: number;
  /** Prices, rising. [money] */
  readonly prices: Float64Array;
  /** Of a unit. [money] */
  readonly cost: number;
  /** α. */
  readonly rate: number;
  /** Starting values are uniform on this. [money] */
  readonly start: readonly [number, number];
  readonly learnsFrom: "own price" | "all prices";
}

/** One unit goes to the lowest price of all; equals share. @returns profit of asking a price against the lowest of the others */
export function lowestPriceProfit(price: number, cost: number, lowestOther: number, others: number): number {
  if (price > lowestOther) return 0;
  return price < lowestOther ? price - cost : (price - cost) / (others + 1);
}

/** Periods without a change of any price after which sellers have settled, and after which they are given up. */
const stable = 2000;
const longest = 5_000_000;

export function createOutcomeTable({ sellers, prices }: OutcomeTerms): QValues {
  return createQValues(sellers, prices.length);
}

/** @returns the lowest price when nobody changes his any more; NaN when they never settle */
export function learnFromOutcomes(table: QValues, terms: OutcomeTerms, draws: Draws, row: number): number {
  const { sellers, prices, cost, rate, start } = terms;
  const words = seedWords(draws, row);
  const [low, high] = start;
  for (let cell = 0; cell < table.values.length; cell++) table.values[cell] = low + (high - low) * nextUniform(words);
  for (let i = 0; i < sellers; i++) rank(table, i, null);
  const asked = new Int32Array(sellers);
  const at = { row: 0, action: 0 };
  let changed = 0;
  for (let t = 1; t < longest; t++) {
    for (let i = 0; i < sellers; i++) {
      if (asked[i] !== table.best[i]) changed = t;
      asked[i] = table.best[i];
    }
    if (t - changed >= stable) return prices[asked.reduce((least, a) => Math.min(least, a))];
    for (let i = 0; i < sellers; i++) {
      const { lowest, count } = lowestBeside(asked, i);
      at.row = i;
      const first = terms.learnsFrom === "own price" ? asked[i] : 0;
      const last = terms.learnsFrom === "own price" ? asked[i] : prices.length - 1;
      for (at.action = first; at.action <= last; at.action++) {
        const profit = lowestPriceProfit(prices[at.action], cost, prices[lowest], count);
        reinforce(table, at, profit, rate, null);
      }
    }
  }
  return Number.NaN;
}

/** Lowest price of the others, and how many ask it. */
function lowestBeside(asked: Int32Array, seller: number): { lowest: number; count: number } {
  let lowest = Number.POSITIVE_INFINITY;
  let count = 0;
  for (let j = 0; j < asked.length; j++) {
    if (j === seller || asked[j] > lowest) continue;
    count = asked[j] === lowest ? count + 1 : 1;
    lowest = asked[j];
  }
  return { lowest, count };
}

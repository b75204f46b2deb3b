/**
 * Used cards: dealers buy from whoever sells, and sell to whoever buys.
 *
 *   price = price when new · part that a card of that age keeps · factor
 *
 * The dealers' factor falls while cards lie unsold and comes back as they sell, so that a wave of exits lowers the price of
 * what left. Below a part of the price when new, cards are scrapped. Cards of one model are kept as one heap of mean age.
 */
import { usedValue } from "../economics/used-value.ts";
import { exp, log1p } from "../engine/math.ts";
import { newPrice } from "./chip-orders.ts";
import type { ChipMarket } from "./chips.ts";

/** What dealers ask for a used card now.  [USD] Undefined when they have none. */
export function quoteUsed(chips: ChipMarket, hardware: number): number | undefined {
  const { cards, age, factor } = chips.used[hardware];
  return cards > 0 ? newPrice(chips, hardware) * usedValue(age) * factor : undefined;
}

/** What dealers pay for a card of an age now.  [USD] */
export function bidUsed(chips: ChipMarket, hardware: number, age: number): number {
  const { spread } = chips.settings.used;
  return newPrice(chips, hardware) * usedValue(age) * chips.used[hardware].factor * (1 - spread);
}

/**
 * An operator sells cards to the dealers.
 *
 * @param cards  whole, ≥ 1
 * @param age    since they were bought new, ≥ 0 [year]
 * @returns what the dealers pay [USD]
 */
export function sellUsed(chips: ChipMarket, hardware: number, cards: number, age: number): number {
  const usd = bidUsed(chips, hardware, age) * cards;
  const stock = chips.used[hardware];
  stock.age = (stock.age * stock.cards + age * cards) / (stock.cards + cards);
  stock.cards += cards;
  stock.taken += cards;
  return usd;
}

/**
 * An operator buys used cards; they are delivered with this epoch's deliveries.
 *
 * @returns what it pays [USD]
 * @throws RangeError when the dealers have fewer: ask `quoteUsed` and look at the stock before
 */
export function buyUsed(chips: ChipMarket, operator: number, hardware: number, cards: number): number {
  const stock = chips.used[hardware];
  const price = quoteUsed(chips, hardware);
  if (price === undefined || stock.cards < cards)
    throw new RangeError(`dealers have ${stock.cards} cards of model ${hardware}, ${cards} wanted — order fewer`);
  stock.factor = Math.min(1, stock.factor * (1 + cards / stock.cards));
  stock.cards -= cards;
  stock.sold += cards;
  const usd = price * cards;
  chips.deliveries.push({ operator, hardware, cards, usd, isUsed: true });
  return usd;
}

/** An epoch goes by at the dealers: cards age, prices of what lies there fall, the worthless is scrapped. */
export function ageUsed(chips: ChipMarket): void {
  const { yearsPerEpoch, used } = chips.settings;
  const fall = exp(log1p(-used.fall) * yearsPerEpoch);
  for (const stock of chips.used) {
    if (stock.cards === 0) {
      stock.age = 0;
      stock.factor = 1;
      continue;
    }
    stock.age += yearsPerEpoch;
    stock.factor *= fall;
    if (usedValue(stock.age) * stock.factor >= used.scrap) continue;
    stock.scrapped += stock.cards;
    stock.cards = 0;
  }
}

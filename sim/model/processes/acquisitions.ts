/**
 * A firm that could go on is bought: the same machines are worth more to another, who is larger and so runs them for less, has cheaper
 * capital, or bears their risk better. They keep the unit costs of the class that set them up.
 *
 *   at an owner's review:  sold when  max over buyers of (value to the buyer) ≥ (1 + premium) · value to the owner,   at that price
 *
 * The value to the owner is what running them brings it, or dealers, or letting them, whichever is most. Those who cannot pay do not bid.
 * The default premium is quoted from the literature, whose table was not at hand: 37.9 % is said to be the median over the market value of the
 * target's shares in mergers of listed firms. That shares' premium is put on the machines of a firm, debt or no debt, is a judgement.
 *
 * @see Andrade, Mitchell and Stafford, New Evidence and Perspectives on Mergers, J. of Economic Perspectives 15(2), 2001, table 1 (unchecked);
 *   Jovanovic and Rousseau, The Q-Theory of Mergers, American Economic Review 92(2), 2002: capital goes to whom it is worth more
 */
import type { Finance } from "../finance.ts";
import { type Buyer, type Lot, lotOf, meansOf, valueTo, withoutNetwork } from "../firm-lots.ts";
import { variationOf } from "../firm-money.ts";
import { certainty } from "../firm-plans.ts";
import { FirmState } from "../tables/finance.ts";
import type { World } from "../world.ts";
import { isOf, passFirm } from "./operator-exit.ts";

/** @param own  rows of its machines @returns whether the firm was sold */
export function considerSale(world: World, finance: Finance, o: number, own: ArrayLike<number>): boolean {
  const { premium } = finance.settings;
  // Whoever waits for cards that it ordered sells when they are there.
  if (premium === undefined || finance.firms.columns.committed[o] > 0) return false;
  const rows = Array.from(own).filter((host) => isOf(world, host, o));
  if (rows.length === 0) return false;
  const lot = lotOf(world, finance, o, rows);
  const price = (1 + premium) * Math.max(valueTo(finance, lot, o), withoutNetwork(finance, lot, o));
  const buyer = bestBidder(finance, lot, price);
  if (buyer === undefined) return false;
  passFirm(world, finance, lot, { buyer, how: "sold" });
  return true;
}

/** To whom it is worth most of those to whom it is worth the price and who can pay it; of equals the first. */
function bestBidder(finance: Finance, lot: Lot, price: number): Buyer | undefined {
  const { state } = finance.firms.columns;
  const ownCertainty = certaintyOf(finance, lot.owner);
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (let o = 0; o < finance.firms.count; o++) {
    if (o === lot.owner || state[o] !== FirmState.active) continue;
    const value = valueTo(finance, lot, o, certaintyOf(finance, o) / ownCertainty);
    if (value > price && value > most && price <= meansOf(finance, o, lot.worth)) [best, most] = [o, value];
  }
  return best < 0 ? undefined : { row: best, price };
}

const certaintyOf = (finance: Finance, o: number) => certainty(finance, variationOf(finance.firms.columns, o));

/**
 * A review: an operator looks at its business, buys, sells or leaves.
 *
 *   next review ~ exponential     buy when value ≥ multiple · price, up to what cash, credit and the step allow
 *                                 sell what earns less than threshold · cost of keeping; leave when nothing is left
 *                                 sell the firm when another pays a premium on what it is worth (where that may be)
 *
 * Reviews of one epoch are taken in the order of their instants. Between the two thresholds nothing is done.
 */

import { usedValue } from "../../economics/used-value.ts";
import { exponentialOf } from "../../engine/variates.ts";
import { h100Tpp } from "../catalogue/products.ts";
import { orderCards, quoteNew } from "../chip-orders.ts";
import type { ChipMarket } from "../chips.ts";
import type { Finance } from "../finance.ts";
import { considerAccounts } from "../firm-accounts.ts";
import { cardsPerServer, installMachine, orderPrice, pay, sellMachine, tppOf } from "../firm-machines.ts";
import { reserveOf } from "../firm-money.ts";
import { appraise, keepingOf, type Offer, type Planner, plannerOf } from "../firm-plans.ts";
import { FirmState } from "../tables/finance.ts";
import { Status } from "../tables/nodes.ts";
import { buyUsed, quoteUsed } from "../used-cards.ts";
import type { World } from "../world.ts";
import { considerSale } from "./acquisitions.ts";
import { endFirm } from "./operator-exit.ts";

export function reviewFirms(world: World, finance: Finance): void {
  const { firms, streams, settings } = finance;
  const { reviewAt, reviews, state } = firms.columns;
  const now = world.clock.epoch + 1;
  const due: number[] = [];
  for (let o = 0; o < firms.count; o++) if (state[o] === FirmState.active && reviewAt[o] <= now) due.push(o);
  if (due.length === 0) return;
  due.sort((a, b) => reviewAt[a] - reviewAt[b] || a - b);
  const owned = machinesByOwner(world);
  const total = totalCapacity(world);
  for (const o of due) {
    // A firm may be taken over by one that reviewed before it.
    if (state[o] !== FirmState.active) continue;
    reviewFirm(world, finance, o, owned, total);
    while (reviewAt[o] <= now)
      reviewAt[o] += exponentialOf(streams.reviews.uniform(o, ++reviews[o]), settings.reviewEvery);
    finance.flows.reviews++;
  }
}

export interface Owned {
  readonly start: Uint32Array;
  readonly rows: Uint32Array;
}

/** Machines that are there and not given up, by owner: of o, rows[start[o]…start[o + 1]). */
export function machinesByOwner({ nodes, operators, present }: World): Owned {
  const { operator, status } = nodes.columns;
  const start = new Uint32Array(operators.count + 1);
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (status[host] < Status.draining) start[operator[host] + 1]++;
  }
  for (let o = 0; o < operators.count; o++) start[o + 1] += start[o];
  const rows = new Uint32Array(start[operators.count]);
  const next = start.slice();
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (status[host] < Status.draining) rows[next[operator[host]]++] = host;
  }
  return { start, rows };
}

function totalCapacity({ operators }: World): number {
  let sum = 0;
  for (let o = 0; o < operators.count; o++) sum += operators.columns.capacity[o];
  return sum;
}

function reviewFirm(world: World, finance: Finance, o: number, owned: Owned, total: number): void {
  const own = owned.rows.subarray(owned.start[o], owned.start[o + 1]);
  const share = total > 0 ? world.operators.columns.capacity[o] / total : 0;
  const { servers, committed } = finance.firms.columns;
  const sold = sellWorst(world, finance, o, own, share);
  // Nothing is worth keeping: the firm leaves with all that it has left.
  if ((sold < 0 || servers[o] === 0) && committed[o] === 0) {
    endFirm(world, finance, o, "left", own);
    return;
  }
  if (sold === 0 && considerSale(world, finance, o, own)) return;
  if (sold === 0) buyMore(world, finance, plannerOf(world, finance, o, share), own);
  if (finance.settings.accounts.areChosen) considerAccounts(world, finance, o);
}

/** Most machines that may change in one review. */
const stepOf = ({ settings }: Finance, machines: number) => Math.max(1, Math.floor(machines * settings.stepMost));

/** Sells machines that earn less than keeping them is worth, the worst first. @returns how many; −1 when that would be all */
function sellWorst(world: World, finance: Finance, o: number, own: Uint32Array, share: number): number {
  const bad: { readonly host: number; readonly ratio: number }[] = [];
  const keeping = keepingOf(world, finance, o, share);
  for (const host of own) {
    const { revenue, least, ratio } = keeping(host);
    if (revenue < least) bad.push({ host, ratio });
  }
  if (own.length > 0 && bad.length === own.length) return -1;
  bad.sort((a, b) => a.ratio - b.ratio || a.host - b.host);
  const count = Math.min(bad.length, stepOf(finance, own.length));
  for (let i = 0; i < count; i++) sellMachine(world, finance, bad[i].host);
  return count;
}

/** Buys as many of the best machine on offer as pay and as can be paid for. */
function buyMore(world: World, finance: Finance, planner: Planner, own: Uint32Array): void {
  const step = stepOf(finance, own.length);
  const best = bestOffer(world, finance, planner, own, step);
  if (best === undefined) return;
  const { offer, market, value } = best;
  const price = offer.price * offer.cards;
  const count = Math.min(step, affordable(finance, planner.row, price, offer), best.most);
  if (count === 0) return;
  buy(world, finance, planner, { offer, market, value, count });
}

interface Best {
  readonly offer: Offer;
  readonly market: number;
  readonly value: number;
  /** Over its price, from which on it pays to buy. */
  readonly multiple: number;
  /** Machines on offer. */
  readonly most: number;
}

/** The machine with the highest value over its price among those whose value passes the threshold. */
export function bestOffer(
  world: World,
  finance: Finance,
  planner: Planner,
  own: ArrayLike<number>,
  step: number,
): Best | undefined {
  let best: (Best & { readonly ratio: number }) | undefined;
  for (const { offer, most } of offersFor(world, finance, planner, own, step)) {
    const found = appraise(world, finance, planner, offer);
    if (found === undefined) continue;
    const price = offer.price * offer.cards;
    const ratio = found.value / price;
    if (found.value < found.multiple * price || (best !== undefined && ratio <= best.ratio)) continue;
    best = { offer, ...found, most, ratio };
  }
  return best;
}

/** Cards of the class's own mix, new and used, that may be sold there. */
function* offersFor(world: World, finance: Finance, planner: Planner, own: ArrayLike<number>, step: number) {
  const { chips } = world;
  const cards = cardsPerServer(planner.class);
  for (const card of world.catalogue.mixes[planner.class]) {
    if (finance.settings.place(card, cards).every((placed) => placed === null)) continue;
    if (chips === undefined) {
      if (!isAllowed(world, planner, own, card, cards)) continue;
      const price = orderPrice(finance, card, cards * step);
      yield { offer: { hardware: card, cards, price, age: 0, delay: 0 }, most: step };
      continue;
    }
    const quote = quoteFor(world, chips, planner, card, cards * step);
    if (quote !== undefined)
      yield { offer: { hardware: card, cards, price: quote.usd, age: 0, delay: quote.leadYears }, most: step };
    const used = quoteUsed(chips, card);
    if (used === undefined || chips.used[card].cards < cards) continue;
    const most = Math.floor(chips.used[card].cards / cards);
    yield { offer: { hardware: card, cards, price: used, age: chips.used[card].age, delay: 0 }, most };
  }
}

/** A candidate asks under the name that it would have. */
function quoteFor(world: World, chips: ChipMarket, planner: Planner, card: number, cards: number) {
  const row = planner.row >= 0 ? planner.row : world.operators.count;
  if (chips.outside + row >= chips.buyers.count) return undefined;
  chips.buyers.columns.jurisdiction[chips.outside + row] = planner.jurisdiction;
  return quoteNew(world, chips, row, card, cards);
}

function isAllowed(world: World, planner: Planner, own: ArrayLike<number>, card: number, cards: number): boolean {
  const allowed = world.rules.trade.allowed({
    hardware: world.catalogue.like[card],
    jurisdiction: planner.jurisdiction,
    customerTpp: tppOf(world, own) + cards * world.catalogue.products[card].h100e * h100Tpp,
    countryTpp: 0,
  });
  return allowed === 1;
}

/** Machines that cash above the reserve and credit pay for: what is bought is itself lent upon. */
export function affordable(finance: Finance, o: number, price: number, offer: Offer): number {
  const { cash, debt, assets, committed } = finance.firms.columns;
  const { credit } = finance.settings;
  const own = cash[o] - reserveOf(finance, o) - committed[o] + Math.max(0, credit * assets[o] - debt[o]);
  const worth =
    offer.cards * finance.newPrice[offer.hardware] * finance.bidFactor[offer.hardware] * usedValue(offer.age);
  const down = price - Math.min(credit * worth, price);
  if (!(own > 0)) return 0;
  return down > 0 ? Math.floor(own / down) : Number.MAX_SAFE_INTEGER;
}

interface Purchase {
  readonly offer: Offer;
  readonly market: number;
  readonly value: number;
  readonly count: number;
}

function buy(world: World, finance: Finance, planner: Planner, { offer, market, value, count }: Purchase): void {
  const { chips } = world;
  const o = planner.row;
  const { hardware: card, cards, price, age } = offer;
  if (chips !== undefined && age === 0) {
    const bid = value / cards;
    const answer = orderCards(world, chips, { operator: o, hardware: card, cards: cards * count, bid });
    if (answer === "taken") finance.firms.columns.committed[o] += price * cards * count;
    else finance.flows.ordersRefused++;
    return;
  }
  // Dealers' cards are delivered with the next epoch's deliveries.
  if (chips !== undefined) {
    finance.firms.columns.committed[o] += buyUsed(chips, o, card, cards * count);
    return;
  }
  pay(finance, o, price * cards * count, reserveOf(finance, o));
  for (let k = 0; k < count; k++) {
    const { class: kind, jurisdiction } = planner;
    installMachine(world, finance, {
      operator: o,
      class: kind,
      jurisdiction,
      hardware: card,
      cards,
      market,
      paid: price * cards,
      age: 0,
    });
    finance.flows.machinesBought++;
  }
}

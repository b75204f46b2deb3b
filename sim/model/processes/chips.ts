/**
 * The market for accelerators, at an epoch's end.
 *
 *   [a quarter begins: newcomers look back, sums are cleared] → output, cost, list price → [buyers outside order] → output is
 *   shared out over open orders → old orders are cancelled → parcels arrive → a day at the dealers'
 *
 * An operator's order is delivered when all of it has been shipped: half a server computes nothing.
 */
import { fadingFactor } from "../../economics/growth.ts";
import { gatherHoldings } from "../chip-buyers.ts";
import { premiumOf, viewOf } from "../chip-orders.ts";
import type { ChipMarket, ChipOrder } from "../chips.ts";
import { ageUsed } from "../used-cards.ts";
import type { World } from "../world.ts";
import { orderBeforeStart, orderOutside } from "./chip-demand.ts";
import { beginSales, considerEntry, entrantPrice } from "./chip-entry.ts";

/** Part of an order that rounding may leave. */
const crumb = 1e-9;
/** A vendor with so much unsold makes no more. [year] */
const stockMax = 0.25;

export function runChipMarket(world: World, chips: ChipMarket): void {
  const { epoch } = world.clock;
  const { settings } = chips;
  gatherHoldings(world, chips);
  if (epoch % settings.quarter === 0) {
    considerEntry(world, chips);
    clearQuarter(chips);
  }
  beginSales(world, chips);
  for (let v = 0; v < chips.vendors.count; v++) produce(chips, v, epoch);
  if (epoch === 0) orderBeforeStart(world, chips);
  if (epoch % settings.orderEvery === 0) orderOutside(world, chips, epoch);
  if (epoch % settings.allocateEvery === 0) {
    for (let v = 0; v < chips.vendors.count; v++) shipFrom(chips, v, epoch);
  }
  for (let v = 0; v < chips.vendors.count; v++) cancelOld(chips, v, epoch);
  receiveParcels(chips, epoch);
  ageUsed(chips);
}

/** Makes an epoch's output, and sets cost and list price by what was made so far. */
function produce(chips: ChipMarket, v: number, epoch: number): void {
  const { columns } = chips.vendors;
  if (columns.isLive[v] === 0) return;
  const { yearsPerEpoch, vendors } = chips.settings;
  const { growth, markup, entry, curve } = vendors[v];
  const begun = entry === undefined ? 0 : columns.startsAt[v];
  const rate = columns.rate[v];
  const years = (epoch + 1 - begun) * yearsPerEpoch;
  columns.rate[v] = (rate * fadingFactor(years, growth)) / fadingFactor(years - yearsPerEpoch, growth);
  const output = columns.stock[v] < stockMax * rate ? rate * yearsPerEpoch : 0;
  columns.stock[v] += output;
  columns.made[v] += output;
  columns.produced[v] += output;
  columns.costs[v] += output * columns.cost[v];
  columns.profit[v] -= output * columns.cost[v];
  columns.cost[v] = columns.costAtStart[v] * curve(columns.made[v] / columns.madeAtStart[v], years);
  columns.list[v] = entry === undefined ? columns.cost[v] * markup : entrantPrice(chips, v);
}

function clearQuarter(chips: ChipMarket): void {
  const { vendors, buyers, networkOrders } = chips;
  for (const name of ["produced", "shipped", "ordered", "cancelled", "revenue", "costs"] as const)
    vendors.columns[name].fill(0);
  for (const name of ["ordered", "refused", "shipped", "cancelled", "paid", "waited"] as const)
    buyers.columns[name].fill(0);
  networkOrders.shift();
  networkOrders.push(0);
}

/** Shares the stock out over the orders that are due, by the vendor's policies. */
function shipFrom(chips: ChipMarket, v: number, epoch: number): void {
  const { columns } = chips.vendors;
  const { yearsPerEpoch, leadLeast, vendors } = chips.settings;
  const dueBefore = epoch + 1 - leadLeast / yearsPerEpoch;
  const due = chips.orders[v].slice(0, firstAfter(chips.orders[v], dueBefore));
  if (due.length === 0 || !(columns.stock[v] > 0)) return;
  const { allocation, pricing } = vendors[v];
  const view = viewOf(chips, v, due);
  const prices = new Float64Array(due.length);
  pricing.price(view, columns.list[v], columns.cost[v], prices);
  // Who would pay less than is asked waits.
  for (let i = 0; i < due.length; i++) if (due[i].bid < prices[i] && !isAuctioned(chips, v)) view.wanted[i] = 0;
  const out = new Float64Array(due.length);
  const cleared = allocation.allocate(view, columns.stock[v], columns.cost[v], out);
  columns.cleared[v] = cleared;
  for (let i = 0; i < due.length; i++) {
    if (out[i] > 0) ship(chips, due[i], out[i], Number.isNaN(cleared) ? prices[i] : cleared, epoch);
  }
  chips.orders[v] = chips.orders[v].filter(({ left }) => left > 0);
}

/** How many of the orders, oldest first, were placed by an instant. [epoch] */
function firstAfter(orders: readonly ChipOrder[], instant: number): number {
  let count = 0;
  while (count < orders.length && orders[count].placedAt <= instant + crumb) count++;
  return count;
}

/** An auction makes the price, and asks nobody beforehand. */
function isAuctioned(chips: ChipMarket, v: number): boolean {
  return chips.settings.vendors[v].allocation.makesPrice === true;
}

function ship(chips: ChipMarket, order: ChipOrder, amount: number, price: number, epoch: number): void {
  const { vendors, buyers, bought, outside, settings } = chips;
  const { vendor: v, buyer: b, hardware } = order;
  const usd = amount * price * premiumOf(chips, v, hardware);
  order.left = order.left - amount > crumb * order.ordered ? order.left - amount : 0;
  order.paid += usd;
  vendors.columns.stock[v] = Math.max(0, vendors.columns.stock[v] - amount);
  vendors.columns.backlog[v] = Math.max(0, vendors.columns.backlog[v] - amount);
  vendors.columns.shipped[v] += amount;
  vendors.columns.revenue[v] += usd;
  vendors.columns.profit[v] += usd;
  bought[v * buyers.capacity + b] += amount;
  buyers.columns.shipped[b] += amount;
  buyers.columns.paid[b] += usd;
  buyers.columns.waited[b] += amount * (epoch + 1 - order.placedAt) * settings.yearsPerEpoch;
  if (b < outside) buyers.columns.holdings[b] += amount;
  else if (order.left === 0) {
    const { cards, paid } = order;
    chips.deliveries.push({ operator: b - outside, hardware, cards, usd: paid, isUsed: false });
  }
}

/** Patience runs out. What an operator's order got already is paid for as so many whole cards; the vendor keeps the rest. */
function cancelOld(chips: ChipMarket, v: number, epoch: number): void {
  const { yearsPerEpoch, patience } = chips.settings;
  const old = firstAfter(chips.orders[v], epoch + 1 - patience / yearsPerEpoch);
  for (const order of chips.orders[v].splice(0, old)) cancel(chips, order);
}

function cancel(chips: ChipMarket, { vendor: v, buyer: b, hardware, cards, ordered, left, paid }: ChipOrder): void {
  const { vendors, buyers, outside } = chips;
  vendors.columns.backlog[v] = Math.max(0, vendors.columns.backlog[v] - left);
  vendors.columns.cancelled[v] += left;
  buyers.columns.cancelled[b] += left;
  if (b < outside || left === ordered) return;
  const got = ordered - left;
  const whole = Math.floor((cards * got) / ordered + crumb);
  const kept = (whole * ordered) / cards;
  const usd = (paid * kept) / got;
  // The broken card goes back on the shelf, and its price to the buyer.
  vendors.columns.stock[v] += got - kept;
  vendors.columns.shipped[v] -= got - kept;
  vendors.columns.revenue[v] -= paid - usd;
  vendors.columns.profit[v] -= paid - usd;
  buyers.columns.shipped[b] -= got - kept;
  buyers.columns.paid[b] -= paid - usd;
  chips.bought[v * buyers.capacity + b] -= got - kept;
  if (whole > 0) chips.deliveries.push({ operator: b - outside, hardware, cards: whole, usd, isUsed: false });
}

function receiveParcels(chips: ChipMarket, epoch: number): void {
  for (const { at, ...parcel } of chips.parcels) if (at <= epoch) chips.deliveries.push(parcel);
  chips.parcels = chips.parcels.filter(({ at }) => at > epoch);
}

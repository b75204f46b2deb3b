/**
 * A newcomer with hardware for inference alone enters when what it could sell pays its fixed cost.
 *
 *   nobody → (value ≥ fixed cost) → in development → sells
 *
 * Open to it are the orders of the network's operators, who buy by price, and a part of those from outside; who makes
 * chips for itself or buys bundles does not look. The larger the open network, the sooner entry pays.
 */
import { entryValue } from "../../economics/entry-value.ts";
import type { ChipMarket, EntrySettings } from "../chips.ts";
import type { World } from "../world.ts";

/** Over last quarter's orders, so that a growing market is met. */
const spare = 1.25;

/** Those whose development is over begin to sell. */
export function beginSales(world: World, chips: ChipMarket): void {
  const { columns, count } = chips.vendors;
  for (let v = 0; v < count; v++) {
    const { entry } = chips.settings.vendors[v];
    if (entry === undefined || columns.isLive[v] === 1 || !(columns.startsAt[v] <= world.clock.epoch)) continue;
    columns.isLive[v] = 1;
    columns.stock[v] = entry.batch;
    columns.made[v] = entry.batch;
    columns.madeAtStart[v] = entry.batch;
    columns.rate[v] = Math.max(entry.batch, openVolume(chips, entry) * entry.captured);
    columns.cost[v] = columns.costAtStart[v];
    columns.profit[v] -= entry.batch * columns.cost[v];
    columns.list[v] = entrantPrice(chips, v);
    columns.listAtStart[v] = columns.list[v];
  }
}

/** As a quarter ends, before its sums are cleared: who is not there yet looks whether it pays; who sells sets its capacity. */
export function considerEntry(world: World, chips: ChipMarket): void {
  const { columns, count } = chips.vendors;
  const { epoch } = world.clock;
  for (let v = 0; v < count; v++) {
    const { entry } = chips.settings.vendors[v];
    if (entry === undefined) continue;
    if (columns.isLive[v] === 1) followOrders(chips, v, entry);
    else if (Number.isNaN(columns.startsAt[v]) && epoch >= entry.from && enters(chips, v, entry)) {
      columns.startsAt[v] = epoch + Math.ceil(entry.development / chips.settings.yearsPerEpoch);
      columns.profit[v] = -entry.fixedCost;
      world.output.happened(world, "vendor-entered", v, columns.startsAt[v]);
    }
  }
}

function enters(chips: ChipMarket, v: number, entry: EntrySettings): boolean {
  const { columns } = chips.vendors;
  const price = cheapestList(chips);
  const cost = price * entry.costRatio;
  columns.costAtStart[v] = cost;
  const value = entryValue({
    volume: openVolume(chips, entry),
    growth: 0,
    captured: entry.captured,
    price: price * (1 - entry.undercut),
    priceFall: 0,
    cost,
    batch: entry.batch,
    curve: chips.settings.vendors[v].curve,
    development: entry.development,
    life: entry.life,
    discount: entry.discount,
  });
  return value >= entry.fixedCost;
}

/** Orders of a year that a newcomer may compete for: those of the network, and a part of the others.  [H100e/year] */
export function openVolume(chips: ChipMarket, entry: EntrySettings): number {
  let network = 0;
  for (const ordered of chips.networkOrders) network += ordered;
  return network + openOutside(chips, entry);
}

/** Capacity goes by last quarter's orders, and falls by steps. */
function followOrders({ vendors: { columns }, settings }: ChipMarket, v: number, entry: EntrySettings): void {
  const years = settings.quarter * settings.yearsPerEpoch;
  const ordered = columns.ordered[v] / years;
  columns.rate[v] = Math.max(entry.batch, ordered * spare, columns.rate[v] / spare);
}

/** Orders of buyers outside the network that newcomers may compete for. [H100e/year] */
export function openOutside({ settings, vendors }: ChipMarket, { openFraction }: EntrySettings): number {
  let outside = 0;
  for (let v = 0; v < vendors.count; v++) {
    const { isLive, isInHouse, rate } = vendors.columns;
    if (isLive[v] === 1 && isInHouse[v] === 0 && settings.vendors[v].entry === undefined) outside += rate[v];
  }
  return openFraction * outside * settings.demandRatio;
}

/** Under the cheapest open vendor, but never under cost.  [USD/H100e] */
export function entrantPrice(chips: ChipMarket, v: number): number {
  const { entry, markup } = chips.settings.vendors[v];
  const { cost } = chips.vendors.columns;
  const most = cheapestList(chips) * (1 - (entry as EntrySettings).undercut);
  return Math.max(cost[v], Math.min(most, cost[v] * markup));
}

/** List price of the cheapest vendor that sells to all and was there from the start.  [USD/H100e] */
function cheapestList(chips: ChipMarket): number {
  const { columns, count } = chips.vendors;
  let least = Number.POSITIVE_INFINITY;
  for (let v = 0; v < count; v++) if (isOpen(chips, v)) least = Math.min(least, columns.list[v]);
  return least;
}

function isOpen(chips: ChipMarket, v: number): boolean {
  const { isLive, isInHouse } = chips.vendors.columns;
  return isLive[v] === 1 && isInHouse[v] === 0 && chips.settings.vendors[v].entry === undefined;
}

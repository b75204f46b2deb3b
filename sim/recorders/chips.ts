/** Rows of the market for accelerators: makers, owners, buyers by size and by place, dealers in used cards. */
import { jurisdictionIds } from "../model/catalogue/ids.ts";
import { ownSupply, sizeOf } from "../model/chip-buyers.ts";
import { leadYears } from "../model/chip-orders.ts";
import type { ChipMarket } from "../model/chips.ts";
import { buyerSizes } from "../model/tables/chips.ts";
import { quoteUsed } from "../model/used-cards.ts";
import type { World } from "../model/world.ts";
import { ownerLabels } from "../store/economy-tables.ts";
import type { RowBatch } from "../store/sink.ts";
import { rowsFrom } from "./rows.ts";

type Row = Record<string, number | string>;

const daysPerYear = 365.25;

const chipTables = ["vendors", "chip_owners", "chip_buyers", "chip_places", "used_cards"] as const;

/** Tables of the market for accelerators, at each quarter's end and at the run's; empty where there is no such market. */
export function chipRows(world: World, isLast: boolean): RowBatch[] {
  const { chips, clock } = world;
  if (chips === undefined) return isLast ? chipTables.map((name) => rowsFrom(name, [])) : [];
  if (!isLast && (clock.epoch + 1) % chips.settings.quarter !== 0) return [];
  const rows = (name: (typeof chipTables)[number], of: Row[]) =>
    rowsFrom(
      name,
      of.map((row) => ({ epoch: clock.epoch, ...row })),
    );
  return [
    rows("vendors", vendorRows(chips)),
    rows("chip_owners", ownerRows(chips)),
    rows("chip_buyers", buyerRows(chips)),
    rows("chip_places", placeRows(chips)),
    rows("used_cards", usedRows(chips)),
  ];
}

function vendorRows(chips: ChipMarket): Row[] {
  const { settings } = chips;
  const { columns } = chips.vendors;
  // Who does not sell yet has neither costs nor a price.
  const isLive = (v: number) => columns.isLive[v] === 1;
  // Who makes for itself alone has costs and no price: the model keeps its books at the list price that others would ask.
  const isSelling = (v: number) => columns.isInHouse[v] === 0;
  return settings.vendors.map(({ name }, v) => ({
    vendor: name,
    is_live: columns.isLive[v],
    rate: columns.rate[v],
    produced: columns.produced[v],
    ordered: columns.ordered[v],
    shipped: columns.shipped[v],
    cancelled: columns.cancelled[v],
    backlog: columns.backlog[v],
    stock: columns.stock[v],
    lead_time: isLive(v) ? leadYears(chips, v) * daysPerYear : Number.NaN,
    made: columns.made[v],
    unit_cost: isLive(v) ? columns.cost[v] : Number.NaN,
    list_price: isLive(v) && isSelling(v) ? columns.list[v] : Number.NaN,
    cleared_price: columns.cleared[v],
    revenue: isSelling(v) ? columns.revenue[v] : Number.NaN,
    costs: columns.costs[v],
    profit: isSelling(v) ? columns.profit[v] : Number.NaN,
  }));
}

/** Sums over buyers. [buyer, H100e …, USD, H100e·year, H100e, USD] */
const noSums = {
  buyers: 0,
  holdings: 0,
  ordered: 0,
  refused: 0,
  shipped: 0,
  cancelled: 0,
  paid: 0,
  waited: 0,
  selfMade: 0,
  ownUsd: 0,
};
type Sums = Record<keyof typeof noSums, number>;

/** Sums over buyers by a number from 0 to the count of groups. */
function sumsBy(chips: ChipMarket, groups: number, groupOf: (buyer: number) => number): Sums[] {
  const sums = Array.from({ length: groups }, () => ({ ...noSums }));
  const { buyers } = chips;
  const { columns } = buyers;
  for (let b = 0; b < buyers.count; b++) {
    const sum = sums[groupOf(b)];
    // Rows kept for operators who are not there yet hold and want nothing.
    if (columns.holdings[b] > 0 || columns.ordered[b] > 0) sum.buyers++;
    for (const name of ["holdings", "ordered", "refused", "shipped", "cancelled", "paid", "waited"] as const)
      sum[name] += columns[name][b];
  }
  for (const { buyer, shipped, usd } of ownSupply(chips)) {
    const sum = sums[groupOf(buyer)];
    sum.selfMade += shipped;
    sum.ownUsd += usd;
  }
  return sums;
}

/** Part of what was received that differences of sums may leave where nothing was bought. */
const crumb = 1e-9;

/** Mean price of what was bought, and mean time of what was received. */
function termsOf({ shipped, paid, waited, selfMade, ownUsd }: Sums) {
  const bought = shipped - selfMade;
  return {
    self_made: selfMade,
    paid: bought > crumb * shipped ? (paid - ownUsd) / bought : Number.NaN,
    waited: shipped > 0 ? (waited / shipped) * daysPerYear : Number.NaN,
  };
}

/** What became of what was wanted. */
const flowsOf = ({ buyers, holdings, ordered, refused, shipped, cancelled }: Sums) => ({
  buyers,
  holdings,
  ordered,
  refused,
  shipped,
  cancelled,
});

function ownerRows(chips: ChipMarket): Row[] {
  const { owner } = chips.buyers.columns;
  const sums = sumsBy(chips, ownerLabels.length, (b) => owner[b]);
  const total = sums.reduce((sum, { holdings }) => sum + holdings, 0);
  return sums.map(({ holdings, ordered, refused, shipped, cancelled }, o) => ({
    owner: o,
    holdings,
    share: holdings / total,
    ordered,
    refused,
    shipped,
    cancelled,
  }));
}

function buyerRows(chips: ChipMarket): Row[] {
  const { holdings } = chips.buyers.columns;
  const sizes = buyerSizes.length;
  const sums = sumsBy(chips, 2 * sizes, (b) => (b < chips.outside ? 0 : sizes) + sizeOf(holdings[b]));
  return sums.map((sum, i) => ({ size: i % sizes, is_network: i < sizes ? 0 : 1, ...flowsOf(sum), ...termsOf(sum) }));
}

function placeRows(chips: ChipMarket): Row[] {
  const { jurisdiction } = chips.buyers.columns;
  const sums = sumsBy(chips, jurisdictionIds.length, (b) => jurisdiction[b]);
  return sums.flatMap((sum, j) => (sum.buyers === 0 ? [] : [{ jurisdiction: j, ...flowsOf(sum), ...termsOf(sum) }]));
}

function usedRows(chips: ChipMarket): Row[] {
  return chips.used.flatMap(({ cards, age, taken, sold, scrapped }, hardware) => {
    if (taken === 0) return [];
    return [{ hardware, stock: cards, age, price: quoteUsed(chips, hardware) ?? Number.NaN, taken, sold, scrapped }];
  });
}

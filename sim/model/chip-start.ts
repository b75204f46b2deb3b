/**
 * The market for accelerators as a run begins: vendors, owners and what they order, from the published counts.
 *
 *   output at the start   = 4 · last quarter's flow · exp(g / 8)
 *   share of its orders   = share of last year's flow, of each owner
 *   g                     = ln(last year's flow / that of the year before), of all vendors together
 *
 * since a quarter's mean flow is that of its middle, and a newcomer's own growth says nothing. Of levels by quarter,
 * half-year and year, and growth over a year or half of one, this pair missed the flows that followed each quarter from
 * 2023Q4 on by least (by 22 % a vendor on average; the worst of the others by 37 %). "Other" is split among many by
 * Zipf's law with the exponent of a Pareto law of size, in jurisdictions by their share of demand.
 */
import { createTable } from "../engine/columns.ts";
import { exp, log } from "../engine/math.ts";
import { pow } from "../engine/pow.ts";
import type { Stream } from "../engine/rng.ts";
import { hardware } from "./catalogue/hardware.ts";
import { jurisdictions } from "./catalogue/jurisdictions.ts";
import { chipOwners, type OwnerStart, type OwnershipQuarter, ownersAt } from "./catalogue/ownership.ts";
import { products } from "./catalogue/products.ts";
import type { ChipMarket, ChipSettings } from "./chips.ts";
import { buyerSpec, vendorSpec } from "./tables/chips.ts";

/** What decides the start. */
export interface ChipStart {
  readonly quarter: OwnershipQuarter;
  /** Buyers that "Other" stands for. */
  readonly others: number;
  /** Exponent of the Pareto law of their sizes. */
  readonly othersExponent: number;
  /** Operators there is room for. */
  readonly operators: number;
  readonly settings: ChipSettings;
}

const quartersPerYear = 4;
const home = jurisdictions.findIndex(({ id }) => id === "USA");
const china = jurisdictions.findIndex(({ id }) => id === "CHN");
/** Vendors who sell to nobody: what Google and Amazon make was theirs alone until the end of 2025 (Epoch AI). */
export const inHouse: readonly string[] = ["Google", "Amazon"];

export function startChips(start: ChipStart, stream: Stream): ChipMarket {
  const { settings } = start;
  const owners = ownersAt(start.quarter);
  const named = chipOwners.length - 1;
  const outside = named + start.others;
  const vendors = createTable("vendors", vendorSpec, settings.vendors.length);
  const buyers = createTable("buyers", buyerSpec, outside + start.operators);
  for (const table of [vendors, buyers]) {
    table.count = table.capacity;
    for (const column of Object.values(table.columns)) column.fill(0);
  }
  const chips: ChipMarket = {
    settings,
    vendors,
    buyers,
    outside,
    heldIn: new Float64Array(jurisdictions.length),
    wishes: new Float64Array(vendors.count * outside),
    bought: new Float64Array(vendors.count * buyers.capacity),
    orders: settings.vendors.map(() => []),
    parcels: [],
    deliveries: [],
    used: hardware.map(() => ({ cards: 0, age: 0, factor: 1, taken: 0, sold: 0, scrapped: 0 })),
    networkOrders: [0, 0, 0, 0],
    draws: 0,
    stream,
  };
  startBuyers(chips, start, owners, named);
  for (let v = 0; v < vendors.count; v++) startVendor(chips, owners, v);
  return chips;
}

function startBuyers(chips: ChipMarket, start: ChipStart, owners: readonly OwnerStart[], named: number): void {
  const { buyers, bought, wishes, outside, settings } = chips;
  const sizes = Array.from({ length: start.others }, (_, k) => pow(k + 1, -1 / start.othersExponent));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const { owner, jurisdiction, holdings } = buyers.columns;
  owner.fill(chipOwners.length);
  const places = spreadOver(start.others);
  for (let b = 0; b < outside; b++) {
    owner[b] = Math.min(b, named);
    jurisdiction[b] = b < named ? (chipOwners[b] === "China" ? china : home) : places[b - named];
  }
  const lastYear = settings.vendors.map(({ name }) =>
    owners.reduce((sum, one) => sum + (one.vendor === name ? one.lastYear : 0), 0),
  );
  for (const one of owners) {
    const v = settings.vendors.findIndex(({ name, entry }) => name === one.vendor && entry === undefined);
    if (v < 0) continue;
    const at = chipOwners.indexOf(one.owner);
    const rows = at < named ? [at] : sizes.map((_, k) => named + k);
    rows.forEach((b, k) => {
      const part = at < named ? 1 : sizes[k] / total;
      holdings[b] += one.held * part;
      bought[v * buyers.capacity + b] += one.held * part;
      wishes[v * outside + b] += (one.lastYear * part) / lastYear[v];
    });
  }
  // Newcomers sell to the many, in proportion to size.
  for (let v = 0; v < settings.vendors.length; v++) {
    if (settings.vendors[v].entry === undefined) continue;
    for (let k = 0; k < sizes.length; k++) wishes[v * outside + named + k] = sizes[k] / total;
  }
}

/** A jurisdiction for each of many, by share of demand, China left out: it is an owner of its own. */
function spreadOver(count: number): number[] {
  const shares = jurisdictions.map(({ demandShare }, j) => (j === china ? 0 : demandShare));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const owed = shares.map(() => 0);
  return Array.from({ length: count }, () => {
    // Who has waited longest for its part comes next, so that each has its share of every size.
    for (let j = 0; j < shares.length; j++) owed[j] += shares[j] / total;
    const next = owed.indexOf(Math.max(...owed));
    owed[next]--;
    return next;
  });
}

function startVendor(chips: ChipMarket, owners: readonly OwnerStart[], v: number): void {
  const { columns } = chips.vendors;
  const { name, entry, markup, cards } = chips.settings.vendors[v];
  columns.cleared[v] = Number.NaN;
  columns.startsAt[v] = entry === undefined ? 0 : Number.NaN;
  if (entry !== undefined) return;
  const own = owners.filter(({ vendor }) => vendor === name);
  const sum = (of: (one: OwnerStart) => number) => own.reduce((total, one) => total + of(one), 0);
  columns.isLive[v] = 1;
  columns.isInHouse[v] = inHouse.includes(name) ? 1 : 0;
  columns.rate[v] =
    quartersPerYear * sum(({ lastQuarter }) => lastQuarter) * exp(flowGrowth(owners) / (2 * quartersPerYear));
  columns.made[v] = sum(({ held }) => held);
  columns.madeAtStart[v] = columns.made[v];
  columns.list[v] = listAtStart(cards, chips.settings);
  columns.listAtStart[v] = columns.list[v];
  columns.cost[v] = columns.list[v] / markup;
  columns.costAtStart[v] = columns.cost[v];
}

/** Growth of the logarithm of all vendors' yearly flow over the two years before the start.  [1/year] */
export function flowGrowth(owners: readonly OwnerStart[]): number {
  let [last, before] = [0, 0];
  for (const { lastYear, yearBefore } of owners) {
    last += lastYear;
    before += yearBefore;
  }
  return log(last / before);
}

/** Price of an H100-equivalent of the best card on sale that has a price.  [USD/H100e] */
function listAtStart(cards: readonly number[], { startYear, listDefault }: ChipSettings): number {
  let best = -1;
  for (const card of cards) {
    const { released, usd, h100e } = products[card];
    if (released > startYear || Number.isNaN(usd)) continue;
    if (best < 0 || h100e >= products[best].h100e) best = card;
  }
  return best < 0 ? listDefault : products[best].usd / products[best].h100e;
}

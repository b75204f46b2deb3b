/** Rows of the economy's tables: makers, owners and buyers of accelerators; access by jurisdiction. */
import { jurisdictionIds } from "../model/catalogue/ids.ts";
import { sizeOf } from "../model/chip-buyers.ts";
import type { ChipMarket } from "../model/chips.ts";
import { phaseIn, type StateAct } from "../model/states.ts";
import { buyerSizes } from "../model/tables/chips.ts";
import { quoteUsed } from "../model/used-cards.ts";
import type { World } from "../model/world.ts";
import { ownerLabels } from "../store/economy-tables.ts";
import type { RowBatch } from "../store/sink.ts";
import { rowsFrom } from "./rows.ts";

type Row = Record<string, number | string>;

const daysPerYear = 365.25;
/** 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;

/** Tables of the market for accelerators, at each quarter's end and at the run's. */
export function chipRows(world: World, isLast: boolean): RowBatch[] {
  const { chips, clock } = world;
  if (chips === undefined || !(isLast || (clock.epoch + 1) % chips.settings.quarter === 0)) return [];
  const rows = (name: string, of: Row[]) =>
    rowsFrom(
      name,
      of.map((row) => ({ epoch: clock.epoch, ...row })),
    );
  return [
    rows("vendors", vendorRows(chips)),
    rows("chip_owners", ownerRows(chips)),
    rows("chip_buyers", buyerRows(chips)),
    rows("used_cards", usedRows(chips)),
  ];
}

function vendorRows({ vendors, settings }: ChipMarket): Row[] {
  const { columns } = vendors;
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
    lead_time:
      columns.isLive[v] === 1 ? (settings.leadLeast + columns.backlog[v] / columns.rate[v]) * daysPerYear : Number.NaN,
    made: columns.made[v],
    unit_cost: columns.cost[v],
    list_price: columns.list[v],
    cleared_price: columns.cleared[v],
    revenue: columns.revenue[v],
    costs: columns.costs[v],
    profit: columns.profit[v],
  }));
}

function ownerRows({ buyers }: ChipMarket): Row[] {
  const { owner, holdings, ordered, shipped, cancelled } = buyers.columns;
  const rows = ownerLabels.map((_, o) => ({ owner: o, holdings: 0, share: 0, ordered: 0, shipped: 0, cancelled: 0 }));
  let total = 0;
  for (let b = 0; b < buyers.count; b++) {
    const row = rows[owner[b]];
    row.holdings += holdings[b];
    row.ordered += ordered[b];
    row.shipped += shipped[b];
    row.cancelled += cancelled[b];
    total += holdings[b];
  }
  for (const row of rows) row.share = row.holdings / total;
  return rows;
}

function buyerRows({ buyers, outside }: ChipMarket): Row[] {
  const { holdings, ordered, shipped, cancelled, paid, waited } = buyers.columns;
  const names = [0, 1].flatMap((is_network) => buyerSizes.map((_, size) => ({ size, is_network })));
  const sums = names.map((name) => ({
    ...name,
    buyers: 0,
    holdings: 0,
    ordered: 0,
    shipped: 0,
    cancelled: 0,
    paid: 0,
    waited: 0,
  }));
  for (let b = 0; b < buyers.count; b++) {
    const row = sums[(b < outside ? 0 : buyerSizes.length) + sizeOf(holdings[b])];
    // Rows kept for operators who are not there yet hold and want nothing.
    if (holdings[b] > 0 || ordered[b] > 0) row.buyers++;
    row.holdings += holdings[b];
    row.ordered += ordered[b];
    row.shipped += shipped[b];
    row.cancelled += cancelled[b];
    row.paid += paid[b];
    row.waited += waited[b];
  }
  return sums.map((row) => ({
    ...row,
    paid: row.shipped > 0 ? row.paid / row.shipped : Number.NaN,
    waited: row.shipped > 0 ? (row.waited / row.shipped) * daysPerYear : Number.NaN,
  }));
}

function usedRows(chips: ChipMarket): Row[] {
  return chips.used.flatMap(({ cards, age, taken, sold, scrapped }, hardware) => {
    if (taken === 0) return [];
    return [{ hardware, stock: cards, age, price: quoteUsed(chips, hardware) ?? Number.NaN, taken, sold, scrapped }];
  });
}

/** One row a jurisdiction that has clients or nodes; nothing in scenarios without acts of states. */
export function jurisdictionRows(world: World): RowBatch[] {
  const { states, clock, settings, windowLog, nodes, network } = world;
  if (states === undefined) return [];
  const count = states.powerFactor.length;
  const length = windowLog.reduce((sum, window) => sum + window.length, 0);
  const scale = settings.epochLength / length;
  const nodesThere = new Float64Array(count);
  const capacity = new Float64Array(count);
  let whole = 0;
  for (let host = 0; host < nodes.count; host++) {
    const { jurisdiction, uptime } = nodes.columns;
    nodesThere[jurisdiction[host]]++;
    capacity[jurisdiction[host]] += nodes.columns.capacity[host] * uptime[host];
    whole += nodes.columns.capacity[host] * uptime[host];
  }
  const usdPerUnit = network.columns.tokenPrice[0] / baseUnitsPerToken;
  const { offered, served, missed, domestic, tokens, fees, roundTrip, firstToken, endToEnd } = states.access.columns;
  const clients = new Set(world.segments.columns.jurisdiction.subarray(0, world.segments.count));
  const rows = jurisdictionIds.flatMap((_, j): Row[] => {
    if (!clients.has(j) && nodesThere[j] === 0) return [];
    let reachable = 0;
    for (let k = 0; k < count; k++) if (states.barred[j * count + k] === 0) reachable += capacity[k];
    return [
      {
        epoch: clock.epoch,
        jurisdiction: j,
        phase: phaseIn(states, j),
        offered: offered[j] * scale,
        served: served[j] * scale,
        missed: missed[j] * scale,
        served_fraction: served[j] / (served[j] + missed[j]),
        domestic_fraction: domestic[j] / served[j],
        tokens: tokens[j] * scale,
        price: fees[j] / tokens[j],
        price_usd: (fees[j] / tokens[j]) * usdPerUnit,
        round_trip: roundTrip[j] / served[j],
        time_to_first_token: firstToken[j] / served[j],
        end_to_end: endToEnd[j] / served[j],
        nodes: nodesThere[j],
        capacity: capacity[j],
        reachable_fraction: reachable / whole,
        power_factor: states.powerFactor[j],
        subsidy: states.subsidy[j],
        has_clouds: 1 - states.cloudless[j],
      },
    ];
  });
  return [rowsFrom("jurisdictions", rows)];
}

/** An act in words, such as "sanction RUS". */
export function actName(act: StateAct): string {
  const names = (jurisdictions: readonly number[]) => jurisdictions.map((j) => jurisdictionIds[j]).join(" ");
  if (act.kind === "export-rule") return `export-rule ${act.rule.rule}`;
  if (act.kind === "cable-cut") return `cable-cut ${names(act.between)} – ${names(act.and)}`;
  return `${act.kind} ${names(act.jurisdictions)}`;
}

/** Rows of the operators' business: all together every epoch, each one at the cadence of operators. */
import { capitalCost } from "../economics/operating-cost.ts";
import { usedValue } from "../economics/used-value.ts";
import type { Finance } from "../model/finance.ts";
import { capitalRateOf, lifeOf } from "../model/firm-money.ts";
import { FirmState } from "../model/tables/finance.ts";
import { Status } from "../model/tables/nodes.ts";
import type { World } from "../model/world.ts";
import type { RowBatch } from "../store/sink.ts";
import { rowsFrom } from "./rows.ts";

const microsPerHour = 3.6e9;
const sums = {
  revenue: "revenue",
  power: "power",
  site: "site",
  staff: "staff",
  network: "network",
  interest: "interest",
  repaid: "repaid",
  borrowed: "borrowed",
  paid_in: "paidIn",
  invested: "invested",
  invested_firms: "investedFirms",
  invested_used: "investedUsed",
  sold: "sold",
  payout: "payout",
  written_off: "writtenOff",
  cash: "cash",
  debt: "debt",
  assets: "assets",
} as const;

/** @param isDue  whether each operator is written too */
export function firmRows(world: World, isDue: boolean): RowBatch[] {
  const { finance } = world;
  if (finance === undefined) return [rowsFrom("industry", []), rowsFrom("firms", [])];
  const capital = capitalOf(world, finance);
  return [
    rowsFrom("industry", [industryRow(world, finance, capital)]),
    rowsFrom(
      "firms",
      isDue ? Array.from({ length: finance.firms.count }, (_, o) => firmRow(world, finance, o, capital[o])) : [],
    ),
  ];
}

/** Recovery of what each operator's machines cost, in the epoch. [USD] */
function capitalOf(world: World, finance: Finance): Float64Array {
  const { operator, status } = world.nodes.columns;
  const { paid } = finance.machines.columns;
  const { firms } = finance;
  const hours = world.settings.epochLength / microsPerHour;
  const perUsd = Array.from(finance.smallVariation, (_, c) => {
    const life = lifeOf(finance, c);
    return hours * capitalCost(1, usedValue(life) * (1 - finance.settings.usedSpread), life, capitalRateOf(finance, c));
  });
  const sums = new Float64Array(firms.count);
  const { present } = world;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    const o = operator[host];
    if (status[host] < Status.draining) sums[o] += paid[host] * perUsd[firms.columns.class[o]];
  }
  return sums;
}

function moneyOf({ firms }: Finance, o: number, capital: number) {
  const { columns } = firms;
  const row: Record<string, number> = { capital };
  for (const [name, column] of Object.entries(sums)) row[name] = columns[column][o];
  row.margin = row.revenue - row.power - row.site - row.staff - row.network - capital;
  return row;
}

/** Sums of `moneyOf` over all operators, column by column. */
function totalOf({ firms }: Finance, capital: Float64Array): Record<string, number> {
  const { columns, count } = firms;
  const total: Record<string, number> = { capital: 0 };
  for (let o = 0; o < count; o++) total.capital += capital[o];
  for (const [name, key] of Object.entries(sums)) {
    const column = columns[key];
    let sum = 0;
    for (let o = 0; o < count; o++) sum += column[o];
    total[name] = sum;
  }
  const { revenue, power, site, staff, network } = columns;
  total.margin = 0;
  for (let o = 0; o < count; o++) total.margin += revenue[o] - power[o] - site[o] - staff[o] - network[o] - capital[o];
  return total;
}

function firmRow(world: World, finance: Finance, o: number, capital: number) {
  const { columns } = finance.firms;
  return {
    epoch: world.clock.epoch,
    operator: o,
    class: columns.class[o],
    state: columns.state[o],
    entered_at: columns.enteredAt[o],
    ended_at: columns.endedAt[o],
    ended_as: columns.end[o],
    acquired_by: columns.buyer[o],
    machines: columns.servers[o],
    accounts: world.operators.columns.accounts[o],
    kilowatts: columns.kilowatts[o],
    ...moneyOf(finance, o, capital),
    committed: columns.committed[o],
  };
}

function industryRow(world: World, finance: Finance, capital: Float64Array) {
  const { firms, flows } = finance;
  const total = totalOf(finance, capital);
  let [active, machines, kilowatts] = [0, 0, 0];
  for (let o = 0; o < firms.count; o++) {
    if (firms.columns.state[o] === FirmState.active) active++;
    machines += firms.columns.servers[o];
    kilowatts += firms.columns.kilowatts[o];
  }
  const costs = total.power + total.site + total.staff + total.network + total.capital;
  const hours = world.settings.epochLength / microsPerHour;
  return {
    epoch: world.clock.epoch,
    active,
    machines,
    rows_used: world.nodes.count,
    ...total,
    cost_per_kilowatt_hour: kilowatts > 0 ? costs / (kilowatts * hours) : Number.NaN,
    candidates: flows.candidates,
    entries: flows.entries,
    exits: flows.exits,
    bankruptcies: flows.bankruptcies,
    acquisitions: flows.acquisitions,
    acquired_bankrupt: flows.acquiredBankrupt,
    acquired_leaving: flows.acquiredLeaving,
    acquired_healthy: flows.acquiredHealthy,
    machines_bought: flows.machinesBought,
    machines_used: flows.machinesUsed,
    machines_sold: flows.machinesSold,
    machines_taken: flows.machinesTaken,
    orders_refused: flows.ordersRefused,
    accounts_opened: flows.accountsOpened,
    reviews: flows.reviews,
    tokens_sold: flows.tokensSold,
    tokens_bonded: flows.tokensBonded,
  };
}

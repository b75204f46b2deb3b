/** Accounts as sums of their nodes. */
import type { Columns, Table } from "../engine/columns.ts";
import type { Present } from "./present.ts";
import type { AccountSpec } from "./tables/accounts.ts";
import type { NodeSpec } from "./tables/nodes.ts";

/** Sums by account and market of what markets scale, in one row for each pair: work, answers, fees. */
export interface MarketSums {
  readonly markets: number;
  readonly sums: Float64Array;
}
export const marketSums = 3;

/**
 * Sums the epoch's measured columns of nodes over their accounts; the nodes' columns have been settled.
 *
 * @param apart  sums by market as well, to be added to
 */
export function gatherAccounts(
  nodes: Columns<NodeSpec>,
  present: Present,
  accounts: Table<AccountSpec>,
  apart?: MarketSums,
): void {
  const to = accounts.columns;
  for (const name of summed) to[name].fill(0, 0, accounts.count);
  const { account, cards, uptime, capacity, proof, work, fees, served, missed, checks, faults, market } = nodes;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    // The row of a machine that has left.
    if (cards[host] === 0) continue;
    const a = account[host];
    to.nodes[a]++;
    if (!(uptime[host] > 0)) continue;
    to.liveNodes[a]++;
    to.capacity[a] += capacity[host] * uptime[host];
    to.proven[a] += proof[host] * uptime[host];
    to.work[a] += work[host];
    to.fees[a] += fees[host];
    to.served[a] += served[host];
    to.missed[a] += missed[host];
    to.checks[a] += checks[host];
    to.faults[a] += faults[host];
    if (apart === undefined) continue;
    const at = (a * apart.markets + market[host]) * marketSums;
    apart.sums[at] += work[host];
    apart.sums[at + 1] += served[host];
    apart.sums[at + 2] += fees[host];
  }
}
const summed = [
  "nodes",
  "liveNodes",
  "capacity",
  "proven",
  "work",
  "fees",
  "served",
  "missed",
  "checks",
  "faults",
] as const;

/** Adds one machine to the sums of its account, with what it served given apart. */
export function gatherMachine(
  nodes: Columns<NodeSpec>,
  host: number,
  { work, served, fees }: { readonly work: number; readonly served: number; readonly fees: number },
  to: Columns<AccountSpec>,
): void {
  const a = nodes.account[host];
  to.nodes[a]++;
  const uptime = nodes.uptime[host];
  if (!(uptime > 0)) return;
  to.liveNodes[a]++;
  to.capacity[a] += nodes.capacity[host] * uptime;
  to.proven[a] += nodes.proof[host] * uptime;
  to.work[a] += work;
  to.fees[a] += fees;
  to.served[a] += served;
  to.missed[a] += nodes.missed[host];
  to.checks[a] += nodes.checks[host];
  to.faults[a] += nodes.faults[host];
}

/**
 * Whether another account pays for an operator: what the rules in force would pay if its largest account were two.
 *
 *   gain = payoff(half) + payoff(other half) − payoff(whole), charges of admission taken off, spread over the payback where paid once
 *   a second account is opened when gain · payback > cost of an identity
 *
 * Asked of the rules themselves, over copies of all columns and of what they remember, so that whatever they reward is found.
 */
import { copyTable } from "../engine/columns.ts";
import type { Finance } from "./finance.ts";
import { placeCost } from "./firm-places.ts";
import { type Entry, payoffsUnder } from "./payoffs.ts";
import { addAccount } from "./population-changes.ts";
import { Status } from "./tables/nodes.ts";
import type { World } from "./world.ts";

const baseUnitsPerToken = 1e9;

/** Opens an account for half the machines of the operator's largest when that pays. */
export function considerAccounts(world: World, finance: Finance, o: number): void {
  const { accounts } = world;
  const { cost, payback } = finance.settings.accounts;
  const largest = largestAccount(world, o);
  if (largest < 0 || accounts.count >= accounts.capacity) return;
  const moved = halfOf(world, largest);
  if (moved.length === 0) return;
  const firm = finance.firms.columns;
  const { yearsPerEpoch } = finance.settings;
  const usd = world.network.columns.tokenPrice[0] / baseUnitsPerToken;
  const entry = { holds: () => firm.cash[o] / usd, epochs: payback / yearsPerEpoch };
  const gain = gainOfSplit(world, largest, moved, entry) * usd;
  const place = placeCost(world);
  if (!((gain / yearsPerEpoch) * payback > cost) || firm.cash[o] < cost + (Number.isFinite(place) ? place : 0)) return;
  const opened = addAccount(world, o);
  for (const host of moved) world.nodes.columns.account[host] = opened;
  accounts.columns.nodes[opened] = moved.length;
  accounts.columns.nodes[largest] -= moved.length;
  firm.cash[o] -= cost;
  firm.invested[o] += cost;
  finance.flows.accountsOpened++;
}

function largestAccount({ accounts }: World, o: number): number {
  const { operator, nodes } = accounts.columns;
  let best = -1;
  for (let a = 0; a < accounts.count; a++)
    if (operator[a] === o && nodes[a] >= 2 && (best < 0 || nodes[a] > nodes[best])) best = a;
  return best;
}

/** Every other machine of an account. */
function halfOf({ nodes }: World, a: number): number[] {
  const { account, status } = nodes.columns;
  const rows: number[] = [];
  for (let host = 0; host < nodes.count; host++)
    if (account[host] === a && status[host] < Status.draining) rows.push(host);
  return rows.filter((_, k) => k % 2 === 1);
}

/** What all machines of an account would be paid more in an epoch if some had one of their own. [base unit/epoch] */
export function gainOfSplit(world: World, a: number, moved: readonly number[], entry: Omit<Entry, "accounts">): number {
  const rules = () => world.lawbook.trial(world, {});
  const before = payoffsUnder(world, rules()).accounts[a];
  const accounts = [world.accounts.count];
  const after = payoffsUnder(splitWorld(world, a, moved), rules(), { accounts, ...entry }).accounts;
  return after[a] + after[world.accounts.count] - before;
}

/** By machine; stake, deposits and reputation stay where they are: a new name has none. */
const byMachine = [
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
  "weight",
  "rewardWeight",
  "weightBefore",
] as const;

function splitWorld(world: World, a: number, moved: readonly number[]): World {
  const accounts = copyTable(world.accounts);
  const nodes = copyTable(world.nodes);
  const row = accounts.count++;
  const { columns } = accounts;
  const part = partOf(world, a, moved);
  for (const column of Object.values(columns)) column[row] = 0;
  for (const name of byMachine) {
    const whole = columns[name][a];
    columns[name][row] = whole * part;
    columns[name][a] = whole - columns[name][row];
  }
  columns.operator[row] = columns.operator[a];
  columns.isAdmitted[row] = 1;
  columns.confirmed[row] = columns.confirmed[a];
  columns.joinedAt[row] = world.clock.epoch;
  for (const host of moved) nodes.columns.account[host] = row;
  const view = { ...world.view, accounts: columns, nodes: nodes.columns, accountCount: accounts.count };
  return { ...world, accounts, nodes, view };
}

/** Part of an account's capacity that some of its machines are. */
function partOf({ nodes }: World, a: number, moved: readonly number[]): number {
  const { account, capacity } = nodes.columns;
  let whole = 0;
  for (let host = 0; host < nodes.count; host++) if (account[host] === a) whole += capacity[host];
  let part = 0;
  for (const host of moved) part += capacity[host];
  return whole > 0 ? part / whole : 0;
}

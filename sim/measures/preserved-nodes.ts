/**
 * Which machines of one model go on serving while the others prove: they keep the weight that they proved last.
 *
 *   outliers, above Q₃ + 1.5 (Q₃ − Q₁), stay out; so do the heaviest quarter of the machines of those hosts that make up
 *   the top 75 % of the model's weight; of the N hosts left that were paid last epoch ⌊N/2⌋ + 1 are drawn; then they give
 *   machines in turn, smallest first, until the wanted share of the model's weight is kept
 *
 * A quarter is rounded up, a judgement. Two limits of the chain are left out, since the model knows neither: guardians give
 * no machines, and hosts all of whose machines are kept hold less than 34 % of the votes.
 *
 * @see Gonka, inference-chain v0.2.13, x/inference/module/model_assignment.go; proposals/poc-schedule-v2/README.md
 */
import type { ReadonlyColumn } from "../engine/columns.ts";
import { rowsInOrder, valueAt } from "./order.ts";

/** Machines of one model. */
export interface Fleet {
  /** In order. */
  readonly rows: ArrayLike<number>;
  /** By row of the machine: its account, and what it proved last [proof unit]. */
  readonly account: ReadonlyColumn;
  readonly weight: ReadonlyColumn;
  /** Whether the account was paid for the epoch before. */
  readonly wasPaid: (account: number) => boolean;
}

const topShare = 0.75;
const heaviestShare = 0.25;

/** Machines by host: those of `hosts[h]` are rows[start[h]…start[h + 1]), in order; an account without a machine that may be kept is none. */
interface Hosts {
  readonly accounts: Uint32Array;
  readonly start: Uint32Array;
  readonly rows: Uint32Array;
  /** What a host's machines weigh together. */
  readonly weight: Float64Array;
}

/**
 * @param share    of the fleet's weight to keep, 0…1
 * @param uniform  one for each account, in (0, 1): the order in which hosts are drawn
 * @returns rows of the machines kept
 */
export function preservedRows(fleet: Fleet, share: number, uniform: (account: number) => number): number[] {
  const { rows, weight } = fleet;
  let total = 0;
  for (let i = 0; i < rows.length; i++) total += weight[rows[i]];
  if (share === 0 || total === 0) return [];
  const drawn = drawnHosts(fleet, hostsOf(fleet), total, uniform);
  const kept: number[] = [];
  let held = 0;
  for (let turn = 0; drawn.some(({ keeps }) => turn < keeps); turn++) {
    for (const { machines, keeps } of drawn) {
      if (turn >= keeps) continue;
      const next = takeLightest(machines, machines.length - turn, weight);
      if (held + weight[next] > share * total) return kept;
      kept.push(next);
      held += weight[next];
    }
  }
  return kept;
}

/** Hosts with their machines, outliers left out. Counted into place: a list for each host cost six times the time of an epoch's other rules. */
function hostsOf({ rows, account, weight }: Fleet): Hosts {
  const most = outlierAbove(rows, weight);
  const isIn = (row: number) => weight[row] > 0 && weight[row] <= most;
  let last = 0;
  for (let i = 0; i < rows.length; i++) last = Math.max(last, account[rows[i]]);
  const machines = new Uint32Array(last + 1);
  for (let i = 0; i < rows.length; i++) if (isIn(rows[i])) machines[account[rows[i]]]++;
  const accounts = Uint32Array.from(machines.keys()).filter((a) => machines[a] > 0);
  const start = new Uint32Array(accounts.length + 1);
  const host = new Uint32Array(last + 1);
  accounts.forEach((a, h) => {
    host[a] = h;
    start[h + 1] = start[h] + machines[a];
  });
  const of = {
    accounts,
    start,
    rows: new Uint32Array(start[accounts.length]),
    weight: new Float64Array(accounts.length),
  };
  const next = start.slice();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!isIn(row)) continue;
    const h = host[account[row]];
    of.rows[next[h]++] = row;
    of.weight[h] += weight[row];
  }
  return of;
}

/** Q₃ + 1.5 (Q₃ − Q₁). */
function outlierAbove(rows: ArrayLike<number>, weight: ReadonlyColumn): number {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = weight[rows[i]];
  const quartile = (part: number) => valueAt(values, Math.floor((values.length - 1) * part));
  const [first, third] = [quartile(0.25), quartile(0.75)];
  return third + 1.5 * (third - first);
}

/** Machines of the drawn hosts in the order drawn, and how many of them, the lightest, each may keep: large hosts keep their heaviest out. */
function drawnHosts(
  { wasPaid, weight: weightOf }: Fleet,
  of: Hosts,
  total: number,
  uniform: (account: number) => number,
) {
  const { accounts, start, weight } = of;
  let above = 0;
  const paid: { readonly host: number; readonly keeps: number }[] = [];
  const keys: number[] = [];
  for (const host of rowsInOrder(
    weight.map((held) => -held),
    weight.length,
  )) {
    const machines = start[host + 1] - start[host];
    const heaviest = above < topShare * total ? Math.ceil(heaviestShare * machines) : 0;
    above += weight[host];
    const keeps = machines - heaviest;
    if (keeps === 0 || !wasPaid(accounts[host])) continue;
    paid.push({ host, keeps });
    keys.push(uniform(accounts[host]));
  }
  return Array.from(rowsInOrder(keys, keys.length))
    .slice(0, Math.floor(paid.length / 2) + 1)
    .map((place) => paid[place])
    .map(({ host, keeps }) => {
      const machines = of.rows.subarray(start[host], start[host + 1]);
      for (let i = (machines.length >> 1) - 1; i >= 0; i--) settleDown(machines, machines.length, i, weightOf);
      return { machines, keeps };
    });
}

/** Takes the lightest, of equals the first row, out of the heap that the first `count` machines are. */
function takeLightest(machines: Uint32Array, count: number, weight: ReadonlyColumn): number {
  const lightest = machines[0];
  machines[0] = machines[count - 1];
  settleDown(machines, count - 1, 0, weight);
  return lightest;
}

/** A binary heap, the lightest first: a machine sinks below those that are lighter. A few of many are taken, so that no sort is due. */
function settleDown(machines: Uint32Array, count: number, at: number, weight: ReadonlyColumn): void {
  const row = machines[at];
  const isBefore = (a: number, b: number) => weight[a] < weight[b] || (weight[a] === weight[b] && a < b);
  let place = at;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= count) break;
    if (child + 1 < count && isBefore(machines[child + 1], machines[child])) child++;
    if (!isBefore(machines[child], row)) break;
    machines[place] = machines[child];
    place = child;
  }
  machines[place] = row;
}

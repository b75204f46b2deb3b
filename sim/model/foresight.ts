/**
 * What operators would have earned in the epoch past, had some of them behaved otherwise and all others as they did: the rules are asked
 * again over copies of the columns, as when votes are weighed (`payoffs.ts`).
 *
 *   payoff = fees kept + own part of the reward − admission − slashes − fees paid to oneself − power − other costs
 *
 * A market serves min(demand, capacity); a machine's share goes by (capacity, at the slope that all can see) and by its ask. Rejections are
 * those of the measured cells and of own experience; chance (faults, random proofs) is drawn `samples` times from draws of its own,
 * the same for all options of a look. Nothing beyond the next price is foreseen: not reputation, nor what others do next.
 */
import { copyTable, type Table } from "../engine/columns.ts";
import { log } from "../engine/math.ts";
import { normalOf } from "../engine/normal.ts";
import { gatherAccounts } from "./accounts.ts";
import { behaviourAt, machineAs } from "./machine-outlook.ts";
import { clearMarkets, type Shift } from "./market-clearing.ts";
import { type Outlook, outlookOf, type Standing, standingOf } from "./market-outlook.ts";
import type { Dials } from "./operator-roles.ts";
import { payoffsUnder } from "./payoffs.ts";
import { executionsBehind } from "./rejection.ts";
import type { Draw, Slots } from "./slots.ts";
import type { Strategies } from "./strategies.ts";
import type { NodeSpec } from "./tables/nodes.ts";
import type { World } from "./world.ts";

/** One operator and what it would do. */
export interface Supposed {
  readonly operator: number;
  readonly dials: Dials;
  /** Index in the menu, for its own experience; −1 for none. */
  readonly option: number;
  /** Share of its checkers that would let it pass whatever it does, 0…1. */
  readonly covered: number;
}

export interface Foresight {
  readonly outlook: Outlook;
  readonly standing: Standing;
  /** @returns by operator supposed [base unit/epoch] */
  payoffs(supposed: readonly Supposed[]): Float64Array;
}

export function createForesight(world: World, strategies: Strategies): Foresight {
  const outlook = outlookOf(world);
  const machinesOf: number[][] = Array.from({ length: world.operators.count }, () => []);
  for (let host = 0; host < world.nodes.count; host++) machinesOf[world.nodes.columns.operator[host]].push(host);
  const see: Seeing = { world, strategies, outlook, machinesOf, recorded: executionsBehind(world) };
  return { outlook, standing: standingOf(world), payoffs: (supposed) => payoffsOf(see, supposed) };
}

interface Seeing {
  readonly world: World;
  readonly strategies: Strategies;
  readonly outlook: Outlook;
  readonly machinesOf: readonly (readonly number[])[];
  /** Executions behind a measured share. */
  readonly recorded: number;
}

function payoffsOf(see: Seeing, supposed: readonly Supposed[]): Float64Array {
  const { world, strategies } = see;
  const { samples } = strategies.settings;
  const paid = new Float64Array(supposed.length);
  for (let k = 0; k < samples; k++) {
    const tried = tryOut(see, supposed, k);
    const { accounts } = payoffsUnder(tried.world, tried.rules, tried.draws);
    supposed.forEach(({ operator }, i) => {
      for (let a = 0; a < world.accounts.count; a++)
        if (world.accounts.columns.operator[a] === operator) paid[i] += accounts[a] / samples;
      paid[i] -= tried.costs[i] / samples;
    });
  }
  return paid;
}

/** Columns of nodes that a supposition changes. */
const changed = [
  "work",
  "fees",
  "served",
  "missed",
  "checks",
  "faults",
  "uptime",
  "capacity",
  "proof",
  "heldFraction",
  "ask",
  "account",
] as const;

/** Room for 64 samples of 64 slots an epoch. */
const drawsPerSample = 4096;
const foreseenRows = 2_000_000_000;

function tryOut(see: Seeing, supposed: readonly Supposed[], sample: number) {
  const { world, strategies, outlook } = see;
  const columns: Record<string, unknown> = { ...world.nodes.columns };
  for (const name of changed) columns[name] = world.nodes.columns[name].slice(0, world.nodes.count);
  const nodes = { ...world.nodes, columns } as unknown as Table<NodeSpec>;
  const accounts = copyTable(world.accounts);
  const markets = copyTable(world.markets);
  const first = (world.clock.epoch * strategies.settings.samples + sample) * drawsPerSample;
  const uniform = (row: number, n: number) => strategies.stream.uniform(foreseenRows + row, (first + n) >>> 0);
  const costs = new Float64Array(supposed.length);
  const shift = {
    raw: outlook.work.slice(),
    capacity: outlook.capacity.slice(),
    washed: new Float64Array(world.nodes.count),
  };
  supposed.forEach((one, i) => {
    costs[i] = suppose({ ...see, nodes, shift }, one, uniform);
  });
  const trialWorld = { ...world, nodes, accounts, markets };
  const reports = reportsUnder(see, supposed);
  const view = { ...world.view, nodes: nodes.columns, accounts: accounts.columns, markets: markets.columns, reports };
  const rules = world.lawbook.trial(world, {});
  clearMarkets(see, { nodes, markets, shift, rules, view });
  gatherAccounts(nodes.columns, nodes.count, accounts);
  for (const { operator } of supposed) runOfFaults(trialWorld, operator, uniform);
  const draws = (slot: keyof Slots): Draw => {
    const from = 64 * slotOrder.indexOf(slot);
    return (row, n) => uniform(row, from + n);
  };
  return { world: { ...trialWorld, view } as World, rules, draws, costs };
}
const slotOrder: readonly (keyof Slots)[] = ["weight", "reward", "delegation", "admission"];

/** How accounts would report. */
function reportsUnder({ world, strategies }: Seeing, supposed: readonly Supposed[]) {
  const [copies, favours] = [strategies.reports.copies.slice(), strategies.reports.favours.slice()];
  // Those who are supposed to report each other alone are one circle.
  const circle = strategies.reports.circle.slice();
  const favouring = supposed.filter(({ dials }) => dials.favours === 1).map(({ operator }) => operator);
  for (let a = 0; a < world.accounts.count; a++)
    if (favouring.includes(world.accounts.columns.operator[a])) circle[a] = favouring[0];
  for (const { operator, dials } of supposed) {
    for (let a = 0; a < world.accounts.count; a++) {
      if (world.accounts.columns.operator[a] !== operator) continue;
      copies[a] = dials.copies;
      favours[a] = dials.favours;
    }
  }
  return { copies, favours, circle };
}

interface Trying extends Seeing {
  readonly nodes: Table<NodeSpec>;
  readonly shift: Shift;
}

/** Writes what one operator's machines would have done. @returns what it would have cost [base unit] */
function suppose(see: Trying, one: Supposed, uniform: (row: number, n: number) => number): number {
  const { world, nodes, outlook, shift, machinesOf } = see;
  const { market, work, fees, served, uptime, capacity, checks, faults, proof, heldFraction, ask } = nodes.columns;
  const hosts = machinesOf[one.operator];
  const off = Math.round(one.dials.idle * hosts.length);
  const rejected = rejectionKnown(see, one);
  const rows = accountsFor(see, one);
  let costs = 0;
  hosts.forEach((host, i) => {
    const m = market[host];
    const machine = machineAs(world, see.strategies, outlook, host, {
      dials: one.dials,
      isOff: i >= hosts.length - off,
    });
    shift.raw[m] += machine.work - work[host];
    shift.capacity[m] += machine.capacity * machine.uptime - capacity[host] * uptime[host];
    const price = world.markets.columns.price[m];
    const scale = work[host] > 0 ? machine.work / work[host] : 0;
    // What was never seen of a machine that stood still is what all see of the others.
    served[host] = work[host] > 0 ? served[host] * scale : machine.work / (outlook.prompt + outlook.answer);
    const expected = outlook.work[m] > 0 ? (outlook.checks[m] * machine.work) / outlook.work[m] : 0;
    checks[host] = work[host] > 0 ? checks[host] * scale : expected;
    const given = outlook.machines[m] > 0 ? outlook.checks[m] / outlook.machines[m] : 0;
    const planted = (world.rules.verification.traps ?? 0) * one.dials.unchecked * given;
    faults[host] = chanceOf(checks[host] * rejected(host), uniform(host, 1000)) + planted;
    // Rejected answers are given back to clients, in the part that each checker decides.
    const answers = outlook.prompt + outlook.answer;
    costs += ((faults[host] - planted) * price * answers) / (world.rules.verification.checkers ?? 1);
    checks[host] = Math.max(checks[host] + planted, faults[host]);
    [work[host], uptime[host], capacity[host]] = [machine.work, machine.uptime, machine.capacity];
    fees[host] = work[host] * price;
    shift.washed[host] = machine.washed;
    proof[host] *= machine.claim;
    heldFraction[host] /= machine.claim;
    ask[host] *= machine.ask;
    if (rows !== undefined) nodes.columns.account[host] = rows[i % rows.length];
    costs += machine.washed * price + machine.usd * baseUnitsPerUsd(world);
  });
  accuse(see, one);
  return costs + one.dials.costUsd * baseUnitsPerUsd(world);
}

function baseUnitsPerUsd({ network }: World): number {
  const price = network.columns.tokenPrice[0];
  return price > 0 ? 1e9 / price : 0; // 1 GNK = 10⁹ ngonka
}

/** Rejections by machine, with its own experience of the option. */
function rejectionKnown({ world, strategies, outlook, recorded }: Trying, one: Supposed): (host: number) => number {
  const { checks, faults } = strategies.records.columns;
  const row = one.operator * strategies.options.length + one.option;
  const [n, x] = one.option < 0 ? [0, 0] : [checks[row], faults[row]];
  return (host) => {
    const measured = behaviourAt(world, strategies, outlook, host, one.dials);
    return ((recorded * measured + x) / (recorded + n)) * (1 - one.covered);
  };
}

/** Accounts over which its machines would be spread; undefined where they stay. */
function accountsFor({ world, strategies }: Trying, { operator, dials }: Supposed): number[] | undefined {
  if (strategies.settings.accountsMost <= 1) return undefined;
  const rows: number[] = [];
  for (let a = 0; a < world.accounts.count; a++) if (world.accounts.columns.operator[a] === operator) rows.push(a);
  return rows.slice(0, Math.max(1, Math.min(dials.accounts, rows.length)));
}

/** Rejections that it would hand to others, in proportion to their work. */
function accuse({ world, strategies, nodes, outlook, machinesOf }: Trying, { operator, dials }: Supposed): void {
  const more = dials.accused - strategies.conducts.columns.accused[operator];
  if (more === 0) return;
  const given = new Float64Array(world.markets.count);
  const { market, work, faults, checks, operator: owner } = nodes.columns;
  for (const host of machinesOf[operator]) {
    const m = market[host];
    if (outlook.machines[m] > 0) given[m] += outlook.checks[m] / outlook.machines[m];
  }
  for (let host = 0; host < nodes.count; host++) {
    const m = market[host];
    if (owner[host] === operator || !(outlook.work[m] > 0)) continue;
    faults[host] = Math.max(0, Math.min(checks[host], faults[host] + (more * given[m] * work[host]) / outlook.work[m]));
  }
}

/** A number of events with this mean: Poisson for large means as a normal, for small ones by inversion. */
function chanceOf(mean: number, uniform: number): number {
  if (!(mean > 0)) return 0;
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalOf(uniform)));
}

/** Rejections in a row at the epoch's end, drawn from the share of rejected checks. */
function runOfFaults(
  { accounts }: Pick<World, "accounts">,
  operator: number,
  uniform: (row: number, n: number) => number,
): void {
  const { operator: owner, checks, faults, faultsInRow } = accounts.columns;
  for (let a = 0; a < accounts.count; a++) {
    if (owner[a] !== operator) continue;
    const share = checks[a] > 0 ? faults[a] / checks[a] : 0;
    const run = share >= 1 ? faults[a] : share > 0 ? Math.floor(log(uniform(a, 1001)) / log(share)) : 0;
    faultsInRow[a] = Math.min(faults[a], run);
  }
}

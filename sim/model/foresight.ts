/**
 * What operators would have earned in the epoch past, had some of them behaved otherwise and all others as they did: the rules are asked
 * again over other columns, as when votes are weighed (`payoffs.ts`).
 *
 *   payoff = fees kept + own part of the reward − admission − slashes − fees paid to oneself − power − other costs
 *
 * Two payoffs are compared only with each other, so that what all choices cost alike drops out and is left out: card, building, staff, line
 * and stake, which nobody gives up by choosing otherwise. What differs is taken off as it is off the pay (`earnings.ts`): power by load
 * and hours on, at the mean price of the place; rent of what is claimed; evaluations saved; refunds; fees to oneself; deposits
 * slashed; what a coalition costs. An account that has no place yet asks for one, as it will when machines are moved there: it takes that of
 * whoever would make room, if what it holds pays for it, and what it pays is spread over the time to the next look.
 *
 * A market serves min(demand, capacity); a machine's share goes by (capacity, at the slope that all can see) and by its ask. Rejections are
 * those of the measured cells and of own experience; chance (faults, random proofs) is drawn `samples` times from draws of its own,
 * the same for all options of a look. Nothing beyond the next price is foreseen: not reputation, nor what others do next.
 */
import { type LiveMachines, liveMachines } from "./coalitions.ts";
import { firstHolder } from "./ledger.ts";
import { behaviourAt, type Machine, machineAs } from "./machine-outlook.ts";
import { clearMarkets, type Shift } from "./market-clearing.ts";
import { type Outlook, outlookOf, type Standing, standingOf } from "./market-outlook.ts";
import type { Dials } from "./operator-roles.ts";
import { createPayoffRoom, type Entry, type PayoffRoom, payoffsOver } from "./payoffs.ts";
import { executionsBehind } from "./rejection.ts";
import type { Draw, Slots } from "./slots.ts";
import type { Strategies } from "./strategies.ts";
import { accuse, eventsOf, runOfFaults } from "./supposed-faults.ts";
import { reportsUnder } from "./supposed-reports.ts";
import { createTrialTables, type TrialTables } from "./trial-tables.ts";
import type { World } from "./world.ts";

/** One operator and what it would do. */
export interface Supposed {
  readonly operator: number;
  readonly dials: Dials;
  /** Index in the menu, for its own experience; −1 for none. */
  readonly option: number;
  /** Share of its checkers that would let it pass whatever it does, 0…1. */
  readonly covered: number;
  /** Account row of another that is supposed too, under which all its machines would be; undefined: as its dials say. */
  readonly onto?: number;
}

export interface Foresight {
  readonly outlook: Outlook;
  readonly standing: Standing;
  readonly live: LiveMachines;
  /** @returns by operator supposed [base unit/epoch] */
  payoffs(supposed: readonly Supposed[]): Float64Array;
}

/** Good until anything changes in the world's tables. */
export function createForesight(world: World, strategies: Strategies): Foresight {
  const rehearsal = world.lawbook.rehearsal(world);
  const see: Seeing = {
    world,
    strategies,
    rehearsal,
    outlook: outlookOf(world),
    trial: createTrialTables(world),
    recorded: executionsBehind(world),
    room: createPayoffRoom(world.accounts.count),
    asItWas: [],
  };
  return {
    outlook: see.outlook,
    standing: standingOf(world),
    live: liveMachines(world),
    payoffs: (supposed) => payoffsOf(see, supposed),
  };
}

interface Seeing {
  readonly world: World;
  readonly strategies: Strategies;
  readonly rehearsal: ReturnType<World["lawbook"]["rehearsal"]>;
  readonly outlook: Outlook;
  readonly trial: TrialTables;
  readonly room: PayoffRoom;
  /** Executions behind a measured share. */
  readonly recorded: number;
  /** By sample, once asked for: the epoch as it was. */
  readonly asItWas: Outcome[];
}

/** What each account would get, and whether any of it was left to chance. [base unit] */
interface Outcome {
  readonly payoffs: Float64Array;
  readonly isByChance: boolean;
}

/** Draws of a sample, and whether any were used. */
interface Chance {
  readonly sample: number;
  readonly uniform: (row: number, n: number) => number;
  isUsed: boolean;
}

function payoffsOf(see: Seeing, supposed: readonly Supposed[]): Float64Array {
  const { samples } = see.strategies.settings;
  const paid = new Float64Array(supposed.length);
  const machines = supposed.map((one) => machinesUnder(see, one));
  let chance: Chance | undefined;
  let last: Float64Array = paid;
  for (let k = 0; k < samples; k++) {
    // Where nothing was left to chance, every sample is the same.
    if (chance === undefined || chance.isUsed) {
      chance = chanceOf(see, k);
      last = tryOut(see, supposed, machines, chance);
    }
    for (let i = 0; i < paid.length; i++) paid[i] += last[i] / samples;
  }
  return paid;
}

/** Room for 64 samples of 64 slots an epoch. */
const drawsPerSample = 4096;
const foreseenRows = 2_000_000_000;

function chanceOf({ world, strategies }: Seeing, sample: number): Chance {
  const first = (world.clock.epoch * strategies.settings.samples + sample) * drawsPerSample;
  const chance = {
    sample,
    isUsed: false,
    uniform: (row: number, n: number) => {
      chance.isUsed = true;
      return strategies.stream.uniform(foreseenRows + row, (first + n) >>> 0);
    },
  };
  return chance;
}

/** One sample. @returns what each would be paid */
function tryOut(see: Seeing, supposed: readonly Supposed[], machines: Machine[][], chance: Chance): Float64Array {
  const { outlook, trial } = see;
  const shift = { raw: outlook.work.slice(), capacity: outlook.capacity.slice() };
  const costs = supposed.map((one, i) => suppose(see, one, machines[i], { shift, chance }));
  const payoffs = payoffsIn(see, supposed, shift, chance);
  const paid = new Float64Array(supposed.length);
  for (let i = 0; i < paid.length; i++) {
    let sum = 0;
    for (const a of trial.accountsOf[supposed[i].operator]) sum += payoffs[a];
    paid[i] = sum - costs[i];
  }
  return paid;
}

/** What accounts of those supposed would get. [base unit] Whoever has left changes nothing: the epoch as it was serves all of them. */
function payoffsIn(see: Seeing, supposed: readonly Supposed[], shift: Shift, chance: Chance): Float64Array {
  const { trial, rehearsal, asItWas } = see;
  const reports = reportsUnder(see, supposed);
  const isAsItWas = reports === undefined && supposed.every((one) => changesNothing(see, one));
  const known = isAsItWas ? asItWas[chance.sample] : undefined;
  if (known !== undefined) {
    chance.isUsed = known.isByChance;
    return known.payoffs;
  }
  rehearsal.reset();
  const view = reports === undefined ? trial.view : { ...trial.view, reports };
  const { rules } = rehearsal;
  trial.settle(clearMarkets(see, { markets: trial.markets, shift, rules, view }));
  for (const { operator } of supposed) runOfFaults(trial, operator, chance.uniform);
  const draws = (slot: keyof Slots): Draw => {
    const from = 64 * slotOrder.indexOf(slot);
    return (row, n) => chance.uniform(row, from + n);
  };
  const prices = trial.markets.columns.price;
  const own = supposed.length === 1 ? trial.accountsOf[supposed[0].operator] : accountsOfAll(see, supposed);
  const asked = isAsItWas ? trial.accountsOf.flat() : own;
  const { accounts: payoffs } = payoffsOver(
    {
      see: view,
      accounts: trial.accounts,
      delegators: trial.delegators,
      fees: trial,
      prices,
      asked,
      entry: entryOf(see, own),
      // What is kept stays as it is.
      ...(isAsItWas ? {} : { room: see.room }),
    },
    rules,
    draws,
  );
  if (isAsItWas) asItWas[chance.sample] = { payoffs, isByChance: chance.isUsed };
  trial.reset();
  return payoffs;
}

const accountsOfAll = ({ trial }: Seeing, supposed: readonly Supposed[]): number[] =>
  supposed.flatMap(({ operator }) => trial.accountsOf[operator]);

/** An operator without machines, whose accounts stand as no checks would leave them. */
function changesNothing({ trial, strategies }: Seeing, { operator, dials }: Supposed): boolean {
  if (trial.machinesOf(operator).length > 0) return false;
  if (dials.accused !== strategies.conducts.columns.accused[operator]) return false;
  return trial.accountsOf[operator].every((a) => trial.accounts.columns.faultsInRow[a] === 0);
}

/** A choice is made until the next look: so long must what a place costs be won back. */
function entryOf({ world, strategies }: Seeing, accounts: readonly number[]): Entry {
  return {
    accounts,
    holds: (a) => Number(world.ledger.balance[firstHolder + a]),
    epochs: Math.max(1, strategies.settings.reviewEpochs),
  };
}

const slotOrder: readonly (keyof Slots)[] = ["weight", "reward", "delegation", "admission"];

/** What the operator's machines would be, chance apart. */
function machinesUnder({ world, strategies, outlook, trial }: Seeing, { operator, dials }: Supposed): Machine[] {
  const hosts = trial.machinesOf(operator);
  const off = Math.round(dials.idle * hosts.length);
  const [on, switchedOff] = [
    { dials, isOff: false },
    { dials, isOff: true },
  ];
  const machines: Machine[] = [];
  for (let i = 0; i < hosts.length; i++)
    machines.push(machineAs(world, strategies, outlook, hosts[i], i < hosts.length - off ? on : switchedOff));
  return machines;
}

interface Trying {
  readonly shift: Shift;
  readonly chance: Chance;
}

/** Writes what one operator's machines would have done. @returns what it would have cost [base unit] */
function suppose(see: Seeing, one: Supposed, machines: readonly Machine[], { shift, chance }: Trying): number {
  const { world, outlook, trial } = see;
  const { market, work, fees, served, uptime, capacity, checks, faults, proof, heldFraction, ask, account } =
    trial.nodes;
  const rejected = rejectionKnown(see, one);
  const rows = accountsFor(see, one);
  const answers = outlook.prompt + outlook.answer;
  let costs = 0;
  const hosts = trial.machinesOf(one.operator);
  for (let i = 0; i < hosts.length; i++) {
    const host = hosts[i];
    const m = market[host];
    const machine = machines[i];
    trial.touch(host);
    shift.raw[m] += machine.work - work[host];
    shift.capacity[m] += machine.capacity * machine.uptime - capacity[host] * uptime[host];
    const price = world.markets.columns.price[m];
    const scale = work[host] > 0 ? machine.work / work[host] : 0;
    // What was never seen of a machine that stood still is what all see of the others.
    served[host] = work[host] > 0 ? served[host] * scale : machine.work / answers;
    const expected = outlook.work[m] > 0 ? (outlook.checks[m] * machine.work) / outlook.work[m] : 0;
    checks[host] = work[host] > 0 ? checks[host] * scale : expected;
    const given = outlook.machines[m] > 0 ? outlook.checks[m] / outlook.machines[m] : 0;
    const planted = (world.rules.verification.traps ?? 0) * one.dials.unchecked * given;
    faults[host] = eventsOf(checks[host] * rejected(host), () => chance.uniform(host, 1000)) + planted;
    // Rejected answers are given back to clients, in the part that each checker decides.
    costs += ((faults[host] - planted) * price * answers) / (world.rules.verification.checkers ?? 1);
    checks[host] = Math.max(checks[host] + planted, faults[host]);
    work[host] = machine.work;
    uptime[host] = machine.uptime;
    capacity[host] = machine.capacity;
    fees[host] = work[host] * price;
    trial.washed[host] = machine.washed;
    proof[host] *= machine.claim;
    heldFraction[host] /= machine.claim;
    ask[host] *= machine.ask;
    if (rows !== undefined) account[host] = rows[i % rows.length];
    costs += machine.washed * price + machine.usd * baseUnitsPerUsd(world);
  }
  accuse(see, one);
  return costs + one.dials.costUsd * baseUnitsPerUsd(world);
}

function baseUnitsPerUsd({ network }: World): number {
  const price = network.columns.tokenPrice[0];
  return price > 0 ? 1e9 / price : 0; // 1 GNK = 10⁹ ngonka
}

/** Rejections by machine, with its own experience of the option. */
function rejectionKnown({ world, strategies, outlook, recorded }: Seeing, one: Supposed): (host: number) => number {
  const { checks, faults } = strategies.records.columns;
  const row = one.operator * strategies.options.length + one.option;
  const [n, x] = one.option < 0 ? [0, 0] : [checks[row], faults[row]];
  return (host) => {
    const measured = behaviourAt(world, strategies, outlook, host, one.dials);
    return ((recorded * measured + x) / (recorded + n)) * (1 - one.covered);
  };
}

/** Accounts over which its machines would be spread; undefined where they stay. */
function accountsFor(
  { strategies, trial }: Seeing,
  { operator, dials, onto }: Supposed,
): readonly number[] | undefined {
  if (onto !== undefined) return [onto];
  if (strategies.settings.accountsMost <= 1) return undefined;
  const rows = trial.accountsOf[operator];
  return rows.slice(0, Math.max(1, Math.min(dials.accounts, rows.length)));
}

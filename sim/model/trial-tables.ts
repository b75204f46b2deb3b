/**
 * The epoch's columns, over which one supposition after another is tried. A trial writes the rows of a few machines, in place, and columns of
 * its own for accounts; when it is over the machines' rows are put back, so that it costs what its operators have and not what the network
 * has. Nobody but the trial may look at those columns of `nodes` until then.
 *
 * What markets do to the other machines is one factor a market. Their accounts take it on sums by market; columns of all machines are made of
 * it only when a rule looks at them.
 */
import { type Columns, copyRows, setRows, type Table } from "../engine/columns.ts";
import { gatherMachine, marketSums } from "./accounts.ts";
import type { Cleared } from "./market-clearing.ts";
import type { FeesPaid } from "./payoffs.ts";
import { rowsByOperator } from "./population-changes.ts";
import { type Sold, soldBy } from "./sold-by-market.ts";
import { SupposedMachines } from "./supposed-machines.ts";
import type { AccountSpec } from "./tables/accounts.ts";
import type { DelegatorSpec } from "./tables/delegators.ts";
import type { MarketSpec } from "./tables/markets.ts";
import type { NodeSpec } from "./tables/nodes.ts";
import type { EpochView } from "./view.ts";
import type { World } from "./world.ts";

/** Columns of nodes that markets scale. */
const cleared = ["work", "served", "fees"] as const;
/** Columns of accounts that markets scale, all written by `settle`, and those that rules write to. */
const ofTrials = [
  ...cleared,
  ...[
    "faultsInRow",
    "isAdmitted",
    "status",
    "reputation",
    "reward",
    "weight",
    "rewardWeight",
    "confirmed",
    "delegated",
  ],
] as (keyof AccountSpec)[];
/** The other sums over machines: a trial changes them only of its own operators. */
const ofOwners = ["nodes", "liveNodes", "capacity", "proven", "missed", "checks", "faults"] as (keyof AccountSpec)[];
/** What clearing writes to. */
const ofMarkets = ["price", "capacity", "utilization", "tokens", "served", "missed"] as const;

type AccountColumn = Columns<AccountSpec>[keyof AccountSpec];
interface Pair {
  readonly to: AccountColumn;
  readonly from: AccountColumn;
}

export interface TrialTables extends FeesPaid {
  /** The world's own: of the machines supposed what is supposed, before markets are cleared; of the others what was. */
  readonly nodes: Columns<NodeSpec>;
  /** Tokens that a machine supposed would buy from its owner. */
  readonly washed: Float64Array;
  readonly accounts: Table<AccountSpec>;
  readonly delegators: Table<DelegatorSpec>;
  readonly markets: Table<MarketSpec>;
  /** What rules see of it. */
  readonly view: EpochView;
  readonly accountsOf: readonly (readonly number[])[];
  /** Rows of the machines that an operator has. */
  machinesOf(operator: number): Uint32Array;
  /** Everything as it was, the world's rows included. */
  reset(): void;
  /** This machine's row is written to from now on. To be called once a trial, before that. */
  touch(host: number): void;
  /** Rejections of machines that nobody touched change as well. */
  touchFaults(): void;
  /** Markets are cleared: accounts are summed up. */
  settle(markets: Cleared): void;
}

export function createTrialTables(world: World): TrialTables {
  return new Tables(world);
}

class Tables implements TrialTables {
  readonly nodes: Columns<NodeSpec>;
  readonly washed: Float64Array;
  readonly accounts: Table<AccountSpec>;
  readonly delegators: Table<DelegatorSpec>;
  readonly markets: Table<MarketSpec>;
  readonly view: EpochView;
  readonly accountsOf: number[][];
  private readonly world: World;
  /** With just the rows in use, as those above have: no part of a column need be taken. */
  private readonly before: Table<AccountSpec>;
  private readonly machines: { readonly start: Uint32Array; readonly rows: Uint32Array };
  private readonly sold: Sold;
  /** Accounts × markets, row-major: fees as they would be. */
  private readonly fees: Float64Array;
  private readonly supposed: SupposedMachines;
  /** Accounts whose sums of `ofOwners` are not those of `before`, each once, and which they are. */
  private readonly resummed: number[] = [];
  private readonly isResummed: Uint8Array;
  /** Columns that are put back whole, and those of which only accounts resummed are: as they are, and as they were. */
  private readonly whole: readonly Pair[];
  private readonly summed: readonly Pair[];
  private readonly cleared: readonly AccountColumn[];
  private readonly cleaned: readonly { readonly to: Float64Array; readonly from: Float64Array }[];
  private readonly made: Partial<Record<string, Float64Array>> = {};
  private readonly unmoved: Cleared;
  private marks: Cleared;

  constructor(world: World) {
    this.world = world;
    const { nodes, accounts, markets, delegators, operators } = world;
    this.nodes = nodes.columns;
    this.supposed = new SupposedMachines(nodes.columns);
    this.washed = new Float64Array(nodes.count);
    this.before = copyRows(accounts);
    this.sold = soldBy(world, this.before);
    // Columns that nobody writes to are those of `before`.
    const columns: Record<string, AccountColumn> = { ...this.before.columns };
    for (const name of [...ofTrials, ...ofOwners]) columns[name] = this.before.columns[name].slice();
    this.accounts = { ...this.before, columns: columns as Columns<AccountSpec> };
    this.whole = pairsOf(ofTrials, this.accounts, this.before);
    this.summed = pairsOf(ofOwners, this.accounts, this.before);
    this.cleared = cleared.map((name) => this.accounts.columns[name]);
    this.isResummed = new Uint8Array(accounts.count);
    this.delegators = copyRows(delegators);
    this.markets = copyRows(markets);
    this.cleaned = ofMarkets.map((name) => ({
      to: this.markets.columns[name],
      from: this.markets.columns[name].slice(),
    }));
    this.accountsOf = byOperator(accounts, operators.count);
    this.fees = new Float64Array(accounts.count * markets.count);
    this.unmoved = unmoved(markets.count);
    this.marks = this.unmoved;
    this.machines = rowsByOperator(world);
    const machines = Object.defineProperties({ ...this.nodes }, this.clearedColumns()) as Columns<NodeSpec>;
    const copies = { accounts: this.accounts.columns, markets: this.markets.columns };
    this.view = { ...world.view, nodes: machines, delegators: this.delegators.columns, ...copies };
  }

  machinesOf(operator: number): Uint32Array {
    const { start, rows } = this.machines;
    return rows.subarray(start[operator], start[operator + 1]);
  }

  /** Made when a rule asks for them. */
  private clearedColumns(): PropertyDescriptorMap {
    const of = { work: this.workOf, served: this.servedOf, fees: this.feesOf };
    const get = (name: (typeof cleared)[number]) => () => {
      this.made[name] ??= this.nodes[name].subarray(0, this.washed.length).map((_, host) => of[name].call(this, host));
      return this.made[name];
    };
    return Object.fromEntries(cleared.map((name) => [name, { get: get(name), enumerable: true }]));
  }

  private workOf(host: number): number {
    return this.nodes.work[host] * this.marks.scale[this.nodes.market[host]] + this.washed[host];
  }

  private servedOf(host: number): number {
    return this.nodes.served[host] * this.marks.scale[this.nodes.market[host]];
  }

  private feesOf(host: number): number {
    const m = this.nodes.market[host];
    const alone = this.nodes.fees[host] * this.marks.scale[m];
    return alone * this.marks.dearer[m] + this.washed[host] * this.world.markets.columns.price[m];
  }

  reset(): void {
    const { delegators, markets } = this.world;
    for (const host of this.supposed.touched) this.washed[host] = 0;
    if (this.supposed.putBack()) this.accounts.columns.faults.set(this.before.columns.faults);
    this.marks = this.unmoved;
    for (const name of cleared) this.made[name] = undefined;
    for (const { to, from } of this.whole) to.set(from);
    for (const { to, from } of this.summed) for (const a of this.resummed) to[a] = from[a];
    for (const a of this.resummed) {
      this.isResummed[a] = 0;
      this.fees.fill(0, a * markets.count, (a + 1) * markets.count);
    }
    this.resummed.length = 0;
    for (const { to, from } of this.cleaned) for (let m = 0; m < markets.count; m++) to[m] = from[m];
    if (delegators.count > 0) setRows(this.delegators, delegators, ["account"]);
  }

  touch(host: number): void {
    this.supposed.touch(host);
  }

  touchFaults(): void {
    this.supposed.touchFaults(this.world.nodes.count);
  }

  settle(marks: Cleared): void {
    this.marks = marks;
    const { work, served, fees } = this.accounts.columns;
    const { fees: paid, sold } = this;
    const { account, market, sums, count } = sold;
    const { scale, dearer } = marks;
    const markets = this.markets.count;
    for (let i = 0; i < count; ) {
      const a = account[i];
      let tokens = 0;
      let answers = 0;
      let sum = 0;
      for (; i < count && account[i] === a; i++) {
        const m = market[i];
        tokens += sums[marketSums * i] * scale[m];
        answers += sums[marketSums * i + 1] * scale[m];
        const fee = sums[marketSums * i + 2] * scale[m] * dearer[m];
        paid[a * markets + m] = fee;
        sum += fee;
      }
      work[a] = tokens;
      served[a] = answers;
      fees[a] = sum;
    }
    this.gatherTouched();
    if (this.supposed.hasTouchedFaults) this.gatherFaults();
  }

  /** Accounts of the operators supposed, machine by machine. */
  private gatherTouched(): void {
    const { operator } = this.world.nodes.columns;
    const { columns } = this.accounts;
    const owners: number[] = [];
    for (const host of this.supposed.touched) if (!owners.includes(operator[host])) owners.push(operator[host]);
    const count = this.markets.count;
    for (const owner of owners) {
      for (const a of this.accountsOf[owner]) {
        for (const column of this.cleared) column[a] = 0;
        for (const { to } of this.summed) to[a] = 0;
        this.fees.fill(0, a * count, (a + 1) * count);
        this.noteResummed(a);
      }
    }
    const { account, market, uptime } = this.nodes;
    const value = { work: 0, served: 0, fees: 0 };
    for (const host of this.supposed.touched) {
      value.work = this.workOf(host);
      value.served = this.servedOf(host);
      value.fees = this.feesOf(host);
      gatherMachine(this.nodes, host, value, columns);
      // It may be supposed in an account of an operator without machines of its own.
      this.noteResummed(account[host]);
      if (uptime[host] > 0) this.fees[account[host] * count + market[host]] += value.fees;
    }
  }

  private noteResummed(a: number): void {
    if (this.isResummed[a] === 1) return;
    this.isResummed[a] = 1;
    this.resummed.push(a);
  }

  private gatherFaults(): void {
    const { faults } = this.accounts.columns;
    faults.fill(0, 0, this.accounts.count);
    const { account, cards, uptime } = this.nodes;
    for (let host = 0; host < this.world.nodes.count; host++)
      if (cards[host] > 0 && uptime[host] > 0) faults[account[host]] += this.nodes.faults[host];
  }

  addFees(paid: Float64Array, dearer: Float64Array, kept: number, to: readonly number[]): void {
    const count = this.markets.count;
    for (const a of to)
      for (let m = 0, at = a * count; m < count; m++, at++) paid[a] += this.fees[at] * dearer[m] * kept;
  }
}

function pairsOf(
  names: readonly (keyof AccountSpec)[],
  to: Table<AccountSpec>,
  from: Table<AccountSpec>,
): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const name of names) pairs.push({ to: to.columns[name], from: from.columns[name] });
  return pairs;
}

/** Rows of accounts by operator, lists no longer than they must be. */
function byOperator({ columns: { operator }, count }: Table<AccountSpec>, operators: number): number[][] {
  const held = new Uint32Array(operators);
  for (let a = 0; a < count; a++) held[operator[a]]++;
  const rows: number[][] = [];
  for (let one = 0; one < operators; one++) rows.push(new Array<number>(held[one]));
  held.fill(0);
  for (let a = 0; a < count; a++) rows[operator[a]][held[operator[a]]++] = a;
  return rows;
}

function unmoved(markets: number): Cleared {
  return { scale: new Float64Array(markets).fill(1), dearer: new Float64Array(markets).fill(1) };
}

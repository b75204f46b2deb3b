/**
 * Copies of the epoch's columns over which one supposition after another is tried. A trial writes the rows of a few machines and the columns
 * of accounts; only these are put back before the next, so that it costs what its operators have and not what the network has.
 *
 * What markets do to the other machines is one factor a market. Their accounts take it on sums by market; columns of all machines are made of
 * it only when a rule looks at them.
 */
import { type Columns, copyRows, setRows, type Table } from "../engine/columns.ts";
import { invariant } from "../engine/invariant.ts";
import { gatherAccounts, gatherMachine } from "./accounts.ts";
import type { Cleared } from "./market-clearing.ts";
import type { AddFees } from "./payoffs.ts";
import type { AccountSpec } from "./tables/accounts.ts";
import type { DelegatorSpec } from "./tables/delegators.ts";
import { type MarketSpec, marketSpec } from "./tables/markets.ts";
import type { NodeSpec } from "./tables/nodes.ts";
import type { EpochView } from "./view.ts";
import type { World } from "./world.ts";

/** Columns of nodes that markets scale. */
const cleared = ["work", "served", "fees"] as const;
/** Columns of nodes that a supposition changes. */
const supposed = [
  ...cleared,
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
/** Columns of accounts that sum their machines, and those that rules write to. */
const ofAccounts = [
  ...["nodes", "liveNodes", "capacity", "proven", "work", "fees", "served", "missed", "checks", "faults"],
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
const ofMarkets = Object.keys(marketSpec) as (keyof MarketSpec)[];

export interface TrialTables {
  /** Of the machines supposed what is supposed, before markets are cleared; of the others what was. */
  readonly nodes: Columns<NodeSpec>;
  /** Tokens that a machine supposed would buy from its owner. */
  readonly washed: Float64Array;
  readonly accounts: Table<AccountSpec>;
  readonly delegators: Table<DelegatorSpec>;
  readonly markets: Table<MarketSpec>;
  /** What rules see of it. */
  readonly view: EpochView;
  readonly machinesOf: readonly (readonly number[])[];
  readonly accountsOf: readonly (readonly number[])[];
  /** Everything as it was. */
  reset(): void;
  /** This machine's row is written to from now on. */
  touch(host: number): void;
  /** Rejections of machines that nobody touched change as well. */
  touchFaults(): void;
  /** Markets are cleared: accounts are summed up. */
  settle(markets: Cleared): void;
  readonly addFees: AddFees;
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
  readonly machinesOf: number[][];
  readonly accountsOf: number[][];
  private readonly world: World;
  private readonly before: Table<AccountSpec>;
  /** Accounts × markets, row-major: as it was, and fees as they would be. */
  private readonly sums: Readonly<Record<(typeof cleared)[number], Float64Array>>;
  private readonly fees: Float64Array;
  private readonly touched: number[] = [];
  private readonly made: Partial<Record<string, Float64Array>> = {};
  private markedFaults = false;
  private marks: Cleared;

  constructor(world: World) {
    this.world = world;
    const { nodes, accounts, markets, delegators, operators } = world;
    const own = Object.fromEntries(supposed.map((name) => [name, nodes.columns[name].slice(0, nodes.count)]));
    this.nodes = { ...nodes.columns, ...own };
    this.washed = new Float64Array(nodes.count);
    this.before = copyRows(accounts);
    gatherAccounts(nodes.columns, nodes.count, this.before);
    // Columns that nobody writes to are those of `before`.
    const written = ofAccounts.map((name) => [name, this.before.columns[name].slice()]);
    this.accounts = { ...this.before, columns: { ...this.before.columns, ...Object.fromEntries(written) } };
    this.delegators = copyRows(delegators);
    this.markets = copyRows(markets);
    this.machinesOf = Array.from({ length: operators.count }, () => []);
    this.accountsOf = Array.from({ length: operators.count }, () => []);
    for (let a = 0; a < accounts.count; a++) this.accountsOf[accounts.columns.operator[a]].push(a);
    const by = () => new Float64Array(accounts.count * markets.count);
    this.sums = { work: by(), served: by(), fees: by() };
    this.fees = by();
    this.marks = unmoved(markets.count);
    this.sumUp();
    const columns = Object.defineProperties({ ...this.nodes }, this.clearedColumns()) as Columns<NodeSpec>;
    const copies = { accounts: this.accounts.columns, markets: this.markets.columns };
    this.view = { ...world.view, nodes: columns, delegators: this.delegators.columns, ...copies };
  }

  private sumUp(): void {
    const { nodes, accounts, markets } = this.world;
    const { operator, account, market, cards, uptime, work, served, fees } = nodes.columns;
    const owner = accounts.columns.operator;
    const sums = this.sums;
    for (let host = 0; host < nodes.count; host++) {
      // The row of a machine that has left.
      if (cards[host] === 0) continue;
      this.machinesOf[operator[host]].push(host);
      const a = account[host];
      if (owner[a] !== operator[host]) invariant(false, () => `machine ${host} is in account ${a} of another operator`);
      if (!(uptime[host] > 0)) continue;
      const at = a * markets.count + market[host];
      sums.work[at] += work[host];
      sums.served[at] += served[host];
      sums.fees[at] += fees[host];
    }
  }

  /** Made when a rule asks for them. */
  private clearedColumns(): PropertyDescriptorMap {
    const get = (name: (typeof cleared)[number]) => () => {
      this.made[name] ??= this.nodes[name].map((_, host) => this.clearedOf(name, host));
      return this.made[name];
    };
    return Object.fromEntries(cleared.map((name) => [name, { get: get(name), enumerable: true }]));
  }

  private clearedOf(name: (typeof cleared)[number], host: number): number {
    const m = this.nodes.market[host];
    const { scale, dearer } = this.marks;
    const alone = this.nodes[name][host] * scale[m];
    if (name === "served") return alone;
    if (name === "work") return alone + this.washed[host];
    return alone * dearer[m] + this.washed[host] * this.world.markets.columns.price[m];
  }

  reset(): void {
    const { nodes, markets, delegators } = this.world;
    for (const host of this.touched) {
      for (const name of supposed) this.nodes[name][host] = nodes.columns[name][host];
      this.washed[host] = 0;
    }
    this.touched.length = 0;
    if (this.markedFaults) this.nodes.faults.set(nodes.columns.faults.subarray(0, nodes.count));
    this.markedFaults = false;
    this.marks = unmoved(markets.count);
    for (const name of cleared) this.made[name] = undefined;
    setRows(this.accounts, this.before, ofAccounts);
    setRows(this.markets, markets, ofMarkets);
    if (delegators.count > 0) setRows(this.delegators, delegators, ["account"]);
  }

  touch(host: number): void {
    this.touched.push(host);
  }

  touchFaults(): void {
    this.markedFaults = true;
  }

  settle(marks: Cleared): void {
    this.marks = marks;
    const { work, served, fees } = this.accounts.columns;
    const { scale, dearer } = marks;
    const count = this.markets.count;
    for (let a = 0, at = 0; a < this.accounts.count; a++) {
      let [tokens, answers, paid] = [0, 0, 0];
      for (let m = 0; m < count; m++, at++) {
        tokens += this.sums.work[at] * scale[m];
        answers += this.sums.served[at] * scale[m];
        this.fees[at] = this.sums.fees[at] * scale[m] * dearer[m];
        paid += this.fees[at];
      }
      work[a] = tokens;
      served[a] = answers;
      fees[a] = paid;
    }
    this.gatherTouched();
    if (this.markedFaults) this.gatherFaults();
  }

  /** Accounts of the operators supposed, machine by machine. */
  private gatherTouched(): void {
    const { operator } = this.world.nodes.columns;
    const owners = new Set(this.touched.map((host) => operator[host]));
    const count = this.markets.count;
    for (const owner of owners) {
      for (const a of this.accountsOf[owner]) {
        for (const name of ofAccounts.slice(0, summed)) this.accounts.columns[name][a] = 0;
        this.fees.fill(0, a * count, (a + 1) * count);
      }
    }
    const { account, market, uptime } = this.nodes;
    const value = { work: 0, served: 0, fees: 0 };
    for (const host of this.touched) {
      for (const name of cleared) value[name] = this.clearedOf(name, host);
      gatherMachine(this.nodes, host, value, this.accounts.columns);
      if (uptime[host] > 0) this.fees[account[host] * count + market[host]] += value.fees;
    }
  }

  private gatherFaults(): void {
    const { faults } = this.accounts.columns;
    faults.fill(0, 0, this.accounts.count);
    const { account, cards, uptime } = this.nodes;
    for (let host = 0; host < this.world.nodes.count; host++)
      if (cards[host] > 0 && uptime[host] > 0) faults[account[host]] += this.nodes.faults[host];
  }

  readonly addFees: AddFees = (paid, dearer, kept) => {
    const count = this.markets.count;
    for (let a = 0, at = 0; a < this.accounts.count; a++)
      for (let m = 0; m < count; m++, at++) paid[a] += this.fees[at] * dearer[m] * kept;
  };
}
/** How many of the columns of accounts are sums. */
const summed = 10;

function unmoved(markets: number): Cleared {
  return { scale: new Float64Array(markets).fill(1), dearer: new Float64Array(markets).fill(1) };
}

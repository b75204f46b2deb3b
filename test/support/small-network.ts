/** Small networks for tests of rules: the model's own tables and router, filled from plain rows. */

import * as fc from "fast-check";
import { createTable } from "../../sim/engine/columns.ts";
import { setField } from "../../sim/engine/packed.ts";
import { createRng } from "../../sim/engine/rng.ts";
import { gatherAccounts } from "../../sim/model/accounts.ts";
import { catalogueWith } from "../../sim/model/catalogue/own-hardware.ts";
import { type Scores, scoreNames } from "../../sim/model/ports.ts";
import { createPresent } from "../../sim/model/present.ts";
import { createRouter, type Router } from "../../sim/model/router.ts";
import { copyLaws, createServing } from "../../sim/model/serving.ts";
import type { Draw } from "../../sim/model/slots.ts";
import { accountSpec } from "../../sim/model/tables/accounts.ts";
import { delegatorSpec } from "../../sim/model/tables/delegators.ts";
import { marketSpec } from "../../sim/model/tables/markets.ts";
import { networkSpec } from "../../sim/model/tables/network.ts";
import { nodeSpec, Status } from "../../sim/model/tables/nodes.ts";
import { operatorSpec } from "../../sim/model/tables/operators.ts";
import type { EpochView } from "../../sim/model/view.ts";

export interface NodeRow {
  readonly market: number;
  readonly jurisdiction: number;
  readonly account: number;
  readonly status: number;
  readonly weight: number;
  readonly uptime: number;
  readonly work: number;
  readonly ask: number;
  /** Requests sent to it that have not left, and places in its batch. */
  readonly outstanding: number;
  readonly places: number;
  /** What the others may have as well; 0, and one card, where a test does not say. */
  readonly hardware?: number;
  readonly cards?: number;
  readonly served?: number;
  readonly missed?: number;
  readonly fees?: number;
  readonly reward?: number;
  readonly sentAt?: number;
}

/** What a test sets of an account beyond its nodes. */
export type HolderRow = Partial<
  Record<
    "stake" | "delegated" | "collateral" | "checks" | "faults" | "weight" | "weightBefore" | "isAdmitted" | "status",
    number
  >
>;

/** A live node of market 0 in jurisdiction 0 that was there all epoch, with what a test sets otherwise. */
export function node(row: Partial<NodeRow> = {}): NodeRow {
  return { market: 0, jurisdiction: 0, account: 0, status: Status.live, ...idle, ...row };
}
const idle = { weight: 1, uptime: 1, work: 0, ask: 1, outstanding: 0, places: 4 };
const nothing = { hardware: 0, cards: 1, served: 0, missed: 0, fees: 0, reward: 0 };

/** For rules that do not draw: a draw is a mistake. */
export const noDraw: Draw = () => {
  throw new Error("this rule draws");
};

/** Draws of a stream of its own. */
export const anyDraw: Draw = (row, n) => drawing.uniform(row, n);
const drawing = createRng("small network").stream("rules");

export interface MarketRow {
  readonly price: number;
  readonly utilization: number;
  readonly capacity?: number;
  readonly tokens?: number;
  readonly served?: number;
  readonly missed?: number;
  readonly fees?: number;
}

/**
 * What rules see of these rows. The tables are longer than the count; the rows beyond it hold `junk`, which no rule may
 * read.
 */
export function epochView(
  rows: readonly NodeRow[],
  markets: readonly MarketRow[] = [],
  junk = 1e300,
  holders: readonly HolderRow[] = [],
): EpochView {
  const nodes = createTable("nodes", nodeSpec, 2 * rows.length + 1);
  nodes.count = rows.length;
  for (let i = 0; i < nodes.capacity; i++) {
    const { outstanding: _, sentAt: __, ...row } = rows[i] ?? node({ weight: junk, work: junk, ask: junk });
    setRow(nodes.columns, i, {
      ...nothing,
      ...row,
      operator: row.account,
      capacity: row.weight,
      proof: row.weight,
      heldFraction: 1,
    });
  }
  const accountCount = Math.max(0, ...rows.map((row) => row.account)) + 1;
  const table = createTable("markets", marketSpec, markets.length);
  for (const [m, market] of markets.entries()) setRow(table.columns, m, { fees: 0, ...market });
  const accounts = createTable("accounts", accountSpec, 2 * accountCount + 1);
  for (const column of Object.values(accounts.columns)) column.fill(junk, 0);
  accounts.count = accountCount;
  for (const column of Object.values(accounts.columns)) column.fill(0, 0, accountCount);
  accounts.columns.isAdmitted.fill(1, 0, accountCount);
  // Each account is an owner's only one, as its nodes say.
  for (let a = 0; a < accountCount; a++) accounts.columns.operator[a] = a;
  gatherAccounts(nodes.columns, createPresent(nodes), accounts);
  accounts.columns.weight.set(accounts.columns.proven.subarray(0, accountCount));
  accounts.columns.rewardWeight.set(accounts.columns.proven.subarray(0, accountCount));
  accounts.columns.confirmed.fill(1, 0, accountCount);
  for (const [a, holder] of holders.slice(0, accountCount).entries()) setRow(accounts.columns, a, { ...holder });
  const network = networkOf(accounts.columns, accountCount);
  return {
    epoch: 0,
    nodeCount: rows.length,
    accountCount,
    delegatorCount: 0,
    operatorCount: accountCount,
    marketCount: markets.length,
    nodes: nodes.columns,
    accounts: accounts.columns,
    delegators: createTable("delegators", delegatorSpec, 0).columns,
    network: network.columns,
    operators: createTable("operators", operatorSpec, accountCount).columns,
    markets: table.columns,
    catalogue: catalogueWith({}),
  };
}

/** The one row of the network: epochs of a day, ten million tokens made, a dollar a token. */
function networkOf({ proven, stake, delegated }: EpochView["accounts"], accountCount: number) {
  const network = createTable("network", networkSpec, 1);
  for (const column of Object.values(network.columns)) column.fill(0);
  const row = { issued: 1e16, burned: 1e15, emission: 3e14, tokenPrice: 1, epochSeconds: 86_400 };
  let [all, bonded] = [0, 0];
  for (let a = 0; a < accountCount; a++) {
    all += proven[a];
    bonded += stake[a] + delegated[a];
  }
  setRow(network.columns, 0, { ...row, proven: all, bonded, locked: bonded });
  return network;
}

/** The same as seen in another epoch, with what a test sets of the network. */
export function later(see: EpochView, epoch: number, network: Readonly<Record<string, number>> = {}): EpochView {
  const changed = createTable("network", networkSpec, 1);
  for (const name of Object.keys(networkSpec) as (keyof typeof networkSpec)[]) {
    changed.columns[name][0] = network[name] ?? see.network[name][0];
  }
  return { ...see, epoch, network: changed.columns };
}

/** For emission rules that go by the epoch alone. */
export const anyNetwork = epochView([node()]);

/** The model's router over these nodes; jurisdictions lie on a line, a millisecond apart. */
export function routerOver(rows: readonly NodeRow[], marketCount: number, jurisdictionCount: number): Router {
  const view = epochView(rows);
  const serving = createServing(rows.length);
  rows.forEach((row, i) => {
    copyLaws(serving, view.nodes as Parameters<typeof copyLaws>[1], i);
    setField(serving, "outstanding", i, row.outstanding);
    serving.sentAt[i] = row.sentAt ?? 0;
  });
  const roundTrip = new Float64Array(jurisdictionCount * jurisdictionCount);
  for (let i = 0; i < roundTrip.length; i++) {
    roundTrip[i] = Math.abs(Math.floor(i / jurisdictionCount) - (i % jurisdictionCount));
  }
  return createRouter({
    nodes: view.nodes as Parameters<typeof createRouter>[0]["nodes"],
    serving,
    nodeCount: rows.length,
    marketCount,
    jurisdictionCount,
    roundTrip,
    stream: createRng("small network").stream("routing"),
  });
}

export const marketsInTests = 3;
export const jurisdictionsInTests = 4;

/** Any row: some offline, some never there, loads from idle to far beyond full, weights over six decades. */
export const anyNode: fc.Arbitrary<NodeRow> = fc.record({
  market: fc.nat({ max: marketsInTests - 1 }),
  jurisdiction: fc.nat({ max: jurisdictionsInTests - 1 }),
  account: fc.nat({ max: 4 }),
  status: fc.constantFrom(Status.live, Status.live, Status.offline, Status.failed, Status.outage),
  weight: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
  uptime: fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  work: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true })),
  ask: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
  outstanding: fc.nat({ max: 12 }),
  places: fc.integer({ min: 1, max: 6 }),
});

export const anyNodes = fc.array(anyNode, { minLength: 1, maxLength: 12 });

/** Scores of an answer that differs in nothing but what a test says. */
export function scores(some: Partial<Scores>): Scores {
  return { ...(Object.fromEntries(scoreNames.map((name) => [name, 0])) as Record<keyof Scores, number>), ...some };
}

const anyScore = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 100, noNaN: true }));
export const anyScores: fc.Arbitrary<Scores> = fc.record({
  distance: fc.double({ min: 0, max: 1, noNaN: true }),
  surprise: anyScore,
  resampled: fc.double({ min: 0, max: 1, noNaN: true }),
  exponentMismatches: fc.nat({ max: 128 }),
  mantissaError: anyScore,
  proofDistance: anyScore,
});

/** Writes one row of a table by the names of its columns. */
function setRow(columns: object, row: number, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    const column = (columns as Readonly<Record<string, { [row: number]: number }>>)[name];
    if (column === undefined) throw new RangeError(`no column ${name}`);
    column[row] = value;
  }
}

const amount = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1e15 }));
const count = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true }));

/** Any account: with and without stake, deposits and faults; fewer faults than checks. */
const anyHolder: fc.Arbitrary<HolderRow> = fc
  .record({ stake: amount, delegated: amount, collateral: amount, checks: count, faults: count })
  .map((row) => ({ ...row, faults: Math.min(row.faults, row.checks) }));

/** One for each account that `anyNodes` may have. */
export const anyHolders = fc.array(anyHolder, { minLength: 5, maxLength: 5 });

export const anyMarkets = fc.array(
  fc.record({
    price: fc.double({ min: 1e-3, max: 1e5, noNaN: true }),
    utilization: fc.double({ min: 0, max: 1, noNaN: true }),
    fees: fc.nat({ max: 1e15 }),
  }),
  { minLength: marketsInTests, maxLength: marketsInTests },
);

/** The same network with account a under the number last − a, and the nodes' rows as they were. */
export function mirrored(rows: readonly NodeRow[], holders: readonly HolderRow[]) {
  const last = Math.max(0, ...rows.map((row) => row.account));
  return {
    last,
    rows: rows.map((row) => ({ ...row, account: last - row.account })),
    holders: holders.slice(0, last + 1).reverse(),
  };
}

/** Data in, data out: one replication of one scenario. No wall clock in here: the host records that. */
import { build } from "./build.ts";
import type { Spec, Table } from "./engine/columns.ts";
import { createDigest, type Digest } from "./engine/digest.ts";
import { columnsOf } from "./engine/packed.ts";
import type { Time } from "./engine/units.ts";
import { chipNumbers } from "./model/chips.ts";
import { clientNumbers } from "./model/clients.ts";
import { coalitionNumbers } from "./model/coalitions.ts";
import { financeNumbers, financeTables } from "./model/finance.ts";
import { findingNumbers } from "./model/findings.ts";
import { moneyNumbers } from "./model/money.ts";
import type { VerdictPort } from "./model/ports.ts";
import { batchesOf } from "./model/serving.ts";
import type { Trace } from "./model/trace.ts";
import { digestVesting } from "./model/vesting.ts";
import type { WindowRow, World } from "./model/world.ts";
import { createRecorder } from "./recorders/recorder.ts";
import type { Scenario } from "./scenario/scenario.ts";
import type { Sink } from "./store/sink.ts";

export interface RunSpec {
  readonly scenario: Scenario;
  /** 0, 1, …; variants of a study share it, and so the same shocks. */
  readonly replication: number;
  /** The parsed file that `demand.trace` names; its arrivals and lengths replace the fitted ones. */
  readonly trace?: Trace | undefined;
  /** Measured scores of checks. Without them checks cost time and decide nothing, and the output says so. */
  readonly verdicts?: VerdictPort | undefined;
  /** Told of every event just before it is handled: when [µs], its kind's name, its row, its datum. Changes nothing. */
  readonly onEvent?: ((time: number, event: string, row: number, datum: number) => void) | undefined;
}

export interface RunResult {
  /** Hash of all tables at the end of the run, lower-case hexadecimal. */
  readonly digest: string;
  /** Hash of the sequence of events fired. */
  readonly fingerprint: string;
  readonly fired: number;
  readonly epochs: number;
}

/** Told after each epoch, so that a host can show progress and stop early by throwing. */
export type OnEpoch = (epoch: number, epochs: number) => void;

/** A run between two instants. */
export interface Run {
  /** Simulated time reached, and the end of the run. [µs] */
  readonly now: number;
  readonly end: number;
  /**
   * Fires everything up to an instant.
   *
   * @param until  whole, now ≤ until ≤ end [µs]
   * @throws InvariantError when a law of the model is broken, ModelError when a rule broke its contract: a wrong number is worse than none
   */
  advance(until: number): void;
  /** @throws RangeError before the end is reached */
  result(): RunResult;
}

/**
 * Makes one replication ready, so that its caller may take it to its end in parts: where the checks of one part are executed while the
 * next is simulated, no part may be longer than the delay of a verdict.
 *
 * @param sink     gets the rows of every output table, epoch by epoch
 * @param onEpoch  told how many epochs are over
 */
export function createRun(spec: RunSpec, sink: Sink, onEpoch?: OnEpoch): Run {
  const { scenario, trace } = spec;
  if ((scenario.demand.trace === undefined) !== (trace === undefined)) {
    throw new RangeError(`demand.trace is ${scenario.demand.trace}, but the run was given ${trace ? "a" : "no"} trace`);
  }
  if (scenario.kernel.share > 0 && spec.verdicts === undefined) {
    throw new RangeError(`kernel.share is ${scenario.kernel.share}, but the run was given nobody who executes`);
  }
  const output = createRecorder(scenario, sink, (epoch) => onEpoch?.(epoch + 1, scenario.horizon));
  const world = build(spec, output);
  const { onEvent } = spec;
  if (onEvent !== undefined) world.schedule.observe((time, { name }, row, datum) => onEvent(time, name, row, datum));
  const end = world.settings.epochs * world.settings.epochLength;
  return {
    get now() {
      return world.schedule.now;
    },
    end,
    advance: (until) => world.schedule.run(world, until as Time),
    result() {
      if (world.schedule.now < end) throw new RangeError(`the run is at ${world.schedule.now} of ${end} µs`);
      return {
        digest: digestOf(world),
        fingerprint: world.schedule.fingerprint(),
        fired: world.schedule.fired,
        epochs: world.settings.epochs,
      };
    },
  };
}

/** Runs one replication to its horizon in one go; for all runs but those in which checks are executed. As `createRun`. */
export function run(spec: RunSpec, sink: Sink, onEpoch?: OnEpoch): RunResult {
  const going = createRun(spec, sink, onEpoch);
  going.advance(going.end);
  return going.result();
}

/** Hash of the whole state: every table, the books, the clock, what was measured so far, and all pending events. */
export function digestOf(world: World): string {
  const digest = createDigest();
  const { nodes, accounts, operators, markets, measured, segments, ledger, clock } = world;
  const { delegators, network, verdicts } = world;
  const tables = [
    nodes,
    batchesOf(world.serving, nodes.count),
    columnsOf(world.requests),
    verdicts,
    accounts,
    operators,
    markets,
    measured,
    segments,
    delegators,
    network,
  ];
  for (const table of tables as readonly Table<Spec>[]) digest.table(table);
  for (const slot of Object.values(world.memories)) {
    for (const table of Object.values(slot)) if (table !== undefined) digest.table(table);
  }
  digestVesting(world.vesting, digest);
  for (const { account, amount, at } of world.unbondings)
    for (const value of [account, amount, at]) digest.number(value);
  for (const value of findingNumbers(world.findings)) digest.number(value);
  for (const one of world.challenges.underWay) {
    for (const value of [one.number, one.openedAt, one.challenger, one.target, one.stake, one.gross])
      digest.number(value);
  }
  for (const { market, groups, fees, requestFees, locked } of world.sessions.pending) {
    for (const values of [[market, requestFees, locked], groups, fees])
      for (const value of values) digest.number(value);
  }
  for (const proposal of world.proposals) {
    for (const name of Object.keys(proposal).sort()) {
      const value = proposal[name as keyof typeof proposal];
      digest.number(typeof value === "object" ? JSON.stringify(value).length : Number(value));
    }
  }
  for (const balance of ledger.balance) {
    digest.number(Number(BigInt.asIntN(32, balance)));
    digest.number(Number(balance >> 32n));
  }
  for (const name of Object.keys(clock).sort()) digest.number(clock[name as keyof typeof clock]);
  for (const counts of [world.outagesIn, world.outagesBegun, ...world.router.seats()]) {
    for (const count of counts) digest.number(count);
  }
  digestEconomy(world, digest);
  for (const histogram of world.latencies) histogram.digestInto(digest);
  for (const row of world.windowLog) {
    for (const name of Object.keys(row).sort()) digest.number(row[name as keyof WindowRow]);
  }
  world.schedule.digestInto(digest);
  return digest.hex();
}

/** The sections of `economy` that the scenario has; nothing without them, so that other runs keep their digest. */
function digestEconomy(world: World, digest: Digest): void {
  const { chips, states, strategies, coalitions, clients, money, finance } = world;
  if (chips !== undefined) {
    for (const table of [chips.vendors, chips.buyers] as readonly Table<Spec>[]) digest.table(table);
    for (const value of chipNumbers(chips)) digest.number(value);
  }
  if (states !== undefined) {
    digest.table(states.access as unknown as Table<Spec>);
    for (const values of [states.phase, states.stateOperator]) for (const value of values) digest.number(value);
  }
  if (coalitions !== undefined) for (const value of coalitionNumbers(coalitions)) digest.number(value);
  if (strategies !== undefined) {
    for (const table of [strategies.conducts, strategies.records, strategies.nodes])
      digest.table(table as unknown as Table<Spec>);
  }
  if (money !== undefined) for (const value of moneyNumbers(money)) digest.number(value);
  if (finance !== undefined) {
    for (const table of financeTables(finance)) digest.table(table);
    for (const value of financeNumbers(finance)) digest.number(value);
  }
  if (clients !== undefined) {
    digest.table(clients.clouds.firms as unknown as Table<Spec>);
    for (const value of clientNumbers(clients)) digest.number(value);
  }
}

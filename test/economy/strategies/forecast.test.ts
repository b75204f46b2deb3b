/** Forecasts sum accounts by market and put back what they wrote: the same as summing all machines anew, and no trace is left. */
import { expect, test } from "vitest";
import type { Columns, Table } from "../../../sim/engine/columns.ts";
import { copyRows } from "../../../sim/engine/columns.ts";
import { gatherAccounts } from "../../../sim/model/accounts.ts";
import { createForesight } from "../../../sim/model/foresight.ts";
import { honestDials } from "../../../sim/model/operator-roles.ts";
import { giveUpMachine, removeMachines, settlePopulation } from "../../../sim/model/population-changes.ts";
import type { NodeSpec } from "../../../sim/model/tables/nodes.ts";
import { createTrialTables } from "../../../sim/model/trial-tables.ts";
import type { World } from "../../../sim/model/world.ts";
import { fluid, largest, runEpochs, strategicWorld } from "../../support/strategic-world.ts";

const menu = [{ strategy: "capacity-withholder" }];
const sums = ["nodes", "liveNodes", "capacity", "proven", "work", "fees", "served", "checks", "faults"] as const;

function worldAfter(epochs: number) {
  const world = strategicWorld({ menu, changes: fluid });
  runEpochs(world, epochs);
  return world;
}

function summedAnew(world: World, seen: Columns<NodeSpec>): Table<World["accounts"]["spec"]> {
  const accounts = copyRows(world.accounts);
  gatherAccounts(seen, world.present, accounts);
  return accounts;
}

const near = (values: ArrayLike<number>) => Array.from(values, (value) => Number(value.toPrecision(12)));

test("accounts of a trial are the sums of its machines, whatever markets do, and nothing is left of it", () => {
  const world = worldAfter(4);
  const trial = createTrialTables(world);
  const before = summedAnew(world, world.nodes.columns);
  const operator = largest(world);
  for (const host of trial.machinesOf(operator)) {
    trial.touch(host);
    trial.nodes.work[host] *= 1.5;
    trial.nodes.fees[host] *= 1.5;
    trial.nodes.faults[host] = 2;
    trial.nodes.uptime[host] *= 0.5;
    trial.washed[host] = 1e6;
  }
  const scale = Float64Array.from({ length: world.markets.count }, (_, m) => 0.7 + 0.1 * m);
  const dearer = Float64Array.from({ length: world.markets.count }, (_, m) => 1.3 - 0.2 * m);
  trial.settle({ scale, dearer });
  const anew = summedAnew(world, trial.view.nodes as Columns<NodeSpec>).columns;
  for (const name of sums) expect(near(trial.accounts.columns[name])).toEqual(near(anew[name]));
  expect(near(trial.accounts.columns.work)).not.toEqual(near(before.columns.work));

  trial.reset();
  trial.settle({ scale: scale.fill(1), dearer: dearer.fill(1) });
  for (const name of sums) expect(near(trial.accounts.columns[name])).toEqual(near(before.columns[name]));
});

test("a forecast does not depend on what was forecast before", () => {
  const world = worldAfter(4);
  const one = { operator: largest(world), dials: { ...honestDials, idle: 0.5 }, option: 1, covered: 0 };
  const other = { ...one, operator: (one.operator + 1) % world.operators.count };
  const first = createForesight(world, world.strategies);
  const alone = first.payoffs([one]);
  first.payoffs([other]);
  first.payoffs([one, other]);
  expect(first.payoffs([one])).toEqual(alone);
  expect(alone[0]).not.toBe(createForesight(world, world.strategies).payoffs([{ ...one, dials: honestDials }])[0]);
});

test("whoever has given a machine up goes on looking ahead", () => {
  const world = worldAfter(2);
  const operator = largest(world);
  const gone = world.nodes.columns.operator.indexOf(operator);
  giveUpMachine(world, gone);
  removeMachines(world, [gone]);
  settlePopulation(world, []);
  runEpochs(world, 4);
  const [paid] = createForesight(world, world.strategies).payoffs([
    { operator, dials: honestDials, option: 0, covered: 0 },
  ]);
  expect(paid).toBeGreaterThan(0);
});

test("machines are supposed in the world's own rows, and put back", () => {
  const world = worldAfter(4);
  const bytes = () => new Uint8Array(world.nodes.buffer.slice(0));
  const before = bytes();
  const one = {
    operator: largest(world),
    dials: { ...honestDials, idle: 0.5, washed: 0.2, accused: 3 },
    option: 1,
    covered: 0,
  };
  const other = { ...one, operator: (one.operator + 1) % world.operators.count };
  const { payoffs } = createForesight(world, world.strategies);
  expect(payoffs([one, other])[0]).not.toBe(payoffs([{ ...one, dials: honestDials }])[0]);
  expect(bytes()).toEqual(before);
});

test("operators without machines, who share one trial, earn what each would alone", () => {
  const changes = {
    ...fluid,
    stake: { total: 1_000_000, accountsFraction: "100 %" },
    reward: { rule: "proportional-to-stake" },
  };
  const world = strategicWorld({ menu, changes });
  runEpochs(world, 2);
  const { operator } = world.nodes.columns;
  const left = [largest(world), (largest(world) + 1) % world.operators.count];
  const gone = [...operator.keys()].filter((host) => host < world.nodes.count && left.includes(operator[host]));
  for (const host of gone) giveUpMachine(world, host);
  removeMachines(world, gone);
  settlePopulation(world, []);
  runEpochs(world, 4);
  const of = (one: number, costUsd = 0) => ({
    operator: one,
    dials: { ...honestDials, costUsd },
    option: 0,
    covered: 0,
  });
  const together = createForesight(world, world.strategies);
  const paid = left.map((one) => together.payoffs([of(one)])[0]);
  const alone = left.map((one) => createForesight(world, world.strategies).payoffs([of(one)])[0]);
  expect(paid).toEqual(alone);
  expect(paid[0]).not.toBe(paid[1]);
  // What it pays for besides is still its own.
  expect(together.payoffs([of(left[0], 1)])[0]).toBeLessThan(paid[0]);
  // With both looked at by one that has machines, all is tried again.
  const grows = createForesight(world, world.strategies).payoffs([of(left[0]), of(0)]);
  expect(grows[0]).toBe(alone[0]);
});

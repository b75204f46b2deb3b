/** Rows on what operators do beside what they are paid for. */
import type { Strategies } from "../model/strategies.ts";
import { AccountStatus } from "../model/tables/accounts.ts";
import type { World } from "../model/world.ts";
import { absentI32, type RowBatch } from "../store/sink.ts";
import { rowsFrom } from "./rows.ts";

/** @param isDue  whether rows of single operators are written in this epoch; empty tables without `economy.strategies` */
export function strategyRows(world: World, isDue: boolean): RowBatch[] {
  const { strategies } = world;
  const isLast = world.clock.epoch === world.settings.epochs - 1;
  if (strategies === undefined) return isLast ? [rowsFrom("strategies", []), rowsFrom("operator_strategies", [])] : [];
  const batches = [optionRows(world, strategies)];
  return isDue ? [...batches, operatorRows(world, strategies)] : batches;
}

function optionRows(world: World, strategies: Strategies): RowBatch {
  const { operators, accounts, nodes, present, clock } = world;
  const { option, since, pay, costs } = strategies.conducts.columns;
  const by: ByOption = { option, count: operators.count, options: strategies.options.length };
  const weight = new Float64Array(operators.count);
  const convicted = new Float64Array(operators.count);
  for (let a = 0; a < accounts.count; a++) {
    weight[accounts.columns.operator[a]] += accounts.columns.weight[a];
    if (accounts.columns.status[a] === AccountStatus.invalid) convicted[accounts.columns.operator[a]] = 1;
  }
  const [checks, faults] = [new Float64Array(operators.count), new Float64Array(operators.count)];
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    checks[nodes.columns.operator[host]] += nodes.columns.checks[host];
    faults[nodes.columns.operator[host]] += nodes.columns.faults[host];
  }
  const { capacity, reward, work } = operators.columns;
  const came = new Float64Array(operators.count);
  for (let one = 0; one < operators.count; one++) if (since[one] === clock.epoch) came[one] = 1;
  const sums = {
    operators: summed(new Float64Array(operators.count).fill(1), by),
    newcomers: summed(came, by),
    capacity: summed(capacity, by),
    weight: summed(weight, by),
    reward: summed(reward, by),
    work: summed(work, by),
    pay: summed(pay, by),
    costs: summed(costs, by),
    checks: summed(checks, by),
    faults: summed(faults, by),
    convicted: summed(convicted, by),
  };
  const rows = strategies.options.map(({ name }, k) => ({
    epoch: clock.epoch,
    strategy: name,
    operators: sums.operators[k],
    newcomers: sums.newcomers[k],
    capacity: sums.capacity[k],
    capacity_share: share(sums.capacity, k),
    weight_share: share(sums.weight, k),
    reward_share: share(sums.reward, k),
    work_share: share(sums.work, k),
    pay: sums.pay[k],
    costs: sums.costs[k],
    checks: sums.checks[k],
    faults: sums.faults[k],
    convicted: sums.convicted[k],
  }));
  return rowsFrom("strategies", rows);
}

interface ByOption {
  /** Of each operator. */
  readonly option: ArrayLike<number>;
  readonly count: number;
  readonly options: number;
}

/** Sums over operators, by option. */
function summed(values: Float64Array, { option, count, options }: ByOption): Float64Array {
  const sums = new Float64Array(options);
  for (let one = 0; one < count; one++) sums[option[one]] += values[one];
  return sums;
}

function share(of: Float64Array, k: number): number {
  let all = 0;
  for (let i = 0; i < of.length; i++) all += of[i];
  return of[k] / all;
}

function operatorRows(world: World, strategies: Strategies): RowBatch {
  const { columns } = strategies.conducts;
  const rows = Array.from({ length: world.operators.count }, (_, one) => ({
    epoch: world.clock.epoch,
    operator: one,
    strategy: strategies.options[columns.option[one]].name,
    since: columns.since[one],
    reviews: columns.reviews[one],
    behaviour: columns.behaviour[one],
    pay: columns.pay[one],
    pay_mean: columns.payMean[one],
    pay_sd: Math.sqrt(Math.max(0, columns.paySquare[one] - columns.payMean[one] * columns.payMean[one])),
    costs: columns.costs[one],
    caught_at: columns.caughtAt[one] < 0 ? absentI32 : columns.caughtAt[one],
    washed: columns.washedTokens[one],
  }));
  return rowsFrom("operator_strategies", rows);
}

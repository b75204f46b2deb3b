/** Rows of the tables that are written once an epoch. */
import { latencyMetricCount } from "../model/measuring.ts";
import { Outcome } from "../model/tables/requests.ts";
import type { WindowRow, World } from "../model/world.ts";
import type { RowBatch } from "../store/sink.ts";
import { latencyMetrics } from "../store/tables.ts";
import { ratioOf, shareOf, totalOf } from "./estimates.ts";
import { filled, numbered, rowsFrom, rowsOf } from "./rows.ts";

const microsPerSecond = 1e6;

/** The whole network in one row. */
export function epochRow(world: World): RowBatch {
  const { windowLog, settings, measured, markets, clock } = world;
  const { epochLength } = settings;
  const hasWindows = settings.windows.count > 0;
  const offered = totalOf(windowLog, (row) => row.offered, epochLength);
  const answered = (row: WindowRow) => row.served + row.missed;
  const served = shareOf(windowLog, (row) => row.served, answered, epochLength);
  const used = ratioOf(
    windowLog,
    (row) => row.outputTokens,
    (row) => row.capacity,
    epochLength,
  );
  const total = (column: Float64Array) => sum(column, markets.count);
  const requests = total(markets.columns.requests);
  const tokens = total(markets.columns.tokens);
  let paid = 0;
  for (let m = 0; m < markets.count; m++) paid += markets.columns.price[m] * markets.columns.tokens[m];
  const capacity = total(markets.columns.capacity);
  let busyCapacity = 0;
  for (let m = 0; m < markets.count; m++) {
    const used = markets.columns.utilization[m];
    if (!Number.isNaN(used)) busyCapacity += used * markets.columns.capacity[m];
  }
  return rowsFrom("epochs", [
    {
      epoch: clock.epoch,
      offered_requests: hasWindows ? offered.value : requests,
      offered_requests_se: hasWindows ? offered.standardError : Number.NaN,
      served_fraction: hasWindows ? served.value : total(markets.columns.served) / requests,
      served_fraction_se: hasWindows ? served.standardError : Number.NaN,
      utilization: hasWindows ? used.value : busyCapacity / capacity,
      utilization_se: hasWindows ? used.standardError : Number.NaN,
      tokens,
      live_nodes: total(measured.columns.epochNodes) / epochLength,
      capacity,
      price: tokens > 0 ? paid / tokens : mean(markets.columns.price, markets.count),
      emission: clock.emission,
      rewarded: clock.rewarded,
      fees: total(markets.columns.fees),
      simulated_fraction: measuredLength(windowLog) / epochLength,
      windows: windowLog.length,
      events: world.schedule.fired,
    },
  ]);
}

export function windowRows(world: World): RowBatch {
  const rows = world.windowLog.map((row, window) => ({
    epoch: world.clock.epoch,
    window,
    starts_at: row.startsAt / microsPerSecond,
    length: row.length / microsPerSecond,
    offered: row.offered,
    served: row.served,
    missed: row.missed,
    in_system_mean: row.inSystemMean,
    utilization: row.capacity > 0 ? row.outputTokens / row.capacity : Number.NaN,
    tokens: row.tokens,
  }));
  return rowsFrom("windows", rows);
}

/** One row for each market and metric that saw at least one request. */
export function latencyRows(world: World): RowBatch {
  const rows = [];
  for (let m = 0; m < world.markets.count; m++) {
    for (let metric = 0; metric < latencyMetrics.length; metric++) {
      const histogram = world.latencies[m * latencyMetricCount + metric];
      if (histogram.count === 0) continue;
      rows.push({
        epoch: world.clock.epoch,
        model: world.markets.columns.model[m],
        metric,
        requests: histogram.count,
        mean: histogram.mean,
        p50: histogram.quantile(0.5),
        p90: histogram.quantile(0.9),
        p95: histogram.quantile(0.95),
        p99: histogram.quantile(0.99),
      });
    }
  }
  return rowsFrom("latencies", rows);
}

export function marketRows(world: World): RowBatch {
  const { columns, count } = world.markets;
  const rows = [];
  for (let m = 0; m < count; m++) {
    rows.push({
      epoch: world.clock.epoch,
      model: columns.model[m],
      price: columns.price[m],
      capacity: columns.capacity[m],
      utilization: columns.utilization[m],
      requests: columns.requests[m],
      served: columns.served[m],
      missed: columns.missed[m],
      tokens: columns.tokens[m],
      fees: columns.fees[m],
    });
  }
  return rowsFrom("markets", rows);
}

/** Requests by what became of them, scaled to the epoch. */
export function missRows(world: World): RowBatch {
  const { columns } = world.measured;
  const { markets, windowLog, settings, clock } = world;
  const length = measuredLength(windowLog);
  // Without windows the losses are those of the fluid, for the whole epoch already.
  const scale = length > 0 ? settings.epochLength / length : 1;
  const row = (outcome: number, column: Float64Array) => ({
    epoch: clock.epoch,
    outcome,
    requests: sum(column, markets.count) * scale,
  });
  return rowsFrom("misses", [
    row(Outcome.noNode, columns.missedNoNode),
    row(Outcome.noRoom, columns.missedNoRoom),
    row(Outcome.outOfPatience, columns.missedPatience),
    row(Outcome.nodeLost, columns.missedNode),
  ]);
}

/** @param isKept  without it the batch is empty: the table is delivered all the same */
export function ledgerRows(world: World, isKept: boolean): RowBatch {
  const { lines, kind, from, to, amount } = world.ledger.journal;
  const count = isKept ? lines : 0;
  return rowsOf("ledger", count, {
    epoch: filled(world.clock.epoch, count),
    line: numbered(count),
    kind,
    from_account: from,
    to_account: to,
    amount,
  });
}

function measuredLength(rows: readonly WindowRow[]): number {
  let length = 0;
  for (const row of rows) length += row.length;
  return length;
}

function sum(column: ArrayLike<number>, count: number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += column[i];
  return total;
}

function mean(column: ArrayLike<number>, count: number): number {
  return sum(column, count) / count;
}

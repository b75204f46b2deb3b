/**
 * What the measured part of a window adds up: constant memory whatever the run's length, and no draw.
 *
 * Everything is counted by time: a request counts in the window in which it leaves, an area over the measured time. For a
 * stationary window that is unbiased for arrivals too.
 */
import { Outcome, RequestKind } from "./tables/requests.ts";
import { awakeTime, type World } from "./world.ts";

/** Rows of `latencies` a market has, in the order of `latencyMetrics` of the store. */
export const latencyMetricCount = 4;
const microsPerMilli = 1000;

/** A client's request was answered. */
export function countServed(world: World, host: number, row: number): void {
  if (world.clock.measuring === 0) return;
  const { serving, requests, measured, markets } = world;
  const { prompt, output, market } = requests.columns;
  const tokens = prompt[row] + output[row];
  const m = market[row];
  // The remainder of a token's fraction of a base unit stays with the client.
  const fee = Math.floor(markets.columns.price[m] * tokens);
  serving.columns.served[host] += 1;
  serving.columns.tokens[host] += tokens;
  serving.columns.outputTokens[host] += output[row];
  serving.columns.fees[host] += fee;
  measured.columns.served[m] += 1;
  measured.columns.tokens[m] += tokens;
  measured.columns.outputTokens[m] += output[row];
  measured.columns.fees[m] += fee;
  timeRequest(world, row, m);
}

/** A client's request was lost. */
export function countMiss(world: World, row: number, outcome: number): void {
  if (world.clock.measuring === 0) return;
  const { serving, requests, measured } = world;
  const m = requests.columns.market[row];
  const host = requests.columns.node[row];
  if (host >= 0) serving.columns.missed[host] += 1;
  measured.columns.missed[m] += 1;
  const { missedNoNode, missedNoRoom, missedPatience, missedNode } = measured.columns;
  if (outcome === Outcome.noNode) missedNoNode[m] += 1;
  else if (outcome === Outcome.noRoom) missedNoRoom[m] += 1;
  else if (outcome === Outcome.outOfPatience) missedPatience[m] += 1;
  else missedNode[m] += 1;
}

export function countArrival(world: World, row: number): void {
  const { kind, market } = world.requests.columns;
  if (world.clock.measuring === 1 && kind[row] === RequestKind.client) world.measured.columns.offered[market[row]] += 1;
}

/** What a client of this request saw. [ms] NaN where there was no such moment. */
export function clientTimes(world: World, row: number) {
  const { enteredAt, reachedAt, startedAt, firstTokenAt, output, node, segment } = world.requests.columns;
  const host = node[row];
  const home = world.segments.columns.jurisdiction[segment[row]];
  const back = host < 0 ? Number.NaN : oneWayTime(world, world.nodes.columns.jurisdiction[host], home);
  const now = awakeTime(world);
  return {
    queueing: (startedAt[row] - reachedAt[row]) / microsPerMilli,
    firstToken: (firstTokenAt[row] - enteredAt[row] + back) / microsPerMilli,
    perToken: output[row] > 1 ? (now - firstTokenAt[row]) / (output[row] - 1) / microsPerMilli : Number.NaN,
    endToEnd: (now - enteredAt[row] + back) / microsPerMilli,
  };
}

/** Latency between two jurisdictions, one way. [µs] */
export function oneWayTime(world: World, from: number, to: number): number {
  return world.oneWay[from * world.utcOffset.length + to];
}

/** The node has begun or ended having work. */
export function settleBusy(world: World, host: number): void {
  const { columns } = world.serving;
  const hasWork = columns.prefilling[host] >= 0 || columns.active[host] > 0;
  const isBusy = !Number.isNaN(columns.busySince[host]);
  if (hasWork === isBusy) return;
  const now = awakeTime(world);
  if (hasWork) columns.busySince[host] = now;
  else {
    if (world.clock.measuring === 1) columns.busyTime[host] += now - columns.busySince[host];
    columns.busySince[host] = Number.NaN;
  }
}

/** Live capacity of a market changes; its integrals are brought up to date first. */
export function changeCapacity(world: World, market: number, capacity: number, nodes: number): void {
  settleCapacity(world, market);
  world.measured.columns.liveCapacity[market] += capacity;
  world.measured.columns.liveNodes[market] += nodes;
}

/** ∫ of live capacity up to now, over the epoch and over measured time. [token, node·µs] */
export function settleCapacity(world: World, market: number): void {
  const { columns } = world.measured;
  const now = world.schedule.now;
  const elapsed = now - columns.changedAt[market];
  columns.changedAt[market] = now;
  const tokens = (columns.liveCapacity[market] * elapsed) / 1e6;
  columns.epochCapacity[market] += tokens;
  columns.epochNodes[market] += columns.liveNodes[market] * elapsed;
  if (world.clock.measuring === 1) columns.measuredCapacity[market] += tokens;
}

function timeRequest(world: World, row: number, market: number): void {
  const { enteredAt, reachedAt, startedAt, firstTokenAt, output, node, segment } = world.requests.columns;
  const home = world.segments.columns.jurisdiction[segment[row]];
  const back = oneWayTime(world, world.nodes.columns.jurisdiction[node[row]], home);
  const now = awakeTime(world);
  const first = market * latencyMetricCount;
  const { latencies } = world;
  latencies[first].add((firstTokenAt[row] - enteredAt[row] + back) / microsPerMilli);
  if (output[row] > 1) {
    latencies[first + 1].add((now - firstTokenAt[row]) / (output[row] - 1) / microsPerMilli);
  }
  latencies[first + 2].add((now - enteredAt[row] + back) / microsPerMilli);
  latencies[first + 3].add((startedAt[row] - reachedAt[row]) / microsPerMilli);
}

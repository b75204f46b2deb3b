/**
 * What the measured part of a window adds up: constant memory whatever the run's length, and no draw.
 *
 * Everything is counted by time: a request counts in the window in which it leaves, an area over the measured time. For a
 * stationary window that is unbiased for arrivals too.
 */
import type { Columns } from "../engine/columns.ts";
import type { AccessSpec } from "./tables/access.ts";
import * as request from "./tables/request-fields.ts";
import { Outcome, RequestKind } from "./tables/requests.ts";
import * as serving from "./tables/serving-fields.ts";
import { awakeTime, type World } from "./world.ts";

/** Rows of `latencies` a market has, in the order of `latencyMetrics` of the store. */
export const latencyMetricCount = 4;
const microsPerMilli = 1000;

/** A client's request was answered. */
export function countServed(world: World, host: number, row: number): void {
  if (world.clock.measuring === 0) return;
  const { requests, measured, markets } = world;
  const { doubles } = world.serving;
  const r = row * request.words;
  const d = host * serving.doubles;
  const outputTokens = requests.words[r + request.output];
  const tokens = requests.words[r + request.prompt] + outputTokens;
  const m = requests.words[r + request.market];
  // The remainder of a token's fraction of a base unit stays with the client.
  const fee = Math.floor(markets.columns.price[m] * tokens);
  world.serving.isUsed[host] = 1;
  doubles[d + serving.served] += 1;
  doubles[d + serving.tokens] += tokens;
  doubles[d + serving.outputTokens] += outputTokens;
  doubles[d + serving.fees] += fee;
  measured.columns.served[m] += 1;
  measured.columns.tokens[m] += tokens;
  measured.columns.outputTokens[m] += outputTokens;
  measured.columns.fees[m] += fee;
  timeRequest(world, row, m);
  if (world.states !== undefined) countAccess(world, world.states.access.columns, row, fee);
}

/** A client's request was lost. */
export function countMiss(world: World, row: number, outcome: number): void {
  if (world.clock.measuring === 0) return;
  const { requests, measured } = world;
  const m = requests.words[row * request.words + request.market];
  const host = requests.words[row * request.words + request.node];
  if (host >= 0) {
    world.serving.isUsed[host] = 1;
    world.serving.doubles[host * serving.doubles + serving.missed] += 1;
  }
  measured.columns.missed[m] += 1;
  if (world.states !== undefined) world.states.access.columns.missed[homeOf(world, row)] += 1;
  const { missedNoNode, missedNoRoom, missedPatience, missedNode } = measured.columns;
  if (outcome === Outcome.noNode) missedNoNode[m] += 1;
  else if (outcome === Outcome.noRoom) missedNoRoom[m] += 1;
  else if (outcome === Outcome.outOfPatience) missedPatience[m] += 1;
  else missedNode[m] += 1;
}

export function countArrival(world: World, row: number): void {
  const { words } = world.requests;
  const w = row * request.words;
  if (world.clock.measuring === 0 || words[w + request.kind] !== RequestKind.client) return;
  world.measured.columns.offered[words[w + request.market]] += 1;
  if (world.states !== undefined) world.states.access.columns.offered[homeOf(world, row)] += 1;
}

/** Jurisdiction of the client. */
function homeOf({ segments, requests }: World, row: number): number {
  return segments.columns.jurisdiction[requests.words[row * request.words + request.segment]];
}

/** An answer is counted where its client is. */
function countAccess(world: World, access: Columns<AccessSpec>, row: number, fee: number): void {
  const { words } = world.requests;
  const w = row * request.words;
  const home = homeOf(world, row);
  const there = world.nodes.columns.jurisdiction[words[w + request.node]];
  const { firstToken, endToEnd } = clientTimes(world, row);
  access.served[home] += 1;
  if (there === home) access.domestic[home] += 1;
  access.tokens[home] += words[w + request.prompt] + words[w + request.output];
  access.fees[home] += fee;
  access.roundTrip[home] += world.roundTrip[home * world.utcOffset.length + there];
  access.firstToken[home] += firstToken;
  access.endToEnd[home] += endToEnd;
}

/** What a client of this request saw. [ms] NaN where there was no such moment. */
export function clientTimes(world: World, row: number) {
  const { doubles, words } = world.requests;
  const d = row * request.doubles;
  const w = row * request.words;
  const host = words[w + request.node];
  const output = words[w + request.output];
  const enteredAt = doubles[d + request.enteredAt];
  const firstTokenAt = doubles[d + request.firstTokenAt];
  const home = world.segments.columns.jurisdiction[words[w + request.segment]];
  const back = host < 0 ? Number.NaN : oneWayTime(world, world.nodes.columns.jurisdiction[host], home);
  const now = awakeTime(world);
  return {
    queueing: (doubles[d + request.startedAt] - doubles[d + request.reachedAt]) / microsPerMilli,
    firstToken: (firstTokenAt - enteredAt + back) / microsPerMilli,
    perToken: output > 1 ? (now - firstTokenAt) / (output - 1) / microsPerMilli : Number.NaN,
    endToEnd: (now - enteredAt + back) / microsPerMilli,
  };
}

/** Latency between two jurisdictions, one way. [µs] */
export function oneWayTime(world: World, from: number, to: number): number {
  return world.oneWay[from * world.utcOffset.length + to];
}

/** The node has begun or ended having work. */
export function settleBusy(world: World, host: number): void {
  const { doubles, words } = world.serving;
  const d = host * serving.doubles;
  const w = host * serving.words;
  const hasWork = words[w + serving.prefilling] >= 0 || words[w + serving.active] > 0;
  const since = doubles[d + serving.busySince];
  if (hasWork === !Number.isNaN(since)) return;
  const now = awakeTime(world);
  if (hasWork) {
    world.serving.isUsed[host] = 1;
    world.serving.isBusy[host] = 1;
    doubles[d + serving.busySince] = now;
  } else {
    world.serving.isBusy[host] = 0;
    if (world.clock.measuring === 1) doubles[d + serving.busyTime] += now - since;
    doubles[d + serving.busySince] = Number.NaN;
  }
}

/** Live capacity of a market changes; its integrals are brought up to date first. */
export function changeCapacity(
  world: World,
  market: number,
  capacity: number,
  nodes: number,
  now: number = world.schedule.now,
): void {
  settleCapacity(world, market, now);
  world.measured.columns.liveCapacity[market] += capacity;
  world.measured.columns.liveNodes[market] += nodes;
}

/** ∫ of live capacity up to now, over the epoch and over measured time. [token, node·µs] */
export function settleCapacity(world: World, market: number, now: number = world.schedule.now): void {
  const { columns } = world.measured;
  const elapsed = now - columns.changedAt[market];
  columns.changedAt[market] = now;
  const tokens = (columns.liveCapacity[market] * elapsed) / 1e6;
  columns.epochCapacity[market] += tokens;
  columns.epochNodes[market] += columns.liveNodes[market] * elapsed;
  if (world.clock.measuring === 1) columns.measuredCapacity[market] += tokens;
}

function timeRequest(world: World, row: number, market: number): void {
  const { doubles, words } = world.requests;
  const d = row * request.doubles;
  const w = row * request.words;
  const output = words[w + request.output];
  const enteredAt = doubles[d + request.enteredAt];
  const firstTokenAt = doubles[d + request.firstTokenAt];
  const home = world.segments.columns.jurisdiction[words[w + request.segment]];
  const back = oneWayTime(world, world.nodes.columns.jurisdiction[words[w + request.node]], home);
  const now = awakeTime(world);
  const first = market * latencyMetricCount;
  const { latencies } = world;
  latencies[first].add((firstTokenAt - enteredAt + back) / microsPerMilli);
  if (output > 1) latencies[first + 1].add((now - firstTokenAt) / (output - 1) / microsPerMilli);
  latencies[first + 2].add((now - enteredAt + back) / microsPerMilli);
  latencies[first + 3].add((doubles[d + request.startedAt] - doubles[d + request.reachedAt]) / microsPerMilli);
}

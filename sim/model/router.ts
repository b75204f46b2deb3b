/**
 * Live nodes of each market, in the orders that routing rules ask for. Made from the tables, so that a fork rebuilds it.
 *
 * An order is kept only once a rule has asked for it: the sums of weights, the least load and the least ask cost O(log n) a change, which
 * a rule that samples two nodes should not pay for.
 */
import type { Columns } from "../engine/columns.ts";
import type { Stream } from "../engine/rng.ts";
import { createLeastTree, type LeastTree, leastAround, leastIn, setKey } from "./least-tree.ts";
import { drawsPerRequest } from "./slots.ts";
import * as law from "./tables/law-fields.ts";
import { type NodeSpec, Status } from "./tables/nodes.ts";
import type { Serving } from "./tables/serving.ts";
import * as at from "./tables/serving-fields.ts";
import type { RouterView } from "./view.ts";
import { createWeightTree, drawByWeight, setWeight, type WeightTree } from "./weight-tree.ts";

export interface Router extends RouterView {
  /** Uniform draws of the request at hand. */
  readonly draw: (n: number) => number;
  drawFor(segment: number, number: number): void;
  /** The number of requests at a node has changed. */
  changed(host: number): void;
  /** A node went live or stopped being so. Its status is set already, perhaps that of a later turn. */
  turned(host: number, isLive: boolean): void;
  /** Ask prices were set anew. */
  asksChanged(): void;
  /** Round trips were set anew. */
  distancesChanged(): void;
  /** Machines came, which are not live yet, or went, which are not live any more. */
  populationChanged(nodeCount: number): void;
  /** Live nodes of each market in the order of their seats: all that the tables do not say. */
  seats(): readonly Uint32Array[];
}

export interface RouterParts {
  readonly nodes: Columns<NodeSpec>;
  readonly serving: Serving;
  readonly nodeCount: number;
  readonly marketCount: number;
  readonly jurisdictionCount: number;
  /** Round trips, jurisdictions × jurisdictions, row-major. [ms] */
  readonly roundTrip: Float64Array;
  readonly stream: Stream;
  /** Seats of the router that this one is a copy of; without them live nodes sit in order of row. */
  readonly seats?: readonly Uint32Array[];
}

/** One market: its nodes by jurisdiction, and where each stands. */
interface Pool {
  /** Node rows in order of (jurisdiction, row). */
  readonly members: Uint32Array;
  /** Members of jurisdiction j are members[start[j]…start[j + 1]). */
  readonly start: Uint32Array;
  /** Live node rows, in no order. */
  readonly live: Uint32Array;
  liveCount: number;
  weights: WeightTree | undefined;
  loads: LeastTree | undefined;
  asks: LeastTree | undefined;
  /** By when each was last sent a request; `queueMin` is the weight below which a node does not queue. */
  queue: LeastTree | undefined;
  queueMin: number;
}

export function createRouter(parts: RouterParts): Router {
  const { nodes, stream, jurisdictionCount, roundTrip } = parts;
  const { words, laws, sentAt } = parts.serving;
  let { pools, place, seat } = makePools(parts);
  let nearest = nearestFirst(roundTrip, jurisdictionCount);
  /** Whether any pool keeps its nodes by load, ask or queue. */
  let keepsOrders = false;
  let settled = parts.nodeCount;
  let row = 0;
  let first = 0;
  const isLive = (host: number) => nodes.status[host] === Status.live;
  // Kept apart: a rule looks at nodes that it does not choose, whose records would each cost a line of the cache.
  // Without windows nobody has a request, and there are no batches.
  const isIdle = words.length === 0;
  const loads = new Float64Array(isIdle ? 0 : nodes.status.length);
  const settleLoad = (host: number) => {
    if (isIdle) return;
    const w = host * at.words;
    loads[host] = words[w + at.outstanding] / laws.words[words[w + at.law] * law.words + law.places];
  };
  for (let host = 0; host < parts.nodeCount; host++) settleLoad(host);
  const loadOf = (host: number) => (isIdle ? 0 : loads[host]);
  const loadKey = (host: number) => (isLive(host) ? loadOf(host) : Number.POSITIVE_INFINITY);
  const askKey = (host: number) => (isLive(host) && loadOf(host) < 1 ? nodes.ask[host] : Number.POSITIVE_INFINITY);
  const queueKey = (host: number, weightMin: number) =>
    isLive(host) && loadOf(host) < 1 && nodes.weight[host] >= weightMin ? sentAt[host] : Number.POSITIVE_INFINITY;
  const tree = (pool: Pool, key: (host: number) => number) => {
    keepsOrders = true;
    const made = createLeastTree(pool.members.length);
    for (let i = 0; i < pool.members.length; i++) setKey(made, i, key(pool.members[i]));
    return made;
  };
  const loadsOf = (pool: Pool) => {
    pool.loads ??= tree(pool, loadKey);
    return pool.loads;
  };
  const asksOf = (pool: Pool) => {
    pool.asks ??= tree(pool, askKey);
    return pool.asks;
  };
  const queueOf = (pool: Pool, weightMin: number) => {
    if (pool.queue === undefined || pool.queueMin !== weightMin) {
      pool.queue = tree(pool, (host) => queueKey(host, weightMin));
      pool.queueMin = weightMin;
    }
    return pool.queue;
  };
  const weightsOf = (pool: Pool) => {
    if (pool.weights === undefined) {
      pool.weights = createWeightTree(pool.members.length);
      for (let i = 0; i < pool.members.length; i++) {
        const host = pool.members[i];
        setWeight(pool.weights, i, isLive(host) ? nodes.weight[host] : 0);
      }
    }
    return pool.weights;
  };
  /** Brings the orders that are kept to the node's load and status. */
  const moveInOrders = (host: number) => {
    const pool = pools[nodes.market[host]];
    if (pool.loads !== undefined) setKey(pool.loads, place[host], loadKey(host));
    if (pool.asks !== undefined) setKey(pool.asks, place[host], askKey(host));
    if (pool.queue !== undefined) setKey(pool.queue, place[host], queueKey(host, pool.queueMin));
  };
  const memberAt = (pool: Pool, position: number) => (position < 0 ? -1 : pool.members[position]);
  return {
    nodes,
    jurisdictionCount,
    draw: (n) => stream.uniform(row, first + n),
    drawFor(segment, number) {
      row = segment;
      first = number * drawsPerRequest;
    },
    changed(host) {
      settleLoad(host);
      if (keepsOrders) moveInOrders(host);
    },
    turned(host, goesLive) {
      const pool = pools[nodes.market[host]];
      if (goesLive) seatLive(pool, seat, host);
      else unseat(pool, seat, host);
      if (pool.weights !== undefined) setWeight(pool.weights, place[host], goesLive ? nodes.weight[host] : 0);
      if (keepsOrders) moveInOrders(host);
    },
    asksChanged() {
      for (const pool of pools) pool.asks = undefined;
    },
    distancesChanged() {
      nearest = nearestFirst(roundTrip, jurisdictionCount);
    },
    populationChanged(nodeCount) {
      ({ pools, place, seat } = makePools({ ...parts, nodeCount, seats: this.seats() }));
      keepsOrders = false;
      // Loads of the others are what they were.
      for (; settled < nodeCount; settled++) settleLoad(settled);
    },
    seats: () => pools.map((pool) => pool.live.slice(0, pool.liveCount)),
    liveCount: (market) => pools[market].liveCount,
    byWeight: (market, uniform) => memberAt(pools[market], drawByWeight(weightsOf(pools[market]), uniform)),
    evenly(market, uniform) {
      const pool = pools[market];
      return pool.liveCount === 0 ? -1 : pool.live[Math.floor(uniform * pool.liveCount)];
    },
    leastLoadedIn(market, jurisdiction, uniform) {
      const pool = pools[market];
      const { start } = pool;
      return memberAt(pool, leastAround(loadsOf(pool), start[jurisdiction], start[jurisdiction + 1], uniform));
    },
    leastLoaded(market, uniform) {
      const pool = pools[market];
      return memberAt(pool, leastAround(loadsOf(pool), 0, pool.members.length, uniform));
    },
    cheapestFree(market, uniform) {
      const pool = pools[market];
      return memberAt(pool, leastAround(asksOf(pool), 0, pool.members.length, uniform));
    },
    cheapestFreeIn(market, jurisdiction, uniform) {
      const pool = pools[market];
      const { start } = pool;
      return memberAt(pool, leastAround(asksOf(pool), start[jurisdiction], start[jurisdiction + 1], uniform));
    },
    waitingLongest(market, weightMin) {
      const pool = pools[market];
      return memberAt(pool, leastIn(queueOf(pool, weightMin), 0, pool.members.length));
    },
    load: loadOf,
    roundTripMs: (from, to) => roundTrip[from * jurisdictionCount + to],
    nearest: (origin) => nearest[origin],
  };
}

/** Where each node stands among its market's members, and its seat among the live ones (−1 when not live). */
function makePools(parts: RouterParts): { pools: Pool[]; place: Int32Array; seat: Int32Array } {
  const { nodes, nodeCount, marketCount, jurisdictionCount } = parts;
  const { members, start } = byCell(parts);
  const place = new Int32Array(nodeCount);
  const seat = new Int32Array(nodeCount).fill(-1);
  const pools: Pool[] = [];
  for (let market = 0; market < marketCount; market++) {
    const first = start[market * jurisdictionCount];
    const own = members.slice(first, start[(market + 1) * jurisdictionCount]);
    for (let i = 0; i < own.length; i++) place[own[i]] = i;
    const pool: Pool = {
      members: own,
      start: startsOf(start, market, jurisdictionCount),
      live: new Uint32Array(own.length),
      liveCount: 0,
      weights: undefined,
      loads: undefined,
      asks: undefined,
      queue: undefined,
      queueMin: 0,
    };
    const live = parts.seats?.[market] ?? own.filter((host) => nodes.status[host] === Status.live);
    for (const host of live) seatLive(pool, seat, host);
    pools.push(pool);
  }
  return { pools, place, seat };
}

/** Where each jurisdiction begins among the members of a market, and where the last one ends. */
function startsOf(cells: Uint32Array, market: number, jurisdictions: number): Uint32Array {
  const first = market * jurisdictions;
  const starts = cells.slice(first, first + jurisdictions + 1);
  for (let j = 0; j <= jurisdictions; j++) starts[j] -= cells[first];
  return starts;
}

/** Node rows in order of (market, jurisdiction, row), by counting: members of cell c are members[start[c]…start[c + 1]). */
function byCell({ nodes, nodeCount, marketCount, jurisdictionCount }: RouterParts) {
  const { market, jurisdiction, status } = nodes;
  const start = new Uint32Array(marketCount * jurisdictionCount + 1);
  for (let host = 0; host < nodeCount; host++)
    if (status[host] !== Status.gone) start[market[host] * jurisdictionCount + jurisdiction[host] + 1]++;
  for (let cell = 1; cell < start.length; cell++) start[cell] += start[cell - 1];
  const members = new Uint32Array(start[start.length - 1]);
  const next = start.slice();
  for (let host = 0; host < nodeCount; host++)
    if (status[host] !== Status.gone) members[next[market[host] * jurisdictionCount + jurisdiction[host]]++] = host;
  return { members, start };
}

function seatLive(pool: Pool, seat: Int32Array, host: number): void {
  if (seat[host] >= 0) return;
  seat[host] = pool.liveCount;
  pool.live[pool.liveCount++] = host;
}

function unseat(pool: Pool, seat: Int32Array, host: number): void {
  const empty = seat[host];
  if (empty < 0) return;
  const last = pool.live[--pool.liveCount];
  pool.live[empty] = last;
  seat[last] = empty;
  seat[host] = -1;
}

function nearestFirst(roundTrip: Float64Array, count: number): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, origin) =>
    Array.from({ length: count }, (_, j) => j).sort(
      (a, b) => roundTrip[origin * count + a] - roundTrip[origin * count + b] || a - b,
    ),
  );
}

/**
 * Users who bid for places in blocks: each block takes the K waiting ones whose delay costs most.
 *
 *   arrived → waits → taken by a block
 *
 * Bids rise with the cost of delay, so that costs stand for them. Huberman, Leshno and Moallemi, Monopoly without a Monopolist,
 * Review of Economic Studies 88(6), 2021.
 */
import { createRng, type Stream } from "../../engine/rng.ts";
import { createSchedule, type EventDef, type Schedule } from "../../engine/schedule.ts";
import type { Time } from "../../engine/units.ts";
import { tooMany, Unanswerable } from "../question.ts";
import type { Experiment } from "../sequential.ts";
import { drawGap, ticksPerUnit } from "./clockwork.ts";

export interface BlocksPlan {
  /** [1 / time unit] */
  readonly userRate: number;
  readonly blockRate: number;
  /** Users that a block takes. */
  readonly capacity: number;
}

/** Positions in the sums; times in ticks. */
export const users = 0;
export const time = 1;
/** Waiting users × time, and their delay costs × time. */
export const waitingArea = 2;
export const costArea = 3;
/** Time between two blocks that took everyone, and half its square: who ranks last waits for the next such block. */
export const spell = 4;
export const spellSquare = 5;
const userGaps = 6;
const blocks = 7;
const blockGaps = 8;
const waitingSeenByUsers = 9;
const waitingSeenByBlocks = 10;
const costSeenByBlocks = 11;
const sumCount = 12;

const waitingMost = 1 << 20;

interface Market {
  readonly schedule: Schedule<Market>;
  readonly plan: BlocksPlan;
  readonly perUnit: number;
  readonly streams: { readonly users: Stream; readonly blocks: Stream; readonly costs: Stream };
  readonly sums: Float64Array;
  /** Delay costs of those waiting, as a heap: the greatest first. */
  readonly heap: Float64Array;
  waiting: number;
  cost: number;
  came: number;
  found: number;
  lastChange: number;
  lastCleared: number;
}

/** Ticks in a time unit of this plan. */
export function blockTicks({ userRate, blockRate }: BlocksPlan): number {
  return ticksPerUnit(1 / userRate, 1 / blockRate);
}

export function createBlocks(plan: BlocksPlan, seed: number, name: string): Experiment {
  const rng = createRng(`${seed}`);
  const perUnit = blockTicks(plan);
  const market: Market = {
    schedule: createSchedule<Market>({ events: [userArrived, blockFound] }),
    plan,
    perUnit,
    streams: {
      users: rng.stream(`${name} users`),
      blocks: rng.stream(`${name} blocks`),
      costs: rng.stream(`${name} costs`),
    },
    sums: new Float64Array(sumCount),
    heap: new Float64Array(waitingMost),
    waiting: 0,
    cost: 0,
    came: 0,
    found: 0,
    lastChange: 0,
    lastCleared: 0,
  };
  expectUser(market);
  expectBlock(market);
  const { userRate, blockRate, capacity } = plan;
  const load = userRate / (blockRate * capacity);
  return {
    sums: market.sums,
    waits: null,
    advance(arrivals) {
      const { schedule } = market;
      schedule.run(market, (schedule.now + Math.round((arrivals / userRate) * perUnit)) as Time);
      countArea(market);
    },
    arrivals: users,
    // Users and blocks come whatever the line: they see what holds over time.
    controls: [
      { over: userGaps, under: users, known: perUnit / userRate },
      { over: blockGaps, under: blocks, known: perUnit / blockRate },
      { over: waitingSeenByUsers, under: waitingArea, known: userRate / perUnit },
      { over: waitingSeenByBlocks, under: waitingArea, known: blockRate / perUnit },
      { over: costSeenByBlocks, under: costArea, known: blockRate / perUnit },
    ],
    // A walk of drift K(1 − ρ) and variance K(ρ + K) a block forgets in 2 · variance / drift² blocks of Kρ users each.
    relaxation: (2 * load * (load + capacity)) / ((1 - load) * (1 - load)),
  };
}

const userArrived: EventDef<Market> = {
  kind: 1,
  name: "user-arrived",
  phase: 0,
  handle(market) {
    expectUser(market);
    countArea(market);
    const { sums } = market;
    sums[users]++;
    sums[waitingSeenByUsers] += market.waiting;
    const cost = market.streams.costs.uniform(0, market.came - 1);
    if (market.waiting === waitingMost) throw new Unanswerable(tooMany(waitingMost));
    push(market, cost);
    market.cost += cost;
  },
};

const blockFound: EventDef<Market> = {
  kind: 2,
  name: "block-found",
  phase: 0,
  handle(market) {
    expectBlock(market);
    countArea(market);
    const { sums, plan, schedule } = market;
    sums[blocks]++;
    sums[waitingSeenByBlocks] += market.waiting;
    sums[costSeenByBlocks] += market.cost;
    // With room left, it would take even who ranks last.
    if (market.waiting < plan.capacity) {
      const length = schedule.now - market.lastCleared;
      sums[spell] += length;
      sums[spellSquare] += (length * length) / 2;
      market.lastCleared = schedule.now;
    }
    for (let place = 0; place < plan.capacity && market.waiting > 0; place++) market.cost -= pop(market);
    if (market.waiting === 0) market.cost = 0;
  },
};

function expectUser(market: Market): void {
  const gap = drawGap(market.streams.users, market.came++, market.perUnit / market.plan.userRate);
  market.sums[userGaps] += gap;
  market.schedule.after(gap, userArrived, 0);
}

function expectBlock(market: Market): void {
  const gap = drawGap(market.streams.blocks, market.found++, market.perUnit / market.plan.blockRate);
  market.sums[blockGaps] += gap;
  market.schedule.after(gap, blockFound, 0);
}

function countArea(market: Market): void {
  const { sums, schedule } = market;
  const length = schedule.now - market.lastChange;
  sums[time] += length;
  sums[waitingArea] += market.waiting * length;
  sums[costArea] += market.cost * length;
  market.lastChange = schedule.now;
}

function push(market: Market, cost: number): void {
  const { heap } = market;
  let at = market.waiting++;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (heap[above] >= cost) break;
    heap[at] = heap[above];
    at = above;
  }
  heap[at] = cost;
}

function pop(market: Market): number {
  const { heap } = market;
  const top = heap[0];
  const count = --market.waiting;
  const cost = heap[count];
  let at = 0;
  for (let below = 1; below < count; below = 2 * at + 1) {
    if (below + 1 < count && heap[below + 1] > heap[below]) below++;
    if (heap[below] <= cost) break;
    heap[at] = heap[below];
    at = below;
  }
  heap[at] = cost;
  return top;
}

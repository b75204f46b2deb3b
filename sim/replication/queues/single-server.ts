/**
 * One server that may leave a job unfinished for another: processor sharing and shortest remaining processing time.
 *
 *   arrived → (work passes) the discipline's next job to finish → finished
 *
 * Each job has a key; the smallest key finishes next. Whenever a job comes or goes, the pending end is cancelled and
 * set anew.
 */
import { createRng, type Stream } from "../../engine/rng.ts";
import { createSchedule, type EventDef, type Schedule } from "../../engine/schedule.ts";
import type { Span, Ticket, Time } from "../../engine/units.ts";
import type { Control, Ratio } from "../batch-means.ts";
import type { Law } from "../laws.ts";
import type { Experiment } from "../sequential.ts";
import { type ByKey, createByKey, popByKey, pushByKey } from "./by-key.ts";
import { drawGap, drawService, ticksPerUnit } from "./clockwork.ts";
import { createPool, giveBack, type Pool, take } from "./pool.ts";

export interface SingleServerPlan {
  /** Arrivals [1 / time unit]. */
  readonly rate: number;
  readonly sizes: Law;
  readonly discipline: Discipline;
  readonly relaxation: number;
}

/** How work is spread over the jobs present. */
export interface Discipline {
  /** Lets `length` ticks of work pass; at least one job is present. */
  pass(server: Server, length: number): void;
  /** Key of a job of this size that comes now. */
  keyOf(server: Server, size: number): number;
  /** Ticks until the job of the smallest key is done, if nobody comes. */
  left(server: Server): number;
}

/**
 * All jobs present get an equal share. A job's key is the work each job will have got since the start when it is done.
 */
export const sharing: Discipline = {
  pass(server, length) {
    server.attained += length / server.present.count;
  },
  keyOf: (server, size) => server.attained + size,
  left: ({ present, attained }) => (present.key[0] - attained) * present.count,
};

/** The job with least work left has the server. A job's key is the work left. */
export const shortestRemaining: Discipline = {
  pass({ present }, length) {
    present.key[0] -= length;
  },
  keyOf: (_, size) => size,
  left: ({ present }) => present.key[0],
};

const arrivals = 0;
const finished = 1;
const response = 2;
const slowdown = 3;
const gap = 4;
const work = 5;
const presentArea = 6;
const presentSeen = 7;
const presentByWork = 8;
const sumCount = 9;

/** Mean time in system [ticks]. */
export const responseRatio: Ratio = { over: response, under: finished };
/** Mean of time in system over size, over jobs of all sizes. */
export const slowdownRatio: Ratio = { over: slowdown, under: finished };

export interface Server {
  readonly schedule: Schedule<Server>;
  readonly gaps: Stream;
  readonly sizes: Stream;
  readonly plan: SingleServerPlan;
  readonly perUnit: number;
  readonly present: ByKey;
  readonly pool: Pool;
  readonly since: Float64Array;
  readonly size: Float64Array;
  readonly sums: Float64Array;
  drawn: number;
  ending: Ticket;
  lastChange: number;
  /** Work that a job present from the start would have got under sharing [ticks]. */
  attained: number;
}

/** Jobs that may be present at once: far beyond what a stable load reaches. */
const presentMax = 1 << 18;

export function singleServerTicks({ rate, sizes }: SingleServerPlan): number {
  return ticksPerUnit(sizes.mean, 1 / rate);
}

export function createSingleServer(plan: SingleServerPlan, seed: number, name: string): Experiment {
  const rng = createRng(`${seed}`);
  const perUnit = singleServerTicks(plan);
  const server: Server = {
    schedule: createSchedule<Server>({ events: [jobArrived, jobFinished], capacity: 2 }),
    gaps: rng.stream(`${name} gaps`),
    sizes: rng.stream(`${name} sizes`),
    plan,
    perUnit,
    present: createByKey(presentMax),
    pool: createPool(presentMax),
    since: new Float64Array(presentMax),
    size: new Float64Array(presentMax),
    sums: new Float64Array(sumCount),
    drawn: 0,
    ending: 0 as Ticket,
    lastChange: 0,
    attained: 0,
  };
  expectArrival(server);
  const gapMean = perUnit / plan.rate;
  return {
    sums: server.sums,
    waits: null,
    arrivals,
    controls: controlsOf(plan, perUnit),
    relaxation: plan.relaxation,
    advance(count) {
      server.schedule.run(server, (server.schedule.now + Math.round(count * gapMean)) as Time);
      passWork(server);
    },
  };
}

/** As of a station, weighted by the jobs present. */
function controlsOf({ rate, sizes }: SingleServerPlan, perUnit: number): Control[] {
  const gaps = { over: gap, under: arrivals, known: perUnit / rate };
  // Equal sizes explain nothing, and their rounding to ticks would pass for a deviation.
  const seen = { over: presentSeen, under: presentArea, known: rate / perUnit };
  if (sizes.scv === 0) return [gaps, seen];
  const known = sizes.mean * perUnit;
  return [gaps, seen, { over: work, under: arrivals, known }, { over: presentByWork, under: presentSeen, known }];
}

const jobArrived: EventDef<Server> = {
  kind: 1,
  name: "job-arrived",
  phase: 0,
  handle(server) {
    const { schedule, plan, present, pool, since, size, sums, perUnit } = server;
    passWork(server);
    const job = take(pool);
    since[job] = schedule.now;
    size[job] = drawService(plan.sizes, server.sizes, server.drawn, perUnit);
    sums[arrivals] += 1;
    sums[work] += size[job];
    sums[presentSeen] += present.count;
    sums[presentByWork] += present.count * size[job];
    pushByKey(present, plan.discipline.keyOf(server, size[job]), job);
    expectArrival(server);
    expectEnd(server);
  },
};

const jobFinished: EventDef<Server> = {
  kind: 2,
  name: "job-finished",
  phase: 0,
  handle(server) {
    const { schedule, present, pool, since, size, sums } = server;
    passWork(server);
    // The end was rounded to a whole tick; the finished key puts the shared work back in its exact place.
    server.attained = present.key[0];
    const job = popByKey(present);
    const length = schedule.now - since[job];
    sums[finished] += 1;
    sums[response] += length;
    sums[slowdown] += length / size[job];
    giveBack(pool, job);
    expectEnd(server);
  },
};

function passWork(server: Server): void {
  const length = server.schedule.now - server.lastChange;
  server.lastChange = server.schedule.now;
  server.sums[presentArea] += server.present.count * length;
  if (server.present.count > 0) server.plan.discipline.pass(server, length);
}

function expectArrival(server: Server): void {
  const length = drawGap(server.gaps, ++server.drawn, server.perUnit / server.plan.rate);
  server.sums[gap] += length;
  server.schedule.after(length, jobArrived, 0);
}

function expectEnd(server: Server): void {
  const { schedule, present, plan } = server;
  schedule.cancel(server.ending);
  if (present.count === 0) return;
  const left = Math.max(0, Math.round(plan.discipline.left(server)));
  server.ending = schedule.after(left as Span, jobFinished, 0);
}

/**
 * n equal servers with a line each: a job looks at d of them, drawn at random with replacement, and joins the shortest
 * line.
 *
 *   arrived → joins → served in order of arrival → finished
 *
 * The first drawn of equally short lines is taken; draws are in random order, so ties break at random.
 */
import { createRng, type Stream } from "../../engine/rng.ts";
import { createSchedule, type EventDef, type Schedule } from "../../engine/schedule.ts";
import type { Time } from "../../engine/units.ts";
import type { Ratio } from "../batch-means.ts";
import type { Law } from "../laws.ts";
import type { Experiment } from "../sequential.ts";
import { drawGap, drawService, ticksPerUnit } from "./clockwork.ts";
import { createPool, giveBack, type Pool, take } from "./pool.ts";

export interface SampledServersPlan {
  readonly servers: number;
  /** d, the lines looked at. */
  readonly choices: number;
  /** Arrivals over all servers [1 / time unit]. */
  readonly rate: number;
  readonly service: Law;
  readonly relaxation: number;
}

const arrivals = 0;
const finished = 1;
const response = 2;
const gap = 3;
const served = 4;
const service = 5;
const length = 6;
const joined = 7;
const joinedExpected = 8;
const behindSum = 9;
const behindByService = 10;
/** From here on: time integral of the number of servers with at least 0, 1, … jobs. */
const atLeast = 11;
/** Longest line whose tail is kept; longer ones are served all the same. */
const tailMax = 256;

/** Mean time in system [ticks]. */
export const sampledResponse: Ratio = { over: response, under: finished };

/** From here on: at arrivals, the chance that all lines looked at have at least 0, 1, … jobs. */
const chance = atLeast + tailMax + 1;

/** Share of servers with a job, times the number of servers. */
export const sampledBusy: Ratio = { over: atLeast + 1, under: length };

/**
 * Chance that an arrival joins a server with at least `jobs` jobs; jobs in 1 … 256, else null.
 *
 * Servers go from `jobs` to `jobs` + 1 at the rate λ times this and back at the rate 1 of an exponential service, so
 * that λ times this is
 * the share of servers with at least `jobs` + 1: for any number of servers, and with far less noise where these are
 * rare.
 */
export function sampledJoin(jobs: number): Ratio | null {
  return jobs >= 1 && jobs <= tailMax ? { over: chance + jobs, under: arrivals } : null;
}

interface Servers {
  readonly schedule: Schedule<Servers>;
  readonly plan: SampledServersPlan;
  readonly perUnit: number;
  readonly gaps: Stream;
  readonly choices: Stream;
  readonly services: Stream;
  /** Jobs at each server; the first and the last of its line. */
  readonly present: Uint32Array;
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  /** Of each job: the one behind it, and when it came. */
  readonly behind: Uint32Array;
  readonly since: Float64Array;
  readonly pool: Pool;
  /** Servers with at least k jobs now, and since when. */
  readonly tail: Uint32Array;
  readonly tailSince: Float64Array;
  readonly sums: Float64Array;
  drawn: number;
  servicesDrawn: number;
  batchSince: number;
}

/** Room for this many jobs a server on average. */
const jobsPerServerMax = 64;

export function sampledServersTicks({ rate, service: law }: SampledServersPlan): number {
  return ticksPerUnit(law.mean, 1 / rate);
}

export function createSampledServers(plan: SampledServersPlan, seed: number, name: string): Experiment {
  const rng = createRng(`${seed}`);
  const perUnit = sampledServersTicks(plan);
  const jobs = Math.max(1 << 12, plan.servers * jobsPerServerMax);
  const world: Servers = {
    schedule: createSchedule<Servers>({ events: [jobArrived, jobFinished], capacity: plan.servers + 1 }),
    plan,
    perUnit,
    gaps: rng.stream(`${name} gaps`),
    choices: rng.stream(`${name} choices`),
    services: rng.stream(`${name} services`),
    present: new Uint32Array(plan.servers),
    first: new Uint32Array(plan.servers),
    last: new Uint32Array(plan.servers),
    behind: new Uint32Array(jobs),
    since: new Float64Array(jobs),
    pool: createPool(jobs),
    tail: new Uint32Array(tailMax + 1),
    tailSince: new Float64Array(tailMax + 1),
    sums: new Float64Array(chance + tailMax + 1),
    drawn: 0,
    servicesDrawn: 0,
    batchSince: 0,
  };
  const gapMean = perUnit / plan.rate;
  expectArrival(world);
  return {
    sums: world.sums,
    waits: null,
    arrivals,
    controls: [
      { over: gap, under: arrivals, known: gapMean },
      { over: service, under: served, known: plan.service.mean * perUnit },
      { over: joined, under: joinedExpected, known: 1 },
      { over: behindByService, under: behindSum, known: plan.service.mean * perUnit },
    ],
    relaxation: plan.relaxation,
    advance(count) {
      world.schedule.run(world, (world.schedule.now + Math.round(count * gapMean)) as Time);
      for (let k = 1; k <= tailMax; k++) countTail(world, k, 0);
      world.sums[length] += world.schedule.now - world.batchSince;
      world.batchSince = world.schedule.now;
    },
  };
}

const jobArrived: EventDef<Servers> = {
  kind: 1,
  name: "job-arrived",
  phase: 0,
  handle(world) {
    const { schedule, present, first, last, behind, since, pool, sums } = world;
    const server = shortestSampled(world);
    sums[arrivals] += 1;
    sums[joined] += present[server];
    expectJoin(world);
    expectArrival(world);
    const job = take(pool);
    since[job] = schedule.now;
    if (present[server] === 0) {
      first[server] = job;
      serve(world, server);
    } else {
      behind[last[server]] = job;
    }
    last[server] = job;
    countTail(world, ++present[server], 1);
  },
};

const jobFinished: EventDef<Servers> = {
  kind: 2,
  name: "job-finished",
  phase: 0,
  handle(world, row) {
    const { schedule, present, first, behind, since, pool, sums } = world;
    const job = first[row];
    sums[finished] += 1;
    sums[response] += schedule.now - since[job];
    first[row] = behind[job];
    giveBack(pool, job);
    countTail(world, present[row]--, -1);
    if (present[row] > 0) serve(world, row);
  },
};

function shortestSampled({ plan, choices, present, drawn }: Servers): number {
  let best = Math.floor(plan.servers * choices.uniform(0, drawn));
  for (let k = 1; k < plan.choices; k++) {
    const other = Math.floor(plan.servers * choices.uniform(k, drawn));
    if (present[other] < present[best]) best = other;
  }
  return best;
}

/**
 * Counts the chance that all lines looked at have at least k jobs, for each k; their sum is the expected length of the
 * line joined.
 */
function expectJoin({ plan, tail, sums }: Servers): void {
  for (let k = 1; k <= tailMax && tail[k] > 0; k++) {
    const all = power(tail[k] / plan.servers, plan.choices);
    sums[chance + k] += all;
    sums[joinedExpected] += all;
  }
}

/** xᵏ for whole k ≥ 1 by squaring. */
function power(x: number, k: number): number {
  let result = 1;
  for (let square = x, rest = k; rest > 0; rest >>= 1, square *= square) if (rest & 1) result *= square;
  return result;
}

function expectArrival(world: Servers): void {
  const ticks = drawGap(world.gaps, ++world.drawn, world.perUnit / world.plan.rate);
  world.sums[gap] += ticks;
  world.schedule.after(ticks, jobArrived, 0);
}

function serve(world: Servers, server: number): void {
  const ticks = drawService(world.plan.service, world.services, world.servicesDrawn++, world.perUnit);
  const behind = Math.max(0, world.present[server] - 1);
  world.sums[served] += 1;
  world.sums[behindSum] += behind;
  world.sums[behindByService] += behind * ticks;
  world.sums[service] += ticks;
  world.schedule.after(ticks, jobFinished, server);
}

/** Closes the time integral of the servers with at least `jobs` jobs and changes their number. */
function countTail({ schedule, tail, tailSince, sums }: Servers, jobs: number, change: number): void {
  if (jobs > tailMax) return;
  sums[atLeast + jobs] += tail[jobs] * (schedule.now - tailSince[jobs]);
  tailSince[jobs] = schedule.now;
  tail[jobs] += change;
}

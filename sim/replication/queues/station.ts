/**
 * A station: Poisson arrivals in priority classes, c equal servers, first come first served within a class, nobody
 * interrupted.
 *
 *   arrived → (free server) served → finished        arrived → (room) waits → served → finished        arrived → (full)
 * lost
 *
 * M/M/c, M/M/c/c, M/M/1/K, M/G/1, the two-class priority queue and prefill on one device are all this station.
 */
import { createRng, type Stream } from "../../engine/rng.ts";
import { createSchedule, type EventDef, type Schedule } from "../../engine/schedule.ts";
import type { Time } from "../../engine/units.ts";
import type { Control, Ratio } from "../batch-means.ts";
import type { Law } from "../laws.ts";
import type { Experiment } from "../sequential.ts";
import { addWait, createWaitHistogram, type WaitHistogram } from "../wait-histogram.ts";
import { drawGap, drawService, ticksPerUnit } from "./clockwork.ts";
import { addToLine, createLine, type Line, takeFromLine } from "./line.ts";

export interface StationPlan {
  /** Arrival rate of each class, the first served first [1 / time unit]. */
  readonly rates: readonly number[];
  readonly service: Law;
  readonly servers: number;
  /** Most jobs in the station, those in service included; ∞ for no limit. */
  readonly capacity: number;
  /** See Experiment. */
  readonly relaxation: number;
}

/** Positions in the sums of a class; class k starts at k · classSums. Times in ticks. */
const arrivals = 0;
const lost = 1;
const served = 2;
const waited = 3;
const wait = 4;
const response = 5;
const gap = 6;
const service = 7;
const classSums = 8;

/** Jobs that wait on average over time, for `classes` classes. */
export function stationWaiting(classes: number): Ratio {
  return { over: classes * classSums + waitingArea, under: classes * classSums + time };
}

/** Where each metric of class k is found. */
export function stationRatios(k: number): Readonly<Record<"blocking" | "waits" | "wait" | "response", Ratio>> {
  const base = k * classSums;
  return {
    blocking: { over: base + lost, under: base + arrivals },
    waits: { over: base + waited, under: base + served },
    wait: { over: base + wait, under: base + served },
    response: { over: base + response, under: base + served },
  };
}

/** Behind the classes: jobs present × time, time, and what the controls weighted by the jobs waiting need. */
const presentArea = 0;
const time = 1;
const waitingArea = 2;
const waitingSeen = 3;
const waitingAtStart = 4;
const waitingByService = 5;
const serviceSquares = 6;
const started = 7;
/** As the four sums of jobs waiting, of their squares. */
const squareArea = 8;
const squareSeen = 9;
const squareAtStart = 10;
const squareByService = 11;
const sharedSums = 12;

/** Jobs in the station on average over time, for `classes` classes. */
export function stationNumber(classes: number): Ratio {
  return { over: classes * classSums + presentArea, under: classes * classSums + time };
}

interface Station {
  readonly schedule: Schedule<Station>;
  readonly plan: StationPlan;
  readonly perUnit: number;
  readonly gaps: readonly Stream[];
  readonly services: Stream;
  readonly lines: readonly Line[];
  readonly gapsDrawn: Float64Array;
  readonly sums: Float64Array;
  readonly waits: WaitHistogram;
  servicesDrawn: number;
  busy: number;
  waiting: number;
  lastChange: number;
}

export function createStation(plan: StationPlan, seed: number, name: string): Experiment {
  const classes = plan.rates.length;
  const rate = plan.rates.reduce((sum, each) => sum + each, 0);
  const perUnit = stationTicks(plan);
  const rng = createRng(`${seed}`);
  const station: Station = {
    schedule: createSchedule<Station>({ events: [jobArrived, jobFinished], capacity: plan.servers + classes }),
    plan,
    perUnit,
    gaps: plan.rates.map((_, k) => rng.stream(`${name} gaps ${k}`)),
    services: rng.stream(`${name} services`),
    lines: plan.rates.map(() => createLine()),
    gapsDrawn: new Float64Array(classes),
    sums: new Float64Array(classes * classSums + sharedSums),
    waits: createWaitHistogram(),
    servicesDrawn: 0,
    busy: 0,
    waiting: 0,
    lastChange: 0,
  };
  for (let k = 0; k < classes; k++) expectArrival(station, k);
  const advance = (count: number): void => {
    station.schedule.run(station, (station.schedule.now + Math.round((count / rate) * perUnit)) as Time);
    countArea(station);
  };
  const { sums, waits } = station;
  return { sums, waits, advance, arrivals, controls: controlsOf(plan, perUnit), relaxation: plan.relaxation };
}

/** Ticks in a time unit of this plan. */
export function stationTicks({ rates, service: law }: StationPlan): number {
  return ticksPerUnit(law.mean, ...rates.map((each) => 1 / each));
}

/**
 * Gaps and services drawn, and both weighted by the jobs waiting when they are drawn.
 *
 * Arrivals see what holds over time, and a service does not know the line behind it: both weighted ratios have a known
 * mean whatever the
 * order of service, and take out what is left of the error of a mean wait, whose sensitivity to a draw grows with the
 * line.
 * Source: S. Henderson, P. Glynn, "Approximating martingales for variance reduction in Markov process simulation"
 * (2002).
 */
function controlsOf({ rates, service: law }: StationPlan, perUnit: number): Control[] {
  const gaps = rates.map((each, k) => ({
    over: k * classSums + gap,
    under: k * classSums + arrivals,
    known: perUnit / each,
  }));
  const shared = rates.length * classSums;
  const rate = rates.reduce((sum, each) => sum + each, 0);
  const seen = { over: shared + waitingSeen, under: shared + waitingArea, known: rate / perUnit };
  // A constant service explains nothing, and its rounding to ticks would pass for a deviation.
  if (law.scv === 0) return [...gaps, seen];
  const known = perUnit * law.mean;
  const services = rates.map((_, k) => ({ over: k * classSums + service, under: k * classSums + served, known }));
  const weighted = { over: shared + waitingByService, under: shared + waitingAtStart, known };
  // Rare long services move a mean wait by their squares.
  const squares = { over: shared + serviceSquares, under: shared + started, known: known * known * (1 + law.scv) };
  const basic = [...gaps, seen, ...services, weighted, squares];
  if (rates.length > 1 || law.scv > 1) return basic;
  // Far in the tail sensitivity grows faster than the line.
  const squareSeenBy = { over: shared + squareSeen, under: shared + squareArea, known: rate / perUnit };
  return [...basic, squareSeenBy, { over: shared + squareByService, under: shared + squareAtStart, known }];
}

const jobArrived: EventDef<Station> = {
  kind: 1,
  name: "job-arrived",
  phase: 0,
  handle(station, row) {
    expectArrival(station, row);
    countArea(station);
    const { plan, lines, sums, schedule } = station;
    sums[row * classSums + arrivals] += 1;
    const shared = lines.length * classSums;
    sums[shared + waitingSeen] += station.waiting;
    sums[shared + squareSeen] += station.waiting * station.waiting;
    if (station.busy + station.waiting >= plan.capacity) {
      sums[row * classSums + lost] += 1;
    } else if (station.busy < plan.servers) {
      station.busy++;
      serve(station, row, schedule.now);
    } else {
      station.waiting++;
      addToLine(lines[row], schedule.now);
    }
  },
};

const jobFinished: EventDef<Station> = {
  kind: 2,
  name: "job-finished",
  phase: 0,
  handle(station) {
    countArea(station);
    if (station.waiting === 0) {
      station.busy--;
      return;
    }
    let k = 0;
    while (station.lines[k].length === 0) k++;
    station.waiting--;
    serve(station, k, takeFromLine(station.lines[k]));
  },
};

function expectArrival(station: Station, row: number): void {
  const { schedule, gaps, gapsDrawn, plan, perUnit, sums } = station;
  const length = drawGap(gaps[row], gapsDrawn[row]++, perUnit / plan.rates[row]);
  sums[row * classSums + gap] += length;
  schedule.after(length, jobArrived, row);
}

function serve(station: Station, row: number, since: number): void {
  const { schedule, services, plan, perUnit, sums, waits } = station;
  const length = drawService(plan.service, services, station.servicesDrawn++, perUnit);
  const waitTicks = schedule.now - since;
  const base = row * classSums;
  sums[base + served] += 1;
  sums[base + service] += length;
  sums[base + wait] += waitTicks;
  sums[base + response] += waitTicks + length;
  if (waitTicks > 0) sums[base + waited] += 1;
  const shared = plan.rates.length * classSums;
  sums[shared + waitingAtStart] += station.waiting;
  sums[shared + waitingByService] += station.waiting * length;
  sums[shared + squareAtStart] += station.waiting * station.waiting;
  sums[shared + squareByService] += station.waiting * station.waiting * length;
  sums[shared + started] += 1;
  sums[shared + serviceSquares] += length * length;
  addWait(waits, waitTicks);
  schedule.after(length, jobFinished, 0);
}

/** Adds the jobs present and those waiting times the time since the last change. */
function countArea(station: Station): void {
  const { sums, schedule, lines } = station;
  const length = schedule.now - station.lastChange;
  const base = lines.length * classSums;
  sums[base + presentArea] += (station.busy + station.waiting) * length;
  sums[base + time] += length;
  sums[base + waitingArea] += station.waiting * length;
  sums[base + squareArea] += station.waiting * station.waiting * length;
  station.lastChange = schedule.now;
}

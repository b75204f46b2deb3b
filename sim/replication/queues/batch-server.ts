/**
 * One device that takes everybody who waits as one batch; a batch of b takes a·b + t₀.
 *
 *   arrived → waits → (device free) in a batch → batch finished        the next batch starts at once if anybody waits
 */
import { createRng, type Stream } from "../../engine/rng.ts";
import { createSchedule, type EventDef, type Schedule } from "../../engine/schedule.ts";
import type { Span, Time } from "../../engine/units.ts";
import type { Ratio } from "../batch-means.ts";
import type { BatchServer } from "../exact/batch-service.ts";
import type { Experiment } from "../sequential.ts";
import { drawGap, ticksPerUnit } from "./clockwork.ts";

const arrivals = 0;
const batches = 1;
const served = 2;
const latency = 3;
const gap = 4;
const sumCount = 5;

/** Mean time in system over requests [ticks]. */
export const batchLatency: Ratio = { over: latency, under: served };
/** Mean number in a batch, over batches. */
export const batchSize: Ratio = { over: served, under: batches };

interface Device {
  readonly schedule: Schedule<Device>;
  readonly gaps: Stream;
  readonly gapMean: number;
  readonly itemTicks: number;
  readonly setupTicks: number;
  readonly sums: Float64Array;
  gapsDrawn: number;
  waiting: number;
  /** Time waited so far by those who wait [ticks]. */
  waited: number;
  lastChange: number;
  isBusy: boolean;
}

export function batchServerTicks({ arrival, perItem, setup }: BatchServer): number {
  return ticksPerUnit(1 / arrival, perItem + setup);
}

/** @param relaxation  see Experiment */
export function createBatchServer(plan: BatchServer, relaxation: number, seed: number, name: string): Experiment {
  const perUnit = batchServerTicks(plan);
  const device: Device = {
    schedule: createSchedule<Device>({ events: [requestArrived, batchFinished], capacity: 2 }),
    gaps: createRng(`${seed}`).stream(`${name} gaps`),
    gapMean: perUnit / plan.arrival,
    itemTicks: plan.perItem * perUnit,
    setupTicks: plan.setup * perUnit,
    sums: new Float64Array(sumCount),
    gapsDrawn: 0,
    waiting: 0,
    waited: 0,
    lastChange: 0,
    isBusy: false,
  };
  expectArrival(device);
  return {
    sums: device.sums,
    waits: null,
    arrivals,
    controls: [{ over: gap, under: arrivals, known: device.gapMean }],
    relaxation,
    advance(count) {
      device.schedule.run(device, (device.schedule.now + Math.round(count * device.gapMean)) as Time);
    },
  };
}

const requestArrived: EventDef<Device> = {
  kind: 1,
  name: "request-arrived",
  phase: 0,
  handle(device) {
    device.sums[arrivals] += 1;
    expectArrival(device);
    countWaiting(device);
    device.waiting++;
    if (!device.isBusy) startBatch(device);
  },
};

const batchFinished: EventDef<Device> = {
  kind: 2,
  name: "batch-finished",
  phase: 0,
  handle(device) {
    countWaiting(device);
    if (device.waiting > 0) startBatch(device);
    else device.isBusy = false;
  },
};

function startBatch(device: Device): void {
  const { schedule, itemTicks, setupTicks, sums, waiting } = device;
  const length = Math.round(itemTicks * waiting + setupTicks);
  sums[batches] += 1;
  sums[served] += waiting;
  sums[latency] += device.waited + waiting * length;
  device.waiting = 0;
  device.waited = 0;
  device.isBusy = true;
  schedule.after(length as Span, batchFinished, 0);
}

function countWaiting(device: Device): void {
  device.waited += device.waiting * (device.schedule.now - device.lastChange);
  device.lastChange = device.schedule.now;
}

function expectArrival(device: Device): void {
  const length = drawGap(device.gaps, device.gapsDrawn++, device.gapMean);
  device.sums[gap] += length;
  device.schedule.after(length, requestArrived, 0);
}

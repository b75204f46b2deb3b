/**
 * A pipeline of single-server stages with the same constant service: what finishes a stage joins the next.
 *
 *   arrived → stage 0 → … → last stage → measured
 */
import { createRng, type Stream } from "../../engine/rng.ts";
import { createSchedule, type EventDef, type Schedule } from "../../engine/schedule.ts";
import type { Span, Time } from "../../engine/units.ts";
import type { Ratio } from "../batch-means.ts";
import type { Experiment } from "../sequential.ts";
import { drawGap, ticksPerUnit } from "./clockwork.ts";
import { addToLine, createLine, type Line, takeFromLine } from "./line.ts";

export interface TandemPlan {
  /** Arrivals [1 / time unit]. */
  readonly rate: number;
  readonly stages: number;
  /** Service of every stage [time units]. */
  readonly stageLength: number;
  readonly relaxation: number;
}

const arrivals = 0;
const finished = 1;
const response = 2;
const gap = 3;
const sumCount = 4;

/** Mean time from arrival to the end of the last stage [ticks]. */
export const tandemResponse: Ratio = { over: response, under: finished };

interface Tandem {
  readonly schedule: Schedule<Tandem>;
  readonly gaps: Stream;
  readonly gapMean: number;
  readonly stageTicks: Span;
  /** Jobs at each stage, the one in service first; what is kept is the arrival at the first stage. */
  readonly lines: readonly Line[];
  readonly sums: Float64Array;
  gapsDrawn: number;
}

export function tandemTicks({ rate, stageLength }: TandemPlan): number {
  return ticksPerUnit(stageLength, 1 / rate);
}

export function createTandem(plan: TandemPlan, seed: number, name: string): Experiment {
  const perUnit = tandemTicks(plan);
  const tandem: Tandem = {
    schedule: createSchedule<Tandem>({ events: [jobArrived, stageFinished], capacity: plan.stages + 1 }),
    gaps: createRng(`${seed}`).stream(`${name} gaps`),
    gapMean: perUnit / plan.rate,
    stageTicks: Math.round(plan.stageLength * perUnit) as Span,
    lines: Array.from({ length: plan.stages }, () => createLine()),
    sums: new Float64Array(sumCount),
    gapsDrawn: 0,
  };
  expectArrival(tandem);
  return {
    sums: tandem.sums,
    waits: null,
    arrivals,
    controls: [{ over: gap, under: arrivals, known: tandem.gapMean }],
    relaxation: plan.relaxation,
    advance(count) {
      tandem.schedule.run(tandem, (tandem.schedule.now + Math.round(count * tandem.gapMean)) as Time);
    },
  };
}

const jobArrived: EventDef<Tandem> = {
  kind: 1,
  name: "job-arrived",
  phase: 0,
  handle(tandem) {
    tandem.sums[arrivals] += 1;
    expectArrival(tandem);
    join(tandem, 0, tandem.schedule.now);
  },
};

const stageFinished: EventDef<Tandem> = {
  kind: 2,
  name: "stage-finished",
  phase: 0,
  handle(tandem, row) {
    const { schedule, lines, stageTicks, sums } = tandem;
    const since = takeFromLine(lines[row]);
    if (lines[row].length > 0) schedule.after(stageTicks, stageFinished, row);
    if (row + 1 < lines.length) {
      join(tandem, row + 1, since);
      return;
    }
    sums[finished] += 1;
    sums[response] += schedule.now - since;
  },
};

function join({ schedule, lines, stageTicks }: Tandem, stage: number, since: number): void {
  addToLine(lines[stage], since);
  if (lines[stage].length === 1) schedule.after(stageTicks, stageFinished, stage);
}

function expectArrival(tandem: Tandem): void {
  const length = drawGap(tandem.gaps, tandem.gapsDrawn++, tandem.gapMean);
  tandem.sums[gap] += length;
  tandem.schedule.after(length, jobArrived, 0);
}

/**
 * Firms that enter as a Poisson stream and leave after an exponential life; nobody waits for anybody.
 *
 *   entered → left
 */
import { createRng, type Stream } from "../../engine/rng.ts";
import { createSchedule, type EventDef, type Schedule } from "../../engine/schedule.ts";
import type { Time } from "../../engine/units.ts";
import { exponential } from "../laws.ts";
import type { Experiment } from "../sequential.ts";
import { drawGap, drawService, ticksPerUnit } from "./clockwork.ts";

export interface IndustryPlan {
  /** [1 / time unit] */
  readonly entryRate: number;
  readonly exitRate: number;
  /** Age whose passing is counted. [time unit] */
  readonly age: number;
}

/** Positions in the sums. Areas in firms × ticks; the age of a firm counts when it leaves. */
export const entered = 0;
export const time = 1;
export const presentArea = 2;
export const squareArea = 3;
export const lifetimes = 4;
export const lifeBeyondAge = 5;
const entryGaps = 6;
const left = 7;

interface World {
  readonly schedule: Schedule<World>;
  readonly plan: IndustryPlan;
  readonly perUnit: number;
  readonly gaps: Stream;
  readonly lives: Stream;
  readonly sums: Float64Array;
  came: number;
  present: number;
  lastChange: number;
}

export function createIndustry(plan: IndustryPlan, seed: number, name: string): Experiment {
  const rng = createRng(`${seed}`);
  const perUnit = ticksPerUnit(1 / plan.entryRate, 1 / plan.exitRate);
  const world: World = {
    schedule: createSchedule<World>({ events: [firmEntered, firmLeft] }),
    plan,
    perUnit,
    gaps: rng.stream(`${name} gaps`),
    lives: rng.stream(`${name} lives`),
    sums: new Float64Array(8),
    came: 0,
    present: 0,
    lastChange: 0,
  };
  expectEntry(world);
  return {
    sums: world.sums,
    waits: null,
    advance(arrivals) {
      const { schedule } = world;
      schedule.run(world, (schedule.now + Math.round((arrivals / plan.entryRate) * perUnit)) as Time);
      countArea(world);
    },
    arrivals: entered,
    controls: [
      { over: entryGaps, under: entered, known: perUnit / plan.entryRate },
      { over: lifetimes, under: left, known: perUnit / plan.exitRate },
    ],
    relaxation: plan.entryRate / plan.exitRate,
  };
}

const firmEntered: EventDef<World> = {
  kind: 1,
  name: "firm-entered",
  phase: 0,
  handle(world) {
    expectEntry(world);
    countArea(world);
    world.sums[entered]++;
    world.present++;
    const life = drawService(exponential(1 / world.plan.exitRate), world.lives, world.came, world.perUnit);
    world.schedule.after(life, firmLeft, 0, life);
  },
};

const firmLeft: EventDef<World> = {
  kind: 2,
  name: "firm-left",
  phase: 0,
  handle(world, _row, life) {
    countArea(world);
    world.present--;
    world.sums[left]++;
    world.sums[lifetimes] += life;
    world.sums[lifeBeyondAge] += Math.max(0, life - world.plan.age * world.perUnit);
  },
};

function expectEntry(world: World): void {
  const gap = drawGap(world.gaps, world.came++, world.perUnit / world.plan.entryRate);
  world.sums[entryGaps] += gap;
  world.schedule.after(gap, firmEntered, 0);
}

function countArea(world: World): void {
  const { sums, schedule, present } = world;
  const length = schedule.now - world.lastChange;
  sums[time] += length;
  sums[presentArea] += present * length;
  sums[squareArea] += present * present * length;
  world.lastChange = schedule.now;
}

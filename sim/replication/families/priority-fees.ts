/** Family of fees for priority: who waits more cheaply lets others go first. */
import * as z from "zod";
import {
  arrivalSlope,
  arrivalsAt,
  type Blocks,
  lineRatio,
  marginalWait,
  marginalWaitSlope,
} from "../exact/block-queue.ts";
import { family, type Simulation } from "../family.ts";
import {
  blockTicks,
  costArea,
  createBlocks,
  spell,
  spellSquare,
  time,
  users,
  waitingArea,
} from "../queues/priority-blocks.ts";
import { precision } from "./precision.ts";

interface Fees {
  /** Users to capacity. */
  readonly load: number;
  readonly block_capacity: number;
  readonly block_rate: number;
}

const panels = 20_000;

export const priorityFees = family<Fees>({
  id: "HLM",
  summary: "Users with delay costs U[0, 1] bid for places in blocks",
  params: z
    .strictObject({
      load: z.number().gt(0).lt(1, "must be below 1: the queue has no steady state"),
      block_capacity: z.int().min(1).max(10_000),
      block_rate: z.number().positive(),
      delay_cost: z.literal("U[0,1]").optional(),
    })
    .transform(({ delay_cost: _, ...at }) => at),
  solve({ load, block_capacity: capacity, block_rate: rate }, metric) {
    const blocks = { rate, capacity };
    const arrivals = load * rate * capacity;
    const r = lineRatio(arrivals, blocks);
    if (metric === "wait_lowest_priority") return marginalWait(r, blocks);
    if (metric === "mean_number_waiting") return r / (1 - r);
    if (metric === "mean_wait") return r / (1 - r) / arrivals;
    if (metric === "delay_cost_per_unit_time") return byRatio(r, blocks, (x) => costAt(x, arrivals, blocks));
    if (metric !== "fee_revenue_per_unit_time") return null;
    return byRatio(r, blocks, (x) => feeAt(x, arrivals, blocks));
  },
  simulate({ load, block_capacity: capacity, block_rate: blockRate }, metric) {
    const plan = { userRate: load * blockRate * capacity, blockRate, capacity };
    const measured = (over: number, under: number, scale: number, wanted: number): Simulation => ({
      run: "blocks",
      measure: { kind: "ratio", over, under, scale, precision: wanted },
      build: (seed, name) => createBlocks(plan, seed, name),
    });
    if (metric === "delay_cost_per_unit_time") return measured(costArea, time, 1, precision.fine);
    if (metric === "wait_lowest_priority") return measured(spellSquare, spell, 1 / blockTicks(plan), precision.coarse);
    if (metric === "mean_number_waiting") return measured(waitingArea, time, 1, precision.mean);
    return metric === "mean_wait" ? measured(waitingArea, users, 1 / blockTicks(plan), precision.mean) : null;
  },
});

/** ∫ f(λ(x)) dλ over the users, from those that rank first (x = 0) to all (x = r). */
function byRatio(r: number, blocks: Blocks, f: (x: number) => number): number {
  let sum = 0;
  for (let i = 0; i < panels; i++) {
    const x = ((i + 0.5) / panels) * r;
    sum += f(x) * arrivalSlope(x, blocks);
  }
  return (sum * r) / panels;
}

/** Delay cost of the user behind those of ratio x: with costs U[0, 1] the part of users that ranks behind it, times its wait. */
function costAt(x: number, arrivals: number, blocks: Blocks): number {
  return (1 - arrivalsAt(x, blocks) / arrivals) * marginalWait(x, blocks);
}

/** What users pay for their ranks: each the waits that it adds to those behind it. By parts that is ∫ s λ W′(λ) dλ. */
function feeAt(x: number, arrivals: number, blocks: Blocks): number {
  const served = arrivalsAt(x, blocks);
  return ((1 - served / arrivals) * served * marginalWaitSlope(x, blocks)) / arrivalSlope(x, blocks);
}

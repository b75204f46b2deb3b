/** Families of growth: firms whose growth does not depend on size, with entry, and with a floor. */
import * as z from "zod";
import { exp, log } from "../../engine/math.ts";
import { normalOf } from "../../engine/normal.ts";
import { gini } from "../../measures/gini.ts";
import { hhi } from "../../measures/hhi.ts";
import {
  lognormalGini,
  lognormalSecondMoment,
  reflectedTailExponent,
  simonExponent,
  yuleSimonShare,
} from "../exact/size-laws.ts";
import { family } from "../family.ts";
import { createPanel } from "../queues/panel.ts";
import { measuredBy, trialsAt } from "../trials.ts";

type Draw = (n: number) => number;
const positive = z.number().positive();

interface Independent {
  readonly sd_log_growth: number;
  readonly periods: number;
  readonly firms: number;
}

const spreadMetrics = ["sd_log_size", "gini", "firms_times_hhi"] as const;

export const independentGrowth = family<Independent>({
  id: "GIBRAT",
  summary: "Firms that start alike and grow by draws that do not depend on size",
  params: z
    .strictObject({
      sd_log_growth: positive.max(2),
      periods: z.int().min(1).max(100_000),
      firms: z.int().min(2).max(1_000_000),
      start: z.literal("equal").optional(),
    })
    .transform(({ start: _, ...at }) => at),
  solve({ sd_log_growth: sd, periods }, metric) {
    const deviation = sd * Math.sqrt(periods);
    if (metric === "sd_log_size") return deviation;
    if (metric === "gini") return lognormalGini(deviation);
    return metric === "firms_times_hhi" ? lognormalSecondMoment(deviation) : null;
  },
  simulate({ sd_log_growth: sd, periods, firms }, metric) {
    const at = spreadMetrics.indexOf(metric as (typeof spreadMetrics)[number]);
    if (at < 0) return null;
    const sizes = new Float64Array(firms);
    const plan = {
      sums: spreadMetrics.length,
      size: firms * periods,
      trial(draw: Draw, sums: Float64Array) {
        let [sum, squares] = [0, 0];
        for (let i = 0; i < firms; i++) {
          let logSize = 0;
          for (let t = 0; t < periods; t++) logSize += sd * normalOf(draw(i * periods + t));
          sizes[i] = exp(logSize);
          sum += logSize;
          squares += logSize * logSize;
        }
        sizes.sort().reverse();
        sums[1] += Math.sqrt(Math.max(0, squares - (sum * sum) / firms) / (firms - 1));
        sums[2] += gini(sizes);
        sums[3] += firms * hhi(sizes);
      },
    };
    return measuredBy("growth", plan, { over: at + 1, under: trialsAt, precision: at === 2 ? 0.05 : 0.004 });
  },
});

/** Sizes from which on a tail is fitted: below, the share of size k is no power of k yet. */
const tailFrom = 40;

interface Entry {
  readonly entry_prob: number;
  readonly steps: number;
}

export const growthWithEntry = family<Entry>({
  id: "SIMON",
  summary: "Each step a new firm enters, or a firm drawn by its size grows by one",
  params: z.strictObject({ entry_prob: z.number().gt(0).lt(1), steps: z.int().min(100).max(5_000_000) }),
  solve({ entry_prob: alpha }, metric) {
    const rho = simonExponent(alpha);
    if (metric === "tail_exponent_of_pmf") return 1 + rho;
    const k = sizeAsked(metric);
    return k === null ? null : yuleSimonShare(k, rho);
  },
  simulate(at, metric) {
    if (metric === "tail_exponent_of_pmf") {
      // Hill: 1 / mean log of sizes in the tail over its beginning is the exponent of the share above; a share of one size has one more.
      const run = grown(at, (size, sums) => {
        if (size < tailFrom) return;
        sums[1] += 1 + log(size / tailFrom);
        sums[2] += log(size / tailFrom);
      });
      return measuredBy("tail", run, { over: 1, under: 2, precision: 0.008 });
    }
    const k = sizeAsked(metric);
    if (k === null) return null;
    const run = grown(at, (size, sums) => {
      sums[1]++;
      if (size === k) sums[2]++;
    });
    return measuredBy(`size ${k}`, run, { over: 2, under: 1, precision: 0.006 });
  },
});

function sizeAsked(metric: string): number | null {
  const size = /^share_of_firms_of_size_([1-9]\d*)$/.exec(metric)?.[1];
  return size === undefined ? null : Number(size);
}

/**
 * Trials that grow an industry and look at each firm at the end, but for the one that was there at the start: alone until others
 * entered, it is larger than any entrant of its age, and moved the exponent by 3 % at a chance of entry of 0.05.
 */
function grown({ entry_prob, steps }: Entry, look: (size: number, sums: Float64Array) => void) {
  // Whose each unit is: a unit drawn at random belongs to a firm with a chance in proportion to its size.
  const owner = new Uint32Array(steps);
  const sizes = new Uint32Array(steps);
  return {
    sums: 2,
    size: steps,
    trial(draw: Draw, sums: Float64Array) {
      let firms = 1;
      owner[0] = 0;
      sizes[0] = 1;
      for (let unit = 1; unit < steps; unit++) {
        const u = draw(unit);
        // The part of the draw above the chance of entry says which unit, so that a step takes one draw.
        const isNew = u < entry_prob;
        const firm = isNew ? firms++ : (owner[Math.floor(((u - entry_prob) / (1 - entry_prob)) * unit)] as number);
        owner[unit] = firm;
        sizes[firm] = isNew ? 1 : (sizes[firm] as number) + 1;
      }
      for (let firm = 1; firm < firms; firm++) look(sizes[firm] as number, sums);
    },
  };
}

interface Floored {
  readonly mean_log: number;
  readonly sd_log: number;
  readonly firms: number;
}

export const growthAboveFloor = family<Floored>({
  id: "KESTEN",
  summary: "Sizes multiply by a lognormal factor and never fall below a floor: the tail is a power",
  params: z
    .strictObject({
      mean_log: z.number().lt(0, "must be below 0: sizes would grow without end"),
      sd_log: positive,
      firms: z.int().min(1000),
      recursion: z.literal("S'=max(a S, 1), a lognormal").optional(),
    })
    .transform(({ recursion: _, ...at }) => at),
  solve: ({ mean_log, sd_log }, metric) =>
    metric === "pareto_tail_exponent" ? reflectedTailExponent(mean_log, sd_log) : null,
  simulate({ mean_log, sd_log, firms }, metric) {
    if (metric !== "pareto_tail_exponent") return null;
    const plan = { firms, relaxation: (2 * sd_log * sd_log) / (mean_log * mean_log) };
    return {
      run: "panel",
      measure: { kind: "ratio", over: 1, under: 2, scale: 1, precision: 0.025 },
      build: (seed, name) =>
        createPanel({ ...plan, next: (size, u) => Math.max(size + mean_log + sd_log * normalOf(u), 0) }, seed, name),
    };
  },
});

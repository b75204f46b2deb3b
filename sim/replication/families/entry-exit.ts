/** Families of entry and exit: a stream of firms that come and go, and entry until it no longer pays. */
import * as z from "zod";
import { exp } from "../../engine/math.ts";
import { type EntryCosts, industryWithEntry } from "../exact/melitz.ts";
import { family, type Simulation } from "../family.ts";
import { createIndustry, lifeBeyondAge, lifetimes, presentArea, squareArea, time } from "../queues/coming-and-going.ts";
import type { Measure } from "../sequential.ts";

const positive = z.number().positive();

interface Flow {
  readonly entry_rate: number;
  readonly exit_rate: number;
}

export const comingAndGoing = family<Flow>({
  id: "BIRTHDEATH",
  summary: "Firms enter as a Poisson stream and leave at a steady hazard",
  params: z.strictObject({ entry_rate: positive, exit_rate: positive }),
  solve({ entry_rate, exit_rate }, metric) {
    if (metric === "mean_number_of_firms" || metric === "variance_of_number") return entry_rate / exit_rate;
    const age = ageAsked(metric);
    return age === null ? null : exp(-exit_rate * age);
  },
  simulate({ entry_rate: entryRate, exit_rate: exitRate }, metric) {
    const age = ageAsked(metric);
    const measured = (measure: Measure): Simulation => ({
      run: `age ${age ?? 0}`,
      measure,
      build: (seed, name) => createIndustry({ entryRate, exitRate, age: age ?? 0 }, seed, name),
    });
    const number = { over: presentArea, under: time, scale: 1 };
    if (metric === "mean_number_of_firms") return measured({ kind: "ratio", ...number, precision: 0.004 });
    if (metric === "variance_of_number")
      return measured({ kind: "variance", ...number, squares: squareArea, precision: 0.015 });
    if (age === null) return null;
    return measured({ kind: "ratio", over: lifeBeyondAge, under: lifetimes, scale: 1, precision: 0.008 });
  },
});

function ageAsked(metric: string): number | null {
  const age = /^share_older_than_(\d+(?:\.\d+)?)$/.exec(metric)?.[1];
  return age === undefined ? null : Number(age);
}

export const entryUntilItPays = family<EntryCosts>({
  id: "MELITZ",
  summary: "Entry of firms of unlike productivity, Pareto, in a closed economy",
  params: z
    .strictObject({
      fixed: positive,
      entry: positive,
      death: z.number().gt(0).lte(1),
      sigma: z.number().gt(1),
      pareto: positive,
      phi_min: positive,
      labour: positive,
    })
    .refine(({ pareto, sigma }) => pareto > sigma - 1, "pareto must be above sigma − 1: mean profits have no bound")
    .transform(({ phi_min: least, ...at }) => ({ least, ...at })),
  solve(costs, metric) {
    const { cutoff, survival, firms } = industryWithEntry(costs);
    if (metric === "productivity_cutoff") return cutoff;
    if (metric === "survival_prob_at_entry") return survival;
    return metric === "mass_of_firms" ? firms : null;
  },
  simulate: () => null,
});

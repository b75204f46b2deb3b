/** Experiments of independent trials, each of which adds to sums. */
import { createRng, type Stream } from "../engine/rng.ts";
import type { Simulation } from "./family.ts";
import type { Experiment, Measure } from "./sequential.ts";

/** Position of the number of trials in the sums; a trial adds to those behind it. */
export const trialsAt = 0;

export interface TrialPlan {
  /** Sums that a trial adds to. */
  readonly sums: number;
  /** Steps that a trial takes, roughly: the unit in which runs are planned. */
  readonly size: number;
  /**
   * @param draw  uniform draws of this trial: draw(0), draw(1), …
   * @param sums  to add to, from position 1 on
   */
  trial(draw: (n: number) => number, sums: Float64Array): void;
}

function trialsOf({ sums: count, size, trial }: TrialPlan, stream: Stream): Experiment {
  const sums = new Float64Array(count + 2);
  const steps = count + 1;
  let number = 0;
  return {
    sums,
    waits: null,
    advance(arrivals) {
      const trials = Math.max(1, Math.round(arrivals / size));
      for (let i = 0; i < trials; i++) {
        const row = number++;
        trial((n) => stream.uniform(row, n), sums);
        sums[trialsAt]++;
        sums[steps] += size;
      }
    },
    arrivals: steps,
    controls: [],
    // Trials know nothing of one another: there is nothing to forget.
    relaxation: 0,
  };
}

/** What a run of trials measures: the mean of one of its sums, or the ratio of two. */
export function measuredBy(
  run: string,
  plan: TrialPlan,
  measure: Omit<Extract<Measure, { kind: "ratio" }>, "kind" | "scale">,
): Simulation {
  return spreadBy(run, plan, { kind: "ratio", scale: 1, ...measure });
}

/** The same for any measure, such as how far trials lie apart. */
export function spreadBy(run: string, plan: TrialPlan, measure: Measure): Simulation {
  return { run, measure, build: (seed, name) => trialsOf(plan, createRng(String(seed)).stream(name)) };
}

/** What a study's report is made of: points, runs, and one value a run for each outcome. */
import type { Outcome } from "../../sim/store/outcomes.ts";

export interface StudyRows {
  readonly factors: readonly StudyFactor[];
  /** Index of the level of each factor, by point. */
  readonly points: readonly (readonly number[])[];
  /** Finished runs in order. */
  readonly runs: readonly StudyRun[];
  /** By outcome's id: values of the runs, in their order; undefined where nothing was measured. */
  readonly values: ReadonlyMap<string, readonly (number | undefined)[]>;
  readonly outcomes: readonly Outcome[];
  readonly hypotheses: readonly StudyHypothesis[];
  readonly expectations: readonly StudyExpectation[];
}

export interface StudyFactor {
  readonly name: string;
  /** The first is what the others are compared with. */
  readonly levels: readonly string[];
}

export interface StudyRun {
  readonly run: number;
  readonly point: number;
  readonly replication: number;
}

/** As stated before the runs. */
export interface StudyHypothesis {
  readonly id: string;
  readonly factor: string;
  readonly level: string;
  readonly outcome: string;
  readonly direction: "higher" | "lower" | "same";
  /** In the outcome's unit. */
  readonly smallest: number;
  readonly because: string | undefined;
  /** Of a claim study: main ones decide, one against is the strongest counter-case, a placebo must show nothing. */
  readonly role: "main" | "against" | "placebo" | "further";
}

export interface StudyExpectation {
  /** Undefined: all runs. */
  readonly factor: string | undefined;
  readonly level: string | undefined;
  readonly outcome: string;
  readonly atLeast: number | undefined;
  readonly atMost: number | undefined;
}

/** The factor of sampled worlds has no baseline: nothing is compared along it. */
export const worldsFactor = "worlds";
/** The factor that the variants make. */
export const variantsFactor = "variants";

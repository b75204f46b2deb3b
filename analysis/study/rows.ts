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
  /** Where sampled worlds lie in the cube of their ranges; undefined when none were drawn. */
  readonly worlds?: StudyWorlds | undefined;
  /** A choice to be made with a stated probability of being right. */
  readonly selection?: StudySelection | undefined;
  readonly lifetimes?: readonly StudyLifetime[];
}

export interface StudyWorlds {
  /** morris and saltelli are laid out for effects; other methods are merely spread. */
  readonly method: string;
  readonly axes: readonly StudyAxis[];
  /** worlds × axes, 0…1 over the range (of logarithms where the scale is log). */
  readonly cube: readonly (readonly number[])[];
}

export interface StudyAxis {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  readonly scale: "linear" | "log";
}

export interface StudySelection {
  readonly factor: string;
  readonly outcome: string;
  readonly better: "higher" | "lower";
  readonly smallest: number;
  readonly confidence: number;
  readonly most: number;
}

/** Until something happened in a run. */
export interface StudyLifetime {
  readonly id: string;
  /** In words: "half of the votes are in fewer than 5 hands". */
  readonly event: string;
  /** One a run that measured it, in the order of the runs. [epoch] */
  readonly times: readonly RunLifetime[];
}

export interface RunLifetime {
  readonly run: number;
  /** After warm-up. */
  readonly time: number;
  /** false: it had not happened by the end of the run. */
  readonly happened: boolean;
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

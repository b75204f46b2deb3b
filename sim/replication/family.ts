/** A family of results: how to read a parameter point, its formulas, and its runs. */
import type * as z from "zod";
import { objections } from "./objections.ts";
import { Unanswerable, type Value } from "./question.ts";
import type { Experiment, Measure } from "./sequential.ts";

export interface Family<P> {
  readonly id: string;
  readonly summary: string;
  readonly params: z.ZodType<P>;
  /** Metric → formula; null where the formula does not cover the point. */
  solve(point: P, metric: string): Value | null;
  /** Metric → the run that measures it; null when there is none. */
  simulate(point: P, metric: string): AnyRun | null;
}

/** One long run whose length follows from the precision wanted, or sessions of which there are so many. */
export type AnyRun = Simulation | SessionRun;

export interface SessionRun {
  readonly kind: "sessions";
  /** Names the run, its point and all, so that families may share it. */
  readonly run: string;
  readonly sessions: number;
  /** Gives what plays session 0, 1, … and returns its record; records are the caller's to keep. */
  prepare(seed: number, name: string): (session: number) => ArrayLike<number>;
  /** What the records say of the metric. */
  measure(records: readonly ArrayLike<number>[]): { readonly value: number; readonly se: number };
}

export interface Simulation {
  readonly kind?: undefined;
  /** Names the run among those of one point: metrics of one run share it. */
  readonly run: string;
  readonly measure: Measure;
  /** @param seed  root of the streams  @param name  what the streams are called, the run and its point */
  build(seed: number, name: string): Experiment;
}

/** What answering needs of a family, its point type closed over. */
export interface AnyFamily {
  readonly id: string;
  readonly summary: string;
  readonly at: (params: unknown) => FamilyPoint;
}

export interface FamilyPoint {
  /** The same text for the same point, however it was written. */
  readonly text: string;
  solve(metric: string): Value | null;
  simulate(metric: string): AnyRun | null;
}

/** @throws Unanswerable from `at`, when the parameters cannot be read */
export function family<P>({ id, summary, params, solve, simulate }: Family<P>): AnyFamily {
  return {
    id,
    summary,
    at(written) {
      const read = params.safeParse(written);
      if (!read.success) throw new Unanswerable(`parameters of ${id}: ${objections(read.error, written)}`);
      const point = read.data;
      return {
        text: JSON.stringify(point),
        solve: (metric) => solve(point, metric),
        simulate: (metric) => simulate(point, metric),
      };
    },
  };
}

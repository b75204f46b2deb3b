/** Runs of independent sessions, each of which leaves a record: the unit of experiments with learning sellers. */
import type { SessionRun } from "./family.ts";

/** The records of all sessions, one list of numbers each. */
export type Records = readonly ArrayLike<number>[];

export interface Statistic {
  readonly value: number;
  readonly se: number;
}

type Measured = (records: Records) => Statistic;

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

function spread(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - middle) * (x - middle), 0) / (values.length - 1));
}

function columnOf(records: Records, at: number): number[] {
  return records.map((record) => record[at]).filter((x) => !Number.isNaN(x));
}

/** Mean of one number a session; sessions where it is NaN, having no such thing, are left out. */
export function meanAt(at: number): Measured {
  return (records) => {
    const values = columnOf(records, at);
    return { value: mean(values), se: spread(values) / Math.sqrt(values.length) };
  };
}

/**
 * Mean of one number over mean of another.
 *
 * @see Cochran, Sampling Techniques, 3rd edition, 1977, section 2.11: error of a ratio from the residuals
 */
export function ratioAt(over: number, under: number): Measured {
  return (records) => {
    const [tops, bottoms] = [records.map((r) => r[over]), records.map((r) => r[under])];
    const value = mean(tops) / mean(bottoms);
    const rests = tops.map((top, k) => top - value * bottoms[k]);
    return { value, se: spread(rests) / Math.sqrt(rests.length) / Math.abs(mean(bottoms)) };
  };
}

/** Standard deviation between sessions; its error by the jackknife, as the numbers are far from normal. */
export function spreadAt(at: number): Measured {
  return (records) => {
    const values = columnOf(records, at);
    const without = values.map((_, k) => spread(values.filter((_, j) => j !== k)));
    return { value: spread(values), se: (spread(without) * (values.length - 1)) / Math.sqrt(values.length) };
  };
}

/** Standard errors on each side that bound an order statistic. */
const sides = 1;

/** Quantile by linear interpolation; its error from the order statistics √(N p (1 − p)) places to each side. */
export function quantileAt(at: number, level: number): Measured {
  return (records) => {
    const values = columnOf(records, at).sort((a, b) => a - b);
    const last = values.length - 1;
    const reading = (place: number) => {
      const within = Math.min(last, Math.max(0, place));
      const below = Math.floor(within);
      return values[below] + (within - below) * (values[Math.min(last, below + 1)] - values[below]);
    };
    const reach = sides * Math.sqrt(values.length * level * (1 - level));
    const place = level * last;
    return { value: reading(place), se: (reading(place + reach) - reading(place - reach)) / 2 };
  };
}

export interface SessionPlan {
  readonly run: string;
  readonly sessions: number;
  readonly prepare: SessionRun["prepare"];
}

export function measuredIn({ run, sessions, prepare }: SessionPlan, measure: Measured): SessionRun {
  return { kind: "sessions", run, sessions, prepare, measure };
}

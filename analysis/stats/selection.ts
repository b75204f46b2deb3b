/**
 * The best of many variants, with a probability of choosing rightly.
 *
 * KN (Kim and Nelson 2001, ACM Transactions on Modeling and Computer Simulation 11(3)): after a first stage, one replication at a time; a
 * variant leaves when it lags behind another by more than chance allows. Where the best is better by at least `smallest`, it is chosen with
 * at least the confidence asked for. Assumes outcomes near normal; shared random numbers are allowed and make it stop sooner.
 */
import { plainMean, variance } from "./estimate.ts";
import { differences } from "./paired.ts";
import { studentDistribution } from "./student.ts";

export interface SelectionRule {
  /** Least difference that matters, in the outcome's unit: closer variants may stand for the best. > 0 */
  readonly smallest: number;
  readonly better: "higher" | "lower";
  /** Probability of a right choice, above 1 / variants. */
  readonly confidence: number;
  /** Replications before the first look; at least 2, 10 or more are advised. */
  readonly firstStage: number;
}

export interface Selection {
  /** Index of the chosen variant; undefined while more than one is left. */
  readonly best: number | undefined;
  /** Indices of the variants not yet excluded: these need another replication while `best` is undefined. */
  readonly survivors: readonly number[];
  /** Replications of each survivor that were used. */
  readonly replications: number;
}

/**
 * Replays the procedure on the values so far: the answer does not depend on how many replications came at once.
 *
 * @param values  by variant, then by replication, the same replications in the same order; excluded variants may have fewer
 * @throws RangeError on fewer than two variants, or fewer values than the first stage
 */
export function selection(values: readonly (readonly number[])[], rule: SelectionRule): Selection {
  const { firstStage, smallest } = checked(values, rule);
  const sign = rule.better === "higher" ? 1 : -1;
  const eta = ((2 * (1 - rule.confidence)) / (values.length - 1)) ** (-2 / (firstStage - 1)) / 2 - 0.5;
  const height = 2 * eta * (firstStage - 1);
  const spread = spreads(values.map((row) => row.slice(0, firstStage)));
  const sums = values.map((row) => sum(row.slice(0, firstStage)));
  let survivors = values.map((_, i) => i);
  for (let r = firstStage; ; r++) {
    const slack = (i: number, l: number) =>
      Math.max(0, (smallest / (2 * r)) * ((height * spread[i][l]) / (smallest * smallest) - r));
    const stays = (i: number) => survivors.every((l) => i === l || (sign * (sums[i] - sums[l])) / r >= -slack(i, l));
    survivors = survivors.filter(stays);
    // Equal means to the last digit, and no slack left: the first one stands for both.
    const isOver = survivors.every((i) => survivors.every((l) => slack(i, l) === 0 || i === l));
    if (survivors.length === 1 || isOver) return { best: survivors[0], survivors: [survivors[0]], replications: r };
    if (survivors.some((i) => values[i].length <= r)) return { best: undefined, survivors, replications: r };
    for (const i of survivors) sums[i] += values[i][r];
  }
}

/**
 * Probability that a variant is the best of those compared, by what was seen: at least this, by Bonferroni's inequality over Student's t of
 * the paired differences, with a flat prior (Chen 1996, IIE Transactions 28; Law, section 10.4). For a number of replications that was fixed.
 *
 * @throws RangeError as `pairedDifference`
 */
export function probabilityOfBest(
  values: readonly (readonly number[])[],
  candidate: number,
  better: SelectionRule["better"],
): number {
  const sign = better === "higher" ? 1 : -1;
  let wrong = 0;
  for (const [i, row] of values.entries()) {
    if (i === candidate) continue;
    const d = differences(row, values[candidate]);
    const standardError = Math.sqrt(variance(d) / d.length);
    const lead = sign * plainMean(d);
    if (standardError === 0) wrong += lead > 0 ? 0 : 1;
    else wrong += studentDistribution(-lead / standardError, d.length - 1);
  }
  return Math.max(0, 1 - wrong);
}

function checked(values: readonly (readonly number[])[], rule: SelectionRule): SelectionRule {
  const { smallest, confidence, firstStage } = rule;
  const short = values.find((row) => row.length < firstStage);
  if (values.length < 2) throw new RangeError(`selection among ${values.length} variant: two or more are needed`);
  if (!(firstStage >= 2)) throw new RangeError(`first stage of ${firstStage} replications: at least 2 are needed`);
  if (short) throw new RangeError(`a variant has ${short.length} replications, the first stage needs ${firstStage}`);
  if (!(smallest > 0)) throw new RangeError(`smallest difference that matters: ${smallest} must be above 0`);
  if (!(confidence > 1 / values.length && confidence < 1))
    throw new RangeError(`confidence ${confidence} must lie between 1 / ${values.length} and 1`);
  return rule;
}

/** Variances of the differences of any two variants over the first stage. */
function spreads(first: readonly (readonly number[])[]): number[][] {
  return first.map((a) => first.map((b) => variance(a.map((value, r) => value - b[r]))));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Sampled worlds as rows of numbers: where each lies in the cube of assumptions, and what came of it under each level of the choice.
 *
 * The choice is the variants, or else the first factor that is not the worlds. What else was varied is averaged over.
 */
import { plainMean, variance } from "../stats/estimate.ts";
import { pointValues, replicationsOf } from "./contrasts.ts";
import { type StudyRows, type StudyWorlds, variantsFactor, worldsFactor } from "./rows.ts";

export interface WorldTable {
  readonly outcome: string;
  readonly worlds: StudyWorlds;
  /** Index of the factor that is chosen from; undefined when only worlds were varied. */
  readonly choice: number | undefined;
  readonly levels: readonly string[];
  /** Indices of the worlds in which every level has all its runs. */
  readonly whole: readonly number[];
  /** whole × axes */
  readonly points: readonly (readonly number[])[];
  /** By level, then by world: mean over replications and over what else was varied. */
  readonly means: readonly (readonly number[])[];
  /** By level, then by world: variance of that mean from the replications; NaN with one. */
  readonly noise: readonly (readonly number[])[];
}

/** What is asked about the worlds: an outcome, or what a level changes of it. */
export interface Target {
  readonly level: string;
  /** undefined: the outcome itself. */
  readonly against: string | undefined;
  /** By world. */
  readonly values: readonly number[];
  /** Variance of a value from the replications, mean over the worlds; NaN with one. */
  readonly noise: number;
}

export function choiceOf({ factors }: StudyRows): number | undefined {
  const named = factors.findIndex(({ name }) => name === variantsFactor);
  const found = named >= 0 ? named : factors.findIndex(({ name }) => name !== worldsFactor);
  return found < 0 ? undefined : found;
}

/** @returns undefined when no worlds were drawn, or none is whole */
export function worldTable(rows: StudyRows, outcome: string): WorldTable | undefined {
  const { worlds, factors, points } = rows;
  const axis = factors.findIndex(({ name }) => name === worldsFactor);
  if (worlds === undefined || axis < 0) return undefined;
  const choice = choiceOf(rows);
  const levels = choice === undefined ? ["all runs"] : factors[choice]!.levels;
  const values = pointValues(rows, outcome);
  const replications = replicationsOf(rows);
  /** By replication, mean over the points of a world and level; undefined when a run of them is missing. */
  const of = (world: number, level: number) => {
    const mine = points.flatMap((at, p) =>
      at[axis] === world && (choice === undefined || at[choice] === level) ? [p] : [],
    );
    const found = replications.map((r) => mine.map((p) => values.get(p)?.get(r)));
    if (mine.length === 0 || found.length === 0 || found.flat().includes(undefined)) return undefined;
    return found.map((row) => plainMean(row as number[]));
  };
  const all = worlds.cube.map((_, world) => levels.map((__, level) => of(world, level)));
  const whole = all.flatMap((row, world) => (row.includes(undefined) ? [] : [world]));
  if (whole.length === 0) return undefined;
  const by = (take: (values: readonly number[]) => number) =>
    levels.map((_, level) => whole.map((world) => take(all[world]![level]!)));
  return {
    outcome,
    worlds,
    choice,
    levels,
    whole,
    points: whole.map((world) => worlds.cube[world]!),
    means: by(plainMean),
    noise: by((row) => (row.length < 2 ? Number.NaN : variance(row) / row.length)),
  };
}

/** The outcome under the first level, then what each other level changes. */
export function targetsOf(table: WorldTable): Target[] {
  const [first] = table.levels;
  return table.levels.map((level, v) => {
    const noise = plainMean(table.noise[v]!);
    if (v === 0) return { level, against: undefined, values: table.means[0]!, noise };
    const values = table.means[v]!.map((mean, w) => mean - table.means[0]![w]!);
    // Of a difference of paired runs this is too large: what both share cancels.
    return { level, against: first, values, noise: Math.min(noise, plainMean(table.noise[0]!)) };
  });
}

export function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

/** How long it takes until something happens, under each level of a factor. */
import { kaplanMeier, type Lifetime, logRank, medianLifetime, type SurvivalStep } from "../stats/survival.ts";
import type { StudyLifetime, StudyRows } from "./rows.ts";

export interface LevelLifetimes {
  readonly level: number;
  readonly runs: number;
  readonly happened: number;
  readonly steps: readonly SurvivalStep[];
  /** By which it has happened in half of the runs; undefined when it has not. [epoch] */
  readonly median: number | undefined;
  /** That the curve is that of the first level; NaN for the first. */
  readonly pValue: number;
}

/** One a level that has runs. */
export function lifetimesBy(rows: StudyRows, factor: number, { times }: StudyLifetime): LevelLifetimes[] {
  const pointOf = new Map(rows.runs.map(({ run, point }) => [run, point]));
  const groups = rows.factors[factor]!.levels.map((_, level): Lifetime[] =>
    times.filter(({ run }) => {
      const point = pointOf.get(run);
      return point !== undefined && rows.points[point]![factor] === level;
    }),
  );
  return groups.flatMap((group, level) => {
    if (group.length === 0) return [];
    const steps = kaplanMeier(group);
    const pValue = level === 0 ? Number.NaN : logRank(groups[0]!, group);
    const happened = group.filter((one) => one.happened).length;
    return [{ level, runs: group.length, happened, steps, median: medianLifetime(steps), pValue }];
  });
}

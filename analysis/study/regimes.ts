/** Which level of a factor is best where: one cell for each combination of the other factors. */
import { type Regime, regimeMap } from "../stats/regime-map.ts";
import type { Better } from "./choice.ts";
import { pointValues, replicationsOf } from "./contrasts.ts";
import { type StudyRows, worldsFactor } from "./rows.ts";

export interface RegimeCell {
  /** Index of the level of every factor; the chosen factor's is −1. */
  readonly at: readonly number[];
  /** Indices of levels that were run here. */
  readonly present: readonly number[];
  readonly best: number;
  readonly isClear: boolean;
  /** Levels that may be the best. */
  readonly contenders: readonly number[];
  /** Lead over the next, ≥ 0 [unit of the outcome]. */
  readonly lead: number;
}

export function regimesOf(rows: StudyRows, factor: number, outcome: string, better: Better): RegimeCell[] {
  const values = pointValues(rows, outcome);
  const replications = replicationsOf(rows);
  if (replications.length < 2) return [];
  const groups = new Map<string, { at: readonly number[]; points: number[] }>();
  for (const [point, levels] of rows.points.entries()) {
    const at = levels.with(factor, -1);
    const group = groups.get(at.join()) ?? { at, points: [] };
    group.points.push(point);
    groups.set(at.join(), group);
  }
  return [...groups.values()].flatMap(({ at, points }) => {
    const whole = points.filter((point) => replications.every((r) => values.get(point)?.has(r)));
    if (whole.length < 2) return [];
    const cell = { x: 0, y: 0, values: whole.map((point) => replications.map((r) => values.get(point)!.get(r)!)) };
    const [found] = regimeMap([cell], better) as [Regime];
    const present = whole.map((point) => rows.points[point]![factor]!);
    const level = (i: number) => present[i]!;
    const { isClear, lead } = found;
    return [{ at, present, best: level(found.best), isClear, contenders: found.contenders.map(level), lead }];
  });
}

/** Factors that make the cells: all but the chosen one and the worlds. */
export function otherFactors({ factors }: StudyRows, factor: number): number[] {
  return factors.flatMap(({ name, levels }, f) =>
    f === factor || name === worldsFactor || levels.length < 2 ? [] : [f],
  );
}

/**
 * What a level of a factor changes, against the factor's first level.
 *
 * A pair is one replication: the mean of the outcome over all combinations of the other factors that both levels have, under the one and
 * under the other. Both met the same shocks, so the difference is taken pair by pair.
 *
 * A study of one replication, in which nothing is left to chance, has its sampled worlds as pairs: its intervals are about worlds of the
 * ranges, not about chance within one. Latin hypercubes vary less than independent draws (McKay, Beckman, Conover, Technometrics 21(2),
 * 1979), so that they are on the wide side.
 */
import { plainMean } from "../stats/estimate.ts";
import { type PairedDifference, pairedDifference } from "../stats/paired.ts";
import { rounded } from "../stats/rounded.ts";
import { type StudyRows, worldsFactor } from "./rows.ts";

export type Pairing = "replications" | "worlds";

export interface Contrast {
  readonly factor: number;
  readonly level: number;
  readonly outcome: string;
  /** What a pair is. */
  readonly over: Pairing;
  /** By pair: mean over its combinations. */
  readonly baseline: readonly number[];
  readonly treated: readonly number[];
  readonly replications: readonly number[];
  readonly paired: PairedDifference;
  /** One for each combination of the other factors, in the order of the points. */
  readonly combinations: readonly Combination[];
  /** Combinations left out because a run had no value. */
  readonly left: number;
}

export interface Combination {
  /** Points of the treated level and of the baseline. */
  readonly point: number;
  readonly against: number;
  /** Mean difference over the replications. */
  readonly mean: number;
  /** Ends of its 95 % interval; NaN with one replication. */
  readonly low: number;
  readonly high: number;
}

/** All contrasts that can be taken: every level but the first, every outcome that was measured. */
export function contrasts(rows: StudyRows): Contrast[] {
  return rows.factors.flatMap(({ name, levels }, factor) =>
    name === worldsFactor
      ? []
      : levels.slice(1).flatMap((_, i) => rows.outcomes.flatMap(({ id }) => contrast(rows, factor, i + 1, id) ?? [])),
  );
}

/** @returns undefined when fewer than two pairs have the values */
export function contrast(rows: StudyRows, factor: number, level: number, outcome: string): Contrast | undefined {
  const table = pointValues(rows, outcome);
  const replications = replicationsOf(rows);
  const all = pointPairs(rows, factor, level);
  const whole = all.filter(([a, b]) => replications.every((r) => hasBoth(table, a, b, r)));
  const { over, units } = unitsOf(rows, whole, replications);
  if (units.length < 2) return undefined;
  // Twelve digits: sums in another order must not pass for a difference.
  const mean = (side: 0 | 1) =>
    units.map(({ pairs, replication }) =>
      rounded(plainMean(pairs.map((pair) => table.get(pair[side])?.get(replication) as number))),
    );
  const [treated, baseline] = [mean(0), mean(1)];
  const combinations = whole.map(([point, against]) => {
    const at = (p: number) => replications.map((r) => rounded(table.get(p)?.get(r) as number));
    return { point, against, ...differenceOf(at(against), at(point)) };
  });
  const paired = pairedDifference(baseline, treated);
  const left = all.length - whole.length;
  return { factor, level, outcome, over, baseline, treated, replications, paired, combinations, left };
}

function differenceOf(baseline: readonly number[], treated: readonly number[]) {
  if (baseline.length < 2) return { mean: treated[0]! - baseline[0]!, low: Number.NaN, high: Number.NaN };
  const { mean, low, high } = pairedDifference(baseline, treated);
  return { mean, low, high };
}

type PointPair = readonly [point: number, against: number];

interface Unit {
  readonly pairs: readonly PointPair[];
  readonly replication: number;
}

function unitsOf({ factors, points }: StudyRows, pairs: readonly PointPair[], replications: readonly number[]) {
  const [first] = replications;
  const f = factors.findIndex(({ name }) => name === worldsFactor);
  if (pairs.length === 0 || first === undefined) return { over: "replications" as Pairing, units: [] };
  if (replications.length > 1 || f < 0)
    return {
      over: "replications" as Pairing,
      units: replications.map((replication): Unit => ({ pairs, replication })),
    };
  const worlds = [...new Set(pairs.map(([point]) => points[point]![f]!))];
  const units = worlds.map(
    (world): Unit => ({ pairs: pairs.filter(([point]) => points[point]![f] === world), replication: first }),
  );
  return { over: "worlds" as Pairing, units };
}

type Table = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** Values by point and replication. */
export function pointValues({ runs, values }: StudyRows, outcome: string): Table {
  const table = new Map<number, Map<number, number>>();
  const column = values.get(outcome) ?? [];
  for (const [i, { point, replication }] of runs.entries()) {
    const value = column[i];
    if (value === undefined || !Number.isFinite(value)) continue;
    const row = table.get(point) ?? new Map<number, number>();
    table.set(point, row.set(replication, value));
  }
  return table;
}

function hasBoth(table: Table, a: number, b: number, replication: number): boolean {
  return table.get(a)?.has(replication) === true && table.get(b)?.has(replication) === true;
}

/** Replications that every point has finished: an interrupted study is compared on those. */
export function replicationsOf({ runs, points }: StudyRows): number[] {
  const counts = new Map<number, number>();
  for (const { replication } of runs) counts.set(replication, (counts.get(replication) ?? 0) + 1);
  return [...counts]
    .flatMap(([replication, count]) => (count === points.length ? [replication] : []))
    .sort((a, b) => a - b);
}

/** Points of the level, each with the point that differs in this factor alone and has its first level. */
function pointPairs({ points }: StudyRows, factor: number, level: number): PointPair[] {
  const byLevels = new Map(points.map((levels, point) => [levels.join(), point]));
  return points.flatMap((levels, point): PointPair[] => {
    if (levels[factor] !== level) return [];
    const against = byLevels.get(levels.map((own, f) => (f === factor ? 0 : own)).join());
    return against === undefined ? [] : [[point, against]];
  });
}

/**
 * By level of a factor, then by whole replication: means over the combinations of the other factors that all levels have.
 *
 * @returns undefined when there is no such combination
 */
export function levelValues(rows: StudyRows, factor: number, outcome: string): number[][] | undefined {
  const table = pointValues(rows, outcome);
  const replications = replicationsOf(rows);
  const mine = levelPoints(rows, factor, (point) => replications.every((r) => table.get(point)?.has(r)));
  return mine?.map((points) => replications.map((r) => meanOver(table, points, r)));
}

/**
 * As `levelValues`, but each level with all the replications that it has: levels that fell behind in a choice have fewer. A replication that
 * one of them has in part stands for none, so that the n-th value of each is of the same replication.
 */
export function racedValues(rows: StudyRows, factor: number, outcome: string): number[][] | undefined {
  const table = pointValues(rows, outcome);
  const finished = new Map<number, number[]>();
  for (const { point, replication } of rows.runs) finished.set(point, [...(finished.get(point) ?? []), replication]);
  const mine = levelPoints(rows, factor, (point) => (finished.get(point) ?? []).every((r) => table.get(point)?.has(r)));
  if (mine === undefined) return undefined;
  const all = [...new Set(rows.runs.map(({ replication }) => replication))].sort((a, b) => a - b);
  const whole = mine.map((points) => new Set(all.filter((r) => points.every((point) => table.get(point)?.has(r)))));
  const last = whole.map((replications) => Math.max(-1, ...replications));
  const used = all.filter((r) => whole.every((replications, level) => r > last[level]! || replications.has(r)));
  return mine.map((points, level) => used.filter((r) => r <= last[level]!).map((r) => meanOver(table, points, r)));
}

/** By level: its point in each combination of the other factors that all levels have, and whose points are all `fit`. */
function levelPoints(rows: StudyRows, factor: number, fit: (point: number) => boolean): number[][] | undefined {
  const levels = rows.factors[factor]?.levels ?? [];
  const groups = new Map<string, number[]>();
  for (const [point, at] of rows.points.entries()) {
    const key = at.with(factor, -1).join();
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  const whole = [...groups.values()].filter((points) => points.length === levels.length && points.every(fit));
  if (levels.length === 0 || whole.length === 0) return undefined;
  return levels.map((_, level) => whole.map((points) => points.find((p) => rows.points[p]![factor] === level)!));
}

function meanOver(table: Table, points: readonly number[], replication: number): number {
  return rounded(plainMean(points.map((point) => table.get(point)!.get(replication)!)));
}

export interface Robustness {
  readonly combinations: number;
  /** Share of combinations whose difference has the sign of the mean. */
  readonly sameSign: number;
  /** Combinations whose own interval lies wholly on the other side of 0. */
  readonly opposite: number;
  readonly least: number;
  readonly most: number;
}

/** Whether what a level changes depends on what else holds. */
export function robustness({ paired, combinations }: Contrast): Robustness {
  const sign = Math.sign(paired.mean);
  const means = combinations.map(({ mean }) => mean);
  const same = means.filter((mean) => Math.sign(mean) === sign).length;
  const opposite = combinations.filter(({ low, high }) => (sign > 0 ? high < 0 : low > 0)).length;
  return {
    combinations: means.length,
    sameSign: same / means.length,
    opposite: sign === 0 ? 0 : opposite,
    least: Math.min(...means),
    most: Math.max(...means),
  };
}

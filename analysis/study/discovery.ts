/** Under which assumptions something happens: in a box of them (PRIM), or by a few questions (a tree). */
import { type Box, boxOfDensity, peelingPath, withoutChance } from "../stats/box-search.ts";
import { quantile } from "../stats/quantile.ts";
import { type FittedTree, regressionTree, type Tree } from "../stats/regression-tree.ts";
import type { StudyAxis } from "./rows.ts";
import { isConstant, type Target, type WorldTable } from "./worlds.ts";

/** Shares usual in scenario discovery (Bryant and Lempert 2010). */
const peeling = { slice: 0.1, massMin: 0.1 };
const densityWanted = 0.8;
const tree = { leafMin: 5, folds: 5, seed: "tree" };
const worstShare = 0.25;

export interface Event {
  /** "it lowers the outcome", "it lies below 0.9". */
  readonly words: string;
  readonly isHit: readonly boolean[];
}

/**
 * What is looked for: where a change turns round, or breaks its bound; of an outcome without a bound, its worst quarter.
 *
 * @param better  undefined: the highest quarter
 */
export function eventOf(
  { against, values }: Target,
  better: "higher" | "lower" | undefined,
  bound: number | undefined,
): Event {
  if (against !== undefined) {
    const positive = values.filter((value) => value > 0).length;
    const isUp = positive * 2 >= values.length;
    const words = isUp ? "the change turns round and lowers it" : "the change turns round and raises it";
    return { words, isHit: values.map((value) => (isUp ? value < 0 : value > 0)) };
  }
  const isLow = better === "higher";
  const limit = bound ?? quantile(values, isLow ? worstShare : 1 - worstShare, "type7");
  const what = bound === undefined ? "the worst quarter of the worlds" : "the worlds beyond the stated bound";
  return {
    words: bound === undefined && better === undefined ? "the highest quarter of the worlds" : what,
    isHit: values.map((value) =>
      isLow
        ? bound === undefined
          ? value <= limit
          : value < limit
        : bound === undefined
          ? value >= limit
          : value > limit,
    ),
  };
}

export interface FoundBox {
  readonly event: Event;
  readonly hits: number;
  /** Undefined where it happens in no world, or in all. */
  readonly box: Box | undefined;
  readonly path: readonly Box[];
}

export function boxFor({ points }: WorldTable, event: Event): FoundBox {
  const hits = event.isHit.filter(Boolean).length;
  if (hits === 0 || hits === points.length) return { event, hits, box: undefined, path: [] };
  const path = peelingPath(points, event.isHit, peeling);
  const densest = boxOfDensity(path, densityWanted) ?? (path.at(-1) as Box);
  return { event, hits, path, box: withoutChance(points, event.isHit, densest) };
}

/** Undefined when the worlds are too few, or the values are all the same. */
export function treeFor({ points }: WorldTable, { values }: Target): FittedTree | undefined {
  if (points.length < 2 * tree.folds || isConstant(values)) return undefined;
  return regressionTree(points, values, tree);
}

export interface Leaf {
  /** Limits in the cube, by axis. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly count: number;
  readonly mean: number;
}

/** Leaves from left to right. */
export function leavesOf({ tree: root }: FittedTree, axes: readonly StudyAxis[]): Leaf[] {
  const walk = (at: Tree, low: readonly number[], high: readonly number[]): Leaf[] => {
    if (at.split === undefined) return [{ low, high, count: at.count, mean: at.mean }];
    const { dimension, at: cut, below, above } = at.split;
    return [...walk(below, low, high.with(dimension, cut)), ...walk(above, low.with(dimension, cut), high)];
  };
  return walk(
    root,
    axes.map(() => Number.NEGATIVE_INFINITY),
    axes.map(() => Number.POSITIVE_INFINITY),
  );
}

/** In the axis's unit. */
export function onAxis({ from, to, scale }: StudyAxis, u: number): number {
  return scale === "log" ? from * (to / from) ** u : from + u * (to - from);
}

export function inCube({ from, to, scale }: StudyAxis, value: number): number {
  return scale === "log" ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
}

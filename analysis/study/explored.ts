/** All that sampled worlds tell about one outcome: what it hangs on, what if, where it turns round, what to choose, what knowing is worth. */
import type { GaussianProcess } from "../stats/gaussian-process.ts";
import type { FittedTree } from "../stats/regression-tree.ts";
import { chosenOver, type OverWorlds } from "./choice.ts";
import { boxFor, eventOf, type FoundBox, leavesOf, onAxis, treeFor } from "./discovery.ts";
import type { StudyAxis, StudyRows } from "./rows.ts";
import { type Drivers, driversOf } from "./sensitivity.ts";
import { standInFor } from "./stand-in.ts";
import { type Target, targetsOf, type WorldTable, worldTable } from "./worlds.ts";

export interface ExploredTarget {
  readonly target: Target;
  readonly drivers: Drivers | { readonly because: string };
  readonly standIn: GaussianProcess | { readonly because: string };
  readonly tree: FittedTree | undefined;
  readonly box: FoundBox;
}

export interface Explored {
  readonly outcome: string;
  readonly better: "higher" | "lower" | undefined;
  readonly table: WorldTable;
  /** The outcome under the first level of the choice, then what other levels change. */
  readonly targets: readonly ExploredTarget[];
  /** The outcome under each level, for curves. */
  readonly levels: readonly { readonly level: string; readonly standIn: ExploredTarget["standIn"] }[];
  readonly choice: OverWorlds | undefined;
}

/** Changes looked into beside the outcome itself. */
const changesMost = 3;

/** Outcomes that the study asks about, or else all that were measured and can be better or worse. */
export function askedOutcomes({ hypotheses, expectations, selection, outcomes, values }: StudyRows): string[] {
  const named = [...hypotheses, ...expectations, ...(selection === undefined ? [] : [selection])];
  const asked = [...new Set(named.map(({ outcome }) => outcome))].filter((id) => values.has(id));
  return asked.length > 0 ? asked : outcomes.flatMap(({ id, better }) => (better === undefined ? [] : [id]));
}

/** @returns undefined when no worlds were drawn, or none is whole for this outcome */
export function explored(rows: StudyRows, outcome: string): Explored | undefined {
  const table = worldTable(rows, outcome);
  if (table === undefined) return undefined;
  const better = betterOf(rows, outcome);
  const threshold = thresholdOf(rows, outcome, better);
  const targets = targetsOf(table)
    .slice(0, 1 + changesMost)
    .map((target) => {
      const standIn = standInFor(table, target);
      const drivers = driversOf(table, target, standIn);
      const box = boxFor(table, eventOf(target, better, threshold));
      return { target, drivers, standIn, tree: treeFor(table, target), box };
    });
  const levels = table.levels.slice(0, 1 + changesMost).map((level, v) => {
    const [first] = targets as [ExploredTarget];
    const own = { ...first.target, level, values: table.means[v]! };
    return { level, standIn: v === 0 ? first.standIn : standInFor(table, own) };
  });
  const choice = better === undefined ? undefined : chosenOver(table, better, threshold);
  return { outcome, better, table, targets, levels, choice };
}

function betterOf({ outcomes, selection }: StudyRows, id: string): "higher" | "lower" | undefined {
  if (selection?.outcome === id) return selection.better;
  return outcomes.find((one) => one.id === id)?.better;
}

/** The outcome that is good enough, as an expectation states it. */
function thresholdOf(
  { expectations }: StudyRows,
  id: string,
  better: "higher" | "lower" | undefined,
): number | undefined {
  const bounds = expectations.filter(({ outcome }) => outcome === id);
  return bounds.map(({ atLeast, atMost }) => (better === "lower" ? atMost : atLeast)).find((one) => one !== undefined);
}

/** What the stand-in says at a point. */
export interface WhatIf {
  readonly level: string;
  readonly against: string | undefined;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Share of the variance explained at worlds left out. */
  readonly explained: number;
}

/** Half-width of a 95 % interval, in standard errors. */
const normal95 = 1.96;

/** @param point  in the unit cube. @returns the outcome under each level, then each change; what has no stand-in is left out */
export function whatIf({ targets, levels }: Explored, point: readonly number[]): WhatIf[] {
  const asked = [
    ...levels.map(({ level, standIn }) => ({ level, against: undefined, standIn })),
    ...targets.slice(1).map(({ target: { level, against }, standIn }) => ({ level, against, standIn })),
  ];
  return asked.flatMap(({ level, against, standIn }) => {
    if ("because" in standIn) return [];
    const { mean, standardError } = standIn.predict(point);
    const half = normal95 * standardError;
    return [{ level, against, mean, low: mean - half, high: mean + half, explained: standIn.leaveOneOut.explained }];
  });
}

/** For machines: limits in the units of the ranges. */
export function plainExplored({ outcome, better, table, targets, choice }: Explored) {
  const { axes } = table.worlds;
  return {
    outcome,
    better: better ?? null,
    worlds: table.whole.length,
    method: table.worlds.method,
    targets: targets.map(({ target, drivers, standIn, tree, box }) => ({
      level: target.level,
      against: target.against ?? null,
      drivers,
      standIn: "because" in standIn ? standIn : { lengths: standIn.lengths, ...standIn.leaveOneOut },
      tree:
        tree === undefined
          ? null
          : {
              explained: tree.explained,
              leaves: leavesOf(tree, axes).map(({ low, high, count, mean }) => ({
                limits: limitsOf(axes, low, high),
                count,
                mean,
              })),
            },
      event: { words: box.event.words, hits: box.hits },
      box:
        box.box === undefined
          ? null
          : {
              limits: limitsOf(axes, box.box.low, box.box.high),
              coverage: box.box.coverage,
              density: box.box.density,
              points: box.box.points,
            },
    })),
    choice:
      choice === undefined
        ? null
        : {
            leastRegret: table.levels[choice.chosen],
            bestOnAverage: table.levels[choice.bestOnAverage],
            levels: choice.judged.map((one, v) => ({ level: table.levels[v], ...one })),
            valueOfKnowing: {
              everything: choice.perfect,
              assumptions: choice.partial.map((one, j) => ({ path: axes[j]!.path, value: one ?? null })),
            },
          },
  };
}

export interface Limit {
  readonly path: string;
  /** In the unit of the range; undefined where it is open. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly unit: string;
}

/** Axes that are limited at all. */
export function limitsOf(axes: readonly StudyAxis[], low: readonly number[], high: readonly number[]): Limit[] {
  return axes.flatMap((axis, j) => {
    const at = (u: number) => (Number.isFinite(u) ? Number(onAxis(axis, u).toPrecision(3)) : undefined);
    const [from, to] = [at(low[j]!), at(high[j]!)];
    return from === undefined && to === undefined ? [] : [{ path: axis.path, from, to, unit: axis.unit }];
  });
}

/** "demand.rate at least 30 request/s and at most 50 request/s". */
export function limitWords({ path, from, to, unit }: Limit): string {
  const written = (value: number) => (unit === "" ? String(value) : `${value} ${unit}`);
  if (from === undefined) return `${path} up to ${written(to as number)}`;
  if (to === undefined) return `${path} from ${written(from)}`;
  return `${path} from ${from} to ${written(to)}`;
}

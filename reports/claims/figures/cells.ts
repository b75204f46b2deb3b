/** What comes out in each combination of the circumstances that were set out in a grid: the map of where who wins. */
import * as Plot from "@observablehq/plot";
import { type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import { pointValues, replicationsOf } from "../../../analysis/study/contrasts.ts";
import { type StudyRows, variantsFactor, worldsFactor } from "../../../analysis/study/rows.ts";
import { outcomeNamed } from "../../../sim/store/outcomes.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { alike, counted, prose } from "../../page/wording.ts";
import { unitAfter } from "../../study/words.ts";
import type { ClaimFound } from "../found.ts";

interface Cell {
  readonly x: string;
  readonly y: string;
  readonly found: Estimate;
  /** Whether the interval lies on one side of 0. */
  readonly side: "above" | "below" | "open";
}

/** @returns undefined in a study without a grid: nothing is missing then */
export function cells(found: ClaimFound): Figure | Absent | undefined {
  const id = "cells";
  const { rows } = found.data;
  const outcome = outcomeNamed(found.lead.hypothesis.outcome);
  const grid = rows.factors.flatMap(({ name }, f) => (name === variantsFactor || name === worldsFactor ? [] : [f]));
  if (grid.length === 0) return undefined;
  const { down, across } = axesOf(rows, found.lead.hypothesis.factor, grid);
  const all = cellsOf(rows, outcome.id, down, across);
  if (all.length === 0)
    return { id, missing: "The map of circumstances", because: "the outcome has no value in the runs" };
  // Where 0 is a tie, its sign is what matters; else the size is.
  const isSigned = all.some(({ found: { mean } }) => mean < 0) && all.some(({ found: { mean } }) => mean > 0);
  const [least, most] = ends(all);
  const above = all.filter(({ side }) => side === "above").length;
  const below = all.filter(({ side }) => side === "below").length;
  const text = alike(all.map((cell) => cell.found.mean));
  const where = ({ x, y, found: { mean, low, high } }: Cell) =>
    `${text(mean)}${unitAfter(outcome.unit, mean)} (95% interval ${text(low)} to ${text(high)}) with “${y}, ${x}”`;
  return {
    id,
    finding: isSigned
      ? prose`The ${outcome.name} is above 0 in ${above} of ${counted(all.length, "combination")}, below 0 in ${below} and open in ${all.length - above - below};
          it is highest at ${where(most)}`
      : prose`The ${outcome.name} runs from ${where(least)} to ${where(most)}`,
    shows: prose`Mean ${outcome.name} in each combination, over all sampled worlds.${above + below < all.length && isSigned ? " A question mark: its interval holds 0." : ""}`,
    note: "Interval: Student’s t over replications, or over worlds in a study of one. Combinations are judged one by one.",
    alt: all.map(({ x, y, found: { mean } }) => `${y}, ${x}: ${text(mean)}`).join("; "),
    plots: (size) => [drawing(all, isSigned, size)],
    columns: [
      { name: "y", heading: nameOf(rows, down) },
      { name: "x", heading: nameOf(rows, across) },
      { name: "mean", heading: outcome.name },
      { name: "low", heading: "95% interval, low" },
      { name: "high", heading: "95% interval, high" },
    ],
    rows: all.map(({ x, y, found: { mean, low, high } }) => ({ y, x, mean, low, high })),
    estimates: {},
  };
}

/** Variants go down where they are the choice; else the grid is halved. */
function axesOf({ factors }: StudyRows, chosen: string, grid: readonly number[]) {
  if (chosen === variantsFactor)
    return { down: [factors.findIndex(({ name }) => name === variantsFactor)], across: grid };
  const half = Math.ceil(grid.length / 2);
  return { down: grid.slice(0, half), across: grid.slice(half) };
}

/** Levels that were not run in every combination, as a placebo, are left out; where variants are no axis, their first is taken. */
function cellsOf(rows: StudyRows, outcome: string, down: readonly number[], across: readonly number[]): Cell[] {
  const { factors, points } = rows;
  const variants = factors.findIndex(({ name }) => name === variantsFactor);
  const isAxis = down.includes(variants);
  const groups = new Map<string, number[]>();
  for (const [point, at] of points.entries()) {
    if (!isAxis && variants >= 0 && at[variants] !== 0) continue;
    const key = JSON.stringify([labelOf(rows, at, down), labelOf(rows, at, across)]);
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  const widest = Math.max(...[...groups.keys()].map((key) => lineOf(groups, key).length));
  return [...groups].flatMap(([key, mine]) => {
    const [y, x] = JSON.parse(key) as [string, string];
    const found = lineOf(groups, key).length === widest ? meanOf(rows, outcome, mine) : undefined;
    if (found === undefined) return [];
    return [{ x, y, found, side: found.low > 0 ? "above" : found.high < 0 ? "below" : "open" } as const];
  });
}

/** Cells of the same line of the map. */
function lineOf(groups: ReadonlyMap<string, unknown>, key: string): string[] {
  const [y] = JSON.parse(key) as [string, string];
  return [...groups.keys()].filter((one) => (JSON.parse(one) as [string, string])[0] === y);
}

function meanOf(rows: StudyRows, outcome: string, points: readonly number[]): Estimate | undefined {
  const values = pointValues(rows, outcome);
  const replications = replicationsOf(rows);
  const worlds = rows.factors.findIndex(({ name }) => name === worldsFactor);
  const found = points.flatMap((point) =>
    replications.flatMap((r) => {
      const value = values.get(point)?.get(r);
      const run = replications.length > 1 ? r : (rows.points[point]![worlds] ?? 0);
      return value === undefined ? [] : [{ run, epoch: point, value, weight: 1 }];
    }),
  );
  return found.length === 0 ? undefined : estimate(found, outcomeNamed(outcome).unit);
}

function labelOf({ factors }: StudyRows, at: readonly number[], axes: readonly number[]): string {
  return axes.map((f) => factors[f]!.levels[at[f]!]!).join(", ");
}

function nameOf({ factors }: StudyRows, axes: readonly number[]): string {
  return axes.map((f) => factors[f]!.name).join(", ");
}

function ends(all: readonly Cell[]): [Cell, Cell] {
  const ordered = [...all].sort((a, b) => a.found.mean - b.found.mean);
  return [ordered[0]!, ordered.at(-1)!];
}

function drawing(all: readonly Cell[], isSigned: boolean, size: Size): Plot.PlotOptions {
  const largest = Math.max(...all.map(({ found: { mean } }) => Math.abs(mean)));
  const number = alike(
    all.map((cell) => cell.found.mean),
    2,
  );
  const drawn = all.map(({ x, y, found: { mean }, side }) => ({
    x,
    y,
    fill: isSigned && mean < 0 ? "var(--series-2)" : "var(--series-1)",
    opacity: largest === 0 ? 0.1 : 0.1 + (0.5 * Math.abs(mean)) / largest,
    text: `${number(mean)}${side === "open" && isSigned ? " ?" : ""}`,
  }));
  const lines = new Set(all.map(({ y }) => y)).size;
  return {
    height: 70 + 44 * lines,
    marginLeft: size.isNarrow ? 92 : 190,
    marginRight: size.isNarrow ? 4 : 20,
    marginTop: 44,
    marginBottom: 8,
    x: { type: "band", axis: null, domain: [...new Set(all.map(({ x }) => x))] },
    y: { type: "band", axis: null, domain: [...new Set(all.map(({ y }) => y))] },
    marks: [
      // Long names are broken into lines: a margin that held them would leave no room.
      Plot.axisX({
        anchor: "top",
        label: null,
        tickSize: 0,
        ...(size.isNarrow ? { lineWidth: 4, fontSize: 9 } : { lineWidth: 12 }),
      }),
      Plot.axisY({ label: null, tickSize: 0, lineWidth: size.isNarrow ? 8 : 14 }),
      Plot.cell(drawn, { x: "x", y: "y", fill: "fill", fillOpacity: "opacity", inset: 1 }),
      Plot.text(drawn, { x: "x", y: "y", text: "text", fill: "currentColor" }),
    ],
  };
}

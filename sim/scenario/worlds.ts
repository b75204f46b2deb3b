/** Worlds drawn from ranges: one factor with a level for each, and where each lies in the cube of the ranges. */
import { exp, log } from "../engine/math.ts";
import { type Design, worldsFactor } from "./design.ts";
import { type Factor, type Level, laidTogether, plantedLevel } from "./level.ts";
import { type WorldSetId, worldPoints } from "./point-sets/designs.ts";
import type { Place, Problem } from "./problem.ts";
import { type Group, type Leaf, type Tree, valueAt } from "./tree.ts";
import { isTrouble, parseQuantity, round15 } from "./units.ts";

type Sample = NonNullable<NonNullable<Design["sweep"]>["sample"]>;

/** What a store keeps of them, so that effects can be told from the runs. */
export interface SampledWorlds {
  readonly method: WorldSetId;
  readonly axes: readonly SampledAxis[];
  /** worlds × axes, 0…1 over the range (of logarithms where the scale is log). */
  readonly cube: readonly (readonly number[])[];
}

export interface SampledAxis {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  /** As written; empty for a bare number. */
  readonly unit: string;
  readonly scale: "linear" | "log";
}

export interface Worlds {
  readonly factor: Factor;
  readonly sampled: SampledWorlds;
  /** For each axis its two ends, all others as in the first world. */
  readonly ends: readonly { readonly path: string; readonly place: Place; readonly levels: readonly Level[] }[];
}

export function worldsOf(tree: Group, { points, method, ranges }: Sample): Worlds | { problems: Problem[] } {
  const place = keyPlaceAt(tree, ["sweep", "sample"]);
  const wrong = (key: string, message: string, remedy: string) => ({
    problems: [{ path: `sweep.sample.${key}`, place, message, remedy }],
  });
  const found = Object.entries(ranges).map(([path, range]) =>
    axisOf(path, range, keyPlaceAt(tree, ["sweep", "sample", "ranges", path])),
  );
  const problems = found.filter((axis) => "message" in axis);
  if (problems.length > 0) return { problems };
  const axes = found as Axis[];
  if (axes.length === 0) return wrong("ranges", "no range is given", "name a path with from and to");
  const cube = worldPoints(method, points, axes.length, "worlds");
  if ("trouble" in cube) return wrong("points", cube.trouble, cube.remedy);
  const parts = (row: readonly number[]) => axes.map((axis, j) => axis.levelAt(row[j] as number));
  const levels = cube.map((row, i) => {
    const at = parts(row);
    return { name: `${i + 1}: ${at.map(({ name }) => name).join(", ")}`, place, lay: laidTogether(at) };
  });
  const first = cube[0] as number[];
  const ends = axes.map((axis, j) => ({
    path: axis.path,
    place: axis.place,
    levels: [0, 1].map((u) => ({ name: axis.path, place, lay: laidTogether(parts(first.with(j, u))) })),
  }));
  const sampled = { method, axes: axes.map((axis) => axis.sampled), cube };
  return { factor: { name: worldsFactor, place, levels }, sampled, ends };
}

interface Axis {
  readonly path: string;
  readonly place: Place;
  readonly sampled: SampledAxis;
  /** @param u  0…1 */
  levelAt(u: number): Level;
}

function axisOf(path: string, range: Sample["ranges"][string], place: Place): Axis | Problem {
  const complain = (message: string, remedy: string): Problem => ({
    path: `sweep.sample.ranges.${path}`,
    place,
    message,
    remedy,
  });
  const [from, to] = [endOf(range.from), endOf(range.to)];
  if ("trouble" in from) return complain(from.trouble, "write a number with its unit");
  if ("trouble" in to) return complain(to.trouble, "write a number with its unit");
  if (from.unit !== to.unit)
    return complain(`the ends are in “${from.unit}” and “${to.unit}”`, "use one unit for both");
  if (!(from.number < to.number)) return complain("the range is empty", "from must be below to");
  if (range.scale === "log" && !(from.number > 0))
    return complain("a range over logarithms starts above 0", "raise from");
  const sampled: SampledAxis = { path, from: from.number, to: to.number, unit: from.unit, scale: range.scale };
  // Six digits: a world can be typed again from the report.
  const digits = 6;
  const levelAt = (u: number) => {
    const exact = valueOnAxis(sampled, u);
    const value = range.whole ? Math.round(exact) : round15(Number(exact.toPrecision(digits)));
    const written = from.unit === "" ? value : `${value} ${from.unit}`;
    const leaf: Leaf = { kind: "leaf", place, value: written };
    return { ...plantedLevel(path, place, leaf), name: `${path} ${written}` };
  };
  return { path, place, sampled, levelAt };
}

/** @param u  0…1 @returns in the axis's unit */
export function valueOnAxis({ from, to, scale }: SampledAxis, u: number): number {
  return scale === "log" ? exp(log(from) + u * (log(to) - log(from))) : from + u * (to - from);
}

/** The inverse; outside 0…1 where the value lies outside the range. */
export function placeOnAxis({ from, to, scale }: SampledAxis, value: number): number {
  return scale === "log" ? (log(value) - log(from)) / (log(to) - log(from)) : (value - from) / (to - from);
}

function endOf(end: number | string): { number: number; unit: string } | { trouble: string } {
  if (typeof end === "number") return { number: end, unit: "" };
  const parsed = parseQuantity(end);
  if (isTrouble(parsed)) return parsed;
  const unit = parsed.unit === undefined ? "" : end.trim().replace(/^[+-]?[\d_.]+(e[+-]?\d+)?\s*/i, "");
  return { number: parsed.number, unit };
}

function keyPlaceAt(tree: Tree, path: readonly string[]): Place {
  const around = valueAt(tree, path.slice(0, -1));
  const entry = around?.kind === "group" ? around.entries.get(path.at(-1) as string) : undefined;
  return entry?.keyPlace ?? tree.place;
}

/** What the size of an effect hangs on: its change from the low to the high end of each uncertain assumption, over the sampled worlds. */
import { plainMean } from "../stats/estimate.ts";
import { studentQuantile } from "../stats/student.ts";
import type { Contrast } from "./contrasts.ts";
import { type StudyRows, worldsFactor } from "./rows.ts";

/** One uncertain assumption, and its value in each world. */
export interface WorldAxis {
  /** Path of the key. */
  readonly key: string;
  /** Of the values; empty for a bare number. */
  readonly unit: string;
  /** Least and greatest of the values that were drawn. */
  readonly from: number;
  readonly to: number;
  /** Ends of the range that they were drawn from, in their unit. */
  readonly range: { readonly from: number; readonly to: number };
  readonly isLogarithmic: boolean;
  /** By world, in the order of the factor's levels. */
  readonly values: readonly number[];
}

/** A range as a study writes it. */
export interface WrittenRange {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  readonly scale: "linear" | "log";
}

/** Worlds are written with six digits: a value may lie outside its range by as much. */
const lastDigit = 1e-5;

/**
 * @param scenarios  one of each world as resolved, in the order of the worlds
 * @throws RangeError when the path leads to no number: the scenario was resolved otherwise than its file says
 */
export function worldAxis({ path, unit, scale, ...ends }: WrittenRange, scenarios: readonly unknown[]): WorldAxis {
  const values = scenarios.map((scenario) => numberAt(scenario, path));
  const [from, to] = [Math.min(...values), Math.max(...values)];
  // A resolved scenario holds fractions; other units than those written show by lying outside the range.
  const isPercent = unit.startsWith("%");
  const part = isPercent ? 0.01 : 1;
  const range = { from: part * ends.from, to: part * ends.to };
  const slack = lastDigit * Math.max(Math.abs(range.from), Math.abs(range.to));
  const isAsWritten = from >= range.from - slack && to <= range.to + slack;
  return {
    key: path,
    unit: isAsWritten && !isPercent ? unit : "",
    from,
    to,
    range: isAsWritten ? range : { from, to },
    isLogarithmic: scale === "log",
    values,
  };
}

function numberAt(scenario: unknown, key: string): number {
  const parts = key.split(/[.[\]]+/).filter((part) => part !== "");
  const found = parts.reduce<unknown>((at, part) => (Object(at) as Record<string, unknown>)[part], scenario);
  if (typeof found !== "number") throw new RangeError(`${key} leads to no number in a resolved scenario`);
  return found;
}

export interface Driver {
  readonly axis: WorldAxis;
  /** Effect at the high end less effect at the low end, by a straight line over the worlds. */
  readonly swing: number;
  readonly low: number;
  readonly high: number;
  /** The line's effect at either end. */
  readonly atFrom: number;
  readonly atTo: number;
}

/** Worlds below which no line is drawn: two are always on one. */
const worldsLeast = 4;

export interface WorldEffect {
  /** Level of the worlds' factor. */
  readonly world: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The effect in each sampled world, other factors averaged; empty without worlds. */
export function effectsByWorld(rows: StudyRows, { combinations }: Contrast): WorldEffect[] {
  const f = rows.factors.findIndex(({ name }) => name === worldsFactor);
  if (f < 0) return [];
  return rows.factors[f]!.levels.flatMap((_, world) => {
    const mine = combinations.filter(({ point }) => rows.points[point]![f] === world);
    if (mine.length === 0) return [];
    const of = (pick: "mean" | "low" | "high") => plainMean(mine.map((one) => one[pick]));
    return [{ world, mean: of("mean"), low: of("low"), high: of("high") }];
  });
}

/**
 * Largest swing first. Assumptions are sampled independently of each other, so that a line on each alone is not biased by the others; what they
 * explain is in its interval (Student's t, worlds less two).
 */
export function drivers(effects: readonly WorldEffect[], axes: readonly WorldAxis[]): Driver[] {
  if (effects.length < worldsLeast) return [];
  const found = axes.map((axis) => driver(effects, axis));
  return found.sort((a, b) => Math.abs(b.swing) - Math.abs(a.swing) || (a.axis.key < b.axis.key ? -1 : 1));
}

function driver(effects: readonly WorldEffect[], axis: WorldAxis): Driver {
  const scale = (value: number) => (axis.isLogarithmic ? Math.log(value) : value);
  const [from, to] = [scale(axis.from), scale(axis.to)];
  // 0 at the low end, 1 at the high end: the slope is the swing.
  const x = effects.map(({ world }) => (scale(axis.values[world]!) - from) / (to - from));
  const y = effects.map(({ mean }) => mean);
  const [mx, my] = [plainMean(x), plainMean(y)];
  const sxx = x.reduce((sum, value) => sum + (value - mx) * (value - mx), 0);
  const swing = sxx === 0 ? 0 : x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0) / sxx;
  const left = y.reduce((sum, value, i) => sum + (value - my - swing * (x[i]! - mx)) ** 2, 0);
  const half = sxx === 0 ? 0 : studentQuantile(0.975, y.length - 2) * Math.sqrt(left / (y.length - 2) / sxx);
  return { axis, swing, low: swing - half, high: swing + half, atFrom: my - swing * mx, atTo: my + swing * (1 - mx) };
}

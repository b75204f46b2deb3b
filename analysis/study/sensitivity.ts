/** Which assumptions an outcome hangs on: by the layout of the worlds where they have one, else by a stand-in fitted to them. */
import { elementaryEffects } from "../stats/elementary-effects.ts";
import type { GaussianProcess } from "../stats/gaussian-process.ts";
import { polynomialChaos } from "../stats/polynomial-chaos.ts";
import { sensitivityIndices } from "../stats/sensitivity-indices.ts";
import { sharesOfStandIn } from "../stats/stand-in-shares.ts";
import { isConstant, type Target, type WorldTable } from "./worlds.ts";

export interface Driver {
  readonly path: string;
  /** Elementary effects: mean magnitude [unit of the outcome]; else the share of variance, interactions included. */
  readonly weight: number;
  /** Ends of its 95 % interval; NaN where the method gives none. */
  readonly low: number;
  readonly high: number;
  /** Elementary effects: mean with its sign; else the share of variance alone. */
  readonly alone: number;
}

export interface Drivers {
  readonly method: "elementary effects" | "Sobol's indices" | "polynomial" | "Gaussian process";
  readonly axes: readonly Driver[];
  /** Of a stand-in: share of the variance that it explains at worlds left out; below 0.7 it answers nothing. */
  readonly explained: number | undefined;
}

const resamples = 500;
const degreeMax = 4;
const seed = "drivers";

/** @returns why there are none, where there are none */
export function driversOf(
  table: WorldTable,
  target: Target,
  standIn: GaussianProcess | { readonly because: string },
): Drivers | { readonly because: string } {
  if (isConstant(target.values)) return { because: "it is the same in every world" };
  try {
    if (table.worlds.method === "morris") return byWalks(table, target);
    if (table.worlds.method === "saltelli") return byIndices(table, target);
    return byStandIn(table, target, standIn);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { because: error.message };
  }
}

/** Below this share of variance explained at worlds left out, a stand-in answers nothing. */
export const explainedLeast = 0.7;

/** Those that weigh at least half as much as the first; undefined where a stand-in is too poor to say. */
export function mainDrivers(drivers: Drivers | { readonly because: string }): string[] | undefined {
  if ("because" in drivers || (drivers.explained ?? 1) < explainedLeast) return undefined;
  const most = ranked(drivers);
  const half = most[0]!.weight / 2;
  return most.filter(({ weight }, i) => i === 0 || (weight > 0 && weight >= half)).map(({ path }) => path);
}

/** The heaviest first. */
export function ranked({ axes }: Drivers): Driver[] {
  return [...axes].sort((a, b) => b.weight - a.weight || (a.path < b.path ? -1 : 1));
}

function byWalks(table: WorldTable, { values }: Target): Drivers {
  const kept = wholeGroups(table, table.worlds.axes.length + 1);
  const at = (list: readonly (readonly number[])[] | readonly number[]) => kept.map((i) => list[i]!);
  const effects = elementaryEffects(at(table.points) as number[][], at(values) as number[], seed);
  const axes = effects.map(({ mean, magnitude }, j) => ({
    path: table.worlds.axes[j]!.path,
    weight: magnitude.value,
    low: magnitude.low,
    high: magnitude.high,
    alone: mean,
  }));
  return { method: "elementary effects", axes, explained: undefined };
}

function byIndices(table: WorldTable, { values }: Target): Drivers {
  const dimensions = table.worlds.axes.length;
  const kept = wholeGroups(table, dimensions + 2);
  // All worlds of a replication share their random numbers: chance is no noise between them.
  const options = { seed, noiseVariance: 0, resamples };
  const found = sensitivityIndices(
    kept.map((i) => values[i]!),
    dimensions,
    options,
  );
  const axes = found.map(({ first, total }, j) => ({
    path: table.worlds.axes[j]!.path,
    weight: total.value,
    low: total.low,
    high: total.high,
    alone: first.value,
  }));
  return { method: "Sobol's indices", axes, explained: undefined };
}

/** By the stand-in that explains more of the worlds left out: a polynomial, or the Gaussian process, whose shares a polynomial then tells. */
function byStandIn(
  table: WorldTable,
  { values }: Target,
  standIn: GaussianProcess | { readonly because: string },
): Drivers {
  const { axes } = table.worlds;
  const own = polynomialChaos(table.points, values, degreeMax);
  const isBetter = !("because" in standIn) && standIn.leaveOneOut.explained > own.leaveOneOut.explained;
  if (!isBetter) return shared(axes, own, "polynomial", own.leaveOneOut.explained);
  const told = sharesOfStandIn((point) => standIn.predict(point).mean, axes.length, seed);
  return shared(axes, told, "Gaussian process", standIn.leaveOneOut.explained);
}

function shared(
  axes: WorldTable["worlds"]["axes"],
  { first, total }: { readonly first: readonly number[]; readonly total: readonly number[] },
  method: Drivers["method"],
  explained: number,
): Drivers {
  const none = Number.NaN;
  const told = axes.map(({ path }, j) => ({ path, weight: total[j]!, low: none, high: none, alone: first[j]! }));
  return { method, axes: told, explained };
}

/** Places of the worlds whose whole walk, or base, was run. */
function wholeGroups({ whole }: WorldTable, size: number): number[] {
  const place = new Map(whole.map((world, i) => [world, i]));
  const groups = Math.floor((Math.max(...whole) + 1) / size);
  return Array.from({ length: groups }, (_, g) => Array.from({ length: size }, (__, k) => place.get(g * size + k)))
    .filter((group) => !group.includes(undefined))
    .flat() as number[];
}

/**
 * Where in the cube of parameters something happens: the Patient Rule Induction Method (Friedman and Fisher 1999, Statistics and Computing
 * 9(2)), as scenario discovery uses it (Bryant and Lempert 2010, Technological Forecasting and Social Change 77(1)).
 *
 * From the whole cube a thin slice is peeled off again and again, each time the one whose loss leaves the most hits a point. The path from
 * large boxes to dense ones is the result: the reader chooses between coverage and density.
 */
import { betaDistribution } from "./quantiles-of-laws.ts";

export interface Box {
  /** Limits by axis, included; −Infinity and Infinity where the axis is not cut. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly points: number;
  readonly hits: number;
  /** Hits inside over all hits. */
  readonly coverage: number;
  /** Hits inside over points inside. */
  readonly density: number;
  /** Points inside over all points. */
  readonly mass: number;
  /**
   * By axis: probability of at least so many hits inside if this axis' limits did nothing (one-sided binomial test); 1 where it is not cut.
   * Optimistic, since the limits were searched for: a large value speaks against a limit, a small one alone does not prove it.
   */
  readonly pValues: readonly number[];
}

export interface PeelingOptions {
  /** Share of the box's points that one slice takes; 0.05 to 0.1 are usual. */
  readonly slice: number;
  /** Share of all points at which peeling stops. */
  readonly massMin: number;
}

/**
 * @param points  n × dimensions
 * @param isHit   whether the thing happened, by point
 * @returns boxes from the whole cube on
 * @throws RangeError on unlike lengths or when there is no hit
 */
export function peelingPath(
  points: readonly (readonly number[])[],
  isHit: readonly boolean[],
  { slice, massMin }: PeelingOptions,
): Box[] {
  if (points.length !== isHit.length) throw new RangeError(`${points.length} points, ${isHit.length} verdicts`);
  if (!isHit.includes(true))
    throw new RangeError("scenario discovery: it happened at no point, so there is nothing to box");
  const axes = points[0].map((_, j) => j);
  let limits: Limits = { low: axes.map(() => -Infinity), high: axes.map(() => Infinity) };
  const path = [described(points, isHit, limits)];
  for (;;) {
    const inside = within(points, limits);
    const cuts = axes.flatMap((j) => slices(points, inside, j, slice).map((cut) => narrowed(limits, j, cut)));
    let best: { limits: Limits; density: number; count: number } | undefined;
    for (const candidate of cuts) {
      const left = inside.filter((i) => isInside(points[i], candidate));
      if (left.length < massMin * points.length) continue;
      const density = left.filter((i) => isHit[i]).length / left.length;
      const isBetter = !best || density > best.density || (density === best.density && left.length > best.count);
      if (isBetter) best = { limits: candidate, density, count: left.length };
    }
    if (!best) return path;
    limits = best.limits;
    path.push(described(points, isHit, limits));
  }
}

/** The box of most coverage among those at least that dense; undefined when none is. */
export function boxOfDensity(path: readonly Box[], densityMin: number): Box | undefined {
  let best: Box | undefined;
  for (const box of path) if (box.density >= densityMin && !(best && best.coverage >= box.coverage)) best = box;
  return best;
}

/**
 * The box without the limits that may be chance: the one of largest p-value is lifted, again and again, while it is at or above `level`
 * (Bryant and Lempert 2010, section 3.3). What is left covers at least as much.
 */
export function withoutChance(
  points: readonly (readonly number[])[],
  isHit: readonly boolean[],
  box: Box,
  level = 0.05,
): Box {
  const cut = box.pValues.flatMap((p, j) => (box.low[j] === -Infinity && box.high[j] === Infinity ? [] : [{ p, j }]));
  const weakest = cut.reduce<{ p: number; j: number } | undefined>(
    (most, one) => (most && most.p >= one.p ? most : one),
    undefined,
  );
  if (!weakest || weakest.p < level) return box;
  const limits = { low: box.low.with(weakest.j, -Infinity), high: box.high.with(weakest.j, Infinity) };
  return withoutChance(points, isHit, described(points, isHit, limits), level);
}

interface Limits {
  readonly low: readonly number[];
  readonly high: readonly number[];
}
interface Cut {
  readonly side: "low" | "high";
  readonly at: number;
}

/** The two slices of an axis, at a value that is kept; fewer where all values are the same. */
function slices(points: readonly (readonly number[])[], inside: readonly number[], j: number, slice: number): Cut[] {
  const values = inside.map((i) => points[i][j]).sort((a, b) => a - b);
  const taken = Math.max(1, Math.floor(slice * values.length));
  const [least, most] = [values[0], values[values.length - 1]];
  const low = values.find((value, rank) => rank >= taken && value > least);
  const high = values.findLast((value, rank) => rank < values.length - taken && value < most);
  return [
    ...(low === undefined ? [] : [{ side: "low", at: low } as const]),
    ...(high === undefined ? [] : [{ side: "high", at: high } as const]),
  ];
}

function narrowed(limits: Limits, j: number, { side, at }: Cut): Limits {
  return { ...limits, [side]: limits[side].with(j, at) };
}

function isInside(point: readonly number[], { low, high }: Limits): boolean {
  return point.every((x, j) => x >= low[j] && x <= high[j]);
}

function within(points: readonly (readonly number[])[], limits: Limits): number[] {
  return points.flatMap((point, i) => (isInside(point, limits) ? [i] : []));
}

function described(points: readonly (readonly number[])[], isHit: readonly boolean[], limits: Limits): Box {
  const { low, high } = limits;
  const counted = (inside: readonly number[]) => ({
    count: inside.length,
    hits: inside.filter((i) => isHit[i]).length,
  });
  const { count, hits } = counted(within(points, limits));
  const pValues = low.map((least, j) => {
    if (least === -Infinity && high[j] === Infinity) return 1;
    const wider = counted(within(points, { low: low.with(j, -Infinity), high: high.with(j, Infinity) }));
    const share = wider.hits / wider.count;
    return hits === 0 || share === 1 ? 1 : betaDistribution(share, hits, count - hits + 1);
  });
  const all = isHit.filter((hit) => hit).length;
  return {
    low,
    high,
    points: count,
    hits,
    coverage: hits / all,
    density: hits / count,
    mass: count / points.length,
    pValues,
  };
}

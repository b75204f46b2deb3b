/** What if? A Gaussian process fitted to the worlds answers between them, with its own error. */
import { type GaussianProcess, gaussianProcess } from "../stats/gaussian-process.ts";
import { isConstant, type Target, type WorldTable } from "./worlds.ts";

/** Worlds beyond which a fit would take minutes: it inverts a matrix of that size some hundred times. The first are taken. */
export const worldsMost = 100;

/** @returns why there is none, where there is none */
export function standInFor({ points }: WorldTable, { values }: Target): GaussianProcess | { readonly because: string } {
  if (isConstant(values)) return { because: "it is the same in every world" };
  const least = (points[0]?.length ?? 0) + 2;
  const [some, theirs] = distinct(points, values);
  if (some.length < least) return { because: `${some.length} worlds are too few: ${least} are the least` };
  try {
    return gaussianProcess(some, theirs);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { because: error.message };
  }
}

/** Walks may pass a point twice: the same world, and the same runs. */
function distinct(points: WorldTable["points"], values: readonly number[]): [number[][], number[]] {
  const seen = new Map(points.map((point, i) => [point.join(), i]));
  const kept = [...seen.values()].sort((a, b) => a - b).slice(0, worldsMost);
  return [kept.map((i) => [...points[i]!]), kept.map((i) => values[i]!)];
}

/**
 * Which parameters matter at all: elementary effects on walks through the cube of parameters (Morris 1991, Technometrics 33(2)).
 *
 * Screening is for the first look at many parameters; the shares of variance of those that remain come from `sensitivity-indices.ts`.
 */
import { type BootstrapInterval, bcaInterval } from "./bootstrap.ts";
import { plainMean, variance } from "./estimate.ts";

export interface ElementaryEffect {
  /** Mean effect of going from one end of the axis to the other [unit of the outcome]; effects of both signs cancel. */
  readonly mean: number;
  /** Mean of its magnitude (Campolongo, Cariboni and Saltelli 2007), with a bootstrap interval over the walks. */
  readonly magnitude: BootstrapInterval;
  /** Standard deviation over the walks: large beside the magnitude when the effect is curved or hangs on other parameters. */
  readonly spread: number;
}

/**
 * @param points    walks × (dimensions + 1) rows, walk after walk; within a walk one axis changes a row
 * @param outcomes  one a row
 * @returns one a dimension
 * @throws RangeError on fewer than 3 walks, a row that changes no axis or several, or an outcome that is not finite
 */
export function elementaryEffects(
  points: readonly (readonly number[])[],
  outcomes: readonly number[],
  seed: string,
): ElementaryEffect[] {
  const dimensions = points[0]?.length ?? 0;
  const effects: number[][] = Array.from({ length: dimensions }, () => []);
  if (points.length !== outcomes.length) throw new RangeError(`${points.length} points, ${outcomes.length} outcomes`);
  if (dimensions === 0 || points.length % (dimensions + 1) !== 0)
    throw new RangeError(`${points.length} points make no whole walks in ${dimensions} dimensions`);
  for (let row = 1; row < points.length; row++) {
    if (row % (dimensions + 1) === 0) continue;
    const axis = changedAxis(points[row - 1], points[row], row);
    const effect = (outcomes[row] - outcomes[row - 1]) / (points[row][axis] - points[row - 1][axis]);
    if (!Number.isFinite(effect)) throw new RangeError(`point ${row}: effect of axis ${axis} is ${effect}`);
    effects[axis].push(effect);
  }
  return effects.map((of, axis) => ({
    mean: plainMean(of),
    magnitude: bcaInterval(of.map(Math.abs), plainMean, `${seed}/axis ${axis}`),
    spread: Math.sqrt(variance(of)),
  }));
}

function changedAxis(before: readonly number[], after: readonly number[], row: number): number {
  const changed = after.flatMap((x, j) => (x === before[j] ? [] : [j]));
  if (changed.length !== 1)
    throw new RangeError(`point ${row} changes ${changed.length} axes of the one before, not 1`);
  return changed[0];
}

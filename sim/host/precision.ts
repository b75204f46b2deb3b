/** How many replications a stated half-width still takes. */
import { isPrecise, replicationsFor } from "../../analysis/stats/sequential.ts";

export interface Precision {
  /** Half of the widest 95 % interval that will do, in the outcome's unit. */
  readonly halfWidth: number;
  readonly most: number;
}

/** Replications are not more than doubled at a time: the variance of a few is a poor guide. */
const growthMost = 2;

/**
 * @param samples  one value a replication for each quantity that must be known
 * @returns replications in all; those there are when they suffice or no more are allowed
 */
export function nextReplications(samples: readonly (readonly number[])[], { halfWidth, most }: Precision): number {
  const have = Math.max(0, ...samples.map(({ length }) => length));
  const wide = samples.filter((values) => !isPrecise(values, halfWidth));
  if (wide.length === 0 || have >= most) return have;
  const wanted = Math.max(...wide.map((values) => replicationsFor(values, halfWidth)));
  return Math.min(most, Math.max(have + 1, Math.min(wanted, growthMost * Math.max(have, 1))));
}

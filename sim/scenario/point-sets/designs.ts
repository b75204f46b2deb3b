/** Which worlds a study draws: points spread evenly, or laid out so that the effect of each parameter can be told. */
import { type PointSetId, pointSet, pointSetIds } from "./point-sets.ts";
import { saltelli } from "./saltelli.ts";
import { morrisTrajectories } from "./trajectories.ts";

export const worldSetIds = [...pointSetIds, "morris", "saltelli"] as const;
export type WorldSetId = (typeof worldSetIds)[number];

/** Walks, or bases, below which no interval can be had of an effect. */
const leastGroups = 3;

export interface Unsuited {
  readonly trouble: string;
  readonly remedy: string;
}

/** Points of one walk (`morris`) or of one base (`saltelli`): they stand or fall together. 1 for points that are merely spread. */
export function pointsTogether(id: WorldSetId, dimensions: number): number {
  if (id === "morris") return dimensions + 1;
  return id === "saltelli" ? dimensions + 2 : 1;
}

/** @returns points × dimensions in the unit cube, or why there cannot be that many */
export function worldPoints(id: WorldSetId, points: number, dimensions: number, seed: string): number[][] | Unsuited {
  const together = pointsTogether(id, dimensions);
  const groups = Math.floor(points / together);
  if (together > 1 && (groups * together !== points || groups < leastGroups)) {
    const noun = id === "morris" ? "walks" : "bases";
    const wanted = Math.max(leastGroups, Math.round(points / together)) * together;
    const trouble = `${points} points do not divide into ${noun} of ${together}, ${leastGroups} or more`;
    return {
      trouble,
      remedy: `write points: ${wanted}, that is ${wanted / together} ${noun} for ${dimensions} ranges`,
    };
  }
  try {
    if (id === "morris") return morrisTrajectories(groups, dimensions, seed);
    if (id === "saltelli") return saltelli(groups, dimensions, seed);
    return pointSet(id as PointSetId, points, dimensions, seed);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { trouble: error.message, remedy: "latin-hypercube and morris have no such limit" };
  }
}

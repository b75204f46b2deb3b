/**
 * Points for screening by elementary effects (Morris 1991, Technometrics 33(2)): walks through the cube that move each axis once.
 *
 * Axes take four levels, 0, ⅓, ⅔ and 1 (the ends included), and move by ⅔: so all levels are equally likely, as Morris recommends.
 */
import { createRng } from "../../engine/rng.ts";

const levels = 4;
const jump = 2;

/**
 * @returns trajectories × (dimensions + 1) rows, walk after walk; neighbours within a walk differ in one axis
 * @throws RangeError without a trajectory or a dimension
 */
export function morrisTrajectories(trajectories: number, dimensions: number, seed: string): number[][] {
  if (!(trajectories >= 1 && dimensions >= 1))
    throw new RangeError(`${trajectories} trajectories in ${dimensions} dimensions: one or more of each is needed`);
  const rng = createRng(seed);
  const [starts, order] = [rng.stream("point-set.starts"), rng.stream("point-set.axes")];
  const points: number[][] = [];
  for (let t = 0; t < trajectories; t++) {
    const at = Array.from({ length: dimensions }, (_, j) => Math.floor(starts.uniform(j, t) * levels));
    points.push(at.map(inCube));
    const keys = at.map((_, j) => order.uniform(j, t));
    for (const j of [...keys.keys()].sort((a, b) => keys[a] - keys[b] || a - b)) {
      at[j] += at[j] < jump ? jump : -jump;
      points.push(at.map(inCube));
    }
  }
  return points;
}

const inCube = (level: number) => level / (levels - 1);

/**
 * Weights that change, and a draw in proportion to them, each in O(log n): a binary indexed tree.
 *
 * Fenwick (1994), "A new data structure for cumulative frequency tables", Software: Practice and Experience 24(3). Sums are kept exact by
 * holding whole weights (a weight is rounded to 2⁻¹⁰ of its unit and stored as an integer), so that adding and taking away never drifts.
 */
export interface WeightTree {
  readonly sums: Float64Array;
  readonly weight: Float64Array;
  total: number;
}

const scale = 1024;

export function createWeightTree(size: number): WeightTree {
  return { sums: new Float64Array(size + 1), weight: new Float64Array(size), total: 0 };
}

/** Gives position i a new weight ≥ 0. */
export function setWeight(tree: WeightTree, i: number, weight: number): void {
  const whole = Math.floor(weight * scale + 0.5);
  const change = whole - tree.weight[i];
  if (change === 0) return;
  tree.weight[i] = whole;
  tree.total += change;
  const { sums } = tree;
  for (let k = i + 1; k < sums.length; k += k & -k) sums[k] += change;
}

/** @param u in (0, 1). @returns position drawn with probability in proportion to weight; −1 when all are 0 */
export function drawByWeight(tree: WeightTree, u: number): number {
  if (tree.total <= 0) return -1;
  const { sums } = tree;
  let rest = Math.min(u * tree.total, tree.total - 1);
  let position = 0;
  for (let step = highestBit(sums.length - 1); step > 0; step >>= 1) {
    const next = position + step;
    if (next < sums.length && sums[next] <= rest) {
      position = next;
      rest -= sums[next];
    }
  }
  return position;
}

function highestBit(n: number): number {
  return n < 1 ? 0 : 1 << (31 - Math.clz32(n));
}

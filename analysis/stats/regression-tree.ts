/**
 * An outcome told by a few yes-or-no questions about the parameters: a regression tree (Breiman, Friedman, Olshen and Stone, Classification and
 * Regression Trees, 1984), grown by least squares, pruned to the smallest tree within one standard error of the best in cross-validation
 * (sections 3.4.3 and 8.5). An outcome of 0 and 1 gives shares.
 */
import seedrandom from "seedrandom";

export interface Tree {
  readonly count: number;
  readonly mean: number;
  /** Σ (outcome − mean)² */
  readonly squares: number;
  readonly split: Split | undefined;
}

export interface Split {
  readonly dimension: number;
  /** Points with a smaller value go to `below`, others to `above`. */
  readonly at: number;
  readonly below: Tree;
  readonly above: Tree;
}

export interface TreeOptions {
  readonly leafMin: number;
  readonly folds: number;
  /** Of the division into folds. */
  readonly seed: string;
}

export interface FittedTree {
  readonly tree: Tree;
  /** 1 − squared error in cross-validation / variance: what the tree tells about points it has not seen. */
  readonly explained: number;
}

/** @throws RangeError on unlike lengths, or fewer points than two a fold */
export function regressionTree(
  points: readonly (readonly number[])[],
  outcomes: readonly number[],
  { leafMin, folds, seed }: TreeOptions,
): FittedTree {
  const n = points.length;
  if (n !== outcomes.length) throw new RangeError(`${n} points, ${outcomes.length} outcomes`);
  if (n < 2 * folds) throw new RangeError(`${n} points are too few for ${folds} folds of two or more`);
  const all = Array.from({ length: n }, (_, i) => i);
  const full = grown(points, outcomes, all, leafMin);
  const prices = pruningPrices(full);
  const fold = foldOf(n, folds, seed);
  const errors = prices.map(() => new Array<number>(n).fill(0));
  for (let f = 0; f < folds; f++) {
    const others = all.filter((i) => fold[i] !== f);
    const tree = grown(points, outcomes, others, leafMin);
    for (const [p, price] of prices.entries()) {
      const smaller = pruned(tree, between(price, prices[p + 1]));
      for (const i of all) if (fold[i] === f) errors[p][i] = (outcomes[i] - predicted(smaller, points[i])) ** 2;
    }
  }
  const p = withinOneError(errors);
  const total = errors[p].reduce((sum, error) => sum + error, 0);
  return { tree: pruned(full, prices[p]), explained: full.squares === 0 ? 0 : 1 - total / full.squares };
}

/** The mean of the leaf that a point falls into. */
export function predicted(tree: Tree, point: readonly number[]): number {
  let at = tree;
  while (at.split) at = point[at.split.dimension] < at.split.at ? at.split.below : at.split.above;
  return at.mean;
}

export function leafCount({ split }: Tree): number {
  return split ? leafCount(split.below) + leafCount(split.above) : 1;
}

function grown(
  points: readonly (readonly number[])[],
  outcomes: readonly number[],
  rows: readonly number[],
  leafMin: number,
): Tree {
  const mean = rows.reduce((sum, i) => sum + outcomes[i], 0) / rows.length;
  const squares = rows.reduce((sum, i) => sum + (outcomes[i] - mean) ** 2, 0);
  const leaf = { count: rows.length, mean, squares, split: undefined };
  const cut = bestCut(points, outcomes, rows, leafMin);
  if (!cut || !(cut.gain > 1e-12 * squares)) return leaf;
  const side = (isBelow: boolean) => rows.filter((i) => points[i][cut.dimension] < cut.at === isBelow);
  const branch = (isBelow: boolean) => grown(points, outcomes, side(isBelow), leafMin);
  return { ...leaf, split: { dimension: cut.dimension, at: cut.at, below: branch(true), above: branch(false) } };
}

interface Cut {
  readonly dimension: number;
  readonly at: number;
  /** Squares that the cut explains. */
  readonly gain: number;
}

function bestCut(
  points: readonly (readonly number[])[],
  outcomes: readonly number[],
  rows: readonly number[],
  leafMin: number,
): Cut | undefined {
  const total = rows.reduce((sum, i) => sum + outcomes[i], 0);
  let best: Cut | undefined;
  for (let dimension = 0; dimension < points[0].length; dimension++) {
    const sorted = [...rows].sort((a, b) => points[a][dimension] - points[b][dimension] || a - b);
    let sum = 0;
    for (let count = 1; count < sorted.length; count++) {
      sum += outcomes[sorted[count - 1]];
      const [x, next] = [points[sorted[count - 1]][dimension], points[sorted[count]][dimension]];
      if (x === next || count < leafMin || rows.length - count < leafMin) continue;
      const lead = sum / count - (total - sum) / (rows.length - count);
      const gain = ((count * (rows.length - count)) / rows.length) * lead * lead;
      if (!best || gain > best.gain) best = { dimension, at: (x + next) / 2, gain };
    }
  }
  return best;
}

/** The smallest subtree of least squares + price · leaves. */
function pruned(tree: Tree, price: number): Tree {
  return costed(tree, price).tree;
}

function costed(tree: Tree, price: number): { readonly tree: Tree; readonly cost: number } {
  const alone = { tree: { ...tree, split: undefined }, cost: tree.squares + price };
  if (!tree.split) return alone;
  const [below, above] = [costed(tree.split.below, price), costed(tree.split.above, price)];
  const cost = below.cost + above.cost;
  // A hair's breadth in favour of the leaf: at its own price a link costs the same either way.
  if (alone.cost <= cost * (1 + 1e-12)) return alone;
  return { tree: { ...tree, split: { ...tree.split, below: below.tree, above: above.tree } }, cost };
}

/** Prices at which the tree loses its weakest link, from 0 (nothing lost but useless splits) to the root alone. */
function pruningPrices(full: Tree): number[] {
  const prices = [0];
  for (let tree = pruned(full, 0); tree.split; ) {
    const price = weakestLink(tree);
    prices.push(price);
    tree = pruned(tree, price);
  }
  return prices;
}

function weakestLink(tree: Tree): number {
  if (!tree.split) return Infinity;
  const own = (tree.squares - leafSquares(tree)) / (leafCount(tree) - 1);
  return Math.min(own, weakestLink(tree.split.below), weakestLink(tree.split.above));
}

function leafSquares({ split, squares }: Tree): number {
  return split ? leafSquares(split.below) + leafSquares(split.above) : squares;
}

/** Geometric mean of neighbours (Breiman and others, section 8.5.1); the last price has no neighbour above. */
function between(price: number, next: number | undefined): number {
  return next === undefined ? Infinity : Math.sqrt(price * next);
}

/** The last (smallest) tree whose mean error is within one standard error of the least. */
function withinOneError(errors: readonly (readonly number[])[]): number {
  const means = errors.map((row) => row.reduce((sum, error) => sum + error, 0) / row.length);
  const least = means.indexOf(Math.min(...means));
  const around = errors[least].reduce((sum, error) => sum + (error - means[least]) ** 2, 0);
  const limit = means[least] + Math.sqrt(around) / errors[least].length;
  return means.findLastIndex((mean) => mean <= limit);
}

function foldOf(n: number, folds: number, seed: string): number[] {
  const draw = seedrandom.alea(seed);
  const keys = Array.from({ length: n }, () => draw());
  const fold = new Array<number>(n);
  for (const [rank, i] of [...keys.keys()].sort((a, b) => keys[a] - keys[b] || a - b).entries()) fold[i] = rank % folds;
  return fold;
}

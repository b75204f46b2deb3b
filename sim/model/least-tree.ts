/**
 * The least of many keys that change: a tournament tree. Update and range query O(log n); ties go to the lower position.
 * Knuth, The Art of Computer Programming, vol. 3, section 5.4.1 (tree of losers), here with winners kept so that a range can be asked.
 */
export interface LeastTree {
  readonly size: number;
  readonly key: Float64Array;
  /** Winner of each inner node, as a position; the leaves are implicit. */
  readonly winner: Int32Array;
}

export function createLeastTree(size: number): LeastTree {
  let leaves = 1;
  while (leaves < size) leaves *= 2;
  const tree = {
    size: leaves,
    key: new Float64Array(leaves).fill(Number.POSITIVE_INFINITY),
    winner: new Int32Array(leaves),
  };
  for (let node = leaves - 1; node > 0; node--) settle(tree, node);
  return tree;
}

/** Gives position i a new key; Infinity takes it out. */
export function setKey(tree: LeastTree, i: number, key: number): void {
  if (tree.key[i] === key) return;
  tree.key[i] = key;
  for (let node = (tree.size + i) >> 1; node > 0; node >>= 1) settle(tree, node);
}

/** @returns position of the least key in [from, to), the lowest on ties; −1 when all there are Infinity */
export function leastIn(tree: LeastTree, from: number, to: number): number {
  const { size, key } = tree;
  let best = -1;
  let low = from + size;
  let high = to + size;
  while (low < high) {
    if (low & 1) best = better(tree, best, at(tree, low++));
    if (high & 1) best = better(tree, best, at(tree, --high));
    low >>= 1;
    high >>= 1;
  }
  return best >= 0 && key[best] < Number.POSITIVE_INFINITY ? best : -1;
}

/**
 * The same, with ties broken evenly instead of by position: the search begins at a drawn place of the range and goes round.
 *
 * @param u  in (0, 1)
 */
export function leastAround(tree: LeastTree, from: number, to: number, u: number): number {
  const middle = from + Math.floor(u * (to - from));
  const after = leastIn(tree, middle, to);
  const before = leastIn(tree, from, middle);
  if (after < 0) return before;
  return before >= 0 && tree.key[before] < tree.key[after] ? before : after;
}

function better(tree: LeastTree, a: number, b: number): number {
  if (a < 0) return b;
  const { key } = tree;
  return key[b] < key[a] || (key[b] === key[a] && b < a) ? b : a;
}

function settle(tree: LeastTree, node: number): void {
  tree.winner[node] = better(tree, at(tree, 2 * node), at(tree, 2 * node + 1));
}

function at(tree: LeastTree, node: number): number {
  return node >= tree.size ? node - tree.size : tree.winner[node];
}

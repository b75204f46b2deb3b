/** What a seller in a market of many knows of the others' asks, and what it earned: shared by all rules that bid. */

/** Public columns of nodes, one row each. */
export interface Bids {
  readonly nodeCount: number;
  readonly marketCount: number;
  readonly nodes: {
    readonly market: ArrayLike<number>;
    readonly operator: ArrayLike<number>;
    readonly ask: ArrayLike<number>;
    readonly uptime: ArrayLike<number>;
    readonly capacity: ArrayLike<number>;
    readonly work: ArrayLike<number>;
    readonly fees: ArrayLike<number>;
  };
}

/** The lowest ask of a market, who made it, how many nodes ask it, and the lowest of everybody else. */
interface Lowest {
  ask: number;
  owner: number;
  count: number;
  next: number;
  nextCount: number;
}

/** For each node the lowest ask that another owner's node made, and how many ask it; +∞ and 0 where there is none. */
export function lowestRivals({ nodeCount, marketCount, nodes }: Bids): { asks: Float64Array; counts: Uint32Array } {
  const { market, operator, ask, uptime } = nodes;
  const none = Number.POSITIVE_INFINITY;
  const seen = Array.from(
    { length: marketCount },
    (): Lowest => ({ ask: none, owner: -1, count: 0, next: none, nextCount: 0 }),
  );
  for (let i = 0; i < nodeCount; i++) if (uptime[i] > 0) notice(seen[market[i]], operator[i], ask[i]);
  const asks = new Float64Array(nodeCount);
  const counts = new Uint32Array(nodeCount);
  for (let i = 0; i < nodeCount; i++) {
    const { ask: lowest, owner, count, next, nextCount } = seen[market[i]];
    const isOwn = owner === operator[i];
    asks[i] = isOwn ? next : lowest;
    counts[i] = isOwn ? nextCount : count;
  }
  return { asks, counts };
}

/** `next` is the lowest ask of owners other than the one who asks least. */
function notice(seen: Lowest, owner: number, ask: number): void {
  if (owner === seen.owner) {
    if (ask < seen.ask) [seen.ask, seen.count] = [ask, 1];
    else if (ask === seen.ask) seen.count++;
    return;
  }
  if (ask < seen.ask) {
    [seen.next, seen.nextCount] = [seen.ask, seen.count];
    [seen.ask, seen.owner, seen.count] = [ask, owner, 1];
  } else if (ask < seen.next) [seen.next, seen.nextCount] = [ask, 1];
  else if (ask === seen.next) seen.nextCount++;
}

/**
 * For each node the row that learns for its owner in its market: of the first node that the owner had there, which keeps what was learned
 * when it is gone. An owner has one price in a market, whatever number of machines.
 */
export function learnerRows({ nodeCount, marketCount, nodes }: Bids): Uint32Array {
  const first = new Map<number, number>();
  return Uint32Array.from({ length: nodeCount }, (_, i) => {
    const seller = nodes.operator[i] * marketCount + nodes.market[i];
    const row = first.get(seller);
    if (row !== undefined) return row;
    first.set(seller, i);
    return i;
  });
}

/**
 * Profit of each learner for a unit that its market sold, so that swings of demand teach nothing; NaN where nothing was sold.
 *
 *   xᵢ = Σ (fees − c · work) / Σ work of the market,  the sum above over the owner's nodes in the market
 *
 * @param learners  row of each node's learner; other rows get 0
 */
export function profitPerUnit(
  { nodeCount, marketCount, nodes }: Bids,
  learners: Uint32Array,
  cost: number,
): Float64Array {
  const sold = new Float64Array(marketCount);
  for (let i = 0; i < nodeCount; i++) sold[nodes.market[i]] += nodes.work[i];
  const profits = new Float64Array(nodeCount);
  for (let i = 0; i < nodeCount; i++) {
    const all = sold[nodes.market[i]];
    profits[learners[i]] += all > 0 ? (nodes.fees[i] - cost * nodes.work[i]) / all : Number.NaN;
  }
  return profits;
}

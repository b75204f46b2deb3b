/**
 * The fewest who can decide: largest holders first, until a condition holds.
 *
 * With votes that only add up, no smaller coalition does; where a rule counts heads too it is an upper bound.
 *
 * @see Srinivasan and Lee, Quantifying Decentralization, 2017 (minimum Nakamoto coefficient)
 */
import type { ReadonlyColumn } from "../engine/columns.ts";
import { rowsInOrder } from "./order.ts";

/** Votes and heads of the first 0, 1, 2 … holders by votes, largest first; ties by row. */
export interface Prefixes {
  readonly votes: Float64Array;
  readonly heads: Float64Array;
}

/** Rows of those who have votes, largest first; ties by row. */
export function votersInOrder(votes: ReadonlyColumn): Uint32Array {
  const below = new Float64Array(votes.length);
  let voters = 0;
  for (let i = 0; i < votes.length; i++) {
    below[i] = -votes[i];
    if (votes[i] > 0) voters++;
  }
  return rowsInOrder(below, votes.length).subarray(0, voters);
}

/**
 * @param votes  by holder, ≥ 0
 * @param heads  by holder: accounts that it has
 * @returns sums of length (holders with votes) + 1
 */
export function prefixesOf(votes: ReadonlyColumn, heads: ReadonlyColumn): Prefixes {
  const rows = votersInOrder(votes);
  const [upToVotes, upToHeads] = [new Float64Array(rows.length + 1), new Float64Array(rows.length + 1)];
  for (let k = 0; k < rows.length; k++) {
    upToVotes[k + 1] = upToVotes[k] + votes[rows[k]];
    upToHeads[k + 1] = upToHeads[k] + heads[rows[k]];
  }
  return { votes: upToVotes, heads: upToHeads };
}

/**
 * The fewest holders, largest first, of whom a condition holds that stays true as more join.
 *
 * @param decides  asked of the votes and heads of a coalition and of all others
 * @returns 1 … n; NaN when not even all together
 */
export function fewest({ votes, heads }: Prefixes, decides: (coalition: Side, others: Side) => boolean): number {
  const all = votes.length - 1;
  const holds = (k: number) =>
    decides(
      { votes: votes[k], heads: heads[k] },
      { votes: Math.max(0, votes[all] - votes[k]), heads: heads[all] - heads[k] },
    );
  if (all === 0 || !holds(all)) return Number.NaN;
  let [low, high] = [1, all];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export interface Side {
  readonly votes: number;
  readonly heads: number;
}

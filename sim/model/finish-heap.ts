/**
 * A node's active requests in order of finish tag: a pairing heap threaded through the rows of `requests`.
 *
 * No memory of its own: two links a request. Insert O(1), remove the least O(log b) amortised (Fredman, Sedgewick, Sleator and
 * Tarjan 1986, "The pairing heap", Algorithmica 1). Equal tags leave in order of row, so that the order is total.
 */
import type { Columns } from "../engine/columns.ts";
import type { RequestSpec } from "./tables/requests.ts";

type Requests = Columns<RequestSpec>;

/** Adds a request to the heap with this root (−1 when empty). @returns the new root */
export function insertFinish(requests: Requests, root: number, row: number): number {
  requests.child[row] = -1;
  requests.next[row] = -1;
  return root < 0 ? row : meld(requests, root, row);
}

/** Takes the root away. @returns the new root, −1 when none is left */
export function removeFirst(requests: Requests, root: number): number {
  const { next, child } = requests;
  let list = child[root];
  let paired = -1;
  while (list >= 0) {
    const left = list;
    const right = next[left];
    if (right < 0) {
      next[left] = paired;
      paired = left;
      break;
    }
    list = next[right];
    const both = meld(requests, left, right);
    next[both] = paired;
    paired = both;
  }
  let merged = -1;
  while (paired >= 0) {
    const rest = next[paired];
    merged = merged < 0 ? paired : meld(requests, merged, paired);
    paired = rest;
  }
  if (merged >= 0) next[merged] = -1;
  child[root] = -1;
  return merged;
}

function meld(requests: Requests, left: number, right: number): number {
  const { tag, next, child } = requests;
  const a = tag[left];
  const b = tag[right];
  const isLeftFirst = a < b || (a === b && left < right);
  const first = isLeftFirst ? left : right;
  const second = isLeftFirst ? right : left;
  next[second] = child[first];
  child[first] = second;
  return first;
}

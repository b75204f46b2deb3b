/** Jobs ordered by a number, smallest first: a binary heap over two columns. */

import { tooMany, Unanswerable } from "../question.ts";

export interface ByKey {
  readonly key: Float64Array;
  readonly job: Uint32Array;
  count: number;
}

export function createByKey(capacity: number): ByKey {
  return { key: new Float64Array(capacity), job: new Uint32Array(capacity), count: 0 };
}

/** @throws Unanswerable when it is full */
export function pushByKey(heap: ByKey, key: number, job: number): void {
  if (heap.count === heap.key.length) throw new Unanswerable(tooMany(heap.count));
  let i = heap.count++;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (heap.key[parent] <= key) break;
    heap.key[i] = heap.key[parent];
    heap.job[i] = heap.job[parent];
    i = parent;
  }
  heap.key[i] = key;
  heap.job[i] = job;
}

/** Takes the job of the smallest key out; there must be one. Its key is `heap.key[0]` before the call. */
export function popByKey(heap: ByKey): number {
  const job = heap.job[0];
  const count = --heap.count;
  const key = heap.key[count];
  const last = heap.job[count];
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= count) break;
    if (child + 1 < count && heap.key[child + 1] < heap.key[child]) child++;
    if (key <= heap.key[child]) break;
    heap.key[i] = heap.key[child];
    heap.job[i] = heap.job[child];
    i = child;
  }
  heap.key[i] = key;
  heap.job[i] = last;
  return job;
}

/** Numbers for the jobs that are present, taken and given back: memory follows the jobs present, not those seen. */

import { tooMany, Unanswerable } from "../question.ts";

export interface Pool {
  readonly free: Uint32Array;
  freeCount: number;
}

export function createPool(capacity: number): Pool {
  const free = new Uint32Array(capacity);
  for (let i = 0; i < capacity; i++) free[i] = capacity - 1 - i;
  return { free, freeCount: capacity };
}

/** @throws Unanswerable when all are taken */
export function take(pool: Pool): number {
  if (pool.freeCount === 0) throw new Unanswerable(tooMany(pool.free.length));
  return pool.free[--pool.freeCount];
}

export function giveBack(pool: Pool, job: number): void {
  pool.free[pool.freeCount++] = job;
}

/**
 * Points for variance-based sensitivity indices (Saltelli and others 2010, Computer Physics Communications 181(2)): two sets of points
 * A and B, and for each axis the set A with that axis taken from B.
 */
import { sobol } from "./point-sets.ts";

/**
 * @param bases  rows of A and of B; a power of two keeps the balance of Sobol's sequence
 * @returns bases × (dimensions + 2) rows; for each base: A, A with axis 1 of B, …, A with the last axis of B, B
 * @throws RangeError beyond the dimensions that Sobol's sequence is known for here: half of them
 */
export function saltelli(bases: number, dimensions: number, seed: string): number[][] {
  return sobol(bases, 2 * dimensions, seed).flatMap((both) => {
    const [a, b] = [both.slice(0, dimensions), both.slice(dimensions)];
    return [a, ...a.map((_, j) => a.with(j, b[j])), b];
  });
}

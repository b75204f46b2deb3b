/**
 * Waits for places in blocks that come as a Poisson stream, each taking at most K, when higher ranks go first.
 *
 * Users of rank above x are a queue by themselves, with arrivals at rate λ. It holds n with chance (1 − r) rⁿ, where the balance of each
 * step from n to n + 1 asks
 *
 *   λ = μ (r + r² + … + r^K)
 *
 * A little more of λ is served last, so that who stands at the margin waits W(λ) = dL/dλ with L = r/(1 − r):
 *
 *   W = 1 / (μ (1 − r)² (1 + 2r + … + K r^(K−1)));   K = 1: 1 / (μ (1 − ρ)²)
 *
 * @see Huberman, Leshno and Moallemi, Review of Economic Studies 88(6), 2021, section 4 (the model)
 */
import { risingRoot } from "../../economics/rising-root.ts";

export interface Blocks {
  /** [1 / time unit] */
  readonly rate: number;
  readonly capacity: number;
}

/** Ratio r of the line's geometric law at arrivals λ. @param arrivals  below rate · capacity [1 / time unit] */
export function lineRatio(arrivals: number, blocks: Blocks): number {
  return risingRoot((r) => arrivalsAt(r, blocks) - arrivals, 0, 1);
}

/** λ at a line's ratio r. [1 / time unit] */
export function arrivalsAt(r: number, { rate, capacity }: Blocks): number {
  let sum = 0;
  for (let k = 0; k < capacity; k++) sum = (sum + 1) * r;
  return rate * sum;
}

/** dλ/dr = μ Σ k r^(k−1). */
export function arrivalSlope(r: number, { rate, capacity }: Blocks): number {
  let slope = 0;
  for (let k = capacity; k >= 1; k--) slope = slope * r + k;
  return rate * slope;
}

/** W at a line's ratio r. [time unit] */
export function marginalWait(r: number, blocks: Blocks): number {
  return 1 / ((1 - r) * (1 - r) * arrivalSlope(r, blocks));
}

/** dW/dr. [time unit] */
export function marginalWaitSlope(r: number, blocks: Blocks): number {
  let [first, second] = [0, 0];
  for (let k = blocks.capacity; k >= 1; k--) first = first * r + k;
  for (let k = blocks.capacity; k >= 2; k--) second = second * r + k * (k - 1);
  return marginalWait(r, blocks) * (2 / (1 - r) - second / first);
}

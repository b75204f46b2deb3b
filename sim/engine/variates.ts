/**
 * Variates as functions of one uniform: each is the inverse of its distribution function, so it rises with u, two variants that
 * share u share luck, and u → 1 − u is antithetic. `u` is in (0, 1), as streams give it.
 */
import { gammaQuantile, gammaTails } from "./gamma.ts";
import { exp, log, log1p } from "./math.ts";
import { normalOf } from "./normal.ts";
import { pow } from "./pow.ts";

export { normalOf };

/** @param mean  > 0 */
export function exponentialOf(u: number, mean: number): number {
  return -mean * log(1 - u);
}

/** exp of a normal of mean mu and standard deviation sigma: the median is e^mu, the mean e^(mu + sigma²/2). */
export function lognormalOf(u: number, mu: number, sigma: number): number {
  return exp(mu + sigma * normalOf(u));
}

/** Mean shape · scale, variance shape · scale². Relative error about 10⁻¹³; some microseconds. */
export function gammaOf(u: number, shape: number, scale: number): number {
  return scale * gammaQuantile(u, shape);
}

/** Sum of `phases` exponentials with that mean in total. */
export function erlangOf(u: number, phases: number, mean: number): number {
  return (mean / phases) * gammaQuantile(u, phases);
}

/** P(X > x) = (min/x)^alpha for x ≥ min; mean alpha · min/(alpha − 1) for alpha > 1. */
export function paretoOf(u: number, min: number, alpha: number): number {
  return min * exp(-log(1 - u) / alpha);
}

/** P(X > x) = exp(−(x/scale)^shape). */
export function weibullOf(u: number, shape: number, scale: number): number {
  return scale * pow(-log(1 - u), 1 / shape);
}

/** Failures before the first success; mean (1 − p)/p. @param p  in (0, 1] */
export function geometricOf(u: number, p: number): number {
  return p === 1 ? 0 : Math.floor(log(1 - u) / log1p(-p));
}

/** Two exponential phases of equal load, as mean and squared coefficient of variation ask (Whitt 1982, balanced means). */
export interface Hyperexponential {
  /** Probability of the first, shorter phase. */
  readonly first: number;
  /** Rates of the phases. */
  readonly fast: number;
  readonly slow: number;
}

/** @throws RangeError when scv < 1: two phases cannot vary less than one */
export function hyperexponential(mean: number, scv: number): Hyperexponential {
  if (!(scv >= 1 && mean > 0))
    throw new RangeError(`hyperexponential of mean ${mean}, scv ${scv}: scv ≥ 1 and mean > 0 must hold`);
  const first = 0.5 * (1 + Math.sqrt((scv - 1) / (scv + 1)));
  return { first, fast: (2 * first) / mean, slow: (2 * (1 - first)) / mean };
}

/** Newton's method on the convex P(X > x) = 1 − u: from the left it never overshoots. */
export function hyperexponentialOf(u: number, { first, fast, slow }: Hyperexponential): number {
  const above = 1 - u;
  let x = Math.max(log(first / above) / fast, log((1 - first) / above) / slow, 0);
  for (;;) {
    const a = first * exp(-fast * x);
    const b = (1 - first) * exp(-slow * x);
    const step = (a + b - above) / (fast * a + slow * b);
    x += step;
    if (!(step > x * 1e-12)) return x;
  }
}

/** Below this mean the sum from zero is the fastest. */
const sumFromZeroMax = 20;

/** Events of a Poisson distribution: the least k with P(X ≤ k) ≥ u. @param mean  ≥ 0 */
export function poissonOf(u: number, mean: number): number {
  if (mean > sumFromZeroMax) return poissonNear(u, mean);
  let k = 0;
  let mass = exp(-mean);
  let below = mass;
  while (below < u && mass > 0) {
    mass *= mean / ++k;
    below += mass;
  }
  return k;
}

/** From a normal guess, step by step; P(X ≤ k) = Q(k + 1, mean). */
function poissonNear(u: number, mean: number): number {
  const z = normalOf(u);
  let k = Math.max(0, Math.floor(mean + z * Math.sqrt(mean) + (z * z - 1) / 6));
  while (isReached(u, k, mean)) {
    if (k === 0) return 0;
    k--;
  }
  while (!isReached(u, k, mean)) k++;
  return k;
}

function isReached(u: number, k: number, mean: number): boolean {
  const { below, above } = gammaTails(k + 1, mean);
  return u < 0.5 ? above >= u : below <= 1 - u;
}

/** Weighted choice in constant time (Walker 1977, built as Vose 1991). Not monotone in u: choices have no order. */
export interface AliasTable {
  readonly accept: Float64Array;
  readonly alias: Uint32Array;
}

/** @throws RangeError when a weight is negative or not finite, or all are zero */
export function aliasTable(weights: ArrayLike<number>): AliasTable {
  const count = weights.length;
  const total = totalOf(weights);
  const accept = new Float64Array(count);
  const alias = new Uint32Array(count);
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < count; i++) {
    accept[i] = (weights[i] * count) / total;
    alias[i] = i;
    (accept[i] < 1 ? small : large).push(i);
  }
  while (small.length > 0 && large.length > 0) {
    const less = small.pop() as number;
    const more = large[large.length - 1];
    alias[less] = more;
    accept[more] -= 1 - accept[less];
    if (accept[more] < 1) small.push(large.pop() as number);
  }
  for (const i of large) accept[i] = 1;
  for (const i of small) accept[i] = 1; // rounding alone left these
  return { accept, alias };
}

/** Index of the weight chosen. */
export function aliasOf({ accept, alias }: AliasTable, u: number): number {
  const x = u * accept.length;
  const i = Math.floor(x);
  return x - i < accept[i] ? i : alias[i];
}

/** Values at rising probabilities; the quantile between them is linear. */
export interface EmpiricalTable {
  readonly probability: Float64Array;
  readonly value: Float64Array;
}

/**
 * @param points  (probability, value), both rising, from probability 0 to 1; a step is two points of one probability
 * @throws RangeError when they do not
 */
export function empiricalTable(points: readonly (readonly [probability: number, value: number])[]): EmpiricalTable {
  const probability = Float64Array.from(points, ([p]) => p);
  const value = Float64Array.from(points, ([, x]) => x);
  const last = points.length - 1;
  if (last < 1 || probability[0] !== 0 || probability[last] !== 1)
    throw new RangeError("an empirical table runs from probability 0 to 1");
  for (let i = 1; i <= last; i++) {
    if (probability[i] >= probability[i - 1] && value[i] >= value[i - 1]) continue;
    throw new RangeError(
      `point ${i} of the empirical table, (${probability[i]}, ${value[i]}), falls below the one before it`,
    );
  }
  return { probability, value };
}

export function empiricalOf({ probability, value }: EmpiricalTable, u: number): number {
  let low = 0;
  let high = probability.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (probability[middle] <= u) low = middle;
    else high = middle;
  }
  const width = probability[high] - probability[low];
  return width > 0 ? value[low] + ((u - probability[low]) / width) * (value[high] - value[low]) : value[low];
}

function totalOf(weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i] >= 0 && weights[i] < Number.POSITIVE_INFINITY))
      throw new RangeError(`weight ${i} is ${weights[i]}: weights are finite and ≥ 0`);
    total += weights[i];
  }
  if (!(total > 0)) throw new RangeError("all weights are zero: nothing can be chosen");
  return total;
}

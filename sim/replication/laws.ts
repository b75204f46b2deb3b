/** Laws of service time: how to draw from them, their moments, and their partial moments for exact formulas. */
import { exp, log } from "../engine/math.ts";
import type { Stream } from "../engine/rng.ts";
import { exponentialOf, lognormalOf } from "../engine/variates.ts";
import { normalAbove } from "./exact/normal.ts";

export interface Law {
  /** Mean [time units of the target]. */
  readonly mean: number;
  /** Squared coefficient of variation, ≥ 0. */
  readonly scv: number;
  /** Upper end of the support, ∞ when there is none. */
  readonly longest: number;
  /** Draw n of a stream: the same n gives the same value. */
  draw(stream: Stream, n: number): number;
  /** Density and partial moments, or null for a law with an atom. */
  readonly below: ((x: number) => Below) | null;
}

/** At x: density f, 1 − F, ∫₀ˣ t f dt and ∫₀ˣ t² f dt. */
export interface Below {
  readonly density: number;
  readonly above: number;
  readonly first: number;
  readonly second: number;
}

/** Laws that take one uniform a draw use this row of their stream; n counts. */
const row = 0;

export function deterministic(mean: number): Law {
  return { mean, scv: 0, longest: mean, draw: () => mean, below: null };
}

export function exponential(mean: number): Law {
  return { ...erlang(mean, 1), draw: (stream, n) => exponentialOf(stream.uniform(row, n), mean) };
}

/** Sum of `phases` equal exponentials; a draw takes one uniform from each of the rows 0 … phases − 1. */
export function erlang(mean: number, phases: number): Law {
  const rate = phases / mean;
  return {
    mean,
    scv: 1 / phases,
    longest: Number.POSITIVE_INFINITY,
    draw(stream, n) {
      let product = 1;
      for (let i = 0; i < phases; i++) product *= 1 - stream.uniform(i, n);
      return -log(product) / rate;
    },
    below(x) {
      const tail = erlangTails(phases, rate * x);
      return {
        density: rate * tail.term,
        above: tail.above0,
        first: mean * (1 - tail.above1),
        second: (mean * (phases + 1) * (1 - tail.above2)) / rate,
      };
    },
  };
}

/** Two exponentials of equal load: a job is of the first with probability p, mean m/(2p), else of mean m/(2(1−p)). */
export function hyperexponential2Balanced(mean: number, scv: number): Law {
  const first = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2;
  const means = [mean / (2 * first), mean / (2 * (1 - first))] as const;
  const parts = [exponential(means[0]), exponential(means[1])] as const;
  return {
    mean,
    scv,
    longest: Number.POSITIVE_INFINITY,
    draw(stream, n) {
      // The uniform that picks the branch is stretched to 0…1 again, so that one draw takes one uniform.
      const u = stream.uniform(row, n);
      return u < first ? exponentialOf(u / first, means[0]) : exponentialOf((u - first) / (1 - first), means[1]);
    },
    below(x) {
      const a = parts[0].below!(x);
      const b = parts[1].below!(x);
      const mix = (k: keyof Below) => first * a[k] + (1 - first) * b[k];
      return { density: mix("density"), above: mix("above"), first: mix("first"), second: mix("second") };
    },
  };
}

/** ln X normal with variance s² = ln(1 + scv) and mean ln m − s²/2. */
export function lognormal(mean: number, scv: number): Law {
  const variance = log(1 + scv);
  const deviation = Math.sqrt(variance);
  const location = log(mean) - variance / 2;
  return {
    mean,
    scv,
    longest: Number.POSITIVE_INFINITY,
    draw: (stream, n) => lognormalOf(stream.uniform(row, n), location, deviation),
    below(x) {
      const z = (log(x) - location) / deviation;
      const density = (0.3989422804014327 * exp((-z * z) / 2)) / (deviation * x);
      const first = mean * normalAbove(deviation - z);
      return {
        density,
        above: normalAbove(z),
        first,
        second: mean * mean * (1 + scv) * normalAbove(2 * deviation - z),
      };
    },
  };
}

/** Even on [0, 2m]. */
export function uniform(mean: number): Law {
  const longest = 2 * mean;
  return {
    mean,
    scv: 1 / 3,
    longest,
    draw: (stream, n) => longest * stream.uniform(row, n),
    below(x) {
      const density = 1 / longest;
      const t = Math.min(x, longest);
      return { density, above: 1 - t / longest, first: (density * t * t) / 2, second: (density * t * t * t) / 3 };
    },
  };
}

/** P(Gamma(k) > y) for k = phases, phases + 1, phases + 2, and the density term e^{−y} y^{phases−1}/(phases−1)!. */
function erlangTails(phases: number, y: number): { term: number; above0: number; above1: number; above2: number } {
  let term = exp(-y);
  let above0 = term;
  for (let i = 1; i < phases; i++) {
    term *= y / i;
    above0 += term;
  }
  const next = (term * y) / phases;
  const above1 = above0 + next;
  return { term, above0, above1, above2: above1 + (next * y) / (phases + 1) };
}

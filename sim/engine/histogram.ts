/**
 * Quantiles of a stream of values in constant memory.
 *
 * Buckets split every octave in 64 equal parts, so that a bucket's middle is within 1/128 = 0.8 % of each value in it. The bucket
 * is read off the bits of the double: no logarithm. All state is one Float64Array.
 */
import type { Digest } from "./digest.ts";
import { highWord, withHighWord } from "./math.ts";

export interface Histogram {
  readonly count: number;
  /** Weighted mean; NaN when empty. */
  readonly mean: number;
  /** Least and greatest value added; NaN when empty. */
  readonly min: number;
  readonly max: number;
  /** @throws RangeError when the value is not in 0 … the greatest declared, or the weight is negative or not finite */
  add(value: number, weight?: number): void;
  /**
   * The least value x such that a share ≥ p of the weight is at most x, within 0.8 % (and below `least`, within `least`).
   *
   * @param p  in 0 … 1
   * @returns NaN when empty
   */
  quantile(p: number): number;
  /** @throws RangeError when the other one declares another range */
  merge(other: Histogram): void;
  reset(): void;
  digestInto(digest: Digest): void;
  fork(): Histogram;
}

export interface HistogramRange {
  /** Values from 0 up to this are told apart no further. > 0. */
  readonly least: number;
  /** No greater value may be added. */
  readonly greatest: number;
}

/** @throws RangeError when 0 < least < greatest does not hold */
export function createHistogram(range: HistogramRange): Histogram {
  const { least, greatest } = range;
  if (!(least > 0 && greatest > least && greatest < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`histogram of ${least} … ${greatest}: 0 < least < greatest must hold`);
  }
  return new LogHistogram(range, new Float64Array(bucketsAt + bucketOf(greatest) - bucketOf(least) + 2));
}

/** 64 buckets an octave are the top 6 bits of the fraction, of 20 in the high word. */
const fractionShift = 14;
// Layout of the state: these, then the weights of the buckets; the first bucket holds 0 … least.
const countAt = 0;
const weightAt = 1;
const sumAt = 2;
const minAt = 3;
const maxAt = 4;
const bucketsAt = 5;

class LogHistogram implements Histogram {
  private readonly range: HistogramRange;
  private readonly least: number;
  private readonly greatest: number;
  private readonly firstBucket: number;
  private readonly state: Float64Array;

  constructor(range: HistogramRange, state: Float64Array) {
    this.range = range;
    this.least = range.least;
    this.greatest = range.greatest;
    this.firstBucket = bucketOf(range.least) - 1;
    this.state = state;
  }

  get count(): number {
    return this.state[countAt];
  }

  get mean(): number {
    return this.state[sumAt] / this.state[weightAt];
  }

  get min(): number {
    return this.count > 0 ? this.state[minAt] : Number.NaN;
  }

  get max(): number {
    return this.count > 0 ? this.state[maxAt] : Number.NaN;
  }

  add(value: number, weight = 1): void {
    const { state } = this;
    if (!(value >= 0 && value <= this.greatest && weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw this.refused(value, weight);
    state[value < this.least ? bucketsAt : bucketsAt + bucketOf(value) - this.firstBucket] += weight;
    const count = state[countAt];
    state[countAt] = count + 1;
    if (count === 0 || value < state[minAt]) state[minAt] = value;
    if (count === 0 || value > state[maxAt]) state[maxAt] = value;
    state[weightAt] += weight;
    state[sumAt] += value * weight;
  }

  private refused(value: number, weight: number): RangeError {
    return value >= 0 && value <= this.greatest
      ? new RangeError(`weight ${weight} of value ${value} must be finite and ≥ 0`)
      : new RangeError(`value ${value} is outside the histogram's 0 … ${this.greatest}`);
  }

  quantile(p: number): number {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile ${p}: must be in 0 … 1`);
    const { state } = this;
    const wanted = p * state[weightAt];
    if (!(state[weightAt] > 0)) return Number.NaN;
    let i = bucketsAt;
    for (let below = state[i]; below < wanted && i < state.length - 1; ) below += state[++i];
    while (state[i] === 0 && i < state.length - 1) i++;
    const middle = i === bucketsAt ? this.range.least / 2 : middleOf(i - bucketsAt + this.firstBucket);
    return Math.min(Math.max(middle, state[minAt]), state[maxAt]);
  }

  merge(other: Histogram): void {
    const from = other as LogHistogram;
    if (from.range.least !== this.range.least || from.range.greatest !== this.range.greatest) {
      throw new RangeError("histograms of different ranges cannot be merged");
    }
    if (from.count === 0) return;
    const { state } = this;
    const isEmpty = this.count === 0;
    const min = isEmpty ? from.min : Math.min(this.min, from.min);
    const max = isEmpty ? from.max : Math.max(this.max, from.max);
    for (let i = 0; i < state.length; i++) state[i] += from.state[i];
    state[minAt] = min;
    state[maxAt] = max;
  }

  reset(): void {
    this.state.fill(0);
  }

  digestInto(digest: Digest): void {
    for (let i = 0; i < this.state.length; i++) digest.number(this.state[i]);
  }

  fork(): Histogram {
    return new LogHistogram(this.range, this.state.slice());
  }
}

function bucketOf(value: number): number {
  return highWord(value) >> fractionShift;
}

function middleOf(bucket: number): number {
  return withHighWord(0, (bucket << fractionShift) | (1 << (fractionShift - 1)));
}

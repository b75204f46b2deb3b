/**
 * Counts of whole, non-negative lengths of time in bins of equal relative width, for quantiles of long runs in fixed
 * memory.
 *
 * A bin is the exponent and the nine leading bits of the mantissa: 512 bins an octave, at most 0.2 % wide; nought has
 * its own.
 */
import { highWord } from "../engine/math.ts";

export type WaitHistogram = Uint32Array;

const binsPerOctave = 512;
/** Octaves above one tick: up to 2⁵⁰ ticks. */
const octaves = 50;
const bins = 1 + octaves * binsPerOctave;
/** Leading bits of the double 1.0, so that one tick falls in bin 1. */
const leadingOfOne = 0x7fe00;

export function createWaitHistogram(): WaitHistogram {
  return new Uint32Array(bins);
}

/** @param ticks  whole, 0 ≤ ticks < 2⁵⁰ */
export function addWait(histogram: WaitHistogram, ticks: number): void {
  histogram[ticks === 0 ? 0 : (highWord(ticks) >>> 11) - leadingOfOne + 1] += 1;
}

/** Lower edge of a bin [ticks]; the upper edge is the next bin's lower one. */
export function lowerEdge(bin: number): number {
  if (bin === 0) return 0;
  const octave = Math.floor((bin - 1) / binsPerOctave);
  let edge = 1 + ((bin - 1) % binsPerOctave) / binsPerOctave;
  for (let k = 0; k < octave; k++) edge *= 2;
  return edge;
}

/**
 * The bin whose upper edge first has at least `level` of the counts at or below it.
 *
 * @throws RangeError when nothing was counted
 */
export function binAt(histogram: WaitHistogram, level: number): number {
  let total = 0;
  for (let bin = 0; bin < bins; bin++) total += histogram[bin];
  if (total === 0) throw new RangeError("quantile of an empty histogram");
  let below = 0;
  for (let bin = 0; bin < bins; bin++) {
    below += histogram[bin];
    if (below >= level * total) return bin;
  }
  return bins - 1;
}

/** Counts above a bin. */
export function countAbove(histogram: WaitHistogram, bin: number): number {
  let count = 0;
  for (let k = bin + 1; k < bins; k++) count += histogram[k];
  return count;
}

/** Tests that shuffle signs or labels, for samples whose law nobody knows. */
import seedrandom from "seedrandom";
import { plainMean } from "./estimate.ts";

/** Up to this many pairs all sign patterns are counted. */
const pairsCounted = 14;
const shuffles = 9_999;

/**
 * Two-sided test that paired differences are symmetric about 0 (Fisher 1935, The Design of Experiments, chapter 3): the share of sign
 * patterns whose mean is at least as far from 0. Exact up to 14 pairs; beyond, 9,999 patterns drawn from the seed.
 *
 * @throws RangeError on no differences
 */
export function signFlipTest(differences: readonly number[], seed: string): number {
  const n = differences.length;
  if (n === 0) throw new RangeError("sign-flip test of no differences");
  const seen = Math.abs(sumOf(differences)) * (1 - 1e-12);
  if (n <= pairsCounted) {
    let hits = 0;
    for (let pattern = 0; pattern < 2 ** n; pattern++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (pattern >> i) & 1 ? -differences[i]! : differences[i]!;
      if (Math.abs(sum) >= seen) hits++;
    }
    return hits / 2 ** n;
  }
  const draw = seedrandom.alea(seed);
  let hits = 1;
  for (let k = 0; k < shuffles; k++) {
    let sum = 0;
    for (const difference of differences) sum += draw() < 0.5 ? -difference : difference;
    if (Math.abs(sum) >= seen) hits++;
  }
  return hits / (shuffles + 1);
}

/** Two-sided test that two samples come from one law, by the difference of means over shuffled labels. */
export function labelShuffleTest(a: readonly number[], b: readonly number[], seed: string): number {
  if (a.length === 0 || b.length === 0) throw new RangeError("label-shuffle test of an empty sample");
  const seen = Math.abs(plainMean(a) - plainMean(b)) * (1 - 1e-12);
  const pool = [...a, ...b];
  const draw = seedrandom.alea(seed);
  let hits = 1;
  for (let k = 0; k < shuffles; k++) {
    for (let i = pool.length - 1; i > 0; i--) {
      const j = Math.floor(draw() * (i + 1));
      [pool[i], pool[j]] = [pool[j]!, pool[i]!];
    }
    if (Math.abs(plainMean(pool.slice(0, a.length)) - plainMean(pool.slice(a.length))) >= seen) hits++;
  }
  return hits / (shuffles + 1);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/**
 * Draws for loops of millions of periods: xoshiro128**, its four words seeded by a named stream.
 *
 * A draw of a stream of the engine is a function of (row, n) and costs as much as a whole period of learning. A session therefore
 * takes its starting words from its stream, at its own row, and goes on from there by itself: sessions depend neither on each
 * other nor on the order in which they are run.
 *
 * @see Blackman, Vigna, Scrambled linear pseudorandom number generators, ACM Transactions on Mathematical Software 47(4), 2021
 */

/** A source of uniform draws in (0, 1), as streams of the engine are. */
export interface Draws {
  uniform(row: number, n: number): number;
}

export const twoTo32 = 4294967296;

/** Four starting words, not all 0: number 0, 1, … of a session. */
export function seedWords(draws: Draws, row: number, number = 0): Int32Array {
  const words = new Int32Array(4);
  for (let n = 0; n < 4; n++) words[n] = Math.floor(draws.uniform(row, 4 * number + n) * twoTo32) | 0;
  // All 0 is the one state that never leaves itself: 2⁻¹²⁸ likely.
  if ((words[0] | words[1] | words[2] | words[3]) === 0) words[0] = 1;
  return words;
}

/** Steps the words on and returns 32 bits, a whole number 0 … 2³² − 1. */
export function nextWord(words: Int32Array): number {
  const s0 = words[0];
  const s1 = words[1];
  const s2 = words[2] ^ s0;
  const s3 = words[3] ^ s1;
  const product = Math.imul(s1, 5);
  words[0] = s0 ^ s3;
  words[1] = s1 ^ s2;
  words[2] = s2 ^ (s1 << 9);
  words[3] = (s3 << 11) | (s3 >>> 21);
  return Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
}

/** A uniform draw in (0, 1). */
export function nextUniform(words: Int32Array): number {
  return (nextWord(words) + 0.5) / twoTo32;
}

/**
 * Named random streams: a draw is a function of (seed, stream, row, n) and of nothing else.
 *
 * The generator is Threefry-2x32 of Random123 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC'11): the counter is (row, n), the key is two words that `seedrandom` makes from seed and name, the 64 bits of output make one uniform.
 */
import seedrandom from "seedrandom";

export interface Stream {
  readonly name: string;
  /**
   * The n-th draw of a row, in the open interval (0, 1): an odd multiple of 2⁻⁵³, so that 1 − u is exact.
   *
   * @param row  whole, 0 … 2³² − 1
   * @param n    whole, 0 … 2³² − 1
   * @throws RangeError outside these ranges
   */
  uniform(row: number, n: number): number;
}

export interface Rng {
  readonly seed: string;
  /** The stream of that name; the same name gives the same draws. Ask when the world is built, not per event. */
  stream(name: string): Stream;
}

/** @param seed  of the run: scenario seed and replication; there is no default */
export function createRng(seed: string): Rng {
  return {
    seed,
    stream(name) {
      const key = seedrandom(`${seed}/${name}`);
      return keyedStream(name, key.int32(), key.int32());
    },
  };
}

/** The stream of a given key, two words of 32 bits. */
export function keyedStream(name: string, k0: number, k1: number): Stream {
  return new ThreefryStream(name, k0, k1);
}

/** Parity constant of the key schedule (Threefish, Skein 1.3, section 3.3.2), 32-bit form of Random123. */
const parity = 0x1bd11bda;
const twoTo20 = 0x100000;
const twoToMinus52 = 2.220446049250313e-16;

class ThreefryStream implements Stream {
  readonly name: string;
  private readonly k0: number;
  private readonly k1: number;
  private readonly k2: number;

  constructor(name: string, k0: number, k1: number) {
    this.name = name;
    this.k0 = k0;
    this.k1 = k1;
    this.k2 = parity ^ k0 ^ k1;
  }

  uniform(row: number, n: number): number {
    if (row >>> 0 !== row || n >>> 0 !== n) throw outside(this.name, row, n);
    const { k0, k1, k2 } = this;
    let x = (row + k0) | 0;
    let y = (n + k1) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + k1) | 0;
    y = (y + k2 + 1) | 0;
    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + k2) | 0;
    y = (y + k0 + 2) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + k0) | 0;
    y = (y + k1 + 3) | 0;
    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    return ((x >>> 0) * twoTo20 + (y >>> 12) + 0.5) * twoToMinus52;
  }
}

function outside(name: string, row: number, n: number): RangeError {
  return new RangeError(`stream ${name}: row ${row}, draw ${n} — both must be whole numbers in 0 … 2³² − 1`);
}

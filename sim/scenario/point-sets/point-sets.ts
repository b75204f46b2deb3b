/** Points spread over the unit cube: rows of numbers in 0…1, one a dimension. All from a seed. */
import { createRng } from "../../engine/rng.ts";

export const pointSetIds = ["latin-hypercube", "sobol", "halton", "random"] as const;
export type PointSetId = (typeof pointSetIds)[number];

/** @throws RangeError beyond the dimensions that a sequence is known for */
export function pointSet(id: PointSetId, points: number, dimensions: number, seed: string): number[][] {
  switch (id) {
    case "latin-hypercube":
      return latinHypercube(points, dimensions, seed);
    case "sobol":
      return sobol(points, dimensions, seed);
    case "halton":
      return halton(points, dimensions, seed);
    case "random":
      return random(points, dimensions, seed);
  }
}

function random(points: number, dimensions: number, seed: string): number[][] {
  const stream = createRng(seed).stream("point-set.random");
  return rows(points, dimensions, (i, j) => stream.uniform(j, i));
}

/** McKay, Beckman and Conover (1979), Technometrics 21(2): each of n equal parts of every axis holds one point. */
export function latinHypercube(points: number, dimensions: number, seed: string): number[][] {
  const rng = createRng(seed);
  const [places, order] = [rng.stream("point-set.places"), rng.stream("point-set.order")];
  const ranks = Array.from({ length: dimensions }, (_, j) => {
    const keys = Array.from({ length: points }, (_, i) => order.uniform(j, i));
    const sorted = [...keys.keys()].sort((a, b) => keys[a] - keys[b] || a - b);
    const rank = new Array<number>(points);
    for (const [r, i] of sorted.entries()) rank[i] = r;
    return rank;
  });
  return rows(points, dimensions, (i, j) => (ranks[j][i] + places.uniform(j, i)) / points);
}

/**
 * Direction numbers of Joe and Kuo (2008), SIAM Journal on Scientific Computing 30(5), table new-joe-kuo-6: degree of the primitive
 * polynomial, its inner coefficients, first numbers. The first dimension is van der Corput's.
 */
const directions: readonly (readonly [degree: number, coefficients: number, first: readonly number[]])[] = [
  [1, 0, [1]],
  [2, 1, [1, 3]],
  [3, 1, [1, 3, 1]],
  [3, 2, [1, 1, 1]],
  [4, 1, [1, 1, 3, 3]],
  [4, 4, [1, 3, 5, 13]],
  [5, 2, [1, 1, 5, 5, 17]],
  [5, 4, [1, 1, 5, 5, 5]],
  [5, 7, [1, 1, 7, 11, 19]],
  [5, 11, [1, 1, 5, 1, 1]],
  [5, 13, [1, 1, 1, 3, 11]],
  [5, 14, [1, 3, 5, 5, 31]],
  [6, 1, [1, 3, 3, 9, 7, 49]],
  [6, 13, [1, 1, 1, 15, 21, 21]],
  [6, 16, [1, 3, 1, 13, 27, 49]],
  [6, 19, [1, 1, 1, 15, 7, 5]],
  [6, 22, [1, 3, 1, 15, 13, 25]],
  [6, 25, [1, 1, 5, 5, 19, 61]],
  [7, 1, [1, 3, 7, 11, 23, 15, 103]],
  [7, 4, [1, 3, 7, 13, 13, 15, 69]],
  [7, 7, [1, 1, 3, 13, 7, 35, 63]],
  [7, 8, [1, 3, 5, 9, 1, 25, 53]],
];
const bits = 32;
/** 2³². */
const scale = 0x100000000;

/** Sobol's sequence in Gray-code order (Antonov and Saleev 1979), shifted digit by digit by the seed. At most 23 dimensions. */
export function sobol(points: number, dimensions: number, seed: string): number[][] {
  if (dimensions > directions.length + 1)
    throw new RangeError(`Sobol's sequence is known here for ${directions.length + 1} dimensions, not ${dimensions}`);
  const shift = createRng(seed).stream("point-set.shift");
  const columns = Array.from({ length: dimensions }, (_, j) => {
    const numbers = directionNumbers(j);
    const moved = Math.floor(shift.uniform(j, 0) * scale) >>> 0;
    let x = 0;
    return Array.from({ length: points }, (_, i) => {
      if (i > 0) x = (x ^ numbers[trailingOnes(i - 1)]) >>> 0;
      return (((x ^ moved) >>> 0) + 0.5) / scale;
    });
  });
  return rows(points, dimensions, (i, j) => columns[j][i]);
}

function directionNumbers(dimension: number): number[] {
  const v = new Array<number>(bits);
  if (dimension === 0) {
    for (let k = 0; k < bits; k++) v[k] = (1 << (bits - 1 - k)) >>> 0;
    return v;
  }
  const [degree, coefficients, first] = directions[dimension - 1];
  for (let k = 0; k < bits; k++) {
    if (k < degree) {
      v[k] = (first[k] << (bits - 1 - k)) >>> 0;
      continue;
    }
    let number = v[k - degree] ^ (v[k - degree] >>> degree);
    for (let q = 1; q < degree; q++) if ((coefficients >> (degree - 1 - q)) & 1) number ^= v[k - q];
    v[k] = number >>> 0;
  }
  return v;
}

function trailingOnes(i: number): number {
  let count = 0;
  for (let rest = i; rest & 1; rest >>>= 1) count++;
  return count;
}

const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29] as const;

/** Halton (1960), Numerische Mathematik 2, moved around the unit circle by the seed (Cranley and Patterson 1976). */
export function halton(points: number, dimensions: number, seed: string): number[][] {
  if (dimensions > primes.length)
    throw new RangeError(`Halton's sequence is known here for ${primes.length} dimensions, not ${dimensions}`);
  const shift = createRng(seed).stream("point-set.shift");
  return rows(points, dimensions, (i, j) => (radicalInverse(i + 1, primes[j]) + shift.uniform(j, 0)) % 1);
}

function radicalInverse(index: number, base: number): number {
  let [value, part] = [0, 1 / base];
  for (let rest = index; rest > 0; rest = Math.floor(rest / base)) {
    value += (rest % base) * part;
    part /= base;
  }
  return value;
}

function rows(points: number, dimensions: number, at: (i: number, j: number) => number): number[][] {
  return Array.from({ length: points }, (_, i) => Array.from({ length: dimensions }, (_, j) => at(i, j)));
}

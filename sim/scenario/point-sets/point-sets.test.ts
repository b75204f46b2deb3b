import { describe, expect, test } from "vitest";
import { halton, latinHypercube, pointSet, pointSetIds, sobol } from "./point-sets.ts";
import { saltelli } from "./saltelli.ts";
import { morrisTrajectories } from "./trajectories.ts";

describe.each(pointSetIds)("%s", (id) => {
  test("lies in the cube, and is the same each time", () => {
    const points = pointSet(id, 64, 5, "seed");
    expect(points).toEqual(pointSet(id, 64, 5, "seed"));
    expect(points).not.toEqual(pointSet(id, 64, 5, "another"));
    expect(points.flat().every((x) => x >= 0 && x < 1)).toBe(true);
  });
});

/** Every dyadic part of length 1/n of an axis holds one of n points. */
const isStratified = (points: readonly (readonly number[])[], axis: number) =>
  new Set(points.map((point) => Math.floor(point[axis]! * points.length))).size === points.length;

test("Latin hypercube and Sobol: one point in each of n parts of every axis", () => {
  for (let axis = 0; axis < 23; axis++) {
    expect(isStratified(latinHypercube(50, 23, "s"), axis)).toBe(true);
    expect(isStratified(sobol(64, 23, "s"), axis)).toBe(true);
  }
});

test("Sobol: one of 64 points in each of 8 × 8 squares, for neighbouring axes", () => {
  const points = sobol(64, 3, "s");
  for (const [a, b] of [
    [0, 1],
    [1, 2],
  ] as const) {
    const squares = new Set(points.map((point) => 8 * Math.floor(point[a]! * 8) + Math.floor(point[b]! * 8)));
    expect(squares.size).toBe(64);
  }
});

/** ∏ (1 + (x − ½)/2): mean 1. */
const smooth = (points: readonly (readonly number[])[]) =>
  points.reduce((sum, point) => sum + point.reduce((product, x) => product * (1 + (x - 0.5) / 2), 1), 0) /
  points.length;

test("sequences integrate a smooth function far better than independent points", () => {
  expect(Math.abs(smooth(sobol(256, 4, "s")) - 1)).toBeLessThan(0.003);
  expect(Math.abs(smooth(halton(256, 4, "s")) - 1)).toBeLessThan(0.01);
});

test("more dimensions than are known are refused", () => {
  expect(() => sobol(8, 24, "s")).toThrow(/23 dimensions/);
  expect(() => halton(8, 11, "s")).toThrow(/10 dimensions/);
});

test("a walk moves each axis once, by two thirds, and all four levels are met", () => {
  const points = morrisTrajectories(20, 4, "s");
  expect(points.length).toBe(100);
  for (let t = 0; t < 20; t++) {
    const walk = points.slice(5 * t, 5 * t + 5);
    const moved = walk.slice(1).map((point, s) => point.flatMap((x, j) => (x === walk[s][j] ? [] : [j])));
    expect(moved.flat().sort()).toEqual([0, 1, 2, 3]);
    for (const [s, [j]] of moved.entries()) expect(Math.abs(walk[s + 1][j] - walk[s][j])).toBeCloseTo(2 / 3, 12);
  }
  expect(new Set(points.flat()).size).toBe(4);
  expect(morrisTrajectories(20, 4, "s")).toEqual(points);
  expect(() => morrisTrajectories(0, 4, "s")).toThrow(/one or more/);
});

test("two sets of points, and the mixtures of them by axis", () => {
  const points = saltelli(8, 3, "s");
  expect(points.length).toBe(8 * 5);
  const [a, first, second, third, b] = points.slice(10, 15);
  expect(first).toEqual([b[0], a[1], a[2]]);
  expect(second).toEqual([a[0], b[1], a[2]]);
  expect(third).toEqual([a[0], a[1], b[2]]);
  expect(() => saltelli(8, 12, "s")).toThrow(/23 dimensions/);
});

/** Sum of the digits of points 1 to 99 as whole numbers of 32 bits, by axis. */
const sumsOfScipy = [
  212198227968, 213808840704, 211929792512, 213271969792, 211661357056, 211392921600, 211929792512, 213271969792,
  211661357056, 212735098880, 210856050688, 210319179776, 213271969792, 215419453440, 214882582528, 211392921600,
  210319179776, 211392921600, 213003534336, 213003534336, 213808840704, 209782308864, 213808840704,
];

/** Of scipy 1.17's unscrambled `qmc.Sobol(23)`: XOR of the n-th point with the first, which no digital shift changes. */
test("Sobol's digits are those of the table of Joe and Kuo in all dimensions", () => {
  const digits = (x: number) => Math.floor(x * 2 ** 32) >>> 0;
  const [first, ...rest] = sobol(100, 23, "s");
  const sums = first.map((x, j) => rest.reduce((sum, point) => sum + ((digits(point[j]) ^ digits(x)) >>> 0), 0));
  expect(sums).toEqual(sumsOfScipy);
});

import { describe, expect, test } from "vitest";
import { halton, latinHypercube, pointSet, pointSetIds, sobol } from "./point-sets.ts";

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
  for (let axis = 0; axis < 10; axis++) {
    expect(isStratified(latinHypercube(50, 10, "s"), axis)).toBe(true);
    expect(isStratified(sobol(64, 10, "s"), axis)).toBe(true);
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
  expect(() => sobol(8, 11, "s")).toThrow(/10 dimensions/);
  expect(() => halton(8, 11, "s")).toThrow(/10 dimensions/);
});

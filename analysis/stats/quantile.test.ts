import { expect, test } from "vitest";
import { quantile } from "./quantile.ts";

// R 4: quantile(c(3, 1, 4, 1, 5, 9, 2, 6), c(0, .05, .25, .5, .9, 1), type = 7)
test.each([
  [0, 1],
  [0.05, 1],
  [0.25, 1.75],
  [0.5, 3.5],
  [0.9, 6.9],
  [1, 9],
])("type 7 at %f", (p, want) => {
  expect(quantile([3, 1, 4, 1, 5, 9, 2, 6], p, "type7")).toBeCloseTo(want, 12);
});

test("one value is every quantile; none is an error", () => {
  expect(quantile([7], 0.3, "type7")).toBe(7);
  expect(() => quantile([], 0.5, "type7")).toThrow(/no values/);
  expect(() => quantile([1], 1.5, "type7")).toThrow(/0…1/);
});

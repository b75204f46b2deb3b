import { expect, test } from "vitest";
import { wilson } from "./proportion.ts";

// Newcombe (1998, Statistics in Medicine 17(8), table I, method 3): four published examples.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("%i of %i", (hits, n, low, high) => {
  const found = wilson(hits, n);
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
});

test("a share of nothing is refused", () => {
  expect(() => wilson(0, 0)).toThrow("share of 0 among 0");
  expect(() => wilson(3, 2)).toThrow("share of 3 among 2");
});

import { expect, test } from "vitest";
import { warmupLength } from "./warmup.ts";

const wave = (i: number) => Math.sin(1.7 * i) / 10;

test("the start of a settling series is left out, a settled one is kept whole", () => {
  const settling = Array.from({ length: 80 }, (_, i) => (i < 12 ? 5 - (5 * i) / 12 : 0) + wave(i));
  expect(warmupLength(settling)).toBeGreaterThanOrEqual(10);
  expect(warmupLength(settling)).toBeLessThanOrEqual(13);
  expect(warmupLength(Array.from({ length: 80 }, (_, i) => wave(i)))).toBeLessThanOrEqual(3);
  expect(warmupLength([4, 4, 4, 4, 4, 4])).toBe(0);
});

test("a trend is no start: the rule does not decide", () => {
  expect(warmupLength(Array.from({ length: 80 }, (_, i) => i))).toBeUndefined();
});

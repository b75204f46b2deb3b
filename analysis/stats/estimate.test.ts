import { expect, test } from "vitest";
import { band } from "./band.ts";
import { batches, lagOneCorrelation } from "./batch.ts";
import { change } from "./change.ts";
import { clipped, estimate, type Point } from "./estimate.ts";

const series = (run: number, values: readonly number[]): Point[] =>
  values.map((value, epoch) => ({ run, epoch, value, weight: 1 }));

test("two runs and more: Student's t over the runs' means", () => {
  // Means 10, 12, 17: mean 13, s = √13, half-width = 4.3026527297 · √(13/3).
  const found = estimate([...series(0, [9, 11]), ...series(1, [12, 12]), ...series(2, [16, 18])], "x");
  expect(found.mean).toBeCloseTo(13, 12);
  expect(found.high - found.mean).toBeCloseTo(4.3026527297 * Math.sqrt(13 / 3), 8);
  expect(found).toMatchObject({ method: "t over replications", replications: 3, sample: 3, unit: "x" });
});

test("one run: batch means, ten batches at most, with the warning when they are correlated", () => {
  const rising = estimate(
    series(
      0,
      Array.from({ length: 40 }, (_, i) => i),
    ),
    "x",
  );
  expect(rising).toMatchObject({ method: "batch means", replications: 1, sample: 10, isCorrelated: true });
  const swinging = estimate(
    series(
      0,
      Array.from({ length: 40 }, (_, i) => i % 2),
    ),
    "x",
  );
  expect(swinging).toMatchObject({ mean: 0.5, low: 0.5, high: 0.5, isCorrelated: false });
});

test("a run too short for batches has no interval, and says so", () => {
  const found = estimate(series(0, [1, 2, 3, 4, 5, 6, 7]), "x");
  expect(found.method).toBe("no interval");
  expect(found.mean).toBe(4);
  expect(found.low).toBeNaN();
});

test("weights count, and a weight of 0 leaves the epoch out", () => {
  const points = [
    { run: 0, epoch: 0, value: 1, weight: 3 },
    { run: 0, epoch: 1, value: 5, weight: 1 },
    { run: 0, epoch: 2, value: 99, weight: 0 },
  ];
  expect(estimate(points, "x").mean).toBe(2);
});

test("refuses what is no number, and nothing at all", () => {
  expect(() => estimate(series(0, [1, Number.NaN]), "x")).toThrow(/run 0, epoch 1/);
  expect(() => estimate([], "x")).toThrow(/no values/);
});

test("about 95 of 100 intervals hold the mean", () => {
  // A linear congruential generator (Numerical Recipes' constants) is enough for uniform values without correlation
  // to speak of.
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  let held = 0;
  for (let trial = 0; trial < 1000; trial++) {
    const found = estimate(
      [0, 1, 2, 3, 4].flatMap((run) => series(run, [uniform() + uniform() + uniform()])),
      "x",
    );
    if (found.low <= 1.5 && 1.5 <= found.high) held += 1;
  }
  // Four binomial standard errors: 4 · √(1000 · 0.95 · 0.05) = 28.
  expect(Math.abs(held - 950)).toBeLessThan(28);
});

test("an interval is cut to what is possible", () => {
  const found = estimate([...series(0, [0.01]), ...series(1, [0.03])], "x");
  expect(found.low).toBeLessThan(0);
  expect(clipped(found, 0, 1)).toMatchObject({ low: 0, high: found.high, mean: found.mean });
});

test("batches are consecutive, whole and nearly equal", () => {
  const parts = batches(Array.from({ length: 27 }, (_, i) => i))!;
  expect(parts.map((part) => part.length)).toEqual([3, 3, 3, 3, 3, 3, 3, 2, 2, 2]);
  expect(parts.flat()).toEqual(Array.from({ length: 27 }, (_, i) => i));
  expect(batches([1, 2, 3, 4, 5, 6, 7])).toBeUndefined();
});

test("lag-1 correlation of a known series", () => {
  expect(lagOneCorrelation([1, 2, 3, 4])).toBeCloseTo(0.25, 12);
  expect(lagOneCorrelation([2, 2, 2])).toBe(0);
});

test("a change is called only when its interval leaves out 0", () => {
  const rising = (run: number, slope: number) =>
    series(
      run,
      Array.from({ length: 20 }, (_, i) => 10 + slope * i + (i % 2) * 0.1),
    );
  expect(change([...rising(0, 0.5), ...rising(1, 0.6), ...rising(2, 0.4)]).direction).toBe("rose");
  expect(change([...rising(0, -0.5), ...rising(1, -0.6), ...rising(2, -0.4)]).direction).toBe("fell");
  expect(change([...rising(0, 0.5), ...rising(1, -0.5), ...rising(2, 0.1)]).direction).toBe("unclear");
  expect(change(rising(0, 0.5)).direction).toBe("rose");
  expect(change(rising(0, 0)).direction).toBe("unclear");
  expect(change(series(0, [1, 9, 1, 9])).method).toBe("no interval");
});

test("a band says what it is", () => {
  const at = (run: number, value: number, se = Number.NaN) => ({ run, epoch: 3, value, se, windows: 5 });
  expect(band([at(0, 1), at(1, 2), at(2, 6)])).toEqual({
    kind: "lowest to highest run",
    points: [{ epoch: 3, mean: 3, low: 1, high: 6 }],
  });
  const sampled = band([at(0, 1, 0.1)]);
  expect(sampled.kind).toBe("sampling error");
  // Five windows leave four degrees of freedom.
  expect(sampled.points[0]!.high).toBeCloseTo(1 + 2.7764451052 * 0.1, 8);
  expect(band([at(0, 1)])).toEqual({ kind: "none", points: [{ epoch: 3, mean: 1, low: 1, high: 1 }] });
  const many = band(Array.from({ length: 21 }, (_, i) => at(i, i)));
  expect(many).toEqual({ kind: "middle 90% of runs", points: [{ epoch: 3, mean: 10, low: 1, high: 19 }] });
});

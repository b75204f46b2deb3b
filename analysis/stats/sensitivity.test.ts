/** Sensitivity and stand-ins on Ishigami's function (Ishigami and Homma 1990), whose indices are known in closed form. */
import seedrandom from "seedrandom";
import { describe, expect, test } from "vitest";
import { pointSet } from "../../sim/scenario/point-sets/point-sets.ts";
import { saltelli } from "../../sim/scenario/point-sets/saltelli.ts";
import { morrisTrajectories } from "../../sim/scenario/point-sets/trajectories.ts";
import { elementaryEffects } from "./elementary-effects.ts";
import { gaussianProcess, kriging } from "./gaussian-process.ts";
import { polynomialChaos } from "./polynomial-chaos.ts";
import { normalQuantile } from "./quantiles-of-laws.ts";
import { sensitivityIndices } from "./sensitivity-indices.ts";
import { sharesOfStandIn } from "./stand-in-shares.ts";

/** sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁, each x in −π…π. */
function ishigami(point: readonly number[]): number {
  const [a, b, c] = point.map((u) => Math.PI * (2 * u - 1));
  return Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);
}
const variance = 49 / 8 + (0.1 * Math.PI ** 4) / 5 + (0.01 * Math.PI ** 8) / 18 + 0.5;
const first = [0.5 * (1 + (0.1 * Math.PI ** 4) / 5) ** 2, 49 / 8, 0].map((part) => part / variance);
const total = [0, 1, 2].map((j) => first[j] + [1, 0, 1][j] * ((0.01 * Math.PI ** 8 * 8) / 225 / variance));

const options = { seed: "ishigami", noiseVariance: 0, resamples: 300 };

describe("indices of Sobol", () => {
  const points = saltelli(1024, 3, "ishigami");
  const found = sensitivityIndices(points.map(ishigami), 3, options);
  test("the closed form is the published one: 0.314, 0.442, 0; 0.558, 0.442, 0.244", () => {
    expect(first.map((s) => +s.toFixed(3))).toEqual([0.314, 0.442, 0]);
    expect(total.map((s) => +s.toFixed(3))).toEqual([0.558, 0.442, 0.244]);
  });
  test.each([0, 1, 2])("parameter %i: near the truth, which is inside the interval", (j) => {
    // Bootstrap half-widths at 1,024 bases: 0.05 for first-order indices, 0.03 for totals.
    expect(Math.abs(found[j].first.value - first[j])).toBeLessThan(0.05);
    expect(Math.abs(found[j].total.value - total[j])).toBeLessThan(0.02);
    expect(found[j].first.low <= first[j] && first[j] <= found[j].first.high).toBe(true);
    expect(found[j].total.low <= total[j] && total[j] <= found[j].total.high).toBe(true);
  });
  test("the noise of replications is no parameter's", () => {
    const draw = seedrandom.alea("noise");
    const noisy = points.map((point) => ishigami(point) + 2 * normalQuantile((Math.floor(draw() * 1e9) + 0.5) / 1e9));
    const blind = sensitivityIndices(noisy, 3, options);
    const told = sensitivityIndices(noisy, 3, { ...options, noiseVariance: 4 });
    for (const j of [0, 1, 2]) expect(Math.abs(told[j].total.value - total[j])).toBeLessThan(0.05);
    expect(blind[2].total.value - total[2]).toBeGreaterThan(0.1);
  });
  test("intervals cover the truth in most of 40 small designs", () => {
    let covered = 0;
    for (let k = 0; k < 40; k++) {
      const few = saltelli(128, 3, `design ${k}`).map(ishigami);
      const { low, high } = sensitivityIndices(few, 3, { ...options, seed: `design ${k}` })[2].total;
      if (low <= total[2] && total[2] <= high) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(35);
  });
  test("outcomes that make no design are refused", () => {
    expect(() => sensitivityIndices([1, 2, 3], 3, options)).toThrow(/no rows of 5/);
    expect(() => sensitivityIndices([1, 1, 1, 1, 1, 1], 1, options)).toThrow(/no variance/);
    expect(() => sensitivityIndices([1, Number.NaN, 1], 1, options)).toThrow(/outcome 1 is NaN/);
  });
});

describe("elementary effects", () => {
  const points = morrisTrajectories(30, 4, "morris");
  // Straight in the first axis, curved in the second, the third only together with the first, the fourth nothing.
  const outcomes = points.map(([a, b, c]) => 3 * a + 4 * (b - 0.5) ** 2 + 2 * a * c);
  const found = elementaryEffects(points, outcomes, "morris");
  test("straight, curved, joint and none are told apart", () => {
    expect(found[0].mean).toBeGreaterThan(3);
    expect(found[0].mean).toBeLessThan(5);
    // (x + ⅔ − ½)² − (x − ½)² over ⅔ is ± ⅔ or so: it cancels.
    expect(Math.abs(found[1].mean)).toBeLessThan(found[1].magnitude.value);
    expect(found[1].spread).toBeGreaterThan(0.5);
    expect(found[2].mean).toBeCloseTo(found[2].magnitude.value, 12);
    expect(found[3]).toMatchObject({ mean: 0, spread: 0, magnitude: { value: 0, low: 0, high: 0 } });
    for (const { magnitude } of found)
      expect(magnitude.low <= magnitude.value && magnitude.value <= magnitude.high).toBe(true);
  });
  test("an effect of a straight line is its slope, at every walk", () => {
    const [only] = elementaryEffects(
      morrisTrajectories(5, 1, "s"),
      morrisTrajectories(5, 1, "s").map(([a]) => 7 * a),
      "s",
    );
    expect(only.mean).toBeCloseTo(7, 10);
    expect(only.spread).toBeLessThan(1e-12);
  });
  test("rows that are no walk are refused", () => {
    expect(() => elementaryEffects([[0], [1], [1]], [1, 2, 3], "s")).toThrow(/no whole walks/);
    expect(() =>
      elementaryEffects(
        [
          [0, 0],
          [1, 1],
          [1, 0],
        ],
        [1, 2, 3],
        "s",
      ),
    ).toThrow(/changes 2 axes/);
  });
});

describe("Gaussian process", () => {
  const smooth = ([a, b]: readonly number[]) => Math.sin(4 * a) + b * b;
  const points = pointSet("sobol", 40, 3, "surrogate");
  const outcomes = points.map(smooth);
  const fitted = gaussianProcess(points, outcomes);
  test("foretells a smooth function where it was not run, and what is left out", () => {
    for (const point of pointSet("halton", 50, 3, "elsewhere"))
      expect(Math.abs(fitted.predict(point).mean - smooth(point))).toBeLessThan(0.08);
    expect(fitted.leaveOneOut.explained).toBeGreaterThan(0.99);
  });
  test("knows that the third axis does nothing, and returns the points themselves", () => {
    expect(fitted.lengths[2]).toBeGreaterThan(5 * fitted.lengths[0]);
    const { mean, standardError } = fitted.predict(points[7]);
    expect(mean).toBeCloseTo(outcomes[7], 3);
    expect(standardError).toBeLessThan(0.01);
  });
  test("the error at points left out is that of fits without them", () => {
    const all = kriging(points, outcomes, [0.5, 0.7, 2], 0.01);
    let squares = 0;
    for (const [i, point] of points.entries()) {
      const without = kriging(points.toSpliced(i, 1), outcomes.toSpliced(i, 1), [0.5, 0.7, 2], 0.01);
      squares += (without.predict(point).mean - outcomes[i]) ** 2;
    }
    expect(all.leaveOneOut.error).toBeCloseTo(Math.sqrt(squares / points.length), 8);
  });
  test("noise is called noise: intervals cover the left-out outcomes, and the mean is nearer than one run", () => {
    const draw = seedrandom.alea("noisy surrogate");
    const where = pointSet("sobol", 120, 2, "noisy");
    const noisy = where.map((p) => smooth(p) + 0.3 * normalQuantile((Math.floor(draw() * 1e9) + 0.5) / 1e9));
    const { leaveOneOut, predict } = gaussianProcess(where, noisy);
    expect(leaveOneOut.covered).toBeGreaterThan(0.9);
    expect(leaveOneOut.error).toBeGreaterThan(0.25);
    expect(leaveOneOut.error).toBeLessThan(0.4);
    const errors = pointSet("halton", 50, 2, "elsewhere").map((p) => Math.abs(predict(p).mean - smooth(p)));
    expect(errors.reduce((a, b) => a + b, 0) / errors.length).toBeLessThan(0.12);
  });
  test("what cannot be fitted is refused", () => {
    expect(() => gaussianProcess(points.slice(0, 3), outcomes.slice(0, 3))).toThrow(/too few/);
    expect(() =>
      gaussianProcess(
        points,
        points.map(() => 1),
      ),
    ).toThrow(/all outcomes are the same/);
    expect(() => gaussianProcess(points, outcomes.with(3, Number.NaN))).toThrow(/outcome 3 is NaN/);
  });
});

describe("polynomial chaos", () => {
  test("Ishigami's indices from 300 runs", () => {
    const points = pointSet("sobol", 300, 3, "chaos");
    const found = polynomialChaos(points, points.map(ishigami), 8);
    for (const j of [0, 1, 2]) {
      expect(Math.abs(found.first[j] - first[j])).toBeLessThan(0.02);
      expect(Math.abs(found.total[j] - total[j])).toBeLessThan(0.02);
    }
    expect(found.leaveOneOut.explained).toBeGreaterThan(0.95);
  });
  test("a polynomial is found exactly, with its degree", () => {
    const points = pointSet("halton", 60, 2, "exact");
    const of = ([a, b]: readonly number[]) => 1 + a * b * b;
    const { degree, predict, leaveOneOut } = polynomialChaos(points, points.map(of), 6);
    expect(degree).toBeGreaterThanOrEqual(3);
    expect(leaveOneOut.error).toBeLessThan(1e-12);
    expect(predict([0.3, 0.9])).toBeCloseTo(of([0.3, 0.9]), 10);
  });
  test("too few points are refused", () => {
    expect(() =>
      polynomialChaos(
        [
          [0.1, 0.2],
          [0.3, 0.4],
        ],
        [1, 2],
        3,
      ),
    ).toThrow(/too few/);
  });
});

test("shares of a stand-in asked at many points: Ishigami's, to what a polynomial of degree 6 leaves of its sines", () => {
  const found = sharesOfStandIn(ishigami, 3, "shares");
  for (const j of [0, 1, 2]) {
    expect(Math.abs(found.first[j] - first[j])).toBeLessThan(0.06);
    expect(Math.abs(found.total[j] - total[j])).toBeLessThan(0.06);
  }
});

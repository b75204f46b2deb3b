import { describe, expect, test } from "vitest";
import { gammaTails, logGamma } from "./gamma.ts";
import { createRng } from "./rng.ts";
import * as variates from "./variates.ts";

const { exponentialOf, normalOf, lognormalOf, gammaOf, erlangOf, paretoOf, weibullOf, hyperexponentialOf } = variates;
const { hyperexponential, geometricOf, poissonOf, aliasTable, aliasOf, empiricalTable, empiricalOf } = variates;

const count = 20_000;
const stream = createRng("variates").stream("u");
const uniforms = Float64Array.from({ length: count }, (_, i) => stream.uniform(i, 0));
/** Kolmogorov's √n·D is above this once in 10⁵ samples (2·exp(−2x²)). */
const kolmogorovMax = 2.47;
/** Bound on a mean, in standard errors: once in 150,000. */
const errorsMax = 4.5;

const h2 = hyperexponential(3, 4);
interface Case {
  readonly name: string;
  readonly draw: (u: number) => number;
  /** The distribution function, by formulas other than those under test where there are any. */
  readonly below: (x: number) => number;
  readonly mean: number;
  readonly variance: number;
}
const normalBelow = (x: number) =>
  x < 0 ? gammaTails(0.5, (x * x) / 2).above / 2 : 1 - gammaTails(0.5, (x * x) / 2).above / 2;
const gammaCase = (shape: number, scale: number): Case => ({
  name: `gamma ${shape}, ${scale}`,
  draw: (u) => gammaOf(u, shape, scale),
  below: (x) => gammaTails(shape, x / scale).below,
  mean: shape * scale,
  variance: shape * scale * scale,
});
const continuous: readonly Case[] = [
  { name: "exponential", draw: (u) => exponentialOf(u, 3), below: (x) => 1 - Math.exp(-x / 3), mean: 3, variance: 9 },
  { name: "normal", draw: normalOf, below: normalBelow, mean: 0, variance: 1 },
  {
    name: "lognormal",
    draw: (u) => lognormalOf(u, 1, 0.5),
    below: (x) => normalBelow((Math.log(x) - 1) / 0.5),
    mean: Math.exp(1.125),
    variance: (Math.exp(0.25) - 1) * Math.exp(2.25),
  },
  gammaCase(0.1, 2),
  gammaCase(0.7, 1),
  gammaCase(1, 1),
  gammaCase(2.5, 4),
  gammaCase(300, 0.1),
  {
    name: "Erlang",
    draw: (u) => erlangOf(u, 3, 6),
    below: (x) => 1 - Math.exp(-x / 2) * (1 + x / 2 + x ** 2 / 8),
    mean: 6,
    variance: 12,
  },
  { name: "Pareto", draw: (u) => paretoOf(u, 2, 5), below: (x) => 1 - (2 / x) ** 5, mean: 2.5, variance: 20 / 48 },
  {
    name: "Weibull",
    draw: (u) => weibullOf(u, 2, 3),
    below: (x) => 1 - Math.exp(-((x / 3) ** 2)),
    mean: (3 * Math.sqrt(Math.PI)) / 2,
    variance: 9 * (1 - Math.PI / 4),
  },
  {
    name: "hyperexponential",
    draw: (u) => hyperexponentialOf(u, h2),
    below: (x) => 1 - h2.first * Math.exp(-h2.fast * x) - (1 - h2.first) * Math.exp(-h2.slow * x),
    mean: 3,
    variance: 36,
  },
];

describe.each(continuous)("$name", ({ draw, below, mean, variance }) => {
  const sample = Float64Array.from(uniforms, draw);

  test("has the distribution (Kolmogorov and Smirnov)", () => {
    const sorted = sample.slice().sort();
    let gap = 0;
    sorted.forEach((x, i) => {
      gap = Math.max(gap, Math.abs(below(x) - i / count), Math.abs(below(x) - (i + 1) / count));
    });
    expect(gap * Math.sqrt(count)).toBeLessThan(kolmogorovMax);
  });

  test("has the mean and the variance", () => {
    const found = sample.reduce((sum, x) => sum + x, 0) / count;
    expect(Math.abs(found - mean) / Math.sqrt(variance / count)).toBeLessThan(errorsMax);
    const spread = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count;
    const fourth = sample.reduce((sum, x) => sum + (x - mean) ** 4, 0) / count;
    expect(Math.abs(spread - variance) / Math.sqrt((fourth - variance ** 2) / count)).toBeLessThan(errorsMax);
  });

  test("is the inverse of its distribution function, and rises", () => {
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 1; i < 1000; i++) {
      const x = draw(i / 1000);
      expect(Math.abs(below(x) - i / 1000)).toBeLessThan(1e-10);
      expect(x).toBeGreaterThan(last);
      last = x;
    }
  });

  test("is finite at the ends that streams reach", () => {
    for (const u of [2 ** -53, 1 - 2 ** -53]) expect(Number.isFinite(draw(u))).toBe(true);
  });
});

/** Quantiles printed in tables: NIST/SEMATECH e-Handbook 1.3.6.7.1 (normal) and 1.3.6.7.4 (chi-square = 2 · gamma(ν/2)). */
test.each([
  [normalOf(0.975), 1.95996398454005, 1e-14],
  [normalOf(1e-10), -6.36134090240406, 1e-14],
  [normalOf(2 ** -53), -8.20953615160139, 1e-13],
  [gammaOf(0.95, 0.5, 2), 3.841458820694124, 1e-13],
  [gammaOf(0.01, 5, 2), 2.558212160187206, 1e-13],
  [gammaOf(0.5, 1, 1), Math.LN2, 1e-14],
  [logGamma(0.5), Math.log(Math.PI) / 2, 1e-14],
  [logGamma(101), 363.73937555556347, 1e-14],
])("known value %#: %d is %d", (got, want, tolerance) => {
  expect(Math.abs(got / want - 1)).toBeLessThan(tolerance);
});

test("gamma quantiles keep 10 digits in both tails, at small and large shapes", () => {
  for (const shape of [0.05, 0.3, 1, 3.7, 50, 2_000, 1e6]) {
    for (const u of [1e-12, 1e-6, 0.01, 0.3, 0.5, 0.9, 0.9999, 1 - 1e-9]) {
      const { below, above } = gammaTails(shape, gammaOf(u, shape, 1));
      const x = gammaOf(u, shape, 1);
      if (x > 1e-290)
        expect(Math.abs(u < 0.5 ? below / u - 1 : above / (1 - u) - 1), `shape ${shape}, u ${u}`).toBeLessThan(1e-7);
      if (shape <= 2_000 && x > 1e-290)
        expect(Math.abs(u < 0.5 ? below / u - 1 : above / (1 - u) - 1)).toBeLessThan(1e-10);
    }
  }
});

test.each([0.5, 4, 19, 21, 400, 1e5])("Poisson of mean %d is the least k with P(X ≤ k) ≥ u", (mean) => {
  let sum = 0;
  for (let i = 0; i < 2_000; i++) {
    const u = uniforms[i]!;
    const k = poissonOf(u, mean);
    sum += k;
    expect(gammaTails(k + 1, mean).above).toBeGreaterThan(u - 1e-9);
    if (k > 0) expect(gammaTails(k, mean).above).toBeLessThan(u + 1e-9);
  }
  expect(Math.abs(sum / 2_000 - mean) / Math.sqrt(mean / 2_000)).toBeLessThan(errorsMax);
});

test("geometric counts failures before a success", () => {
  const sum = uniforms.reduce((total, u) => total + geometricOf(u, 0.2), 0);
  expect(Math.abs(sum / count - 4) / Math.sqrt(20 / count)).toBeLessThan(errorsMax);
  for (let k = 1; k < 20; k++) {
    expect(geometricOf(1 - 0.8 ** k - 1e-9, 0.2)).toBe(k - 1);
    expect(geometricOf(1 - 0.8 ** k + 1e-9, 0.2)).toBe(k);
  }
  expect(geometricOf(0.999, 1)).toBe(0);
});

test("an alias table chooses by weight, from one uniform", () => {
  const weights = [5, 0, 1, 3.5, 0.5];
  const table = aliasTable(weights);
  const share = new Float64Array(5);
  for (let i = 0; i < 5; i++) {
    share[i]! += table.accept[i]! / 5;
    share[table.alias[i]!]! += (1 - table.accept[i]!) / 5;
  }
  weights.forEach((weight, i) => {
    expect(share[i]).toBeCloseTo(weight / 10, 14);
  });
  const chosen = new Float64Array(5);
  for (const u of uniforms) chosen[aliasOf(table, u)]! += 1;
  weights.forEach((weight, i) => {
    const p = weight / 10;
    expect(Math.abs(chosen[i]! - p * count)).toBeLessThanOrEqual(errorsMax * Math.sqrt(count * p * (1 - p)));
  });
});

test.each([
  [[], /all weights are zero/],
  [[0, 0], /all weights are zero/],
  [[1, -1], /weight 1 is -1/],
  [[Number.NaN], /weight 0 is NaN/],
])("weights %j are refused", (weights, message) => {
  expect(() => aliasTable(weights as number[])).toThrow(message);
});

test("an empirical table is linear between its points and jumps at steps", () => {
  const table = empiricalTable([
    [0, 10],
    [0.5, 20],
    [0.5, 30],
    [1, 50],
  ]);
  expect([0.25, 0.4999999999, 0.5, 0.75].map((u) => Math.round(empiricalOf(table, u) * 1e6) / 1e6)).toEqual([
    15, 20, 30, 40,
  ]);
  expect(() =>
    empiricalTable([
      [0, 1],
      [0.4, 0],
      [1, 2],
    ]),
  ).toThrow(/point 1/);
  expect(() =>
    empiricalTable([
      [0, 1],
      [0.9, 2],
    ]),
  ).toThrow(/probability 0 to 1/);
});

test("two phases cannot vary less than one", () => {
  expect(() => hyperexponential(1, 0.5)).toThrow(/scv 0.5/);
  expect(hyperexponential(2, 1)).toEqual({ first: 0.5, fast: 0.5, slow: 0.5 });
});

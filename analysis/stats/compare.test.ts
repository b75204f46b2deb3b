/** Statistics of comparisons against published values, known cases and simulation. */
import seedrandom from "seedrandom";
import { describe, expect, test } from "vitest";
import { benjaminiHochberg, holm } from "./adjust.ts";
import { bcaInterval } from "./bootstrap.ts";
import { cliffsDelta, hedgesG, superiority } from "./effect-size.ts";
import { plainMean } from "./estimate.ts";
import { equivalence, pairedDifference } from "./paired.ts";
import { labelShuffleTest, signFlipTest } from "./permutation.ts";
import { wilson } from "./proportion.ts";
import { normalQuantile } from "./quantiles-of-laws.ts";
import { isPrecise, replicationsFor } from "./sequential.ts";
import { kaplanMeier, logRank, medianLifetime } from "./survival.ts";

// R's `sleep`: extra hours of sleep of ten patients under two drugs (Student 1908).
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

const normal = (seed: string) => {
  const draw = seedrandom.alea(seed);
  return () => normalQuantile((Math.floor(draw() * 1e9) + 0.5) / 1e9);
};

describe("paired differences", () => {
  test("R's t.test(sleep, paired = TRUE): 1.58 [0.700, 2.460], p = 0.002833", () => {
    const found = pairedDifference(first, second);
    expect(found.mean).toBeCloseTo(1.58, 10);
    expect(found.low).toBeCloseTo(0.7001142, 6);
    expect(found.high).toBeCloseTo(2.4598858, 6);
    expect(found.pValue).toBeCloseTo(0.00283289, 7);
    // var(first) + var(second) over var(difference): 3.2006 + 4.0090, and 1.5129.
    expect(found.varianceRatio).toBeCloseTo((3.200556 + 4.009) / 1.512889, 4);
  });
  test("no spread at all is no error", () => {
    expect(pairedDifference([1, 2, 3], [1, 2, 3])).toMatchObject({ mean: 0, pValue: 1 });
    expect(pairedDifference([1, 2, 3], [2, 3, 4])).toMatchObject({ mean: 1, pValue: 0, low: 1, high: 1 });
  });
  test("what is no pair is refused", () => {
    expect(() => pairedDifference([1, 2], [1])).toThrow(/make no pairs/);
    expect(() => pairedDifference([1], [1])).toThrow(/needs two/);
    expect(() => pairedDifference([1, Number.NaN], [1, 2])).toThrow(/not finite/);
  });
  test("equivalence: far apart, near, and too few to say", () => {
    expect(equivalence(first, second, 1)).toBe("different");
    expect(equivalence(first, second, 5)).toBe("equivalent");
    expect(equivalence(first, second, 2)).toBe("undecided");
  });
  test("nominal 95 % covers 93 to 97 % of 1,000 studies", () => {
    const z = normal("paired coverage");
    let covered = 0;
    for (let study = 0; study < 1000; study++) {
      const shocks = Array.from({ length: 8 }, z);
      const found = pairedDifference(
        shocks.map((x) => x + 0.3 * z()),
        shocks.map((x) => x + 0.5 + 0.3 * z()),
      );
      if (found.low <= 0.5 && found.high >= 0.5) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(930);
    expect(covered).toBeLessThanOrEqual(970);
  });
});

describe("many comparisons", () => {
  // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm" and "BH").
  test("Holm", () =>
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => +p.toFixed(6))).toEqual([0.03, 0.06, 0.06, 0.02]));
  test("Benjamini–Hochberg", () =>
    expect(benjaminiHochberg([0.01, 0.04, 0.03, 0.005]).map((p) => +p.toFixed(6))).toEqual([0.02, 0.04, 0.04, 0.02]));
  test("a p-value beyond 1 is refused", () => expect(() => holm([1.2])).toThrow(/not in 0…1/));
});

describe("without a law", () => {
  test("all differences of one sign: 2 of 2ⁿ patterns are as extreme", () => {
    expect(signFlipTest([1, 2, 3, 4, 5], "x")).toBe(2 / 32);
  });
  test("drawn patterns agree with counted ones", () => {
    const differences = Array.from({ length: 15 }, (_, i) => ((i * 7) % 5) - 1.5);
    const counted = signFlipTest(differences.slice(0, 14), "x");
    const drawn = signFlipTest([...differences.slice(0, 14), 0], "x");
    expect(Math.abs(drawn - counted)).toBeLessThan(4 * Math.sqrt((counted * (1 - counted)) / 9999));
  });
  test("shuffled labels tell far samples apart and near ones not", () => {
    expect(labelShuffleTest([1, 2, 3, 4, 5, 6], [11, 12, 13, 14, 15, 16], "x")).toBeLessThan(0.01);
    expect(labelShuffleTest([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], "x")).toBe(1);
  });
  test("BCa of the mean is near Student's interval, and the same each time", () => {
    const once = bcaInterval(second, plainMean, "sleep");
    expect(once).toEqual(bcaInterval(second, plainMean, "sleep"));
    // t.test(second): [0.898, 3.762]; the bootstrap is narrower at n = 10.
    expect(once.low).toBeGreaterThan(0.898);
    expect(once.low).toBeLessThan(1.5);
    expect(once.high).toBeGreaterThan(3);
    expect(once.high).toBeLessThan(3.9);
  });
  test("BCa covers the mean of a skewed law in 90 to 97 % of 400 studies of 25", () => {
    const draw = seedrandom.alea("bca coverage");
    let covered = 0;
    for (let study = 0; study < 400; study++) {
      const sample = Array.from({ length: 25 }, () => -Math.log(1 - draw()));
      const { low, high } = bcaInterval(sample, plainMean, `study ${study}`, 0.95, 400);
      if (low <= 1 && high >= 1) covered++;
    }
    expect(covered / 400).toBeGreaterThan(0.9);
    expect(covered / 400).toBeLessThan(0.975);
  });
});

describe("effect sizes", () => {
  test("Hedges' g of the two drugs: d = 0.8321811 less 4 %", () => {
    expect(hedgesG(first, second).value).toBeCloseTo(0.8321811 * (1 - 3 / 71), 5);
  });
  test("superiority and Cliff's delta count pairs, ties by half", () => {
    expect(superiority([1, 2], [2, 3])).toBe(0.875);
    expect(cliffsDelta([1, 2], [2, 3])).toBe(0.75);
  });
});

describe("survival", () => {
  // Leukaemia remissions under 6-MP and placebo (Freireich and others 1963), as in Kalbfleisch and Prentice.
  const lifetime = (time: number, happened = true) => ({ time, happened });
  const treated = [
    ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map((time) => lifetime(time)),
    ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((time) => lifetime(time, false)),
  ];
  const placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map((time) => lifetime(time));
  test("Kaplan–Meier of 6-MP: 0.857 at 6, 0.448 at 23; median 23", () => {
    const steps = kaplanMeier(treated);
    expect(steps[0]!.survival).toBeCloseTo(0.8571, 4);
    expect(steps.at(-1)!.survival).toBeCloseTo(0.4482, 4);
    expect(medianLifetime(steps)).toBe(23);
    expect(medianLifetime(kaplanMeier(placebo))).toBe(8);
    for (const { low, survival, high } of steps) expect(low <= survival && survival <= high).toBe(true);
  });
  test("log-rank of the two: χ² = 16.79, p = 4.17e-5", () => {
    expect(logRank(treated, placebo)).toBeCloseTo(4.17e-5, 6);
    expect(logRank(treated, treated)).toBe(1);
  });
});

describe("until precise", () => {
  test("nominal 95 % covers 93 to 97 % when every replication is looked at", () => {
    const z = normal("sequential");
    let covered = 0;
    for (let study = 0; study < 1000; study++) {
      const values: number[] = [];
      do values.push(3 + z());
      while (!isPrecise(values, 0.4));
      if (Math.abs(plainMean(values) - 3) <= 0.4) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(930);
    expect(covered).toBeLessThanOrEqual(970);
  });
  test("foresees how many it takes", () => {
    const z = normal("foresee");
    const values = Array.from({ length: 10 }, z);
    expect(replicationsFor(values.slice(0, 3), 0.1)).toBe(10);
    const many = replicationsFor(values, 0.1);
    expect(many).toBeGreaterThan(100);
    expect(many).toBeLessThan(2000);
  });
});

test("a share of none or all has an end that is exact", () => {
  expect(wilson(0, 20).low).toBe(0);
  expect(wilson(20, 20).high).toBe(1);
});

/** Replications until an interval is narrow enough: the rule stops in time, and its interval still covers. */
import { describe, expect, test } from "vitest";
import { plainMean } from "../../analysis/stats/estimate.ts";
import { normalQuantile } from "../../analysis/stats/quantiles-of-laws.ts";
import { halfWidth } from "../../analysis/stats/sequential.ts";
import { createRng } from "../engine/rng.ts";
import { nextReplications } from "./precision.ts";

const stream = createRng("precision").stream("normal");
const normal = (study: number, i: number) => normalQuantile(stream.uniform(study, i));

/** Adds replications in rounds as a study does. */
function sequential(study: number, precision: { halfWidth: number; most: number }): number[] {
  let values: number[] = [];
  for (let wanted = 2; wanted > values.length; wanted = nextReplications([values], precision))
    values = Array.from({ length: wanted }, (_, i) => normal(study, i));
  return values;
}

describe("rounds of replications", () => {
  test("stop when the half-width is reached, or at the most allowed", () => {
    const enough = sequential(1, { halfWidth: 0.3, most: 1000 });
    expect(halfWidth(enough)).toBeLessThanOrEqual(0.3);
    expect(sequential(1, { halfWidth: 0.001, most: 37 })).toHaveLength(37);
  });
  test("never stop before ten, and never more than double", () => {
    expect(nextReplications([[1, 1, 1]], { halfWidth: 5, most: 100 })).toBe(6);
    expect(nextReplications([Array.from({ length: 10 }, (_, i) => i)], { halfWidth: 1e-3, most: 1e6 })).toBe(20);
    expect(nextReplications([Array.from({ length: 10 }, () => 1)], { halfWidth: 1, most: 100 })).toBe(10);
  });
  test("the nominal 95 % interval covers the truth in 93 to 97 % of 2,000 studies", () => {
    let hits = 0;
    const studies = 2000;
    for (let study = 0; study < studies; study++) {
      const values = sequential(study, { halfWidth: 0.35, most: 1000 });
      if (Math.abs(plainMean(values)) <= halfWidth(values)) hits += 1;
    }
    expect(hits / studies).toBeGreaterThan(0.93);
    expect(hits / studies).toBeLessThan(0.97);
  });
});

import { existsSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apportion } from "./apportion.ts";
import { concentrationOf } from "./concentration.ts";
import { entropy, theil } from "./entropy.ts";
import { gini } from "./gini.ts";
import { hhi } from "./hhi.ts";
import { descending, holdersOf, sumBy } from "./holdings.ts";
import { lorenz } from "./lorenz.ts";
import { sum } from "./sum.ts";
import { nakamoto, oneHalf, oneThird, topShare, twoThirds } from "./top.ts";

const parameters = { seed: 403, numRuns: 300 };
const column = (values: readonly number[]) => Float64Array.from(values);

describe("worked by hand", () => {
  // holdings → HHI, Gini, Theil, top 1, Nakamoto at 1/3, 1/2, 2/3
  test.each([
    ["one holds all", [7], [1, 0, 0, 1, 1, 1, 1]],
    ["two equal: one half is not more than one half", [5, 5], [1 / 2, 0, 0, 1 / 2, 1, 2, 2]],
    ["three equal: one third is not more than one third", [1, 1, 1], [1 / 3, 0, 0, 1 / 3, 2, 2, 3]],
    ["two to one", [2, 1], [5 / 9, 1 / 6, (4 / 3) * Math.log(4 / 3) * 0.5 + (1 / 3) * Math.log(2 / 3), 2 / 3, 1, 1, 2]],
    [
      "holders of nothing are left out",
      [0, 3, 0, 1],
      [10 / 16, 1 / 4, 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5), 0.75, 1, 1, 1],
    ],
    ["4 2 2 1", [4, 2, 2, 1], [25 / 81, 1 / 4, (10 / 3) * Math.log(2) - 2 * Math.log(3), 4 / 9, 1, 2, 3]],
  ] as const)("%s", (_, values, [h, g, t, top, third, half, twoThird]) => {
    const got = concentrationOf(column(values));
    expect(got.hhi).toBeCloseTo(h, 12);
    expect(got.effective_number).toBeCloseTo(1 / h, 12);
    expect(got.gini).toBeCloseTo(g, 12);
    expect(got.theil).toBeCloseTo(t, 9);
    expect(got.top1).toBeCloseTo(top, 12);
    expect([got.nakamoto_third, got.nakamoto_half, got.nakamoto_two_thirds]).toEqual([third, half, twoThird]);
  });

  test("zeros passed to Gini itself count as holders", () => {
    expect(gini(column([5, 3, 2, 0, 0]))).toBeCloseTo(0.52, 12);
  });

  test("nothing held has no figure, and says so", () => {
    const { holders, ...figures } = concentrationOf(column([0, 0, Number.NaN]));
    expect(holders).toBe(0);
    expect(Object.values(figures).filter((figure) => !Number.isNaN(figure))).toEqual([]);
    expect(() => lorenz(column([]), 10)).toThrow("nobody holds anything");
  });

  test("a negative or infinite holding is refused by its row", () => {
    expect(() => concentrationOf(column([1, -2]))).toThrow("holder 1 holds -2");
    expect(() => concentrationOf(column([Number.POSITIVE_INFINITY]))).toThrow("holder 0");
  });

  test("sums by owner, and Lorenz points between holders", () => {
    expect([...sumBy(column([1, 2, 4]), Uint32Array.of(1, 0, 1), 3, 3)]).toEqual([2, 5, 0]);
    // As many hold sums as hold parts only where nobody holds two.
    expect(holdersOf(sumBy(column([1, 0, 4]), Uint32Array.of(1, 0, 1), 3, 3))).toBe(1);
    expect(holdersOf(sumBy(column([1, 0, 4]), Uint32Array.of(1, 1, 0), 3, 3))).toBe(2);
    expect(lorenz(column([3, 1]), 4).map((point) => point.held)).toEqual([0, 1 / 8, 1 / 4, 5 / 8, 1]);
  });

  test("compensated sums keep what a running sum loses", () => {
    expect(sum(column([1, 1e100, 1, -1e100]), 4)).toBe(2);
  });
});

const holdings = fc
  .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 40 })
  .filter((values) => values.some((value) => value > 0));

describe("laws", () => {
  test("ranges, and the figures do not depend on numbering or on the unit", () => {
    fc.assert(
      fc.property(holdings, (values) => {
        const got = concentrationOf(column(values));
        const n = got.holders;
        expect(got.hhi).toBeGreaterThanOrEqual(1 / n - 1e-12);
        expect(got.hhi).toBeLessThanOrEqual(1 + 1e-12);
        expect(got.gini).toBeLessThanOrEqual((n - 1) / n + 1e-12);
        expect(got.theil).toBeLessThanOrEqual(Math.log(n) + 1e-12);
        expect(concentrationOf(column([...values].reverse()))).toEqual(got);
        // A power of two scales every intermediate without rounding.
        expect(concentrationOf(column(values.map((value) => value * 1024)))).toEqual(got);
      }),
      parameters,
    );
  });

  test("a transfer from a larger to a smaller holder never raises HHI, Gini or Theil (Pigou–Dalton)", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 20 }), (values) => {
        const before = descending(column(values));
        const after = Float64Array.from(before);
        const given = Math.floor((before[0] - before[before.length - 1]) / 2);
        after[0] -= given;
        after[after.length - 1] += given;
        const sorted = descending(after);
        expect(hhi(sorted)).toBeLessThanOrEqual(hhi(before) + 1e-12);
        expect(gini(sorted)).toBeLessThanOrEqual(gini(before) + 1e-12);
        expect(theil(sorted)).toBeLessThanOrEqual(theil(before) + 1e-12);
        expect(entropy(sorted)).toBeGreaterThanOrEqual(entropy(before) - 1e-12);
      }),
      parameters,
    );
  });

  test("the Nakamoto coefficient is the fewest: one holder fewer does not pass the threshold", () => {
    fc.assert(
      fc.property(holdings, fc.constantFrom(oneThird, oneHalf, twoThirds), (values, threshold) => {
        const held = descending(column(values));
        const k = nakamoto(held, threshold);
        const exact = (j: number) => held.subarray(0, j).reduce((a, b) => a + b, 0) * threshold.whole;
        const needed = held.reduce((a, b) => a + b, 0) * threshold.part;
        expect(exact(k)).toBeGreaterThan(needed);
        expect(exact(k - 1)).toBeLessThanOrEqual(needed);
      }),
      parameters,
    );
  });

  test("Gini is one less twice the area under the Lorenz curve", () => {
    fc.assert(
      fc.property(holdings, (values) => {
        const held = descending(column(values));
        const points = lorenz(held, held.length);
        let area = 0;
        for (let i = 1; i < points.length; i++) area += (points[i].held + points[i - 1].held) / 2 / held.length;
        expect(gini(held)).toBeCloseTo(1 - 2 * area, 9);
      }),
      parameters,
    );
  });

  test("apportioned money is whole, never more than the amount, and short by less than one unit a row", () => {
    const weights = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(weights, fc.maxSafeNat(), (values, amount) => {
        const out = column(values);
        apportion(amount, out, out.length);
        const paid = out.reduce((a, b) => a + BigInt(b), 0n);
        expect(out.every((pay) => Number.isSafeInteger(pay) && pay >= 0)).toBe(true);
        expect(paid <= BigInt(amount)).toBe(true);
        const held = values.some((value) => value > 0);
        // Each product is off by at most two roundings of 2⁻⁵³ of the amount, below two units in all.
        if (held) expect(BigInt(amount) - paid <= BigInt(3 * values.length)).toBe(true);
        else expect(paid).toBe(0n);
      }),
      parameters,
    );
  });
});

const hosts = "../shared/data/gonka/hosts_epoch403.csv";
const targets = "../shared/refs/public.json";

/**
 * Weight of one raw unit on each model, epoch 403 (Gonka, proposals/multi-model-poc, snapshot of 23 September 2026).
 */
const coefficients: Readonly<Record<string, number>> = {
  "MiniMax-M2.7": 0.3024,
  "DeepSeek-V4-Flash": 0.246,
  "GLM-5.3-Flash": 0.62,
};

describe.skipIf(!existsSync(hosts))(`published state of a real network (needs ${hosts})`, () => {
  test("epoch 403 of Gonka: HHI 0.1446, Gini 0.697, top shares, Nakamoto 2, 3, 5", () => {
    const byHost = new Map<string, number>();
    for (const line of readFileSync(hosts, "utf8").trim().split("\n").slice(1)) {
      const [host, model, raw] = line.split(",");
      byHost.set(host, (byHost.get(host) ?? 0) + Number(raw) * coefficients[model]);
    }
    const got = concentrationOf(column([...byHost.values()]));
    const held = descending(column([...byHost.values()]));
    expect(got.holders).toBe(27);
    // Figures published to three or four digits: half a unit of the last one.
    expect(got.hhi).toBeCloseTo(0.1446, 4);
    expect(got.effective_number).toBeCloseTo(6.9, 1);
    expect(got.gini).toBeCloseTo(0.697, 3);
    const shares = [1, 2, 3, 5, 10].map((k) => Math.round(topShare(held, k) * 1000) / 10);
    expect(shares).toEqual([25.7, 48.2, 57.6, 72.3, 90.3]);
    expect([got.nakamoto_third, got.nakamoto_half, got.nakamoto_two_thirds]).toEqual([2, 3, 5]);
  });
});

interface Target {
  readonly id: string;
  readonly family: string;
  readonly metric: string;
  readonly params: { readonly vector: readonly number[] };
  readonly value: number;
}

const figures: Readonly<Record<string, (held: Float64Array) => number>> = {
  hhi_0_1: hhi,
  gini,
  shannon_bits: (held) => entropy(held) / Math.LN2,
  theil_nats: theil,
  nakamoto_more_than_third: (held) => nakamoto(held, oneThird),
  nakamoto_more_than_half: (held) => nakamoto(held, oneHalf),
};

describe.skipIf(!existsSync(targets))(`reference values (needs ${targets})`, () => {
  const all: readonly Target[] = existsSync(targets) ? JSON.parse(readFileSync(targets, "utf8")) : [];
  const known = all.filter((target) => target.family === "METRIC" && target.metric in figures);

  test("some are there", () => expect(known.length).toBeGreaterThan(10));

  test.each(known.map((target) => [`${target.id} ${target.metric}`, target] as const))("%s", (_, target) => {
    // The reference counts holders of nothing in Gini, so the vector is passed whole, largest first.
    const held = column(target.params.vector).sort().reverse();
    expect(figures[target.metric](held)).toBeCloseTo(target.value, 9);
  });
});

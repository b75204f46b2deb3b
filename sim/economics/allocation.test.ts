import fc from "fast-check";
import { expect, test } from "vitest";
import { clearUniformPrice, fillInOrder, shareByWeight, shareWithQuota } from "./allocation.ts";

type Share = (output: number, wanted: number[], out: Float64Array) => void;

const rules: readonly (readonly [string, Share])[] = [
  ["pro rata", (output, wanted, out) => shareByWeight(output, wanted, wanted, out)],
  [
    "by weight",
    (output, wanted, out) =>
      shareByWeight(
        output,
        wanted,
        wanted.map((_, i) => (i * i) % 5),
        out,
      ),
  ],
  [
    "in order",
    (output, wanted, out) =>
      fillInOrder(
        output,
        wanted,
        wanted.map((_, i) => wanted.length - 1 - i),
        out,
      ),
  ],
  [
    "quota",
    (output, wanted, out) =>
      shareWithQuota(
        output,
        wanted,
        wanted.map((_, i) => i % 2),
        0.3,
        out,
      ),
  ],
  [
    "auction",
    (output, wanted, out) =>
      clearUniformPrice(
        output,
        wanted,
        wanted.map((_, i) => (i * 7) % 4),
        0,
        out,
      ),
  ],
];

const orders = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 });

test.each(rules)("%s: nobody gets more than wanted, and nothing wanted is withheld", (_, share) => {
  fc.assert(
    fc.property(orders, fc.integer({ min: 0, max: 5000 }), (wanted, output) => {
      const out = new Float64Array(wanted.length);
      share(output, wanted, out);
      const demand = wanted.reduce((sum, one) => sum + one, 0);
      const given = out.reduce((sum, one) => sum + one, 0);
      expect(Math.abs(given - Math.min(output, demand))).toBeLessThan(1e-9 * Math.max(1, demand));
      for (let i = 0; i < wanted.length; i++) {
        expect(out[i]).toBeGreaterThanOrEqual(0);
        expect(out[i]).toBeLessThanOrEqual(wanted[i] * (1 + 1e-12));
      }
    }),
    { seed: 11, numRuns: 300 },
  );
});

test.each(rules)("%s: all rules are one when there is enough", (_, share) => {
  const out = new Float64Array(4);
  share(60, [10, 20, 0, 30], out);
  expect([...out]).toEqual([10, 20, 0, 30]);
});

// Output 60 for orders of 100, 50, 10 and 2.
const wanted = [100, 50, 10, 2];
const share = (rule: (out: Float64Array) => void) => {
  const out = new Float64Array(4);
  rule(out);
  return [...out].map((x) => Math.round(x * 100) / 100);
};

test("pro rata fills the same part of every order", () => {
  expect(share((out) => shareByWeight(60, wanted, wanted, out))).toEqual([37.04, 18.52, 3.7, 0.74]);
});

test("a weight above what is wanted goes round: the small order is filled, the rest shared again", () => {
  expect(share((out) => shareByWeight(60, wanted, [1, 1, 1, 1], out))).toEqual([24, 24, 10, 2]);
});

test("without a weight one gets what the others leave", () => {
  expect(share((out) => shareByWeight(155, wanted, [9, 1, 0, 0], out))).toEqual([100, 50, 4.17, 0.83]);
});

test("in order of size the small get nothing", () => {
  expect(share((out) => fillInOrder(60, wanted, [0, 1, 2, 3], out))).toEqual([60, 0, 0, 0]);
});

test("a quota is a floor: a fifth kept for two small orders fills them", () => {
  expect(share((out) => shareWithQuota(60, wanted, [0, 0, 1, 1], 0.2, out))).toEqual([32, 16, 10, 2]);
});

test("and never less than an even part", () => {
  const small = share((out) => shareWithQuota(60, wanted, [0, 0, 1, 1], 0, out)).slice(2);
  expect(small).toEqual([3.7, 0.74]);
});

test("an auction fills the highest bids at the highest refused one", () => {
  const out = new Float64Array(4);
  expect(clearUniformPrice(60, wanted, [30, 40, 50, 20], 10, out)).toBe(30);
  expect([...out]).toEqual([0, 50, 10, 0]);
  expect(clearUniformPrice(65, wanted, [30, 40, 50, 20], 10, out)).toBe(30);
  expect([...out]).toEqual([5, 50, 10, 0]);
  expect(clearUniformPrice(1000, wanted, [30, 40, 50, 5], 10, out)).toBe(10);
  expect([...out]).toEqual([100, 50, 10, 0]);
});

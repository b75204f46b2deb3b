import { expect, test } from "vitest";
import { calendarCurve, stagedCurve, wrightCurve } from "./cost-curve.ts";
import { entryValue } from "./entry-value.ts";
import { fadingFactor } from "./growth.ts";
import { leadTime } from "./lead-time.ts";
import {
  asicStages,
  exponentOfHalving,
  learningExponent,
  learningRate,
  mooreCost,
  stagedCost,
  wrightCost,
} from "./learning.ts";
import { inverseElasticityPrice, quantityDiscount } from "./price-schedule.ts";
import { bookValue, usedValue } from "./used-value.ts";

test("a learning rate of 20 % takes a fifth off at each doubling", () => {
  const b = learningExponent(0.2);
  expect(b).toBeCloseTo(0.3219, 4);
  expect(wrightCost(100, 2, 1, b)).toBeCloseTo(80, 9);
  expect(wrightCost(100, 1024, 1, b)).toBeCloseTo(100 * 0.8 ** 10, 9);
  expect(learningRate(b)).toBeCloseTo(0.2, 12);
});

test("Wright and Moore agree while output grows at a steady rate", () => {
  const b = exponentOfHalving(2.3, 1.9);
  for (const years of [1, 3, 7]) {
    expect(wrightCost(100, 2.9 ** years, 1, b)).toBeCloseTo(mooreCost(100, years, 2.3), 6);
  }
});

test("mining machines: 2000 J/TH in 2013 become what the tables say of 2024", () => {
  // Antminer S9 in mid-2016: 98; S19 Pro in 2020: 29.5; S21 Pro in early 2024: 15. The fit of two stages is within a factor 2.
  expect(stagedCost(2000, 0, asicStages)).toBe(2000);
  expect(stagedCost(2000, 10.3, asicStages) / 15).toBeGreaterThan(0.5);
  expect(stagedCost(2000, 10.3, asicStages) / 15).toBeLessThan(2);
  expect(stagedCost(100, 12, asicStages)).toBeCloseTo(100 * 0.63 ** 10 * 0.82 ** 2, 6);
});

test("growth fades from one rate to another", () => {
  const fading = { first: 1, last: 0.2, halfLife: 2 };
  expect(fadingFactor(0, fading)).toBe(1);
  // Log-growth at t is last + (first − last) · 2^(−t / halfLife): 0.6 at two years.
  const slope = (Math.log(fadingFactor(2.001, fading)) - Math.log(fadingFactor(1.999, fading))) / 0.002;
  expect(slope).toBeCloseTo(0.6, 4);
  expect(fadingFactor(3, { first: 0.5, last: 0.5, halfLife: 2 })).toBeCloseTo(Math.exp(1.5), 9);
});

test("a lead time is the backlog over the rate, and no less than without a queue", () => {
  expect(leadTime(0, 0, 14)).toBe(14);
  expect(leadTime(900, 10, 14)).toBe(90);
  expect(leadTime(100, 10, 14)).toBe(14);
  expect(leadTime(1, 0, 14)).toBe(Number.POSITIVE_INFINITY);
});

test("used cards fall as the dealers' curve says, and never to nothing", () => {
  expect([0, 1, 2, 3, 4, 5].map((age) => usedValue(age))).toEqual([1, 0.62, 0.43, 0.3, 0.18, 0.12]);
  expect(usedValue(1.5)).toBeCloseTo(0.525, 12);
  expect(usedValue(7)).toBeCloseTo(0.12 * (0.12 / 0.18) ** 2, 12);
  expect([0, 3, 9].map((age) => bookValue(age, 6))).toEqual([1, 0.5, 0]);
});

test("a discount for size begins at the reference and ends at the most", () => {
  const schedule = { reference: 100, step: 0.1, most: 0.25 };
  expect([10, 100, 1000, 1e6].map((q) => quantityDiscount(20, q, schedule))).toEqual([20, 20, 18, 15]);
});

test("the price that maximises (p − c) · p^(−ε) is c·ε/(ε − 1)", () => {
  const price = inverseElasticityPrice(10, 3);
  const profit = (p: number) => (p - 10) * p ** -3;
  expect(price).toBe(15);
  expect(profit(15)).toBeGreaterThan(profit(14.9));
  expect(profit(15)).toBeGreaterThan(profit(15.1));
  expect(() => inverseElasticityPrice(10, 1)).toThrow(/elasticity 1/);
});

const entry = {
  volume: 1e5,
  growth: 0,
  captured: 1,
  price: 10_000,
  priceFall: 0,
  cost: 8000,
  batch: 1000,
  curve: wrightCurve(0),
  development: 2,
  life: 1,
  discount: 0.1,
};

test("entry is worth its discounted margins", () => {
  expect(entryValue(entry)).toBeCloseTo((2000 * 1e5) / 1.1 ** 3, 3);
  expect(entryValue({ ...entry, life: 2 })).toBeCloseTo((2000 * 1e5) / 1.1 ** 3 + (2000 * 1e5) / 1.1 ** 4, 3);
});

test("learning makes entry pay where the first batch would not", () => {
  const dear = { ...entry, cost: 12_000, life: 5 };
  expect(entryValue(dear)).toBeLessThan(0);
  expect(entryValue({ ...dear, curve: wrightCurve(0.2) })).toBeGreaterThan(0);
  expect(entryValue({ ...dear, curve: wrightCurve(0.2), volume: 0 })).toBe(0);
});

// curve, output over that at the start, years → cost over that at the start
test.each([
  ["Wright: only output counts", wrightCurve(0.2), 4, 9, 0.64],
  ["and without output nothing falls", wrightCurve(0.2), 1, 9, 1],
  ["calendar: only time counts", calendarCurve(2), 4, 4, 0.25],
  ["and at the start nothing has fallen", calendarCurve(2), 4, 0, 1],
  ["two stages: the fast one", stagedCurve(asicStages), 4, 2, 0.63 ** 2],
  ["two stages: both", stagedCurve(asicStages), 4, 11, 0.63 ** 10 * 0.82],
] as const)("%s", (_, curve, volume, years, want) => {
  expect(curve(volume, years)).toBeCloseTo(want, 9);
});

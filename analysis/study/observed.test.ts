/** Published counts against made-up runs whose answer is known. */
import { expect, test } from "vitest";
import { againstObserved, epochAt, isMonth, monthsOf, type Observed } from "./observed.ts";

const day = 86_400;
const fact = (date: string, value: number) => ({ date, value, basis: "page", source: `said on ${date}` });

/** Three runs of 100 days from 400, 360 and 380 at a constant rate to a sixteenth; a fourth is another variant. */
const values = [400, 360, 380, 9000].flatMap((first, run) =>
  Array.from({ length: 101 }, (_, epoch) => ({ run, epoch, value: first / 16 ** (epoch / 100) })),
);
const observed: Observed = {
  name: "hosts",
  start: "2026-01-16",
  epochSeconds: day,
  facts: [
    fact("2025-10", 60),
    fact("2026-01", 380),
    fact("2026-02", 100),
    fact("2026-04-26", 24),
    fact("2026-09-23", 1),
  ],
  values,
};
const three = new Set([0, 1, 2]);

test("days are counted in epochs from the start, months from their 15th", () => {
  expect(epochAt("2026-01-16", observed)).toBe(0);
  expect(epochAt("2026-01-17", { ...observed, epochSeconds: 2 * day })).toBe(0);
  expect(epochAt("2026-02", observed)).toBe(30);
  expect(epochAt("2026-01", observed)).toBe(-1);
  expect([isMonth("2026-02"), isMonth("2026-02-15")]).toEqual([true, false]);
  expect(monthsOf(observed, 100)).toEqual(["2026-02-01", "2026-03-01", "2026-04-01"]);
  expect(monthsOf({ start: "2025-12-31", epochSeconds: day }, 1)).toEqual(["2026-01-01"]);
  expect(monthsOf(observed, 5)).toEqual([]);
});

test("the spread is over the runs that are asked for: median and quantiles of each epoch", () => {
  const { spread, runs } = againstObserved(observed, three)!;
  expect(runs).toBe(3);
  expect(spread).toHaveLength(101);
  expect(spread[0]).toEqual({ epoch: 0, median: 380, low: 362, high: 398 });
});

test("counts of the time of the runs are compared; that of the month before the start is where both begin", () => {
  const { given, compared, part } = againstObserved(observed, three)!;
  expect(given?.value).toBe(380);
  expect(compared.map(({ count, isInside }) => [count.date, isInside])).toEqual([
    ["2026-02", false],
    ["2026-04-26", true],
  ]);
  expect(part).toBeCloseTo(Math.log(16) / Math.log(380 / 24), 12);
});

test("no part of a change is told without a count at the start, without a change, or of a median of 0", () => {
  const partOf = (changes: Partial<Observed>) => againstObserved({ ...observed, ...changes }, three)?.part;
  expect(partOf({ facts: observed.facts.filter(({ date }) => date !== "2026-01") })).toBeUndefined();
  expect(partOf({ facts: [fact("2026-01", 380), fact("2026-02", 380)] })).toBeUndefined();
  expect(partOf({ values: values.map((one) => ({ ...one, value: 0 })) })).toBeUndefined();
  expect(partOf({ facts: [fact("2026-01", 380), fact("2026-04-26", 1000)] })).toBeLessThan(0);
});

test("one run has no interval, and runs that measured nothing are not compared", () => {
  expect(againstObserved(observed, new Set([0]))?.compared.map(({ isInside }) => isInside)).toEqual([
    undefined,
    undefined,
  ]);
  expect(againstObserved(observed, new Set([7]))).toBeUndefined();
});

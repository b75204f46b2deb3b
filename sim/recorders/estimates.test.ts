import { describe, expect, test } from "vitest";
import type { WindowRow } from "../model/world.ts";
import { ratioOf, shareOf, totalOf } from "./estimates.ts";

const row = (length: number, offered: number, served: number): WindowRow => ({
  startsAt: 0,
  length,
  offered,
  served,
  missed: offered - served,
  inSystemMean: 0,
  outputTokens: 0,
  capacity: 0,
  tokens: 0,
});

describe("estimates from windows", () => {
  test("a total is the mean rate times the epoch; its error is that of the mean of rates", () => {
    const { value, standardError } = totalOf([row(10, 8, 8), row(10, 12, 12)], (w) => w.offered, 1000);
    expect(value).toBe(1000);
    // Rates 0.8 and 1.2: variance 0.08, of the mean 0.04, times the share not seen, 0.98.
    expect(standardError).toBeCloseTo(1000 * Math.sqrt(0.04 * 0.98), 9);
  });

  test("the whole epoch has no error, one window an unknown one, none no value", () => {
    expect(totalOf([row(1000, 5, 5)], (w) => w.offered, 1000)).toEqual({ value: 5, standardError: 0 });
    expect(totalOf([row(10, 5, 5)], (w) => w.offered, 1000).standardError).toBeNaN();
    expect(totalOf([], (w) => w.offered, 1000).value).toBeNaN();
  });

  test("a ratio of proportional counts has no error", () => {
    const { value, standardError } = ratioOf(
      [row(10, 8, 4), row(10, 20, 10)],
      (w) => w.served,
      (w) => w.offered,
      1000,
    );
    expect(value).toBe(0.5);
    expect(standardError).toBeCloseTo(0, 12);
  });

  test("a share without a single loss is still unsure", () => {
    const { value, standardError } = shareOf(
      [row(10, 50, 50), row(10, 46, 46)],
      (w) => w.served,
      (w) => w.offered,
      1000,
    );
    expect(value).toBe(1);
    expect(standardError).toBeCloseTo(Math.sqrt((0.98 * 0.98 * 0.02) / 100), 9);
  });
});

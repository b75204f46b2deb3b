/**
 * What a used card is worth: the part of its price when new that the second-hand market still pays, by age.
 *
 * The market's curve is that of dealers in used H100 (glri.ai, 2026, claimed n > 500; not checked): 60–65 % after a year,
 * 40–45 %, 25–35 %, 15–20 % after four; middles stand here. Beyond the last year it goes on falling by the last year's
 * ratio. Book curves are straight lines.
 */
import { pow } from "../engine/pow.ts";

/** By whole years of age. */
const marketValues = [1, 0.62, 0.43, 0.3, 0.18, 0.12] as const;

/**
 * Part of the price when new that a used card fetches.
 *
 * @param age  since it was bought, ≥ 0 [year]
 * @returns 0…1, linear between whole years
 */
export function usedValue(age: number): number {
  const last = marketValues.length - 1;
  if (age >= last) return marketValues[last] * pow(marketValues[last] / marketValues[last - 1], age - last);
  const year = Math.floor(age);
  const part = age - year;
  return marketValues[year] * (1 - part) + marketValues[year + 1] * part;
}

/** Book value by straight-line depreciation over a life, 0…1. [year] */
export function bookValue(age: number, life: number): number {
  return Math.max(0, 1 - age / life);
}

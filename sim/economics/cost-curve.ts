/** How the unit cost of a family of hardware falls, as a choice: with what was made of it, or with the calendar. */
import { learningExponent, mooreCost, type Stage, stagedCost, wrightCost } from "./learning.ts";

/**
 * Unit cost over that at the start.
 *
 * @param volume  cumulative output over that at the start, ≥ 1
 * @param years   since the start, ≥ 0 [year]
 * @returns > 0
 */
export type CostCurve = (volume: number, years: number) => number;

/** @param rate  part of the cost that a doubling of cumulative output takes off, 0 ≤ rate < 1 */
export function wrightCurve(rate: number): CostCurve {
  const exponent = learningExponent(rate);
  return (volume) => wrightCost(1, volume, 1, exponent);
}

/** @param halvingYears  time in which cost halves whatever is made, > 0 [year] */
export function calendarCurve(halvingYears: number): CostCurve {
  return (_volume, years) => mooreCost(1, years, halvingYears);
}

/** A wave as that of mining machines: fast while a design is new to its purpose, slow after. */
export function stagedCurve(stages: readonly Stage[]): CostCurve {
  return (_volume, years) => stagedCost(1, years, stages);
}

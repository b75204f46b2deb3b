/**
 * How the cost of a unit falls: with what was made of it, or with the calendar.
 *
 * Wright: every doubling of cumulative output takes the same part off the unit cost. Moore: every so many years halve it.
 * The two cannot be told apart while output itself grows at a steady rate g: then b = ln 2 / (halving time · ln(1 + g)).
 */
import { exp, log } from "../engine/math.ts";
import { pow } from "../engine/pow.ts";

/**
 * Unit cost after a cumulative output, C(x) = C₀ · (x / x₀)^(−b).
 *
 * @param cost      C₀, at the first volume [USD]
 * @param volume    x and x₀ > 0, in one unit
 * @param exponent  b ≥ 0; 0 is no learning
 * @see Wright, Factors affecting the cost of airplanes, 1936; Lafond et al., 2018, equation 1
 */
export function wrightCost(cost: number, volume: number, volumeAtStart: number, exponent: number): number {
  return cost * pow(volume / volumeAtStart, -exponent);
}

/**
 * The exponent b of a learning rate, the part of the cost that a doubling takes off: b = −log₂(1 − rate).
 *
 * @param rate  0 ≤ rate < 1
 */
export function learningExponent(rate: number): number {
  return -log(1 - rate) / log(2);
}

/** The other way round: 1 − 2^(−b). */
export function learningRate(exponent: number): number {
  return 1 - pow(2, -exponent);
}

/**
 * The exponent that makes cost halve in a given time while cumulative output grows at a steady rate.
 *
 * @param halvingYears  time in which cost halves, > 0 [year]
 * @param growth        of cumulative output, > 0 [1/year]
 */
export function exponentOfHalving(halvingYears: number, growth: number): number {
  return log(2) / (halvingYears * log(1 + growth));
}

/** Cost by the calendar, cost · 2^(−years / halvingYears).  [USD] */
export function mooreCost(cost: number, years: number, halvingYears: number): number {
  return cost * pow(2, -years / halvingYears);
}

/** A stretch of time in which cost falls by the same part every year. */
export interface Stage {
  /** Part taken off in a year, 0 ≤ it < 1. [1/year] */
  readonly fall: number;
  /** [year] Infinity for the last. */
  readonly years: number;
}

/**
 * Cost after a fast stretch and a slow one, as when a design is first made for one purpose.
 *
 * @param stages  in order; after the last one cost stays
 */
export function stagedCost(cost: number, years: number, stages: readonly Stage[]): number {
  let left = years;
  let fallen = 0;
  for (const stage of stages) {
    const spent = Math.min(left, stage.years);
    fallen += spent * log(1 - stage.fall);
    left -= spent;
    if (left <= 0) break;
  }
  return cost * exp(fallen);
}

/**
 * Bitcoin's mining machines, 2013–2025: energy for a hash fell by 37 % a year for ten years, by 18 % since.
 *
 * Antminer S1 2000 J/TH in 2013, S21 Pro 15 J/TH in 2024 (vendors' tables).
 */
export const asicStages: readonly Stage[] = [
  { fall: 0.37, years: 10 },
  { fall: 0.18, years: Number.POSITIVE_INFINITY },
];

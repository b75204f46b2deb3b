/** What a machine is worth to who runs it. */
import { exp } from "../engine/math.ts";

/** Flows by year, now. */
export interface UnitPlan {
  /** [USD/year] */
  readonly revenue: number;
  /** What is saved when it does not run. [USD/year] */
  readonly cost: number;
  /** Rate at which revenue is expected to fall; negative: to rise. [1/year] */
  readonly decline: number;
  /** [1/year] */
  readonly rate: number;
  /** From today until it earns, and from then until it is sold. [year] */
  readonly delay: number;
  readonly life: number;
  /** What it is sold for then. [USD] */
  readonly resale: number;
}

/**
 * Present value of running a machine:
 *
 *   V = e^(−(r+δ)·delay) · R · A(r + δ, n) − e^(−r·delay) · (C · A(r, n) − S · e^(−rn)),   A(ρ, n) = (1 − e^(−ρn)) / ρ
 *
 * @returns [USD]
 */
export function unitValue({ revenue, cost, decline, rate, delay, life, resale }: UnitPlan): number {
  const earned = revenue * exp(-(rate + decline) * delay) * annuity(rate + decline, life);
  return earned - exp(-rate * delay) * (cost * annuity(rate, life) - resale * exp(-rate * life));
}

/** A(ρ, n): worth of one a year, paid evenly over n years. [year] */
export function annuity(rate: number, years: number): number {
  return Math.abs(rate) < flat ? years : (1 - exp(-rate * years)) / rate;
}

/** Below it the rate makes less of a difference than rounding. */
const flat = 1e-9;

/**
 * What a year of keeping a machine costs beside running it: interest on what it would fetch, and what it loses in the year.
 *
 * @param worth   what it would fetch now, and in a year [USD]
 * @see Jorgenson, Capital Theory and Investment Behavior, 1963: user cost of capital
 */
export function userCost(worth: number, worthNextYear: number, rate: number): number {
  return rate * worth + worth - worthNextYear;
}

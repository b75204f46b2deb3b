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

/** A machine that is there. */
export interface KeptUnit {
  /** What it would fetch now, and after some years. [USD] */
  readonly worth: number;
  readonly worthAfter: (years: number) => number;
  /** Of running it. [USD/year] */
  readonly cost: number;
  readonly decline: number;
  readonly rate: number;
}

/**
 * Revenue by year at which keeping a machine is as good as selling it now, for the best time to keep it:
 *
 *   min over n of (S₀ − Sₙ · e^(−rn) + C · A(r, n)) / A(r + δ, n)
 *
 * Over a year alone cards would seem dear to keep, since they lose most in their first.
 *
 * @param times  to keep it that are weighed [year]
 * @returns [USD/year]
 * @see Jorgenson, Capital Theory and Investment Behavior, 1963: user cost of capital; Brealey, Myers and Allen: equivalent annual cost
 */
export function keepingCost({ worth, worthAfter, cost, decline, rate }: KeptUnit, times: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const years of times) {
    const lost = worth - worthAfter(years) * exp(-rate * years);
    least = Math.min(least, (lost + cost * annuity(rate, years)) / annuity(rate + decline, years));
  }
  return least;
}

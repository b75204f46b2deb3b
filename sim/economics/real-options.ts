/**
 * When to invest and when to leave if a decision cannot be undone for free and revenue is a geometric Brownian motion.
 *
 *   ½σ²β(β − 1) + αβ − r = 0,   β₁ > 1, β₂ < 0
 *   invest when the value of the project is at least β₁ / (β₁ − 1) times its price
 *   leave when revenue is at most β₂ / (β₂ − 1) · (r − α) / r times what staying costs
 *
 * Between the two nothing is done: that is the hysteresis. Without uncertainty both factors are 1, α = 0 given. Firms that compete invest at
 * the same threshold as one that is alone (Leahy, 1993).
 *
 * @see Dixit and Pindyck, Investment under Uncertainty, 1994, chapters 5 (equation 14) and 7 (equation 12 and after)
 */

export interface Uncertainty {
  /** σ, of the logarithm of revenue. [1/√year] ≥ 0 */
  readonly volatility: number;
  /** r > 0, and the drift α < r. [1/year] */
  readonly rate: number;
  readonly drift: number;
}

/** Value over price from which on it pays to invest, ≥ 1. */
export function entryMultiple({ volatility, rate, drift }: Uncertainty): number {
  if (volatility === 0) return drift > 0 ? rate / (rate - drift) : 1;
  const beta = root(volatility, rate, drift, 1);
  return beta / (beta - 1);
}

/** Revenue over the cost of staying below which it pays to leave, 0…1. */
export function exitMultiple({ volatility, rate, drift }: Uncertainty): number {
  if (volatility === 0) return drift < 0 ? 1 : (rate - drift) / rate;
  const beta = root(volatility, rate, drift, -1);
  return ((beta / (beta - 1)) * (rate - drift)) / rate;
}

/** The root above 1 for sign 1, the one below 0 for sign −1. */
function root(volatility: number, rate: number, drift: number, sign: 1 | -1): number {
  const variance = volatility * volatility;
  const middle = 0.5 - drift / variance;
  return middle + sign * Math.sqrt(middle * middle + (2 * rate) / variance);
}

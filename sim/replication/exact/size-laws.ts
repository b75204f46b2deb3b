/** Laws of the sizes of firms and of the links of nodes, as growth models leave them. */
import { exp } from "../../engine/math.ts";
import { normalAbove } from "./normal.ts";

/** Gini coefficient of lognormal sizes, 2Φ(s/√2) − 1.  Aitchison and Brown, The Lognormal Distribution, 1957, section 11.3 */
export function lognormalGini(deviation: number): number {
  return 1 - 2 * normalAbove(deviation / Math.SQRT2);
}

/** Number of firms times HHI for lognormal sizes: E[X²] / E[X]² = e^(s²). */
export function lognormalSecondMoment(deviation: number): number {
  return exp(deviation * deviation);
}

/** Exponent ρ = 1/(1 − α) of firms that grow in proportion to size while new ones enter.  Simon, Biometrika 42, 1955 */
export function simonExponent(entryProb: number): number {
  return 1 / (1 - entryProb);
}

/** Share of size k, ρ B(k, ρ + 1): 1/2 … at k = 1 is ρ/(ρ + 1), and each next is (k − 1)/(k + ρ) times the last. */
export function yuleSimonShare(k: number, rho: number): number {
  let share = rho / (rho + 1);
  for (let size = 2; size <= k; size++) share *= (size - 1) / (size + rho);
  return share;
}

/**
 * Tail exponent κ of sizes that multiply by a lognormal factor and are held above a floor: E[a^κ] = 1, κ = −2μ/σ².
 *
 * @see Kesten, Acta Mathematica 131, 1973; Gabaix, Quarterly Journal of Economics 114(3), 1999
 */
export function reflectedTailExponent(meanLog: number, sdLog: number): number {
  return (-2 * meanLog) / (sdLog * sdLog);
}

/**
 * Share of nodes with k links when each new one brings m, tied in proportion to links: 2m(m + 1) / (k(k + 1)(k + 2)).
 *
 * @see Dorogovtsev, Mendes and Samukhin, Physical Review Letters 85(21), 2000
 */
export function preferentialShare(k: number, m: number): number {
  return k < m ? 0 : (2 * m * (m + 1)) / (k * (k + 1) * (k + 2));
}

/**
 * Share of nodes in the giant component of a random graph of mean degree c: the largest root of S = 1 − e^(−cS).
 *
 * @see Erdős and Rényi, 1960
 */
export function giantShare(meanDegree: number): number {
  if (meanDegree <= 1) return 0;
  // 1 − e^(−cS) lies above S between nought and the root: halving finds it.
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (1 - exp(-meanDegree * middle) > middle) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

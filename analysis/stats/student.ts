/**
 * Quantiles of Student's t.
 *
 * The distribution function is the regularised incomplete beta function, by the continued fraction of DLMF 8.17.22 with
 * Lentz's method; the quantile is found from it by bisection. Checked in `student.test.ts` against published values.
 */

/** Relative size of the last term at which the continued fraction stops. */
const fractionPrecision = 1e-15;
/** Far above what any (df ≥ 1, t) needs; reaching it is an error. */
const fractionTermsMax = 10_000;
/** Halvings of the bracket: 2⁻²⁰⁰ of it is below the spacing of doubles. */
const bisections = 200;
/** Smallest magnitude kept in Lentz's method, so that no division by 0 happens. */
const tiny = 1e-300;

/**
 * The value that a t variable with `df` degrees of freedom stays below with probability `p`.
 *
 * @param p   in (0, 1)
 * @param df  degrees of freedom, > 0; need not be whole (Welch)
 * @throws RangeError outside these ranges
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`t quantile: probability ${p} must lie inside 0…1`);
  if (!(df > 0)) throw new RangeError(`t quantile: ${df} degrees of freedom must be above 0`);
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, df);
  let low = 0;
  let high = 1;
  while (studentDistribution(high, df) < p) high *= 2;
  for (let i = 0; i < bisections && low < high; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (studentDistribution(middle, df) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(T ≤ t) for T with `df` degrees of freedom. */
export function studentDistribution(t: number, df: number): number {
  const tail = incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
  return t >= 0 ? 1 - tail : tail;
}

/** Regularised incomplete beta function Iₓ(a, b), 0 ≤ x ≤ 1. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges quickly for x < (a + 1) / (a + b + 2); otherwise Iₓ(a, b) = 1 − I₁₋ₓ(b, a).
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const logFront = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return (Math.exp(logFront) * betaFraction(x, a, b)) / a;
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= fractionTermsMax; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < fractionPrecision) return value;
  }
  throw new RangeError(`incomplete beta function did not converge for x = ${x}, a = ${a}, b = ${b}`);
}

function away(x: number): number {
  return Math.abs(x) < tiny ? tiny : x;
}

/** Stirling's series (DLMF 5.11.1) after shifting the argument above 15 by Γ(z + 1) = z Γ(z); error below 1e-15. */
function logGamma(z: number): number {
  let shift = 0;
  let x = z;
  while (x < 15) {
    shift -= Math.log(x);
    x += 1;
  }
  const inverse = 1 / (x * x);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x;
  return shift + (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}

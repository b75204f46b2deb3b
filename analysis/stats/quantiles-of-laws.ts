/** Distribution functions and quantiles of the laws that tests use, by jstat; checked against R's values in the test beside. */
import jStat from "jstat";

/** P(Z ≤ z), Z standard normal. */
export function normalDistribution(z: number): number {
  return jStat.normal.cdf(z, 0, 1);
}

/** @param p  inside 0…1 @throws RangeError outside */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`normal quantile: probability ${p} must lie inside 0…1`);
  return jStat.normal.inv(p, 0, 1);
}

/** P(X > x) for a chi-squared variable, with relative accuracy however small it is. @param df  > 0 */
export function chiSquaredTail(x: number, df: number): number {
  // One less the distribution function has no digits left below 10⁻¹⁵, and said 0 there.
  return x > df + 2 ? upperGamma(df / 2, x / 2) : 1 - jStat.chisquare.cdf(x, df);
}

/** Steps from the far end of the continued fraction; right of the mean fifty are enough for 15 digits, save near it. */
const fractionSteps = 500;

/** Q(a, y), y > a + 1: e^(−y) y^a / Γ(a) · 1/(y + 1 − a − 1(1 − a)/(y + 3 − a − 2(2 − a)/(y + 5 − a − …))), DLMF 8.9.2. */
function upperGamma(a: number, y: number): number {
  let rest = y + 2 * fractionSteps + 1 - a;
  for (let k = fractionSteps; k >= 1; k--) rest = y + 2 * k - 1 - a - (k * (k - a)) / rest;
  return Math.exp(a * Math.log(y) - y - jStat.gammaln(a)) / rest;
}

/** @param p  inside 0…1; @param df1 @param df2  degrees of freedom, > 0 */
export function fQuantile(p: number, df1: number, df2: number): number {
  return jStat.centralF.inv(p, df1, df2);
}

/** @param p  inside 0…1; @param a @param b  shapes, > 0 */
export function betaQuantile(p: number, a: number, b: number): number {
  return jStat.beta.inv(p, a, b);
}

/** P(X ≤ x) for a beta variable; for whole a and b also P(at least a of a + b − 1 trials succeed), each with chance x. */
export function betaDistribution(x: number, a: number, b: number): number {
  return jStat.beta.cdf(x, a, b);
}

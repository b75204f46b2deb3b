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

/** P(X > x) for a chi-squared variable. @param df  > 0 */
export function chiSquaredTail(x: number, df: number): number {
  return 1 - jStat.chisquare.cdf(x, df);
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

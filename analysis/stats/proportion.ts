/** A share of counted things that were drawn independently. */

/** Ends of the central 95% of a normal distribution, in standard deviations. */
const twoSided = 1.959963984540054;
/** The same for 90 %: each end holds with 95 % by itself. */
export const oneSided = 1.6448536269514722;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * 95% interval of a share by the score test (Wilson 1927, Journal of the American Statistical Association 22(158)): good
 * for small samples and for shares near 0 or 1, where the usual ± is not.
 *
 * @param hits   0…n
 * @param n      drawn, at least 1
 * @param z      standard deviations; 95 % two-sided when left out
 * @throws RangeError outside of these
 */
export function wilson(hits: number, n: number, z = twoSided): Interval {
  if (!(n >= 1 && hits >= 0 && hits <= n)) throw new RangeError(`share of ${hits} among ${n}`);
  const p = hits / n;
  const under = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / under;
  const half = (z / under) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  // At the ends the formula gives 0 and 1 but for rounding.
  return { low: hits === 0 ? 0 : Math.max(0, centre - half), high: hits === n ? 1 : Math.min(1, centre + half) };
}

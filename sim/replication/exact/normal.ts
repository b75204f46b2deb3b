/** The normal distribution function, for partial moments of the lognormal law. */
import { exp } from "../../engine/math.ts";

/** 1/√(2π). */
const density0 = 0.3989422804014327;
/** Where the series for the middle hands over to the continued fraction for the tail; both give 15 digits here. */
const seam = 3.5;

/** P(Z > x), with full relative accuracy in the upper tail.  Abramowitz and Stegun, 26.2.11 and 26.2.14. */
export function normalAbove(x: number): number {
  if (x < 0) return 1 - normalAbove(-x);
  const density = density0 * exp(-0.5 * x * x);
  if (x > seam) {
    // Depth 60 leaves less than 1e-16 of relative error from the seam on.
    let tail = x;
    for (let k = 60; k >= 1; k--) tail = x + k / tail;
    return density / tail;
  }
  let term = x;
  let sum = x;
  for (let k = 3; term > 1e-18; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 - density * sum;
}

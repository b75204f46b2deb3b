/**
 * Shares of variance of a stand-in without a formula for them: a polynomial through many of its answers, whose shares are exact (Sudret 2008).
 */
import seedrandom from "seedrandom";
import { type PolynomialChaos, polynomialChaos } from "./polynomial-chaos.ts";

/** Points at which the stand-in is asked, and the degree of the polynomial: enough for curves with a bend or two. */
const points = 600;
const degreeMax = 6;

/** @param predict  at a point of the unit cube */
export function sharesOfStandIn(
  predict: (point: readonly number[]) => number,
  dimensions: number,
  seed: string,
): Pick<PolynomialChaos, "first" | "total"> {
  const draw = seedrandom.alea(seed);
  const many = Array.from({ length: points }, () => Array.from({ length: dimensions }, () => draw()));
  return polynomialChaos(many, many.map(predict), degreeMax);
}

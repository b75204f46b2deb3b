/** Growth that does not last. */
import { exp, log } from "../engine/math.ts";
import { pow } from "../engine/pow.ts";

export interface FadingGrowth {
  /** Growth of the logarithm at the start, and in the long run. [1/year] */
  readonly first: number;
  readonly last: number;
  /** Time in which the distance between the two halves, > 0. [year] */
  readonly halfLife: number;
}

/**
 * Factor on a flow after some years, when its log-growth fades from one rate to another:
 *
 *   ln(f(t) / f(0)) = last · t + (first − last) · (1 − 2^(−t / halfLife)) · halfLife / ln 2
 */
export function fadingFactor(years: number, { first, last, halfLife }: FadingGrowth): number {
  return exp(last * years + ((first - last) * (1 - pow(2, -years / halfLife)) * halfLife) / log(2));
}

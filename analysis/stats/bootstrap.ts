/**
 * Bias-corrected and accelerated bootstrap interval (Efron 1987, Journal of the American Statistical Association 82(397)), for statistics
 * without a formula: medians, ratios, quantiles over replications.
 */
import seedrandom from "seedrandom";
import { quantile } from "./quantile.ts";
import { normalDistribution, normalQuantile } from "./quantiles-of-laws.ts";

export interface BootstrapInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  readonly resamples: number;
}

const resamplesDefault = 2_000;

/**
 * @param statistic  of a sample of the same size; must be finite
 * @param seed       of the resampling: the same seed gives the same interval
 * @throws RangeError on fewer than 3 values, or when the statistic is not finite
 */
export function bcaInterval(
  values: readonly number[],
  statistic: (sample: readonly number[]) => number,
  seed: string,
  confidence = 0.95,
  resamples = resamplesDefault,
): BootstrapInterval {
  const n = values.length;
  if (n < 3) throw new RangeError(`bootstrap of ${n} values: three or more are needed`);
  const value = finite(statistic(values));
  const draw = seedrandom.alea(seed);
  const drawn = Array.from({ length: resamples }, () =>
    finite(statistic(Array.from({ length: n }, () => values[Math.floor(draw() * n)]!))),
  );
  const below = drawn.filter((one) => one < value).length + drawn.filter((one) => one === value).length / 2;
  if (below === 0 || below === resamples) return { value, low: value, high: value, confidence, resamples };
  const bias = normalQuantile(below / resamples);
  const acceleration = jackknifeAcceleration(values, statistic);
  const at = (p: number) => {
    const z = bias + normalQuantile(p);
    return quantile(drawn, normalDistribution(bias + z / (1 - acceleration * z)), "type7");
  };
  return { value, low: at((1 - confidence) / 2), high: at((1 + confidence) / 2), confidence, resamples };
}

function jackknifeAcceleration(values: readonly number[], statistic: (sample: readonly number[]) => number): number {
  const left = values.map((_, i) => finite(statistic(values.filter((_, j) => j !== i))));
  const mean = left.reduce((sum, one) => sum + one, 0) / left.length;
  let [squares, cubes] = [0, 0];
  for (const one of left) {
    squares += (mean - one) ** 2;
    cubes += (mean - one) ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`bootstrap: the statistic of a sample is ${value}`);
  return value;
}

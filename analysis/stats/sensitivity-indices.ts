/**
 * How much of an outcome's variance each parameter explains: indices of Sobol (1993, Mathematical Modelling and Computational Experiments
 * 1(4)), from the points of `sim/scenario/point-sets/saltelli.ts`.
 *
 *   first order  Sⱼ = mean(y_B · (y_ABj − y_A)) / V     Saltelli and others 2010, Computer Physics Communications 181(2), table 2 (b)
 *   total        Tⱼ = mean((y_A − y_ABj)²) / 2V         Jansen 1999, Computer Physics Communications 117
 *
 * Sⱼ is what fixing parameter j alone would take away; Tⱼ what would remain were all others fixed: near 0, the parameter may be fixed
 * anywhere. Both are estimates: a small index may come out below 0, its interval says how sure it is.
 */
import { type BootstrapInterval, bcaInterval } from "./bootstrap.ts";

export interface SensitivityIndex {
  readonly first: BootstrapInterval;
  readonly total: BootstrapInterval;
}

export interface SensitivityOptions {
  readonly seed: string;
  /**
   * Variance that replications give an outcome at one and the same point [unit²], independent between points. It is no parameter's: it is
   * taken off V and off the numerator of the totals. 0 for a function without chance, or where all points share the random numbers.
   */
  readonly noiseVariance: number;
  readonly resamples: number;
}

/**
 * @param outcomes  bases × (dimensions + 2), for each base: A, A with axis 1 of B, …, B
 * @returns one a dimension; intervals resample the bases
 * @throws RangeError on a length that does not divide, an outcome that is not finite, or no variance beyond the noise
 */
export function sensitivityIndices(
  outcomes: readonly number[],
  dimensions: number,
  options: SensitivityOptions,
): SensitivityIndex[] {
  const { seed, noiseVariance, resamples } = options;
  const width = dimensions + 2;
  const bases = outcomes.length / width;
  if (!(dimensions >= 1 && Number.isInteger(bases)))
    throw new RangeError(`${outcomes.length} outcomes are no rows of ${width} for ${dimensions} dimensions`);
  const strange = outcomes.findIndex((y) => !Number.isFinite(y));
  if (strange >= 0) throw new RangeError(`outcome ${strange} is ${outcomes[strange]}`);
  // Centred: the estimator of the first order is far noisier around a mean that is not 0.
  const mean = outcomes.reduce((sum, y) => sum + y, 0) / outcomes.length;
  const column = (k: number) => Array.from({ length: bases }, (_, base) => outcomes[base * width + k] - mean);
  const [a, b] = [column(0), column(width - 1)];
  const [sums, squares] = [a.map((y, base) => y + b[base]), a.map((y, base) => y * y + b[base] * b[base])];
  const spread = (sample: readonly number[]) => {
    const centre = average(sums, sample) / 2;
    return (average(squares, sample) / 2 - centre * centre) * ((2 * bases) / (2 * bases - 1)) - noiseVariance;
  };
  const all = Array.from({ length: bases }, (_, base) => base);
  if (!(spread(all) > 0)) throw new RangeError("sensitivity: the outcome has no variance beyond its noise");
  const interval = (of: (sample: readonly number[]) => number, name: string) =>
    bcaInterval(all, (sample) => of(sample) / spread(sample), `${seed}/${name}`, 0.95, resamples);
  return Array.from({ length: dimensions }, (_, j) => {
    const mixed = column(j + 1);
    const along = mixed.map((y, base) => b[base] * (y - a[base]));
    const apart = mixed.map((y, base) => (a[base] - y) * (a[base] - y));
    const first = (sample: readonly number[]) => average(along, sample);
    const total = (sample: readonly number[]) => average(apart, sample) / 2 - noiseVariance;
    return { first: interval(first, `${j} first`), total: interval(total, `${j} total`) };
  });
}

function average(values: readonly number[], sample: readonly number[]): number {
  let sum = 0;
  for (const base of sample) sum += values[base];
  return sum / sample.length;
}

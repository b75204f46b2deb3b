/**
 * A stand-in for the simulator: a Gaussian process over the unit cube of parameters, for what-if questions between the points that were run.
 *
 * Ordinary kriging with Matérn's 5/2 correlation and a length for each axis; lengths and the share of noise by maximum likelihood (Rasmussen
 * and Williams, Gaussian Processes for Machine Learning, 2006, sections 4.2 and 5.4). Every stand-in comes with its error at points left out.
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";

export interface Prediction {
  readonly mean: number;
  /** Of the expected outcome at that point, in the outcome's unit: what the runs leave open, without the noise of one replication. */
  readonly standardError: number;
}

export interface LeaveOneOut {
  /** Root mean square error at a point that was left out [unit of the outcome]. */
  readonly error: number;
  /** 1 − error² / variance: 1 is perfect, 0 no better than the mean; below 0.7 or so a stand-in answers nothing. */
  readonly explained: number;
  /** Share of left-out outcomes within ± 1.96 standard deviations of their prediction: should be near 0.95. */
  readonly covered: number;
}

export interface GaussianProcess {
  /** Correlation lengths, by axis, in widths of the cube. A long one says that the axis does not matter. */
  readonly lengths: readonly number[];
  /** Noise of an outcome over the variance of the process. */
  readonly noise: number;
  readonly leaveOneOut: LeaveOneOut;
  /** @param point  in the unit cube */
  predict(point: readonly number[]): Prediction;
}

/** Widths of the cube: below, every point is an island; above, the axis is as good as flat. */
const lengthRange = [0.05, 20] as const;
/** The least keeps the matrix regular; at the most everything is noise. */
const noiseRange = [1e-8, 10] as const;
const lengthStart = 0.5;
const noiseStart = 1e-3;
/** Steps of the search, in natural logarithms. */
const stepFirst = 1;
const stepLast = 0.05;

/** @throws RangeError as `kriging` */
export function gaussianProcess(points: readonly (readonly number[])[], outcomes: readonly number[]): GaussianProcess {
  const start = [...(points[0] ?? []).map(() => lengthStart), noiseStart].map(Math.log);
  const bounds = start.map((_, i) => (i < start.length - 1 ? lengthRange : noiseRange).map(Math.log));
  const found = compassSearch(start, bounds, (at) => {
    const all = at.map(Math.exp);
    return solved(points, outcomes, all.slice(0, -1), all.at(-1)!).misfit;
  }).map(Math.exp);
  return kriging(points, outcomes, found.slice(0, -1), found.at(-1)!);
}

/**
 * The process with given lengths and noise.
 *
 * @param points    n × dimensions, in the unit cube; n at least dimensions + 2
 * @param outcomes  one a point, finite, not all the same
 */
export function kriging(
  points: readonly (readonly number[])[],
  outcomes: readonly number[],
  lengths: readonly number[],
  noise: number,
): GaussianProcess {
  const { inverse, level, scale, weights, ones } = solved(points, outcomes, lengths, noise);
  const total = sum(ones);
  return {
    lengths,
    noise,
    leaveOneOut: leftOut(inverse, ones, outcomes, scale),
    predict(point) {
      const near = points.map((other) => correlation(point, other, lengths));
      const through = product(inverse, near);
      const rest = 1 - dot(near, through) + (1 - dot(ones, near)) ** 2 / total;
      return { mean: level + dot(near, weights), standardError: Math.sqrt(scale * Math.max(0, rest)) };
    },
  };
}

interface Solved {
  /** Inverse of the correlations with noise, n × n. */
  readonly inverse: Matrix;
  /** Mean of the process, by generalised least squares. */
  readonly level: number;
  /** Its variance. */
  readonly scale: number;
  /** inverse · (outcomes − level) */
  readonly weights: readonly number[];
  /** inverse · 1 */
  readonly ones: readonly number[];
  /** −2 log likelihood, but for a constant. */
  readonly misfit: number;
}

function solved(
  points: readonly (readonly number[])[],
  outcomes: readonly number[],
  lengths: readonly number[],
  noise: number,
): Solved {
  const n = points.length;
  if (n !== outcomes.length) throw new RangeError(`${n} points, ${outcomes.length} outcomes`);
  if (n < lengths.length + 2) throw new RangeError(`${n} points are too few for ${lengths.length} dimensions`);
  const strange = outcomes.findIndex((y) => !Number.isFinite(y));
  if (strange >= 0) throw new RangeError(`outcome ${strange} is ${outcomes[strange]}`);
  const among = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const r = correlation(points[i], points[j], lengths);
      among.set(i, j, r);
      among.set(j, i, r);
    }
    among.set(i, i, 1 + noise);
  }
  const root = new CholeskyDecomposition(among);
  if (!root.isPositiveDefinite())
    throw new RangeError("surrogate: points repeat, and there is no noise to tell them apart");
  const inverse = root.solve(Matrix.eye(n));
  const ones = product(inverse, new Array<number>(n).fill(1));
  const level = dot(ones, outcomes) / sum(ones);
  const centred = outcomes.map((y) => y - level);
  const weights = product(inverse, centred);
  const scale = dot(centred, weights) / n;
  if (!(scale > 0)) throw new RangeError("surrogate: all outcomes are the same");
  const lower = root.lowerTriangularMatrix;
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) logDeterminant += 2 * Math.log(lower.get(i, i));
  return { inverse, level, scale, weights, ones, misfit: n * Math.log(scale) + logDeterminant };
}

/** Dubrule (1983), Mathematical Geology 15(6): residuals of all n left-out fits from one inverse. */
function leftOut(inverse: Matrix, ones: readonly number[], outcomes: readonly number[], scale: number): LeaveOneOut {
  const total = sum(ones);
  const along = dot(ones, outcomes) / total;
  const straight = product(inverse, outcomes);
  let [squares, covered] = [0, 0];
  for (let i = 0; i < outcomes.length; i++) {
    const own = inverse.get(i, i) - (ones[i] * ones[i]) / total;
    const residual = (straight[i] - ones[i] * along) / own;
    squares += residual * residual;
    if (Math.abs(residual) <= 1.96 * Math.sqrt(scale / own)) covered++;
  }
  const n = outcomes.length;
  const mean = sum(outcomes) / n;
  const around = outcomes.reduce((all, y) => all + (y - mean) * (y - mean), 0);
  return { error: Math.sqrt(squares / n), explained: 1 - squares / around, covered: covered / n };
}

/** Matérn, smoothness 5/2: (1 + √5 d + 5/3 d²) e^(−√5 d), d the distance in correlation lengths. */
function correlation(a: readonly number[], b: readonly number[], lengths: readonly number[]): number {
  let squares = 0;
  for (let j = 0; j < lengths.length; j++) squares += ((a[j] - b[j]) / lengths[j]) ** 2;
  const d = Math.sqrt(5 * squares);
  return (1 + d + (d * d) / 3) * Math.exp(-d);
}

/** Hooke and Jeeves (1961): tries each axis both ways, halves the step where nothing helps. No derivative, no chance. */
function compassSearch(
  start: readonly number[],
  bounds: readonly (readonly number[])[],
  misfit: (at: readonly number[]) => number,
): number[] {
  let at = [...start];
  let least = misfit(at);
  for (let step = stepFirst; step >= stepLast; ) {
    let isBetter = false;
    for (let i = 0; i < at.length; i++) {
      for (const way of [step, -step]) {
        const moved = at.with(i, Math.min(bounds[i][1], Math.max(bounds[i][0], at[i] + way)));
        const found = moved[i] === at[i] ? least : misfit(moved);
        if (!(found < least - 1e-9)) continue;
        [at, least, isBetter] = [moved, found, true];
        break;
      }
    }
    if (!isBetter) step /= 2;
  }
  return at;
}

function product(matrix: Matrix, vector: readonly number[]): number[] {
  return matrix.mmul(Matrix.columnVector(vector as number[])).to1DArray();
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, x, i) => total + x * b[i], 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, x) => total + x, 0);
}

/**
 * Means of one long run with standard errors: ratios of batch sums, with control variates.
 *
 * A run is cut into batches. A metric is Σ over / Σ under; its error comes from the spread of over − ratio · under
 * between batches.
 * Controls are ratios whose mean is known (mean service drawn, mean gap drawn): the part of the deviation that they
 * explain by
 * linear regression is taken out of the estimate and of the error. Source: Law, "Simulation Modeling and Analysis"
 * (2015), 9.5.3 and 11.4.
 */

/** Sums of one batch, by position. */
export type BatchSums = Float64Array;

export interface Ratio {
  readonly over: number;
  readonly under: number;
}

export interface Control extends Ratio {
  /** The known mean of over / under. */
  readonly known: number;
}

export interface Mean {
  readonly value: number;
  readonly se: number;
}

/**
 * The controlled ratio and its standard error.
 *
 * The error is widened by √((1 + r)/(1 − r)) when neighbouring residuals correlate with r > 0, which means batches too
 * short.
 *
 * @param batches  at least controls + 3
 */
export function ratioOfMeans(batches: readonly BatchSums[], ratio: Ratio, controls: readonly Control[]): Mean {
  const count = batches.length;
  let over = 0;
  let under = 0;
  for (const sums of batches) {
    over += sums[ratio.over];
    under += sums[ratio.under];
  }
  const raw = over / under;
  const scale = count / under;
  const deviations = batches.map((sums) => (sums[ratio.over] - raw * sums[ratio.under]) * scale);
  const columns = independent(controls.map((control) => controlColumn(batches, control)));
  const { nought, residuals, weights } = regress(deviations, columns);
  return { value: raw + nought, se: standardError(residuals, weights) };
}

/** Deviation of a control from its known mean, batch by batch. */
function controlColumn(batches: readonly BatchSums[], control: Control): number[] {
  let under = 0;
  for (const sums of batches) under += sums[control.under];
  const scale = batches.length / under;
  return batches.map((sums) => (sums[control.over] - control.known * sums[control.under]) * scale);
}

/** @param residuals  each over 1 − its own pull on the fit  @param weights  of each batch in the value */
function standardError(residuals: readonly number[], weights: readonly number[]): number {
  let squares = 0;
  let products = 0;
  let variance = 0;
  for (let b = 0; b < residuals.length; b++) {
    squares += residuals[b] * residuals[b];
    if (b > 0) products += residuals[b] * residuals[b - 1];
    variance += weights[b] * weights[b] * residuals[b] * residuals[b];
  }
  if (squares === 0) return 0;
  const neighbours = Math.min(0.9, Math.max(0, products / squares));
  return Math.sqrt((variance * (1 + neighbours)) / (1 - neighbours));
}

interface Fit {
  /** The fitted value where all columns are nought. */
  readonly nought: number;
  /** Of each batch, over 1 − its own pull: what it would be if the batch had no part in the fit. */
  readonly residuals: readonly number[];
  /** The value at nought is the sum of weight · y over the batches. */
  readonly weights: readonly number[];
}

/**
 * Least squares with an intercept.
 *
 * Errors from residuals left out of their own fit hold when batches with rare long services have both larger deviations
 * and more pull, where
 * the textbook error is a quarter too small. Source: MacKinnon, White, "Some heteroskedasticity-consistent covariance
 * matrix estimators"
 * (1985), their third.
 */
function regress(y: readonly number[], columns: readonly (readonly number[])[]): Fit {
  const count = y.length;
  const middles = columns.map(mean);
  const centred = columns.map((column, k) => column.map((x) => x - middles[k]));
  const inverse = inverted(centred.map((a) => centred.map((b) => dot(a, b))));
  const yMiddle = mean(y);
  const slopes = inverse.map((row) => row.reduce((sum, each, k) => sum + each * dot(centred[k], y), 0));
  const weights: number[] = [];
  const residuals: number[] = [];
  for (let b = 0; b < count; b++) {
    let weight = 1 / count;
    let pull = 1 / count;
    let residual = y[b] - yMiddle;
    for (let i = 0; i < columns.length; i++) {
      const along = dot(
        inverse[i],
        centred.map((column) => column[b]),
      );
      weight -= middles[i] * along;
      pull += centred[i][b] * along;
      residual -= slopes[i] * centred[i][b];
    }
    weights.push(weight);
    residuals.push(residual / Math.max(smallestRest, 1 - pull));
  }
  return { nought: yMiddle - dot(slopes, middles), residuals, weights };
}

/** Keeps a batch that alone sets a slope from dividing by nought. */
const smallestRest = 0.05;

/** By Gauss–Jordan elimination; the matrix is positive definite. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < size; i++) {
    const pivot = rows[i][i];
    for (let k = 0; k < 2 * size; k++) rows[i][k] /= pivot;
    for (let j = 0; j < size; j++) {
      if (j === i) continue;
      const factor = rows[j][i];
      for (let k = 0; k < 2 * size; k++) rows[j][k] -= factor * rows[i][k];
    }
  }
  return rows.map((row) => row.slice(size));
}

function mean(x: readonly number[]): number {
  let sum = 0;
  for (const value of x) sum += value;
  return sum / x.length;
}

/**
 * Leaves out controls that say nothing new: constant ones, and those that the ones before explain to one part in 10⁸ (with one place
 * to wait, for example, the square of the line is the line). Gram–Schmidt.
 */
function independent(columns: readonly (readonly number[])[]): (readonly number[])[] {
  const newness = 1e-8;
  const basis: number[][] = [];
  return columns.filter((column) => {
    const middle = mean(column);
    let rest = column.map((x) => x - middle);
    const size = dot(rest, rest);
    for (const direction of basis) {
      const along = dot(direction, rest);
      rest = rest.map((x, i) => x - along * direction[i]);
    }
    const left = dot(rest, rest);
    if (!(left > newness * size)) return false;
    basis.push(rest.map((x) => x / Math.sqrt(left)));
    return true;
  });
}

function dot(x: readonly number[], y: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

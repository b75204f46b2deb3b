/**
 * Means of one long run with standard errors: ratios of batch sums, with control variates.
 *
 * A run is cut into batches. A metric is Σ over / Σ under; its error comes from the spread of over − ratio · under between batches.
 * Controls are ratios whose mean is known (mean service drawn, mean gap drawn): the part of the deviation that they explain by
 * linear regression is taken out of the estimate and of the error. Source: Law, "Simulation Modeling and Analysis" (2015), 9.5.3 and 11.4.
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
 * The error is widened by √((1 + r)/(1 − r)) when neighbouring residuals correlate with r > 0, which means batches too short.
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
  const columns = controls.map((control) => controlColumn(batches, control)).filter((column) => spread(column) > 0);
  const { slopes, leverage } = regress(deviations, columns);
  let value = raw;
  for (let k = 0; k < columns.length; k++) value -= slopes[k] * mean(columns[k]);
  const residuals = deviations.map((d, b) => {
    let rest = d;
    for (let k = 0; k < columns.length; k++) rest -= slopes[k] * (columns[k][b] - mean(columns[k]));
    return rest;
  });
  return { value, se: standardError(residuals, columns.length) * Math.sqrt(1 + leverage) };
}

/** Deviation of a control from its known mean, batch by batch. */
function controlColumn(batches: readonly BatchSums[], control: Control): number[] {
  let under = 0;
  for (const sums of batches) under += sums[control.under];
  const scale = batches.length / under;
  return batches.map((sums) => (sums[control.over] - control.known * sums[control.under]) * scale);
}

function standardError(residuals: readonly number[], controls: number): number {
  let squares = 0;
  let products = 0;
  for (let b = 0; b < residuals.length; b++) {
    squares += residuals[b] * residuals[b];
    if (b > 0) products += residuals[b] * residuals[b - 1];
  }
  if (squares === 0) return 0;
  const neighbours = Math.min(0.9, Math.max(0, products / squares));
  const variance = squares / (residuals.length - 1 - controls) / residuals.length;
  return Math.sqrt((variance * (1 + neighbours)) / (1 - neighbours));
}

/**
 * Least squares with an intercept, by elimination on the normal equations.
 *
 * @returns slopes of y on the columns, and n x̄ᵀ (XᵀX)⁻¹ x̄ with x̄ the columns' means: how far the variance of the value at nought exceeds
 *          that of the mean, because the slopes are estimates too
 */
function regress(
  y: readonly number[],
  columns: readonly (readonly number[])[],
): { slopes: number[]; leverage: number } {
  const size = columns.length;
  const middles = columns.map(mean);
  const centred = columns.map((column, k) => column.map((x) => x - middles[k]));
  const rows = centred.map((column, i) => [...centred.map((other) => dot(column, other)), dot(column, y), middles[i]]);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (j === i) continue;
      const factor = rows[j][i] / rows[i][i];
      for (let k = i; k <= size + 1; k++) rows[j][k] -= factor * rows[i][k];
    }
  }
  let leverage = 0;
  for (let i = 0; i < size; i++) leverage += (y.length * middles[i] * rows[i][size + 1]) / rows[i][i];
  return { slopes: rows.map((row, i) => row[size] / row[i]), leverage };
}

function mean(x: readonly number[]): number {
  let sum = 0;
  for (const value of x) sum += value;
  return sum / x.length;
}

function spread(x: readonly number[]): number {
  let low = x[0];
  let high = x[0];
  for (const value of x) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}

function dot(x: readonly number[], y: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

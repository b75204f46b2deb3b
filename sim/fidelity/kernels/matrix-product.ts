/**
 * Matrix product Y = X · Wᵀ with weights in any stored format, without barriers; `adds` makes it Y += X · Wᵀ, as the residual
 * stream needs. Every store is rounded to the format of the activations.
 */

import { accessesOf, declare, header, type Kernel } from "../kernel.ts";
import type { MatmulProfile, PackedMatrix, ValueFormat, WeightFormat } from "../language-model.ts";
import { enables, type InnerProduct, sumBindings, sumFunctions, sumsWgsl } from "./inner-product.ts";
import { gridOf, laneRow, mainBegins, type Reading } from "./reading.ts";
import { rounded, roundingWgsl } from "./rounding.ts";
import { unpacked } from "./stored-weights.ts";

/**
 * Of Σ |x · w|, relative: each of the up to n additions of an f32 sum errs by 2⁻²⁴ at most, and the error of sums of random
 * sign grows as √n. For n ≤ 2,048 that is below 2⁻¹⁸.
 */
export const matrixProductTolerance = 1 / 262_144;

export interface MatrixProductOptions {
  readonly weights: WeightFormat;
  readonly matmul: MatmulProfile;
  readonly activations: ValueFormat;
  /** Norms the input in passing (fused): the gain is bound behind W and S, and nothing is rounded in between. */
  readonly isNormed: boolean;
  readonly reading: Reading;
  /** Stores the product, or adds it to what is there. */
  readonly output: "store" | "add";
}

/** Bindings: X rows × inner, W, (S), (gain), shape, Y rows × columns. */
export function matrixProductKernel(options: MatrixProductOptions): Kernel {
  const { weights, matmul, activations, isNormed, reading, output } = options;
  const product: InnerProduct = {
    weights,
    matmul,
    isNormed,
    reading,
    columnOf: (j) => `min(n0 + ${j}u, shape.columns - 1u)`,
  };
  const bindings = [...sumBindings(product), "write Y: array<f32>"];
  const value = output === "store" ? "cut(tile[t])" : "cut(Y[at] + cut(tile[t]))";
  return {
    id: `matrix-product ${weights}`,
    accesses: accessesOf(bindings),
    wgsl: `${enables(product)}${header}${declare(bindings)}${roundingWgsl("cut", activations)}${sumFunctions(product)}
${mainBegins(reading, matmul.tileRows, matmul.tileColumns)}
  ${sumsWgsl(product)}
  ${tileLoop(reading, matmul.tileRows * matmul.tileColumns, matmul.tileColumns)}
    if (m >= run.rows || n >= shape.columns) { continue; }
    let at = m * shape.columns + n;
    Y[at] = kept(${value}, shape.stage);
  }
}`,
    workgroups: tiledWorkgroups(reading, matmul.tileRows, matmul.tileColumns),
  };
}

/** Workgroups for so many rows and columns of output, in tiles of this size. */
export function tiledWorkgroups(reading: Reading, tileRows: number, tileColumns: number): Kernel["workgroups"] {
  const grid = gridOf(reading);
  return (rows, columns) => [
    Math.ceil(columns / (tileColumns * grid.columns)),
    Math.ceil(rows / (tileRows * grid.rows)),
    1,
  ];
}

/** Begins a loop over the outputs of a tile that are `columns` wide: t counts them, m and n are row and column. */
export function tileLoop(reading: Reading, count: number, columns: number): string {
  return `for (var t = 0u; t < ${count}u; t++) {
    let m = m0 + ${laneRow(reading, `t / ${columns}u`)};
    let n = n0 + t % ${columns}u;`;
}

/**
 * The plain twin, in 64-bit sums.
 * @param x  rows × weights.columns, row-major
 * @param before  rows × weights.rows: what the product is added to; empty to store it
 * @returns rows × weights.rows
 */
export function matrixProductPlain(
  x: Float32Array,
  weights: PackedMatrix,
  activations: ValueFormat,
  before: Float32Array,
): Float32Array<ArrayBuffer> {
  const { rows: outputs, columns: inner } = weights;
  const values = unpacked(weights);
  const rows = x.length / inner;
  const y = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += x[row * inner + k] * values[output * inner + k];
      const at = row * outputs + output;
      const product = rounded(sum, activations);
      y[at] = before.length === 0 ? product : rounded(Math.fround(before[at] + product), activations);
    }
  }
  return y;
}

/**
 * RMS norm, product with the stacked gate and up matrices, and SiLU(gate) · up in one dispatch. Gate and up are not rounded.
 */

import { accessesOf, declare, header, type Kernel } from "../kernel.ts";
import type { MatmulProfile, ValueFormat, WeightFormat } from "../language-model.ts";
import { gatedWgsl } from "./gated-unit.ts";
import { enables, type InnerProduct, sumBindings, sumFunctions, sumsWgsl } from "./inner-product.ts";
import { tiledWorkgroups, tileLoop } from "./matrix-product.ts";
import { laneRow, mainBegins, type Reading } from "./reading.ts";
import { roundingWgsl } from "./rounding.ts";

/** Relative to (1 + |gate|) · |up| with errors of both products: 2⁻¹⁵. */
export const fusedGatedUnitTolerance = 1 / 32_768;

export interface FusedGatedUnitOptions {
  readonly weights: WeightFormat;
  /** Half of the tile's columns are gates and half ups, so it has at least 2. */
  readonly matmul: MatmulProfile;
  readonly reading: Reading;
  readonly activations: ValueFormat;
}

/** Bindings: X rows × width, W (gates, then ups), (S), gain, shape, Y rows × columns. */
export function fusedGatedUnitKernel(options: FusedGatedUnitOptions): Kernel {
  const { weights, matmul, reading, activations } = options;
  const half = matmul.tileColumns / 2;
  const product: InnerProduct = {
    weights,
    matmul,
    isNormed: true,
    reading,
    columnOf: (j) =>
      j < half ? `min(n0 + ${j}u, shape.columns - 1u)` : `shape.columns + min(n0 + ${j - half}u, shape.columns - 1u)`,
  };
  const bindings = [...sumBindings(product), "write Y: array<f32>"];
  return {
    id: `fused-gated-unit ${weights}`,
    accesses: accessesOf(bindings),
    wgsl: `${enables(product)}${header}${declare(bindings)}${roundingWgsl("cut", activations)}${gatedWgsl}${sumFunctions(product)}
${mainBegins(reading, matmul.tileRows, half)}
  ${sumsWgsl(product)}
  ${tileLoop(reading, matmul.tileRows * half, half)}
    if (m >= run.rows || n >= shape.columns) { continue; }
    let gate = ${laneRow(reading, "(m - m0)")} * ${matmul.tileColumns}u + n - n0;
    Y[m * shape.columns + n] = kept(cut(gated(tile[gate], tile[gate + ${half}u])), shape.stage);
  }
}`,
    workgroups: tiledWorkgroups(reading, matmul.tileRows, half),
  };
}

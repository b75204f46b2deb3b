/**
 * RMS norm, product with the stacked query, key and value matrices, rotary embedding and the store to the cache in one dispatch.
 * Nothing is rounded between them but what the stores round: fewer rounding points than the kernels one by one.
 */

import { accessesOf, declare, header, type Kernel } from "../kernel.ts";
import type { MatmulProfile, ValueFormat, WeightFormat } from "../language-model.ts";
import { enables, type InnerProduct, sumBindings, sumFunctions, sumsWgsl } from "./inner-product.ts";
import { tiledWorkgroups } from "./matrix-product.ts";
import { laneRow, mainBegins, type Reading } from "./reading.ts";
import { type Trigonometry, turnWgsl } from "./rotary-embedding.ts";
import { roundingWgsl } from "./rounding.ts";

/** Of Σ |x · w| times 1 / RMS, relative: as the matrix product, and the norm's and the turn's own errors. */
export const fusedAttentionInputTolerance = 1 / 131_072;

export interface FusedAttentionInputOptions {
  readonly weights: WeightFormat;
  /** Pairs turn together, so a tile has at least 2 columns. */
  readonly matmul: MatmulProfile;
  readonly reading: Reading;
  readonly activations: ValueFormat;
  readonly kvCache: ValueFormat;
  readonly trigonometry: Trigonometry;
}

/**
 * Bindings: X rows × width, W, (S), gain, shape, turns, cache sequences × context × (keys, then values), queries rows ×
 * (heads · headWidth). `shape.columns` counts queries, keys and values.
 */
export function fusedAttentionInputKernel(options: FusedAttentionInputOptions): Kernel {
  const { weights, matmul, reading, activations, kvCache, trigonometry } = options;
  const product: InnerProduct = {
    weights,
    matmul,
    isNormed: true,
    reading,
    columnOf: (j) => `min(n0 + ${j}u, shape.columns - 1u)`,
  };
  const bindings = [
    ...sumBindings(product),
    "read turns: array<f32>",
    "write cache: array<f32>",
    "write queries: array<f32>",
  ];
  return {
    id: `fused-attention-input ${weights}`,
    accesses: accessesOf(bindings),
    wgsl: `${enables(product)}${header}${declare(bindings)}${roundingWgsl("cut", activations)}${roundingWgsl("cutCache", kvCache)}
${turnWgsl(trigonometry)}${sumFunctions(product)}${storePair}
${mainBegins(reading, matmul.tileRows, matmul.tileColumns)}
  ${sumsWgsl(product)}
  for (var t = 0u; t < ${matmul.tileRows * matmul.tileColumns}u; t += 2u) {
    storePair(m0 + ${laneRow(reading, `t / ${matmul.tileColumns}u`)}, n0 + t % ${matmul.tileColumns}u, vec2f(tile[t], tile[t + 1u]));
  }
}`,
    workgroups: tiledWorkgroups(reading, matmul.tileRows, matmul.tileColumns),
  };
}

const storePair = `
fn storePair(row: u32, column: u32, pair: vec2f) {
  if (row >= run.rows || column >= shape.columns) { return; }
  let queryWidth = shape.heads * shape.headWidth;
  let keyWidth = shape.kvHeads * shape.headWidth;
  let position = positionOf(row);
  let cell = (sequenceOf(row) * run.context + position) * 2u * keyWidth + column - queryWidth;
  if (column >= queryWidth + keyWidth) {
    cache[cell] = kept(cutCache(cut(pair.x)), shape.stage);
    cache[cell + 1u] = kept(cutCache(cut(pair.y)), shape.stage);
    return;
  }
  let turn = turned(pair, position, column);
  if (column >= queryWidth) {
    cache[cell] = kept(cutCache(cut(turn.x)), shape.stage);
    cache[cell + 1u] = kept(cutCache(cut(turn.y)), shape.stage);
    return;
  }
  queries[row * queryWidth + column] = kept(cut(turn.x), shape.stage);
  queries[row * queryWidth + column + 1u] = kept(cut(turn.y), shape.stage);
}`;

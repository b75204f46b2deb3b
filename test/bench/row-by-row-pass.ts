/**
 * A prefill in plain code as one writes it first: a row at a time, an output at a time, 64-bit sums over f32 weights, activations
 * not rounded.
 *
 * Such a pass was the plain twin when the floor of the kernels' speed was set; the twin of the tests makes four outputs at a time.
 */
import { layerMatrices, type Matrix } from "../../sim/fidelity/forward/layer-matrices.ts";
import type { LanguageModel, LanguageModelConfig } from "../../sim/fidelity/language-model.ts";

/** @returns a function from tokens to logits, tokens × vocabulary */
export function rowByRowPass(model: LanguageModel): (tokens: Uint32Array) => Float64Array {
  const { config, tensors } = model;
  const { width, vocabulary } = config;
  const layers = Array.from({ length: config.layers }, (_, layer) => layerMatrices(model, layer));
  const classifier = { values: tensors.classifier, rows: vocabulary, columns: width };
  return (tokens) => {
    const x = new Float64Array(tokens.length * width);
    for (const [row, token] of tokens.entries()) {
      for (let i = 0; i < width; i++) x[row * width + i] = tensors.embedding[token * width + i]!;
    }
    for (const layer of layers) {
      const input = rowByRow(normed(x, layer.attentionNorm, config), layer.attentionInput);
      turn(input, config);
      add(x, rowByRow(attended(input, config), layer.attentionOutput));
      const both = rowByRow(normed(x, layer.hiddenNorm, config), layer.gateUp);
      add(x, rowByRow(gated(both, layer.gateUp.rows), layer.down));
    }
    return rowByRow(normed(x, tensors.finalNorm, config), classifier);
  };
}

/** x · wᵀ, one output at a time. @param x  rows × inner @returns rows × outputs */
export function rowByRow(
  x: Float32Array | Float64Array,
  { values, rows: outputs, columns: inner }: Matrix,
): Float64Array {
  const rows = x.length / inner;
  const y = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += x[row * inner + k]! * values[output * inner + k]!;
      y[row * outputs + output] = sum;
    }
  }
  return y;
}

function add(x: Float64Array, y: Float64Array): void {
  for (let i = 0; i < x.length; i++) x[i]! += y[i]!;
}

function normed(x: Float64Array, gain: Float32Array, { normEpsilon }: LanguageModelConfig): Float64Array {
  const n = gain.length;
  const y = new Float64Array(x.length);
  for (let start = 0; start < x.length; start += n) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += x[start + k]! ** 2;
    const scale = 1 / Math.sqrt(sum / n + normEpsilon);
    for (let k = 0; k < n; k++) y[start + k] = x[start + k]! * scale * gain[k]!;
  }
  return y;
}

/** Rotary embedding of queries and keys, in place. */
function turn(input: Float64Array, { heads, kvHeads, headWidth, ropeBase }: LanguageModelConfig): void {
  const length = (heads + 2 * kvHeads) * headWidth;
  for (let row = 0; row * length < input.length; row++) {
    for (let i = 0; i < (heads + kvHeads) * headWidth; i += 2) {
      const angle = row * ropeBase ** (-(i % headWidth) / headWidth);
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const at = row * length + i;
      const [even, odd] = [input[at]!, input[at + 1]!];
      input[at] = even * cos - odd * sin;
      input[at + 1] = even * sin + odd * cos;
    }
  }
}

function attended(input: Float64Array, { heads, kvHeads, headWidth }: LanguageModelConfig): Float64Array {
  const length = (heads + 2 * kvHeads) * headWidth;
  const rows = input.length / length;
  const y = new Float64Array(rows * heads * headWidth);
  for (let head = 0; head < heads; head++) {
    const key = (heads + Math.floor((head * kvHeads) / heads)) * headWidth;
    const value = key + kvHeads * headWidth;
    for (let row = 0; row < rows; row++) {
      const scores: number[] = [];
      let largest = Number.NEGATIVE_INFINITY;
      for (let t = 0; t <= row; t++) {
        let sum = 0;
        for (let i = 0; i < headWidth; i++)
          sum += input[row * length + head * headWidth + i]! * input[t * length + key + i]!;
        scores.push(sum / Math.sqrt(headWidth));
        largest = Math.max(largest, scores[t]!);
      }
      let total = 0;
      for (let t = 0; t <= row; t++) {
        scores[t] = Math.exp(scores[t]! - largest);
        total += scores[t]!;
      }
      for (let i = 0; i < headWidth; i++) {
        let sum = 0;
        for (let t = 0; t <= row; t++) sum += scores[t]! * input[t * length + value + i]!;
        y[(row * heads + head) * headWidth + i] = sum / total;
      }
    }
  }
  return y;
}

/** SiLU(gate) · up. @param length  of a row of gates and ups */
function gated(both: Float64Array, length: number): Float64Array {
  const hidden = length / 2;
  const y = new Float64Array(both.length / 2);
  for (let i = 0; i < y.length; i++) {
    const at = Math.floor(i / hidden) * length + (i % hidden);
    const gate = both[at]!;
    y[i] = (gate / (1 + Math.exp(-gate))) * both[at + hidden]!;
  }
  return y;
}

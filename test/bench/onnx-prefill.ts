/** ONNX Runtime on the CPU as a contender: the whole prefill of a model of the Llama family, logits, log-softmax and the best five. */
import type { LanguageModel } from "../../sim/fidelity/language-model.ts";
import { rotationTable } from "../../sim/fidelity/rotation.ts";
import { constant, modelOf, node, onnxRuntime, sessionOptions } from "./onnx-writer.ts";

export interface OnnxPrefill {
  /** tokens × vocabulary */
  logits(tokens: Uint32Array): Promise<Float32Array>;
}

const topCount = 5;

/** @param length  tokens of every call. @returns undefined when the package is not installed */
export async function onnxPrefill(model: LanguageModel, length: number): Promise<OnnxPrefill | undefined> {
  const runtime = await onnxRuntime();
  if (runtime === undefined) return undefined;
  const session = await runtime.InferenceSession.create(new Builder(model, length).model(), sessionOptions);
  return {
    async logits(tokens) {
      const ids = BigInt64Array.from(tokens, BigInt);
      return (await session.run({ tokens: new runtime.Tensor("int64", ids, [length]) })).logits!.data;
    },
  };
}

/** Writes the graph from the first operation to the last; every method returns the name of what it made. */
class Builder {
  readonly #nodes: Uint8Array[] = [];
  readonly #constants: Uint8Array[] = [];
  readonly #model: LanguageModel;
  readonly #length: number;

  constructor(model: LanguageModel, length: number) {
    this.#model = model;
    this.#length = length;
    this.#tables();
  }

  model(): Uint8Array {
    const { config, tensors } = this.#model;
    let stream = this.#op("Gather", [this.#matrix(tensors.embedding, [config.vocabulary, config.width]), "tokens"]);
    for (let layer = 0; layer < config.layers; layer++) stream = this.#layer(stream, layer);
    const hidden = this.#norm(stream, tensors.finalNorm);
    const logits = this.#op("MatMul", [hidden, this.#transposed(tensors.classifier, config.vocabulary)], "logits");
    const scores = this.#op("LogSoftmax", [logits], undefined, { axis: 1 });
    const count = this.#add([1], BigInt64Array.of(BigInt(topCount)));
    this.#nodes.push(node("TopK", [scores, count], ["best", "bestIds"], { axis: 1 }));
    const out = (name: string, size: number, type: "float" | "int64" = "float") => ({
      name,
      type,
      dims: [this.#length, size],
    });
    return modelOf({
      name: "prefill",
      nodes: this.#nodes,
      constants: this.#constants,
      inputs: [{ name: "tokens", type: "int64", dims: [this.#length] }],
      outputs: [out("logits", config.vocabulary), out("best", topCount), out("bestIds", topCount, "int64")],
    });
  }

  /** Cosines and sines by position and value, the turn of a pair by a right angle, and −10³⁰ above the diagonal. */
  #tables(): void {
    const { config } = this.#model;
    const { headWidth, heads, kvHeads } = config;
    const [length, pairs] = [this.#length, headWidth / 2];
    const turns = rotationTable(config, length);
    const spread = (part: number) =>
      Float32Array.from({ length: length * headWidth }, (_, i) => {
        const [position, value] = [Math.floor(i / headWidth), i % headWidth];
        return turns[2 * (position * pairs + Math.floor(value / 2)) + part] as number;
      });
    this.#named("cosines", [length, headWidth], spread(0));
    this.#named("sines", [length, headWidth], spread(1));
    const quarter = new Float32Array(headWidth * headWidth);
    for (let i = 0; i < headWidth; i += 2) {
      quarter[(i + 1) * headWidth + i] = -1;
      quarter[i * headWidth + i + 1] = 1;
    }
    this.#named("quarter", [headWidth, headWidth], quarter);
    const mask = Float32Array.from({ length: length * length }, (_, i) => (i % length > i / length ? -1e30 : 0));
    this.#named("mask", [length, length], mask);
    this.#named("scale", [1], Float32Array.of(1 / Math.sqrt(headWidth)));
    this.#named("epsilon", [1], Float32Array.of(config.normEpsilon));
    const shared = BigInt64Array.from({ length: heads }, (_, h) => BigInt(Math.floor((h * kvHeads) / heads)));
    this.#named("keyHeads", [heads], shared);
  }

  #layer(stream: string, layer: number): string {
    const { config, tensors } = this.#model;
    const own = (tensor: Float32Array) => {
      const size = tensor.length / config.layers;
      return tensor.slice(layer * size, (layer + 1) * size);
    };
    const product = (x: string, tensor: Float32Array, rows: number) =>
      this.#op("MatMul", [x, this.#transposed(own(tensor), rows)]);
    const { heads, kvHeads, headWidth, width, hidden } = config;
    const x = this.#norm(stream, own(tensors.attentionNorm));
    const queries = this.#turned(this.#split(product(x, tensors.query, heads * headWidth), heads));
    const keys = this.#turned(this.#split(product(x, tensors.key, kvHeads * headWidth), kvHeads));
    const values = this.#split(product(x, tensors.value, kvHeads * headWidth), kvHeads);
    const each = (name: string) => this.#op("Gather", [name, "keyHeads"]);
    const upright = this.#op("Transpose", [each(keys)], undefined, { perm: [0, 2, 1] });
    const scores = this.#op("Add", [this.#op("Mul", [this.#op("MatMul", [queries, upright]), "scale"]), "mask"]);
    const weights = this.#op("Softmax", [scores], undefined, { axis: 2 });
    const seen = this.#op("Transpose", [this.#op("MatMul", [weights, each(values)])], undefined, { perm: [1, 0, 2] });
    const flat = this.#op("Reshape", [seen, this.#sizes([this.#length, heads * headWidth])]);
    const after = this.#op("Add", [stream, product(flat, tensors.output, width)]);
    const y = this.#norm(after, own(tensors.hiddenNorm));
    const gate = product(y, tensors.gate, hidden);
    const gated = this.#op("Mul", [
      this.#op("Mul", [gate, this.#op("Sigmoid", [gate])]),
      product(y, tensors.up, hidden),
    ]);
    return this.#op("Add", [after, product(gated, tensors.down, width)]);
  }

  /** tokens × (heads · headWidth) to heads × tokens × headWidth */
  #split(name: string, heads: number): string {
    const sizes = this.#sizes([this.#length, heads, this.#model.config.headWidth]);
    return this.#op("Transpose", [this.#op("Reshape", [name, sizes])], undefined, { perm: [1, 0, 2] });
  }

  #turned(name: string): string {
    const across = this.#op("Mul", [this.#op("MatMul", [name, "quarter"]), "sines"]);
    return this.#op("Add", [this.#op("Mul", [name, "cosines"]), across]);
  }

  #norm(name: string, gain: Float32Array): string {
    const square = this.#op("ReduceMean", [this.#op("Mul", [name, name])], undefined, { axes: [1] });
    const root = this.#op("Sqrt", [this.#op("Add", [square, "epsilon"])]);
    return this.#op("Mul", [this.#op("Div", [name, root]), this.#matrix(gain, [gain.length])]);
  }

  #op(
    operator: string,
    inputs: readonly string[],
    output = `t${this.#nodes.length}`,
    attributes: Readonly<Record<string, number | readonly number[]>> = {},
  ): string {
    this.#nodes.push(node(operator, inputs, [output], attributes));
    return output;
  }

  /** rows × columns to columns × rows */
  #transposed(values: Float32Array, rows: number): string {
    const columns = values.length / rows;
    const turned = values.map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)] as number);
    return this.#matrix(turned, [columns, rows]);
  }

  #matrix(values: Float32Array, dims: readonly number[]): string {
    return this.#add(dims, Float32Array.from(values));
  }

  #sizes(sizes: readonly number[]): string {
    return this.#add([sizes.length], BigInt64Array.from(sizes, BigInt));
  }

  #add(dims: readonly number[], data: Float32Array | BigInt64Array): string {
    return this.#named(`c${this.#constants.length}`, dims, data);
  }

  #named(name: string, dims: readonly number[], data: Float32Array | BigInt64Array): string {
    this.#constants.push(constant(name, dims, data));
    return name;
  }
}

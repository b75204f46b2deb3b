/** ONNX Runtime on the CPU as a contender: one matrix product, from a model of one node. */
import { modelOf, node, onnxRuntime, sessionOptions } from "./onnx-writer.ts";

export interface OnnxProduct {
  /** y = x·w once. */
  multiply(x: Float32Array, w: Float32Array): Promise<Float32Array>;
}

/** @returns undefined when the package is not installed */
export async function onnxProduct(rows: number, inner: number, columns: number): Promise<OnnxProduct | undefined> {
  const runtime = await onnxRuntime();
  if (runtime === undefined) return undefined;
  const model = modelOf({
    name: "product",
    nodes: [node("MatMul", ["x", "w"], ["y"])],
    constants: [],
    inputs: [
      { name: "x", type: "float", dims: [rows, inner] },
      { name: "w", type: "float", dims: [inner, columns] },
    ],
    outputs: [{ name: "y", type: "float", dims: [rows, columns] }],
  });
  const session = await runtime.InferenceSession.create(model, sessionOptions);
  return {
    async multiply(x, w) {
      const feeds = {
        x: new runtime.Tensor("float32", x, [rows, inner]),
        w: new runtime.Tensor("float32", w, [inner, columns]),
      };
      return (await session.run(feeds)).y!.data;
    },
  };
}

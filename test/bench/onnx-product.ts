/**
 * ONNX Runtime on the CPU as a contender: one matrix product, from a model of one node that is written here byte by byte.
 *
 * The package is no dependency of the project (240 MB): npm install --no-save --ignore-scripts onnxruntime-node@1.22.0
 *
 * @see github.com/onnx/onnx, onnx/onnx.proto: the numbers of the fields
 */

export interface OnnxProduct {
  /** y = x·w once. */
  multiply(x: Float32Array, w: Float32Array): Promise<Float32Array>;
}

interface Tensor {
  readonly data: Float32Array;
}
/** What is used of the package. */
interface Runtime {
  readonly Tensor: new (type: "float32", data: Float32Array, dims: readonly number[]) => Tensor;
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<{ run(feeds: object): Promise<Record<string, Tensor>> }>;
  };
}

const packageName = "onnxruntime-node";
const [varint, bytes] = [0, 2];

/** @returns undefined when the package is not installed */
export async function onnxProduct(rows: number, inner: number, columns: number): Promise<OnnxProduct | undefined> {
  const runtime = (await import(packageName).catch((error: { code?: string }) => {
    if (error.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  })) as Runtime | undefined;
  if (runtime === undefined) return undefined;
  const options = { executionProviders: ["cpu"], intraOpNumThreads: 1, interOpNumThreads: 1 };
  const session = await runtime.InferenceSession.create(productModel(rows, inner, columns), options);
  return {
    async multiply(x, w) {
      const feeds = {
        x: new runtime.Tensor("float32", x, [rows, inner]),
        w: new runtime.Tensor("float32", w, [inner, columns]),
      };
      return ((await session.run(feeds)).y as Tensor).data;
    },
  };
}

function productModel(rows: number, inner: number, columns: number): Uint8Array {
  const node = [...text(1, "x"), ...text(1, "w"), ...text(2, "y"), ...text(4, "MatMul")];
  const graph = [
    ...part(1, node),
    ...text(2, "product"),
    ...part(11, value("x", [rows, inner])),
    ...part(11, value("w", [inner, columns])),
    ...part(12, value("y", [rows, columns])),
  ];
  const [irVersion, opset] = [8, 13];
  return Uint8Array.from([...whole(1, irVersion), ...part(7, graph), ...part(8, whole(2, opset))]);
}

/** A tensor of 32-bit reals by name and shape. */
function value(name: string, dims: readonly number[]): number[] {
  const shape = dims.flatMap((size) => part(1, whole(1, size)));
  const float = 1;
  const tensor = [...whole(1, float), ...part(2, shape)];
  return [...text(1, name), ...part(2, part(1, tensor))];
}

function whole(field: number, value: number): number[] {
  return [(field << 3) | varint, ...groups(value)];
}

function part(field: number, content: readonly number[]): number[] {
  return [(field << 3) | bytes, ...groups(content.length), ...content];
}

function text(field: number, value: string): number[] {
  return part(field, [...new TextEncoder().encode(value)]);
}

/** Seven bits a byte, lowest first. */
function groups(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...groups(value >> 7)];
}

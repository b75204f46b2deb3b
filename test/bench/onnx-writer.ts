/**
 * Models of ONNX Runtime, written byte by byte, and a session of one thread to run them in.
 *
 * The package is no dependency of the project (240 MB): npm install --no-save --ignore-scripts onnxruntime-node@1.22.0
 *
 * @see github.com/onnx/onnx, onnx/onnx.proto: the numbers of the fields
 */

interface Tensor {
  readonly data: Float32Array;
}
/** What is used of the package. */
export interface Runtime {
  readonly Tensor: new (
    type: "float32" | "int64",
    data: Float32Array | BigInt64Array,
    dims: readonly number[],
  ) => Tensor;
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<{ run(feeds: object): Promise<Record<string, Tensor>> }>;
  };
}

const packageName = "onnxruntime-node";

/** @returns undefined when the package is not installed */
export async function onnxRuntime(): Promise<Runtime | undefined> {
  return (await import(packageName).catch((error: { code?: string }) => {
    if (error.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  })) as Runtime | undefined;
}

export const sessionOptions = { executionProviders: ["cpu"], intraOpNumThreads: 1, interOpNumThreads: 1 };

export interface Value {
  readonly name: string;
  readonly type: "float" | "int64";
  readonly dims: readonly number[];
}

export interface Graph {
  readonly name: string;
  readonly nodes: readonly Uint8Array[];
  readonly constants: readonly Uint8Array[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

const [irVersion, opset] = [8, 13];
const types = { float: 1, int64: 7 } as const;

export function modelOf({ name, nodes, constants, inputs, outputs }: Graph): Uint8Array {
  const graph = joined([
    ...nodes.map((node) => part(1, node)),
    text(2, name),
    ...constants.map((constant) => part(5, constant)),
    ...inputs.map((input) => part(11, valueInfo(input))),
    ...outputs.map((output) => part(12, valueInfo(output))),
  ]);
  return joined([whole(1, irVersion), part(7, graph), part(8, whole(2, opset))]);
}

/** Attributes are whole numbers or lists of them. */
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
): Uint8Array {
  const [one, many] = [2, 7];
  return joined([
    ...inputs.map((input) => text(1, input)),
    ...outputs.map((output) => text(2, output)),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) =>
      typeof value === "number"
        ? part(5, joined([text(1, name), whole(3, value), whole(20, one)]))
        : part(5, joined([text(1, name), ...(value as number[]).map((item) => whole(8, item)), whole(20, many)])),
    ),
  ]);
}

/** A tensor that is part of the model. */
export function constant(name: string, dims: readonly number[], data: Float32Array | BigInt64Array): Uint8Array {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const type = data instanceof Float32Array ? types.float : types.int64;
  return joined([...dims.map((size) => whole(1, size)), whole(2, type), text(8, name), part(9, raw)]);
}

function valueInfo({ name, type, dims }: Value): Uint8Array {
  const shape = joined(dims.map((size) => part(1, whole(1, size))));
  return joined([text(1, name), part(2, part(1, joined([whole(1, types[type]), part(2, shape)])))]);
}

function whole(field: number, value: number): Uint8Array {
  return Uint8Array.from([...groups(field << 3), ...groups(value)]);
}

function part(field: number, content: Uint8Array): Uint8Array {
  const bytes = 2;
  return joined([Uint8Array.from([...groups((field << 3) | bytes), ...groups(content.length)]), content]);
}

function text(field: number, value: string): Uint8Array {
  return part(field, new TextEncoder().encode(value));
}

/** Seven bits a byte, lowest first. Below 0 as 64-bit two's complement. */
function groups(value: number): number[] {
  const found: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  while (left > 127n) {
    found.push(Number(left & 127n) | 128);
    left >>= 7n;
  }
  return [...found, Number(left)];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

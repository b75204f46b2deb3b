/** A first look at whether a device computes right: one matrix product against its plain twin. */
import type { Device } from "./device.ts";
import { tilesFor } from "./forward/tiles.ts";
import { matrixProductKernel, matrixProductPlain, matrixProductTolerance } from "./kernels/matrix-product.ts";
import { packed } from "./kernels/packing.ts";
import type { MatmulProfile } from "./language-model.ts";
import { readyKernel } from "./single-kernel.ts";

export interface DeviceCheck {
  readonly kernel: string;
  readonly isRight: boolean;
  /** Largest error of an output over Σ |x · w|. */
  readonly error: number;
  readonly tolerance: number;
}

/** Rows, columns and inner length: no tile divides them. */
const [rows, columns, inner] = [13, 37, 68] as const;

const matmul: MatmulProfile = {
  variant: "barrier-free",
  tileRows: 4,
  tileColumns: 4,
  order: "forward",
  splits: 1,
  partialSums: "dot",
  accumulator: "f32",
};

export async function checkDevice(device: Device): Promise<DeviceCheck> {
  // Values of both signs without a random stream; 7, 11 and 13 share no factor with the sizes.
  const x = Float32Array.from({ length: rows * inner }, (_, i) => ((i * 7) % 23) / 11 - 1);
  const weights = packed(
    Float32Array.from({ length: columns * inner }, (_, i) => ((i * 11) % 29) / 13 - 1),
    columns,
    inner,
    "f32",
  );
  const kernel = matrixProductKernel({
    weights: "f32",
    ...tilesFor(device, matmul, 1).wide,
    activations: "f32",
    isNormed: false,
    output: "store",
  });
  const y = await device.guarded("checking the adapter", async () => {
    const target = device.buffer(4 * rows * columns);
    const own = [device.filled(x), device.filled(weights.words as Uint32Array<ArrayBuffer>), target];
    const ready = await readyKernel(device, {
      kernel,
      rows,
      columns,
      shape: { columns, inner4: inner / 4 },
      settings: {},
      places: [],
      buffers: [own[0], own[1], "shape", target],
    });
    ready.submit(1);
    const read = await device.read([{ buffer: target, bytes: 4 * rows * columns }]);
    ready.free();
    for (const buffer of own) buffer.destroy();
    return new Float32Array(read);
  });
  const expected = matrixProductPlain(x, weights, "f32", new Float32Array());
  const sizes = matrixProductPlain(x.map(Math.abs), absolute(weights.words), "f32", new Float32Array());
  const error = Math.max(...y.map((value, i) => Math.abs(value - expected[i]) / sizes[i]));
  return {
    kernel: "matrix product",
    isRight: error <= matrixProductTolerance,
    error,
    tolerance: matrixProductTolerance,
  };
}

function absolute(words: Uint32Array) {
  return packed(new Float32Array(words.buffer).map(Math.abs), columns, inner, "f32");
}

/**
 * The roofline of the adapter at hand, measured with the project's own kernels: copy bandwidth, arithmetic of a large matrix product
 * (prefill), bytes of weights a second of a matrix times a vector (decode), and what a dispatch costs.
 *
 * The adapter's own bandwidth is what decode is compared with: `decodeFraction` is the memory efficiency that the simulation's
 * roofline calls MBU.
 */
import type { Device } from "./device.ts";
import { tilesFor } from "./forward/tiles.ts";
import { accessesOf, declare, header, type Kernel } from "./kernel.ts";
import { matrixProductKernel } from "./kernels/matrix-product.ts";
import { matrixProductWorkgroupKernel } from "./kernels/matrix-product-workgroup.ts";
import { groupLength } from "./kernels/stored-weights.ts";
import type { MatmulProfile } from "./language-model.ts";
import { readyKernel, type SingleKernel } from "./single-kernel.ts";

export interface Calibration {
  /** Bytes read and written by a copy. [byte/s] */
  readonly copyBytesPerSecond: number;
  /** Of an f32 product of `productSide`³. [FLOP/s] */
  readonly prefillFlopsPerSecond: number;
  readonly productSide: number;
  /** Weights read by an f32 product with one row. [byte/s] */
  readonly decodeBytesPerSecond: number;
  /** decodeBytesPerSecond over copyBytesPerSecond. */
  readonly decodeFraction: number;
  /** The same with weights in bf16 and in int4 with a scale for 32: what models are served in. [byte/s] */
  readonly decodeBf16BytesPerSecond: number;
  readonly decodeInt4BytesPerSecond: number;
  /** Of a dispatch that does next to nothing, in a long pass. [s] */
  readonly dispatchSeconds: number;
  /** Which product kernel was the faster one. */
  readonly productVariant: "barrier-free" | "workgroup";
}

/** Sizes: a GPU needs large ones to be busy, a CPU small ones to be done. */
interface Sizes {
  readonly copyBytes: number;
  readonly productSide: number;
  readonly vectorSide: number;
}

const sizes: Readonly<Record<"gpu" | "cpu", Sizes>> = {
  gpu: { copyBytes: 256 * 1024 * 1024, productSide: 2048, vectorSide: 8192 },
  cpu: { copyBytes: 16 * 1024 * 1024, productSide: 256, vectorSide: 1024 },
};

/** A measurement runs at least so long, and this often; the fastest counts. */
const leastSeconds = 0.05;
const repeats = 3;
const bytesPerReal = 4;
/** Bytes of a weight; in int4 half a byte and a 32nd part of a scale in f32. */
const bytesPerWeight = { f32: bytesPerReal, bf16: 2, int4: 1 / 2 + bytesPerReal / groupLength } as const;

const matmul: MatmulProfile = {
  variant: "barrier-free",
  tileRows: 8,
  tileColumns: 8,
  order: "forward",
  splits: 1,
  partialSums: "dot",
  accumulator: "f32",
};

/** @param now  a clock. [s] */
export async function calibrate(device: Device, now: () => number): Promise<Calibration> {
  const { copyBytes, productSide, vectorSide } = sizes[device.facts.isSoftware ? "cpu" : "gpu"];
  return await device.guarded("measuring the adapter", async () => {
    const copy = await copySeconds(device, copyBytes, now);
    const products = [
      await productSeconds(device, productSide, "barrier-free", now),
      await productSeconds(device, productSide, "workgroup", now),
    ];
    const decodeRate = async (weights: "f32" | "bf16" | "int4") =>
      (bytesPerWeight[weights] * vectorSide * vectorSide) / (await vectorSeconds(device, vectorSide, weights, now));
    const decodeBytesPerSecond = await decodeRate("f32");
    const decodeBf16BytesPerSecond = await decodeRate("bf16");
    const decodeInt4BytesPerSecond = await decodeRate("int4");
    const dispatch = await copySeconds(device, 64, now);
    const copyBytesPerSecond = (2 * copyBytes) / copy;
    return {
      copyBytesPerSecond,
      prefillFlopsPerSecond: (2 * productSide * productSide * productSide) / Math.min(...products),
      productSide,
      decodeBytesPerSecond,
      decodeFraction: decodeBytesPerSecond / copyBytesPerSecond,
      decodeBf16BytesPerSecond,
      decodeInt4BytesPerSecond,
      dispatchSeconds: dispatch,
      productVariant: products[0] <= products[1] ? "barrier-free" : "workgroup",
    };
  });
}

const copyThreads = 64;

function copyKernel(): Kernel {
  const bindings = ["read x: array<vec4f>", "uniform shape: Shape", "write y: array<vec4f>"];
  return {
    id: "copy",
    accesses: accessesOf(bindings),
    wgsl: `${header}${declare(bindings)}
@compute @workgroup_size(${copyThreads})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * ${copyThreads}u;
  if (i < shape.inner4) { y[i] = x[i]; }
}`,
    // A dispatch has at most 65,535 workgroups each way.
    workgroups: (_, columns) => {
      const groups = Math.ceil(columns / copyThreads);
      const height = Math.ceil(groups / 32_768);
      return [Math.ceil(groups / height), height, 1];
    },
  };
}

async function copySeconds(device: Device, bytes: number, now: () => number): Promise<number> {
  const quads = bytes / 16;
  const buffers = [device.buffer(bytes), device.buffer(bytes)];
  const shape = { inner4: quads };
  const [x, y] = buffers;
  const seconds = await measured(
    device,
    { kernel: copyKernel(), shape, rows: 1, columns: quads, buffers: [x, "shape", y] },
    now,
  );
  for (const buffer of buffers) buffer.destroy();
  return seconds;
}

async function productSeconds(
  device: Device,
  side: number,
  variant: Calibration["productVariant"],
  now: () => number,
): Promise<number> {
  const common = { weights: "f32", activations: "f32", output: "store", matmul: { ...matmul, variant } } as const;
  const kernel =
    variant === "workgroup"
      ? matrixProductWorkgroupKernel(common)
      : matrixProductKernel({ ...common, ...tilesFor(device, common.matmul, 1).wide, isNormed: false });
  return await squareSeconds(device, kernel, side, now);
}

/** A matrix of weights in a format times one vector. */
async function vectorSeconds(
  device: Device,
  side: number,
  weights: keyof typeof bytesPerWeight,
  now: () => number,
): Promise<number> {
  const single = { ...matmul, tileRows: 1, tileColumns: 1 } as const;
  const common = { activations: "f32", output: "store", isNormed: false, reading: "alone" } as const;
  const kernel = matrixProductKernel({ ...common, weights, matmul: single });
  const isScaled = weights === "int4";
  const words = device.buffer(side * side * (isScaled ? 1 / 2 : bytesPerWeight[weights]));
  const scales = isScaled ? [device.buffer((bytesPerReal * side * side) / groupLength)] : [];
  const [x, y] = [device.buffer(bytesPerReal * side), device.buffer(bytesPerReal * side)];
  const shape = { columns: side, inner4: side / 4, ...(isScaled ? { group4: groupLength / 4 } : {}) };
  const buffers = [x, words, ...scales, "shape", y] as const;
  const seconds = await measured(device, { kernel, shape, rows: 1, columns: side, buffers }, now);
  for (const buffer of [x, y, words, ...scales]) buffer.destroy();
  return seconds;
}

async function squareSeconds(device: Device, kernel: Kernel, side: number, now: () => number): Promise<number> {
  const buffers = [0, 1, 2].map(() => device.buffer(bytesPerReal * side * side));
  const [x, w, y] = buffers;
  const shape = { columns: side, inner4: side / 4 };
  const seconds = await measured(
    device,
    { kernel, shape, rows: side, columns: side, buffers: [x, w, "shape", y] },
    now,
  );
  for (const buffer of buffers) buffer.destroy();
  return seconds;
}

type Load = Pick<SingleKernel, "kernel" | "shape" | "rows" | "columns" | "buffers">;

/** Seconds of one dispatch: the fastest of some passes that are long enough to be timed. */
async function measured(device: Device, load: Load, now: () => number): Promise<number> {
  const ready = await readyKernel(device, { ...load, settings: {}, places: [] });
  const run = async (count: number) => {
    ready.submit(count);
    await device.gpu.queue.onSubmittedWorkDone();
  };
  await run(1);
  let count = 1;
  let seconds = await timed(() => run(count), now);
  while (seconds < leastSeconds) {
    count *= 2;
    seconds = await timed(() => run(count), now);
  }
  for (let i = 1; i < repeats; i++) seconds = Math.min(seconds, await timed(() => run(count), now));
  ready.free();
  return seconds / count;
}

async function timed(work: () => Promise<void>, now: () => number): Promise<number> {
  const start = now();
  await work();
  return now() - start;
}

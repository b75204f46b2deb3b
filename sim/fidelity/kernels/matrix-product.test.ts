import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noise, openSoftwareDevice, runKernel } from "../../../test/support/run-kernel.ts";
import type { Device } from "../device.ts";
import { noFault } from "../kernel.ts";
import type { MatmulProfile, PackedMatrix, WeightFormat } from "../language-model.ts";
import {
  type MatrixProductOptions,
  matrixProductKernel,
  matrixProductPlain,
  matrixProductTolerance,
} from "./matrix-product.ts";
import { matrixProductWorkgroupKernel } from "./matrix-product-workgroup.ts";
import { packed } from "./packing.ts";
import { rounded } from "./rounding.ts";
import { unpacked } from "./stored-weights.ts";

const usual: MatmulProfile = {
  variant: "barrier-free",
  tileRows: 4,
  tileColumns: 4,
  order: "forward",
  splits: 1,
  partialSums: "dot",
  accumulator: "f32",
};

/** Rows, columns and inner length that no tile and no group of 32 divides; and one of each. */
const shapes = [
  [13, 67, 172],
  [5, 30, 36],
  [1, 1, 4],
] as const;

describe("matrix product", () => {
  let device: Device;
  beforeAll(async () => {
    device = await openSoftwareDevice();
  });
  afterAll(() => device.close());

  async function product(
    options: Partial<MatrixProductOptions>,
    x: Float32Array,
    matrix: PackedMatrix,
    before: Float32Array,
  ) {
    const { rows: columns, columns: inner, words, scales, groupColumns } = matrix;
    const common = { weights: matrix.format, matmul: usual, activations: "f32", output: "store", ...options } as const;
    const isWorkgroup = common.matmul.variant === "workgroup";
    const kernel = isWorkgroup
      ? matrixProductWorkgroupKernel(common)
      : matrixProductKernel({ reading: "alone", ...common, isNormed: false });
    const rows = x.length / inner;
    const shape = { columns, inner4: inner / 4, group4: Math.max(1, groupColumns / 4), stage: 7 };
    const y = before.length === 0 ? new Float32Array(rows * columns) : before;
    const buffers = [x, words, ...(groupColumns === 0 ? [] : [scales]), "shape" as const, y];
    const { reals, fault } = await runKernel(device, kernel, { rows, columns, shape, buffers });
    return { y: reals[buffers.length - 1], fault };
  }

  /** Largest error over Σ |x · w| of its output. */
  function worst(y: Float32Array, expected: Float32Array, x: Float32Array, matrix: PackedMatrix): number {
    const sizes = matrixProductPlain(
      x.map(Math.abs),
      { ...packed(unpacked(matrix).map(Math.abs), matrix.rows, matrix.columns, "f32") },
      "f32",
      new Float32Array(),
    );
    return Math.max(...y.map((value, i) => Math.abs(value - expected[i]) / sizes[i]));
  }

  async function compare(options: Partial<MatrixProductOptions>, format: WeightFormat, tolerance: number) {
    // Barriers are slow here, and one shape that nothing divides says enough.
    const isWorkgroup = options.matmul?.variant === "workgroup";
    for (const [rows, columns, inner] of isWorkgroup ? shapes.slice(1, 2) : shapes) {
      const x = noise(2, rows * inner);
      const matrix = packed(noise(3, columns * inner), columns, inner, format);
      const { y, fault } = await product(options, x, matrix, new Float32Array());
      const expected = matrixProductPlain(x, matrix, "f32", new Float32Array());
      expect(fault).toBe(noFault);
      expect(worst(y, expected, x, matrix)).toBeLessThan(tolerance);
    }
  }

  test.each(["f32", "bf16", "f16", "fp8", "int8", "int4"] as const)("%s weights agree with the twin", (format) =>
    compare({}, format, matrixProductTolerance),
  );

  test.each([
    { tileRows: 1, tileColumns: 2 },
    { tileRows: 8, tileColumns: 8 },
    { tileRows: 2, tileColumns: 1, partialSums: "vector" },
    { order: "reversed", partialSums: "vector" },
    { order: "split", splits: 3 },
    { variant: "workgroup", tileRows: 1, tileColumns: 2 },
    { variant: "workgroup", tileRows: 2, tileColumns: 1, partialSums: "vector" },
  ] as const)("%o agrees with the twin", async (change) => {
    await compare({ matmul: { ...usual, ...change } }, "f32", matrixProductTolerance);
    if ("order" in change || "variant" in change)
      await compare({ matmul: { ...usual, ...change } }, "int4", matrixProductTolerance);
  });

  test("the order of summation moves the last bits, the tile moves none", async () => {
    const x = noise(4, 13 * 172);
    const matrix = packed(noise(5, 67 * 172), 67, 172, "f32");
    const forms: Partial<MatmulProfile>[] = [
      {},
      { tileRows: 8, tileColumns: 2 },
      { order: "reversed" },
      { order: "split", splits: 4 },
    ];
    const all = [];
    for (const form of forms)
      all.push((await product({ matmul: { ...usual, ...form } }, x, matrix, new Float32Array())).y);
    expect(all[1]).toEqual(all[0]);
    expect(all[2]).not.toEqual(all[0]);
    expect(all[3]).not.toEqual(all[0]);
  });

  test.each(["f32", "bf16"] as const)(
    "through workgroup memory the sums are the same to the bit: %s",
    async (format) => {
      const x = noise(13, 5 * 68);
      const matrix = packed(noise(14, 30 * 68), 30, 68, format);
      const shared = { ...usual, variant: "workgroup", tileRows: 1, tileColumns: 2 } as const;
      const alone = await product({}, x, matrix, new Float32Array());
      expect((await product({ matmul: shared }, x, matrix, new Float32Array())).y).toEqual(alone.y);
    },
  );

  test.each([
    [{ tileRows: 4, tileColumns: 1 }, "f32"],
    [{ tileRows: 16 }, "bf16"],
    [{ tileRows: 8, partialSums: "vector", order: "reversed" }, "f16"],
    [{ tileColumns: 1, order: "split", splits: 2, accumulator: "f16" }, "fp8"],
    [{ tileRows: 8, tileColumns: 2 }, "int8"],
    [{ tileRows: 16, partialSums: "vector" }, "int4"],
  ] as const)("read in quads the sums are the same to the bit: %o, %s weights", async (change, format) => {
    for (const [rows, columns, inner] of shapes) {
      const x = noise(15, rows * inner);
      const matrix = packed(noise(16, columns * inner), columns, inner, format);
      const before = noise(17, rows * columns);
      for (const output of ["store", "add"] as const) {
        const options = { matmul: { ...usual, ...change }, activations: "bf16", output } as const;
        const ownBefore = output === "add" ? before : new Float32Array();
        const alone = await product(options, x, matrix, ownBefore.slice());
        const inQuads = await product({ ...options, reading: "in quads" }, x, matrix, ownBefore.slice());
        expect(inQuads).toEqual(alone);
        expect(alone.y.some((value) => value !== 0)).toBe(true);
      }
    }
  });

  test("an f16 accumulator errs by a few of its steps, and more than f32", async () => {
    // A running sum of n/4 terms, each rounded to 2⁻¹¹ of its size.
    const half = { ...usual, accumulator: "f16" } as const;
    await compare({ matmul: half }, "f16", 44 / 2048);
    const x = noise(6, 172);
    const matrix = packed(noise(7, 5 * 172), 5, 172, "f16");
    const { y } = await product({ matmul: half }, x, matrix, new Float32Array());
    expect([...y]).toEqual([...y].map((value) => rounded(value, "f16")));
    expect(worst(y, matrixProductPlain(x, matrix, "f32", new Float32Array()), x, matrix)).toBeGreaterThan(1e-5);
  });

  test.each(["bf16", "f16"] as const)("adds to what is there, rounding to %s twice", async (activations) => {
    const before = noise(8, 5 * 30).map((value) => rounded(value, activations));
    const x = noise(9, 5 * 36);
    const matrix = packed(noise(10, 30 * 36), 30, 36, "f32");
    const { y } = await product({ activations, output: "add" }, x, matrix, before);
    const expected = matrixProductPlain(x, matrix, activations, before);
    // A sum on the border of two values may fall on either side: at most one step, and hardly ever.
    const steps = activations === "bf16" ? 2 ** -7 : 2 ** -10;
    expect(
      Math.max(...y.map((value, i) => Math.abs(value - expected[i]) / Math.max(1, Math.abs(expected[i])))),
    ).toBeLessThanOrEqual(2 * steps);
    expect(y.filter((value, i) => value !== expected[i]).length).toBeLessThan(4);
  });

  test("says at which stage a value is not finite", async () => {
    const x = noise(11, 2 * 36);
    x[40] = Number.POSITIVE_INFINITY;
    const { fault } = await product({}, x, packed(noise(12, 3 * 36), 3, 36, "f32"), new Float32Array());
    expect(fault).toBe(7);
  });
});

/** Sums in the adapter's own f16. In a file, and so a process, of its own: it wants the driver of the system. */
import { afterAll, describe, expect, test } from "vitest";
import { noise, runKernel } from "../../../test/support/run-kernel.ts";
import { openHostDevice } from "../../host/adapter/open-adapter.ts";
import { noFault } from "../kernel.ts";
import type { MatmulProfile } from "../language-model.ts";
import { matrixProductKernel, matrixProductPlain } from "./matrix-product.ts";
import { packed } from "./packing.ts";

const device = await openHostDevice("system").catch(() => undefined);
const hasHalf = device?.gpu.features.has("shader-f16") === true;
afterAll(() => device?.close());

describe.skipIf(!hasHalf)("native f16 (needs a driver of the system whose adapter has shader-f16)", () => {
  test.each([
    ["f16", "dot"],
    ["f16", "vector"],
    ["int4", "dot"],
    ["f32", "vector"],
  ] as const)("%s weights, %s sums: agree with the twin within steps of f16", async (format, partialSums) => {
    const matmul: MatmulProfile = {
      variant: "barrier-free",
      tileRows: 2,
      tileColumns: 4,
      order: "forward",
      splits: 1,
      partialSums,
      accumulator: "native f16",
    };
    const [rows, columns, inner] = [5, 30, 36];
    const x = noise(1, rows * inner);
    const weights = packed(noise(2, columns * inner), columns, inner, format);
    const kernel = matrixProductKernel({
      weights: format,
      matmul,
      activations: "f32",
      isNormed: false,
      reading: "alone",
      output: "store",
    });
    const scales = weights.groupColumns === 0 ? [] : [weights.scales];
    const { reals, fault } = await runKernel(device!, kernel, {
      rows,
      columns,
      shape: { columns, inner4: inner / 4, group4: 8 },
      buffers: [x, weights.words, ...scales, "shape", new Float32Array(rows * columns)],
    });
    expect(fault).toBe(noFault);
    const none = new Float32Array();
    const y = reals.at(-1) as Float32Array;
    const expected = matrixProductPlain(x, weights, "f32", none);
    // Inputs, products and up to 36 sums are rounded to 2⁻¹¹ of sizes up to 8, signs mixed.
    const worst = Math.max(...y.map((value, i) => Math.abs(value - expected[i])));
    expect(worst).toBeLessThan(0.06);
    expect(worst).toBeGreaterThan(1e-5);
  });
});

/** The fused kernels against the twins of what they join. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noise, openSoftwareDevice, runKernel } from "../../../test/support/run-kernel.ts";
import type { Device } from "../device.ts";
import { noFault } from "../kernel.ts";
import type { MatmulProfile } from "../language-model.ts";
import { rotationTable } from "../rotation.ts";
import { fusedAttentionInputKernel, fusedAttentionInputTolerance } from "./fused-attention-input.ts";
import { fusedGatedUnitKernel, fusedGatedUnitTolerance } from "./fused-gated-unit.ts";
import { gatedUnitPlain } from "./gated-unit.ts";
import { matrixProductPlain } from "./matrix-product.ts";
import { packed } from "./packing.ts";
import { rmsNormPlain } from "./rms-norm.ts";
import { rotaryPlain } from "./rotary-embedding.ts";

const none = new Float32Array();
const [rows, width, epsilon] = [7, 44, 1e-5];
const x = noise(1, rows * width, 3);
const gain = noise(2, width);
const normed = rmsNormPlain(x, gain, epsilon, "f32");

const matmul = (tileRows: 1 | 4, tileColumns: 2 | 8): MatmulProfile => ({
  variant: "barrier-free",
  tileRows,
  tileColumns,
  order: "forward",
  splits: 1,
  partialSums: "dot",
  accumulator: "f32",
});

let device: Device;
beforeAll(async () => {
  device = await openSoftwareDevice();
});
afterAll(() => device.close());

describe("fused attention input", () => {
  test.each([
    ["f32", 4, 8, "alone"],
    ["int4", 1, 2, "alone"],
    ["bf16", 4, 8, "in quads"],
  ] as const)("%s, %i × %i, %s: norm, product and turn agree with their twins", async (format, r, c, reading) => {
    const [heads, kvHeads, headWidth, context] = [3, 1, 8, 20];
    const columns = (heads + 2 * kvHeads) * headWidth;
    const weights = packed(noise(3, columns * width), columns, width, format);
    const table = rotationTable({ headWidth, ropeBase: 10_000 } as Parameters<typeof rotationTable>[0], context);
    const options = { weights: format, matmul: matmul(r, c), reading, activations: "f32", kvCache: "f32" } as const;
    const scales = weights.groupColumns === 0 ? [] : [weights.scales];
    const { reals, fault } = await runKernel(device, fusedAttentionInputKernel({ ...options, trigonometry: "table" }), {
      rows,
      columns,
      shape: { columns, inner4: width / 4, group4: 8, heads, kvHeads, headWidth, epsilon },
      settings: { context },
      buffers: [
        x,
        weights.words,
        ...scales,
        gain,
        "shape",
        table,
        new Float32Array(context * 2 * kvHeads * headWidth),
        new Float32Array(rows * heads * headWidth),
      ],
    });
    expect(fault).toBe(noFault);
    const [cache, queries] = reals.slice(-2);
    const product = matrixProductPlain(normed, weights, "f32", none);
    const size = matrixProductPlain(
      normed.map(Math.abs),
      { ...weights, words: packed(noise(3, columns * width).map(Math.abs), columns, width, format).words },
      "f32",
      none,
    );
    const largest = Math.max(...size.map(Math.abs));
    for (let row = 0; row < rows; row++) {
      const own = product.subarray(row * columns, (row + 1) * columns);
      const turned = rotaryPlain(own.subarray(0, (heads + kvHeads) * headWidth), row, table, headWidth, "f32");
      const found = [
        ...queries.subarray(row * heads * headWidth, (row + 1) * heads * headWidth),
        ...cache.subarray(row * 2 * kvHeads * headWidth, (row + 1) * 2 * kvHeads * headWidth),
      ];
      const expected = [...turned, ...own.subarray((heads + kvHeads) * headWidth)];
      const worst = Math.max(...found.map((value, i) => Math.abs(value - expected[i])));
      expect(worst / largest).toBeLessThan(fusedAttentionInputTolerance);
    }
  });
});

describe("fused gated unit", () => {
  test.each([
    ["f32", 4, 8, "alone"],
    ["fp8", 1, 2, "alone"],
    ["bf16", 4, 8, "in quads"],
  ] as const)("%s, %i × %i, %s: norm, product and gate agree with their twins", async (format, r, c, reading) => {
    const columns = 27;
    const weights = packed(noise(4, 2 * columns * width, 0.5), 2 * columns, width, format);
    const scales = weights.groupColumns === 0 ? [] : [weights.scales];
    const kernel = fusedGatedUnitKernel({ weights: format, matmul: matmul(r, c), reading, activations: "f32" });
    const { reals, fault } = await runKernel(device, kernel, {
      rows,
      columns,
      shape: { columns, inner4: width / 4, group4: Math.max(1, weights.groupColumns / 4), epsilon },
      buffers: [x, weights.words, ...scales, gain, "shape", new Float32Array(rows * columns)],
    });
    expect(fault).toBe(noFault);
    const both = matrixProductPlain(normed, weights, "f32", none);
    const expected = gatedUnitPlain(both, columns, "f32");
    const y = reals.at(-1) as Float32Array;
    for (const [i, value] of y.entries()) {
      const row = Math.floor(i / columns);
      const [gate, up] = [both[row * 2 * columns + (i % columns)], both[(row * 2 + 1) * columns + (i % columns)]];
      // Sums of 44 products of size up to 1.5 err by their own tolerance even where they cancel.
      const size = (1 + Math.abs(gate)) * (1 + Math.abs(up));
      expect(Math.abs(value - expected[i]) / size).toBeLessThan(fusedGatedUnitTolerance);
    }
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apart, type KernelRun, noise, openSoftwareDevice, runKernel } from "../../../test/support/run-kernel.ts";
import type { Device } from "../device.ts";
import { noFault, type Variant } from "../kernel.ts";
import type { AttentionProfile, ValueFormat } from "../language-model.ts";
import { type AttentionOptions, attentionKernel, attentionPlain, attentionTolerance } from "./attention.ts";

const [heads, kvHeads, headWidth, context] = [6, 3, 12, 50];
const width = kvHeads * headWidth;
const columns = (heads + 2 * kvHeads) * headWidth;
/** Rows of two sequences at various positions. */
const places = [
  [0, 0, 0],
  [0, 48, 0],
  [1, 5, 0],
  [1, 31, 0],
  [0, 7, 0],
] as const;

/** Rows as a prefill has them: a sequence that begins anew within the four rows of an invocation, the next one with a rest. */
const running = Array.from({ length: 15 }, (_, i) => (i < 6 ? ([0, 17 + i, 0] as const) : ([1, i - 6, 0] as const)));

const q = noise(1, running.length * columns, 3);
const cache = noise(2, 2 * context * 2 * width);

function rowsOf(sequence: number, part: 0 | 1): Float32Array {
  const rows = Array.from({ length: context }, (_, position) => {
    const cell = (sequence * context + position) * 2 * width + part * width;
    return [...cache.subarray(cell, cell + width)];
  });
  return Float32Array.from(rows.flat());
}

describe("attention", () => {
  let device: Device;
  beforeAll(async () => {
    device = await openSoftwareDevice();
  });
  afterAll(() => device.close());

  type Options = Omit<AttentionOptions, "headWidth" | "context">;

  async function attended(options: Options, rows: KernelRun["places"] & object, window: number): Promise<Float32Array> {
    const { reals, fault } = await runKernel(device, attentionKernel({ ...options, headWidth, context }), {
      rows: rows.length,
      columns: heads,
      shape: { columns, heads, kvHeads, headWidth },
      settings: { context, window },
      places: rows,
      buffers: [q, cache, "shape", new Float32Array(rows.length * heads * headWidth)],
    });
    expect(fault).toBe(noFault);
    return reals[3];
  }

  async function differences(
    attention: AttentionProfile,
    variant: Variant,
    activations: ValueFormat,
    window: number,
  ): Promise<number> {
    const found = await attended({ activations, attention, variant, rowsTogether: 1 }, places, window);
    const expected = places.flatMap(([sequence, position], row) => {
      const own = q.subarray(row * columns, row * columns + heads * headWidth);
      const { roundsWeights } = attention;
      const how = { heads, kvHeads, headWidth, position, window, activations, roundsWeights };
      return [...attentionPlain(own, rowsOf(sequence, 0), rowsOf(sequence, 1), how)];
    });
    return apart(found, expected);
  }

  test.each([
    ["online", 1, "barrier-free"],
    ["online", 4, "barrier-free"],
    ["two-pass", 1, "barrier-free"],
    ["two-pass", 1, "workgroup"],
  ] as const)("%s, blocks of %i, %s: agrees with the twin, windowed or not", async (kind, block, variant) => {
    const attention: AttentionProfile = { variant: kind, block, roundsWeights: false };
    expect(await differences(attention, variant, "f32", 0)).toBeLessThan(attentionTolerance);
    expect(await differences(attention, variant, "f32", 9)).toBeLessThan(attentionTolerance);
  });

  test.each(["online", "two-pass"] as const)("%s: several rows in one invocation give the same bits", async (kind) => {
    const attention: AttentionProfile = { variant: kind, block: 1, roundsWeights: true };
    const options = { activations: "bf16", attention, variant: "barrier-free" } as const;
    for (const [rows, window] of [[running, 0] as const, [running, 9] as const, [places, 0] as const]) {
      const alone = await attended({ ...options, rowsTogether: 1 }, rows, window);
      for (const rowsTogether of [4, 8] as const)
        expect(await attended({ ...options, rowsTogether }, rows, window)).toEqual(alone);
      expect(alone.some((value) => value !== 0)).toBe(true);
    }
  });

  test("rounded weights of a two-pass attention agree with the twin but for single steps of bf16", async () => {
    const attention: AttentionProfile = { variant: "two-pass", block: 1, roundsWeights: true };
    // The result is rounded to 2⁻⁸ of at most 1; a weight on a border moves less than that.
    expect(await differences(attention, "barrier-free", "bf16", 0)).toBeLessThanOrEqual(2 ** -8);
    expect(await differences(attention, "workgroup", "bf16", 0)).toBeLessThanOrEqual(2 ** -8);
    const unrounded = { ...attention, roundsWeights: false };
    expect(await differences(unrounded, "barrier-free", "bf16", 0)).toBeLessThanOrEqual(2 ** -8);
  });
});

/**
 * What makes SwiftShader fast changes no number: it runs the project's kernels without bounds checks (`open-adapter.ts`), and rows of a product
 * are read in quads (`reading.ts`). With the checks every index beyond a buffer would be clamped and the numbers would differ: that they do
 * not is the licence to leave the checks out. That each invocation reads alone is what records and their hash of kernels stand for.
 */

import { afterAll, beforeAll, expect, test } from "vitest";
import { create } from "webgpu";
import { smallConfig, smallLanguageModel } from "../../../test/support/small-language-model.ts";
import { type Device, openDevice } from "../../fidelity/device.ts";
import { openDeviceRunner } from "../../fidelity/forward/device-runner.ts";
import { honestPass, type PassChanges } from "../../fidelity/language-model.ts";
import { executorProfiles } from "../../fidelity/profiles/catalogue.ts";
import { openHostDevice } from "./open-adapter.ts";

/** Lengths that no tile divides, and a gated layer that no quad divides. */
const model = smallLanguageModel({ hidden: 18, isTied: false });
const prompts = [11, 1, 7].map((length, s) =>
  Uint32Array.from({ length }, (_, i) => (3 * s + 5 * i * i + i) % smallConfig.vocabulary),
);

let fast: Device;
let slow: Device;
let instance: GPU;
beforeAll(async () => {
  fast = await openHostDevice("swiftshader");
  // Kept by name: an adapter ends with the instance that made it.
  instance = create(["backend=vulkan"]);
  slow = await openDevice((await instance.requestAdapter())!, "swiftshader", ["subgroups"]);
});
afterAll(() => {
  fast.close();
  slow.close();
  expect(instance).toBeDefined();
});

/** Texts and all scores of a batch, by decoding and by prefill. */
async function executed(device: Device, profile: (typeof executorProfiles)[number], changes: PassChanges) {
  const options = { profile, changes, batchMax: 3, contextMax: 30, topCount: 5 };
  const runner = await openDeviceRunner(device, model, options);
  const sampling = { temperature: 1, seeds: [1, 2, 3] };
  const wants = ["hidden", "logits"] as const;
  const completions = await runner.generate({ prompts, counts: [12, 29, 5], sampling, wants });
  const sequences = prompts.map((own, i) => Uint32Array.from([...own, ...(completions[i]?.tokens ?? [])]));
  const scores = await runner.prefill({ sequences, wants, resampling: sampling });
  runner.close();
  return { completions, scores };
}

test.each(
  executorProfiles.flatMap((profile) => [
    [profile.id, "as agreed", honestPass] as const,
    [profile.id, "int4, a window", { ...honestPass, weights: "int4", window: 4 } as const] as const,
  ]),
)(
  "%s, %s: the same bits with bounds checks and reading alone, and without checks and in quads",
  async (id, _, changes) => {
    const profile = executorProfiles.find((one) => one.id === id)!;
    expect(await executed(fast, profile, changes)).toEqual(await executed(slow, profile, changes));
    const swapping = (device: Device) => device.sources.filter((wgsl) => wgsl.includes("quadSwap")).length;
    expect(swapping(fast)).toBeGreaterThan(3);
    expect(swapping(slow)).toBe(0);
  },
);

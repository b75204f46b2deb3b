/** A small model executed by decoding and by prefill: two devices that give the same bits give equal objects. */
import type { Device } from "../../sim/fidelity/device.ts";
import { openDeviceRunner } from "../../sim/fidelity/forward/device-runner.ts";
import type { ExecutorProfile, PassChanges } from "../../sim/fidelity/language-model.ts";
import { honestPass } from "../../sim/fidelity/language-model.ts";
import { executorProfiles } from "../../sim/fidelity/profiles/catalogue.ts";
import { smallConfig, smallLanguageModel } from "./small-language-model.ts";

/** Lengths that no tile divides, and a gated layer that no quad divides. */
const model = smallLanguageModel({ hidden: 18, isTied: false });

/** All profiles, honest and with other weights and a window. */
export const executedCases = executorProfiles.flatMap((profile) => [
  [profile.id, "as agreed", honestPass] as const,
  [profile.id, "int4, a window", { ...honestPass, weights: "int4", window: 4 } as const] as const,
]);

/** Texts and all scores of a batch. @param sequences  1 … 12 */
export async function executed(device: Device, profile: ExecutorProfile, changes: PassChanges, sequences = 3) {
  const prompts = Array.from({ length: sequences }, (_, s) =>
    Uint32Array.from(
      { length: [11, 1, 7][s % 3] as number },
      (_, i) => (3 * s + 5 * i * i + i) % smallConfig.vocabulary,
    ),
  );
  const options = { profile, changes, batchMax: sequences, contextMax: 30, topCount: 5 };
  const runner = await openDeviceRunner(device, model, options);
  const sampling = { temperature: 1, seeds: prompts.map((_, s) => s + 1) };
  const wants = ["hidden", "logits"] as const;
  const counts = prompts.map((_, s) => [12, 29, 5][s % 3] as number);
  const completions = await runner.generate({ prompts, counts, sampling, wants });
  const whole = prompts.map((own, i) => Uint32Array.from([...own, ...(completions[i]?.tokens ?? [])]));
  const scores = await runner.prefill({ sequences: whole, wants, resampling: sampling });
  runner.close();
  return { completions, scores };
}

export function profileOf(id: string): ExecutorProfile {
  return executorProfiles.find((one) => one.id === id) as ExecutorProfile;
}

/** Kernels compiled on the device whose text has this word. */
export function kernelsWith(device: Device, word: string): number {
  return device.sources.filter((wgsl) => wgsl.includes(word)).length;
}

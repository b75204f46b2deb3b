/** The WGSL that a measurement executes, pinned: records belong to it. */
import { createHash } from "node:crypto";
import { behaviourExecutions } from "../../fidelity/behaviours/registry.ts";
import type { Device } from "../../fidelity/device.ts";
import { openDeviceRunner } from "../../fidelity/forward/device-runner.ts";
import { honestPass } from "../../fidelity/language-model.ts";
import type { Material } from "../../fidelity/measure/material.ts";
import { executorProfiles } from "../../fidelity/profiles/catalogue.ts";

/**
 * SHA-256 of `compiledWgsl` with the project's own material, on a device without subgroups: each invocation reads alone. What is faster
 * and gives the same bits is no part of it: loads shared on the CPU (`sim/host/adapter/same-bits.test.ts`), workgroup memory on a GPU
 * (`matrix-product.test.ts`). The header of records stands for it (`executed-kernels.ts`). A change of any kernel's text fails
 * `executed-wgsl.test.ts`, which names the new value; then measure anew into a fresh file of records:
 * `commonwatt measure --records FILE --adapter swiftshader`, once with `--most 8`, then with `--behaviours honest --most 32`,
 * `--behaviours int4 --most 16` and `--samples 4`, and write the page (`sim/host/detection/write.ts`).
 */
export const executedWgsl = "477ddcf06c1942bd0d9b76c0c304fd0e2fcee13438c24e14a860311ae3bc3d79";

/** Compiles every pass that profiles and behaviours call for. @returns SHA-256 of all WGSL texts compiled on the device so far */
export async function compiledWgsl(device: Device, material: Material): Promise<string> {
  const models = { agreed: material.agreed, smaller: material.smaller, "fine-tuned": material.fineTuned };
  for (const profile of executorProfiles) {
    const passes = [{ model: "agreed" as const, changes: honestPass }, ...behaviourExecutions];
    for (const { model, changes } of passes) {
      const options = { profile, changes, batchMax: profile.batch, contextMax: 128, topCount: 5 };
      (await openDeviceRunner(device, models[model], options)).close();
    }
  }
  return createHash("sha256").update(device.sources.join("\0")).digest("hex");
}

/** Where a driver on the CPU has subgroups of eight, as lavapipe, rows are read in eights: the same bits as reading alone. */
import { afterAll, describe, expect, test } from "vitest";
import { executed, executedCases, kernelsWith, profileOf } from "../../../test/support/same-execution.ts";
import type { Device } from "../../fidelity/device.ts";
import { DeviceError } from "../../fidelity/device-error.ts";
import { openHostDevice } from "./open-adapter.ts";

const shared = await systemDevice([]);
const alone = await systemDevice(["subgroups"]);
const hasEights = shared?.facts.isSoftware === true && shared.facts.subgroupSizes[0] >= 8;

async function systemDevice(without: readonly GPUFeatureName[]): Promise<Device | undefined> {
  return await openHostDevice("system", without).catch((error: unknown) => {
    if (error instanceof DeviceError && error.fault === "missing") return undefined;
    throw error;
  });
}

afterAll(() => {
  shared?.close();
  alone?.close();
});

describe.skipIf(!hasEights)("in eights (needs a system driver on the CPU with subgroups of eight, as lavapipe)", () => {
  test.each(executedCases)(
    "%s, %s: the same bits as alone, in batches of 3 and 9",
    async (id, _, changes) => {
      const profile = profileOf(id);
      for (const sequences of [3, 9]) {
        const found = await executed(shared as Device, profile, changes, sequences);
        expect(found).toEqual(await executed(alone as Device, profile, changes, sequences));
      }
      expect(kernelsWith(shared as Device, "subgroupBroadcast")).toBeGreaterThan(1);
      expect(kernelsWith(alone as Device, "subgroupBroadcast")).toBe(0);
    },
    120_000,
  );
});

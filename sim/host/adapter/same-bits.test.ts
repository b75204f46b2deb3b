/**
 * What makes SwiftShader fast changes no number: it runs the project's kernels without bounds checks (`open-adapter.ts`), and rows of a product
 * are read in quads (`reading.ts`). With the checks every index beyond a buffer would be clamped and the numbers would differ: that they do
 * not is the licence to leave the checks out. That each invocation reads alone is what records and their hash of kernels stand for.
 */

import { afterAll, beforeAll, expect, test } from "vitest";
import { create } from "webgpu";
import { executed, executedCases, kernelsWith, profileOf } from "../../../test/support/same-execution.ts";
import { type Device, openDevice } from "../../fidelity/device.ts";
import { openHostDevice } from "./open-adapter.ts";

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

test.each(executedCases)(
  "%s, %s: the same bits with bounds checks and reading alone, and without checks and in quads",
  async (id, _, changes) => {
    const profile = profileOf(id);
    expect(await executed(fast, profile, changes)).toEqual(await executed(slow, profile, changes));
    expect(kernelsWith(fast, "quadSwap")).toBeGreaterThan(3);
    expect(kernelsWith(slow, "quadSwap")).toBe(0);
  },
);

/** The committed records belong to the kernels in the tree. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Device } from "../../fidelity/device.ts";
import { openHostDevice } from "../adapter/open-adapter.ts";
import { compiledWgsl, executedWgsl } from "./executed-wgsl.ts";
import { ownMaterial } from "./own-material.ts";

let device: Device;
beforeAll(async () => {
  device = await openHostDevice("swiftshader", ["subgroups"]);
});
afterAll(() => device.close());

test("the WGSL of every pass is the one that the records were measured with", async () => {
  expect(await compiledWgsl(device, ownMaterial())).toBe(executedWgsl);
  expect(device.sources.length).toBeGreaterThan(20);
});

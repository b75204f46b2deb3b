/** Waiting for the device without looking all the time. */
import { setImmediate, setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSoftwareDevice } from "../../test/support/run-kernel.ts";
import { type Device, usage } from "./device.ts";
import { mapped } from "./mapping.ts";

let device: Device;
beforeAll(async () => {
  device = await openSoftwareDevice();
});
afterAll(() => device.close());

const busy = `
@group(0) @binding(0) var<storage, read_write> y: array<u32>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
  var x = id.x;
  for (var i = 0u; i < 200000u; i++) { x = x * 747796405u + 2891336453u; }
  y[id.x] = x;
}`;

/** Some tens of milliseconds of work into a buffer that can be read. */
function working(count: number): GPUBuffer {
  const { gpu } = device;
  const module = gpu.createShaderModule({ code: busy });
  const pipeline = gpu.createComputePipeline({ layout: "auto", compute: { module, entryPoint: "main" } });
  const [result, staging] = [device.buffer(256), device.buffer(256, usage.copyTarget | usage.mapRead)];
  const encoder = gpu.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const entries = [{ binding: 0, resource: { buffer: result } }];
  pass.setBindGroup(0, gpu.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  for (let i = 0; i < count; i++) pass.dispatchWorkgroups(1);
  pass.end();
  encoder.copyBufferToBuffer(result, 0, staging, 0, 256);
  gpu.queue.submit([encoder.finish()]);
  return staging;
}

/** What a lane comes to. */
function expected(lane: number): number {
  let x = lane;
  for (let i = 0; i < 200_000; i++) x = (Math.imul(x, 747_796_405) + 2_891_336_453) >>> 0;
  return x;
}

test("what a long dispatch wrote is read once it is done, with pauses meanwhile", async () => {
  let pauses = 0;
  const patience = {
    turn: () => setImmediate(),
    pause: () => {
      pauses++;
      return setTimeout(1);
    },
  };
  const buffer = working(20);
  await mapped(buffer, 256, patience);
  const found = new Uint32Array(buffer.getMappedRange());
  expect([found[0], found[63]]).toEqual([expected(0), expected(63)]);
  expect(pauses).toBeGreaterThan(1);
});

test("without patience the promise is waited for; a buffer that is gone rejects either way", async () => {
  const buffer = working(1);
  await mapped(buffer, 256, undefined);
  expect(new Uint32Array(buffer.getMappedRange())[1]).toBe(expected(1));
  buffer.destroy();
  const patience = { turn: () => setImmediate(), pause: () => setTimeout(1) };
  device.gpu.pushErrorScope("validation");
  for (const how of [undefined, patience]) await expect(mapped(buffer, 256, how)).rejects.toThrow();
  expect(await device.gpu.popErrorScope()).not.toBeNull();
});

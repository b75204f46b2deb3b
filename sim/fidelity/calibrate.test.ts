import { expect, test } from "vitest";
import { openSoftwareDevice } from "../../test/support/run-kernel.ts";
import { calibrate } from "./calibrate.ts";

test("an adapter's roofline: figures follow from seconds and sizes", async () => {
  const device = await openSoftwareDevice();
  // A clock by which every reading comes 0.2 s after the last: then a dispatch takes 0.2 s, whatever the machine's load.
  let reads = 0;
  const tick = 0.2;
  const calibration = await calibrate(device, () => tick * reads++);
  expect(calibration.copyBytesPerSecond).toBeCloseTo((2 * 16 * 1024 * 1024) / tick, 3);
  expect(calibration.prefillFlopsPerSecond).toBeCloseTo((2 * 256 * 256 * 256) / tick, 3);
  expect(calibration.decodeBytesPerSecond).toBeCloseTo((4 * 1024 * 1024) / tick, 3);
  expect(calibration.decodeFraction).toBeCloseTo((4 * 1024 * 1024) / (2 * 16 * 1024 * 1024), 9);
  expect(calibration.decodeBf16BytesPerSecond).toBeCloseTo((2 * 1024 * 1024) / tick, 3);
  // Half a byte a weight, and 4 bytes of scale for 32.
  expect(calibration.decodeInt4BytesPerSecond).toBeCloseTo((0.625 * 1024 * 1024) / tick, 3);
  expect(calibration.dispatchSeconds).toBeCloseTo(tick, 9);
  device.close();
});

/** `commonwatt doctor`: which WebGPU adapter the kernel tier would use, whether it computes right, and what is missing. */
import { performance } from "node:perf_hooks";
import { type Calibration, calibrate } from "../../fidelity/calibrate.ts";
import { checkDevice, type DeviceCheck } from "../../fidelity/check-device.ts";
import { type AdapterFacts, type Device, openDevice } from "../../fidelity/device.ts";
import { DeviceError } from "../../fidelity/device-error.ts";
import type { AdapterChoice } from "../adapter/choices.ts";
import { type Attempt, findAdapter } from "../adapter/open-adapter.ts";
import { exitCodes } from "../complain.ts";
import { aligned, printJson, printLine } from "../terminal.ts";

export interface DoctorOptions {
  readonly adapter?: AdapterChoice;
  /** Measures the adapter's roofline too. */
  readonly measure?: boolean;
  readonly json?: boolean;
}

/** Something that the kernel tier could use and has not. */
interface Missing {
  readonly what: string;
  readonly consequence: string;
  readonly remedy: string;
}

/** @throws DeviceError when there is no adapter, or when it computes wrongly */
export async function doctorCommand({
  adapter = "best",
  measure = false,
  json = false,
}: DoctorOptions): Promise<number> {
  const found = await findAdapter(adapter);
  const device = await openDevice(found.adapter, found.route);
  try {
    const check = await checkDevice(device);
    if (!check.isRight) throw wrongResults(device.facts, check);
    const calibration = measure ? await calibrate(device, () => performance.now() / 1000) : undefined;
    const missing = missingOf(device, found.attempts);
    if (json) printJson({ ok: true, adapter: device.facts, check, missing, calibration: calibration ?? null });
    else print(device.facts, check, missing, calibration);
    return exitCodes.fine;
  } finally {
    device.close();
  }
}

export function wrongResults({ description }: AdapterFacts, { kernel, error, tolerance }: DeviceCheck): DeviceError {
  const what = `${description} computes wrongly: ${kernel} errs by ${error.toExponential(1)}, allowed are ${tolerance.toExponential(1)}`;
  return new DeviceError("refused", what, "update the driver, or use --adapter swiftshader");
}

function missingOf({ gpu }: Device, attempts: readonly Attempt[]): Missing[] {
  const missing: Missing[] = attempts.map(({ route, problem, remedy }) => ({
    what: route === "system" ? "a GPU with its driver" : route,
    consequence: problem,
    remedy,
  }));
  if (!gpu.features.has("shader-f16")) {
    missing.push({
      what: "shader-f16",
      consequence: "profiles that compute in native f16 cannot be measured here; those that round to f16 can",
      remedy: "use a GPU that has it",
    });
  }
  return missing;
}

function print(facts: AdapterFacts, check: DeviceCheck, missing: readonly Missing[], calibration?: Calibration): void {
  const { limits, subgroupSizes } = facts;
  const optional = ["shader-f16", "subgroups", "timestamp-query"].filter((name) => facts.features.includes(name));
  const rows = [
    [
      "adapter",
      `${facts.description || facts.device} (${[facts.vendor, facts.architecture].filter(Boolean).join(" ")})`,
    ],
    ["found by", facts.route === "system" ? "the driver of the system" : "SwiftShader of @sparticuz/chromium"],
    ["runs on", facts.isSoftware ? "the CPU" : "a GPU"],
    [
      "features",
      `${optional.join(", ") || "none"}${subgroupSizes[1] > 0 ? `; subgroups of ${[...new Set(subgroupSizes)].join("–")}` : ""}`,
    ],
    ["buffer", `at most ${mebibytes(limits.maxBufferSize)}, bound ${mebibytes(limits.maxStorageBufferBindingSize)}`],
    [
      "workgroup",
      `at most ${limits.maxComputeInvocationsPerWorkgroup} invocations, ${limits.maxComputeWorkgroupStorageSize / 1024} KiB`,
    ],
    [
      "check",
      `${check.kernel} agrees with plain code: error ${check.error.toExponential(1)}, allowed ${check.tolerance.toExponential(1)}`,
    ],
    ...(calibration === undefined ? [] : measuredRows(calibration)),
    ...missing.map(({ what, consequence, remedy }) => ["missing", `${what}: ${consequence} — ${remedy}`]),
  ];
  for (const line of aligned(rows)) printLine(line);
}

function measuredRows(calibration: Calibration): string[][] {
  const { copyBytesPerSecond, prefillFlopsPerSecond, productSide, decodeBytesPerSecond, decodeFraction } = calibration;
  const size = `${productSide} × ${productSide} × ${productSide}`;
  return [
    ["copy", `${giga(copyBytesPerSecond)} GB/s read and written`],
    ["prefill", `${giga(prefillFlopsPerSecond)} GFLOP/s in a product of ${size}, ${calibration.productVariant}`],
    ["decode", `${giga(decodeBytesPerSecond)} GB/s of weights, ${(100 * decodeFraction).toFixed(0)} % of copying`],
    ["dispatch", `${(calibration.dispatchSeconds * 1e6).toFixed(1)} µs`],
  ];
}

const giga = (value: number) => (value / 1e9).toPrecision(3);
const mebibytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MiB`;

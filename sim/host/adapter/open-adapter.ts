/**
 * Finds a WebGPU adapter in Node: the driver of the system first, then SwiftShader, and an error that says what was tried
 * when there is neither. A choice that was asked for is never replaced by the other.
 */
import { adapterFacts, type Device, openDevice } from "../../fidelity/device.ts";
import { DeviceError } from "../../fidelity/device-error.ts";
import type { AdapterChoice } from "./choices.ts";
import { isSwiftshaderLoaded, withSwiftshader } from "./swiftshader.ts";

export type { AdapterChoice };

/** What was tried in vain. */
export interface Attempt {
  readonly route: "system" | "swiftshader";
  readonly problem: string;
  readonly remedy: string;
}

export interface FoundAdapter {
  readonly route: "system" | "swiftshader";
  readonly adapter: GPUAdapter;
  /** Routes tried before this one. */
  readonly attempts: readonly Attempt[];
}

/** @throws DeviceError that lists what was tried, and what to do */
export async function findAdapter(choice: AdapterChoice): Promise<FoundAdapter> {
  const routes = choice === "best" ? (["system", "swiftshader"] as const) : ([choice] as const);
  const attempts: Attempt[] = [];
  for (const route of routes) {
    try {
      return { route, adapter: await adapterBy(route), attempts };
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      attempts.push({ route, problem: error.message.split(" — ")[0] ?? "", remedy: error.remedy });
    }
  }
  const tried = attempts.map(({ route, problem }) => `${route}: ${problem}`).join("; ");
  throw new DeviceError("missing", `no WebGPU adapter (${tried})`, attempts.map(({ remedy }) => remedy).join("; or "));
}

/**
 * A device of the adapter that was found; each call opens a fresh one.
 * @param without  useful features that are not asked for
 */
export async function openHostDevice(choice: AdapterChoice, without: readonly GPUFeatureName[] = []): Promise<Device> {
  const { adapter, route } = await findAdapter(choice);
  return await openDevice(adapter, route, without);
}

async function adapterBy(route: "system" | "swiftshader"): Promise<GPUAdapter> {
  if (route === "swiftshader") return await withSwiftshader(swiftshaderAdapter);
  assertSystemDriver();
  const adapter = await askDawn([]);
  return adapterFacts(adapter, route).isSoftware ? await askDawn(unchecked) : adapter;
}

async function swiftshaderAdapter(): Promise<GPUAdapter> {
  const adapter = await askDawn(unchecked);
  const { architecture, description } = adapter.info;
  if (architecture === "swiftshader") return adapter;
  throw new DeviceError("missing", `Dawn gives ${description} for SwiftShader`, "start a process that opens it first");
}

/** @param flags  of Dawn, beside the backend */
async function askDawn(flags: readonly string[]): Promise<GPUAdapter> {
  const { create } = await loadDawn();
  const gpu = create([`backend=${backend()}`, ...flags]);
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) {
    const remedy =
      process.platform === "linux" ? "install the Vulkan driver of your GPU" : "update the driver of your GPU";
    throw new DeviceError("missing", `Dawn finds no adapter through ${backend()}`, remedy);
  }
  living.set(adapter, gpu);
  return adapter;
}

/**
 * On the CPU every index of every lane is checked by SwiftShader itself and again by Dawn's clamps, which cost half of a matrix product's
 * time. The project's kernels stay within their buffers by their own conditions (a test runs them with the checks and compares), and no
 * others are executed, so that the checks are left out there. A GPU's driver and a page keep them.
 */
const unchecked = ["enable-dawn-features=disable_robustness"] as const;

/** The adapter ends with the instance that made it, and nothing else holds that. */
const living = new WeakMap<GPUAdapter, GPU>();

function backend(): "metal" | "d3d12" | "vulkan" {
  if (process.platform === "darwin") return "metal";
  return process.platform === "win32" ? "d3d12" : "vulkan";
}

async function loadDawn(): Promise<typeof import("webgpu")> {
  try {
    return await import("webgpu");
  } catch (error) {
    const { message } = error as Error;
    const remedy =
      "npm ci; on Linux a C++ library of 2022 or newer is needed (GLIBCXX_3.4.30: Debian 12, Ubuntu 22.04)";
    throw new DeviceError("missing", `the package webgpu cannot be loaded: ${message.split("\n")[0]}`, remedy);
  }
}

/** Looks for a Vulkan loader before Dawn does, which would complain on standard error. */
function assertSystemDriver(): void {
  if (process.platform !== "linux") return;
  if (isSwiftshaderLoaded()) {
    const remedy = "open the driver of the system first, or in another process";
    throw new DeviceError("missing", "SwiftShader took its place in this process", remedy);
  }
  try {
    process.dlopen({ exports: {} }, "libvulkan.so.1");
  } catch (error) {
    const { message } = error as Error;
    if (message.includes("did not self-register")) return;
    throw new DeviceError("missing", "there is no Vulkan loader (libvulkan.so.1)", "install the driver of your GPU");
  }
}

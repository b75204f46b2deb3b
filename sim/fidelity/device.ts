/**
 * An open WebGPU device: where kernels become pipelines and arrays become buffers, and where every fault becomes a DeviceError.
 *
 * Knows nothing of Node or of a page: the adapter comes from outside (`sim/host/adapter`, or `navigator.gpu`).
 */
import { DeviceError } from "./device-error.ts";
import { type Access, type Kernel, passSettingsBytes } from "./kernel.ts";

/** How the adapter was found. */
export type AdapterRoute = "system" | "swiftshader" | "browser";

export interface AdapterFacts {
  readonly route: AdapterRoute;
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** Runs on the CPU. */
  readonly isSoftware: boolean;
  readonly features: readonly string[];
  /** Smallest and largest subgroup; 0 where unknown. */
  readonly subgroupSizes: readonly [min: number, max: number];
  readonly limits: Readonly<Record<LimitName, number>>;
}

const limitNames = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupsPerDimension",
  "minStorageBufferOffsetAlignment",
  "minUniformBufferOffsetAlignment",
] as const;
export type LimitName = (typeof limitNames)[number];

/** Used where the adapter has them; none is required. */
const usefulFeatures = ["shader-f16", "timestamp-query", "subgroups"] as const;

/** Bits of GPUBufferUsage and GPUMapMode, as the WebGPU specification numbers them; Node has no such globals. */
export const usage = Object.freeze({
  mapRead: 0x1,
  copySource: 0x4,
  copyTarget: 0x8,
  uniform: 0x40,
  storage: 0x80,
  queryResolve: 0x200,
});
const mapRead = 0x1;
const computeStage = 0x4;

export function adapterFacts(adapter: GPUAdapter, route: AdapterRoute): AdapterFacts {
  const { info, limits, features } = adapter;
  const text = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return {
    route,
    vendor: info.vendor,
    architecture: info.architecture,
    device: info.device,
    description: info.description,
    isSoftware: info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|software/i.test(text),
    features: [...features].sort(),
    subgroupSizes: [info.subgroupMinSize ?? 0, info.subgroupMaxSize ?? 0],
    limits: Object.fromEntries(limitNames.map((name) => [name, limits[name]])) as Record<LimitName, number>,
  };
}

/**
 * @param without  useful features that are not asked for
 * @throws DeviceError when the adapter gives no device
 */
export async function openDevice(
  adapter: GPUAdapter,
  route: AdapterRoute,
  without: readonly GPUFeatureName[] = [],
): Promise<Device> {
  const facts = adapterFacts(adapter, route);
  // The last two limits are alignments: to ask for them is to accept what is the case.
  const limits = limitNames.slice(0, -2).map((name) => [name, adapter.limits[name]]);
  try {
    const gpu = await adapter.requestDevice({
      requiredFeatures: usefulFeatures.filter((name) => adapter.features.has(name) && !without.includes(name)),
      requiredLimits: Object.fromEntries(limits),
    });
    return new Device(gpu, facts, adapter);
  } catch (error) {
    throw new DeviceError("refused", `the adapter ${facts.description} gives no device: ${messageOf(error)}`, restart);
  }
}

const restart = "close other programs that use the GPU, or try --adapter swiftshader";

export interface Pipeline {
  readonly kernel: Kernel;
  readonly gpu: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

export type Plain = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

export class Device {
  readonly gpu: GPUDevice;
  readonly facts: AdapterFacts;
  /** Held, since a device ends with its adapter. */
  readonly adapter: GPUAdapter;
  /** Of group 0: settings of the dispatch, places of its rows, faults. */
  readonly passLayout: GPUBindGroupLayout;
  readonly #layouts = new Map<string, GPUBindGroupLayout>();
  readonly #pipelines = new Map<string, Promise<Pipeline>>();
  #lost: string | undefined;
  #unnoticed: string | undefined;

  constructor(gpu: GPUDevice, facts: AdapterFacts, adapter: GPUAdapter) {
    this.gpu = gpu;
    this.facts = facts;
    this.adapter = adapter;
    const entry = (binding: number, buffer: GPUBufferBindingLayout) => ({ binding, visibility: computeStage, buffer });
    this.passLayout = gpu.createBindGroupLayout({
      entries: [
        entry(0, { type: "uniform", hasDynamicOffset: true, minBindingSize: passSettingsBytes }),
        entry(1, { type: "read-only-storage" }),
        entry(2, { type: "storage" }),
      ],
    });
    gpu.onuncapturederror = ({ error }) => {
      this.#unnoticed ??= error.message;
    };
    void gpu.lost.then(({ message, reason }) => {
      this.#lost = `${reason}: ${message}`;
    });
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  buffer(bytes: number, bits: number = usage.storage | usage.copySource | usage.copyTarget): GPUBuffer {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.facts.limits;
    const most = (bits & usage.storage) === 0 ? maxBufferSize : Math.min(maxBufferSize, maxStorageBufferBindingSize);
    if (bytes > most) throw memoryError(`a buffer of ${bytes} bytes`, `the adapter allows ${most}`);
    // A binding of no bytes is an error, and sizes are whole words.
    return this.gpu.createBuffer({ size: Math.max(16, Math.ceil(bytes / 4) * 4), usage: bits });
  }

  /** A buffer that holds the values. */
  filled(values: Plain, bits: number = usage.storage | usage.copySource | usage.copyTarget): GPUBuffer {
    const buffer = this.buffer(values.byteLength, bits);
    this.gpu.queue.writeBuffer(buffer, 0, values);
    return buffer;
  }

  /** Compiles a kernel, once for each WGSL text. @throws DeviceError with line and column when it does not compile */
  pipeline(kernel: Kernel): Promise<Pipeline> {
    const known = this.#pipelines.get(kernel.wgsl);
    if (known !== undefined) return known;
    const made = this.#compile(kernel);
    this.#pipelines.set(kernel.wgsl, made);
    return made;
  }

  /** WGSL texts of all kernels compiled so far, in the order of their characters. */
  get sources(): readonly string[] {
    return [...this.#pipelines.keys()].sort();
  }

  async #compile(kernel: Kernel): Promise<Pipeline> {
    const { id, wgsl, accesses } = kernel;
    const layout = this.#layoutFor(accesses);
    this.gpu.pushErrorScope("validation");
    const module = this.gpu.createShaderModule({ code: wgsl, label: id });
    const refusal = this.gpu.popErrorScope();
    try {
      const pipeline = await this.gpu.createComputePipelineAsync({
        label: id,
        layout: this.gpu.createPipelineLayout({ bindGroupLayouts: [this.passLayout, layout] }),
        compute: { module, entryPoint: "main" },
      });
      await refusal;
      return { kernel, gpu: pipeline, layout };
    } catch (error) {
      await refusal.catch(() => undefined);
      throw this.isLost ? this.lostError() : await shaderError(id, module, error);
    }
  }

  #layoutFor(accesses: readonly Access[]): GPUBindGroupLayout {
    const types = { read: "read-only-storage", write: "storage", uniform: "uniform" } as const;
    const key = accesses.join();
    const known = this.#layouts.get(key);
    if (known !== undefined) return known;
    const entries = accesses.map((access, binding) => {
      return { binding, visibility: computeStage, buffer: { type: types[access] } };
    });
    const made = this.gpu.createBindGroupLayout({ entries });
    this.#layouts.set(key, made);
    return made;
  }

  bind(layout: GPUBindGroupLayout, buffers: readonly GPUBuffer[]): GPUBindGroup {
    return this.gpu.createBindGroup({
      layout,
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  }

  /** The first bytes of buffers, one after the other, when all work before is done. */
  async read(parts: readonly { readonly buffer: GPUBuffer; readonly bytes: number }[]): Promise<ArrayBuffer> {
    const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
    const staging = this.buffer(total, usage.copyTarget | usage.mapRead);
    const encoder = this.gpu.createCommandEncoder();
    let at = 0;
    for (const { buffer, bytes } of parts) {
      if (bytes > 0) encoder.copyBufferToBuffer(buffer, 0, staging, at, bytes);
      at += bytes;
    }
    this.gpu.queue.submit([encoder.finish()]);
    try {
      await staging.mapAsync(mapRead, 0, total);
      return staging.getMappedRange(0, total).slice(0);
    } finally {
      staging.destroy();
    }
  }

  /** Does the work; what the GPU refused meanwhile becomes a DeviceError. @param what  for the message */
  async guarded<T>(what: string, work: () => Promise<T>): Promise<T> {
    if (this.isLost) throw this.lostError();
    for (const filter of ["internal", "out-of-memory", "validation"] as const) this.gpu.pushErrorScope(filter);
    const outcome = await settled(work);
    const [refused, memory, internal] = await Promise.all(
      [1, 2, 3].map(() => this.gpu.popErrorScope().catch(() => null)),
    );
    if (this.isLost) throw this.lostError();
    if (memory) throw memoryError(what, memory.message);
    const other = refused?.message ?? internal?.message ?? this.#unnoticed;
    if (other !== undefined) throw new DeviceError("refused", `${what}: the GPU refuses: ${oneLine(other)}`, report);
    if ("error" in outcome) throw asDeviceError(what, outcome.error);
    return outcome.value;
  }

  lostError(): DeviceError {
    return new DeviceError("lost", `the GPU was lost (${oneLine(this.#lost ?? "unknown reason")})`, restart);
  }

  /** Ends the device: all that lives on it is freed. */
  close(): void {
    this.gpu.destroy();
  }
}

const report = "this is a fault of the program or of the driver: update the driver, or try --adapter swiftshader";

function memoryError(what: string, message: string): DeviceError {
  const remedy = "take a smaller model, batch or context, or close other programs that use the GPU";
  return new DeviceError("memory", `${what}: the GPU has not enough memory (${oneLine(message)})`, remedy);
}

async function settled<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}

/** Errors of the program itself pass unchanged. */
function asDeviceError(what: string, error: unknown): unknown {
  if (error instanceof DeviceError || error instanceof RangeError || error instanceof TypeError) return error;
  return new DeviceError("refused", `${what}: ${oneLine(messageOf(error))}`, report);
}

async function shaderError(id: string, module: GPUShaderModule, error: unknown): Promise<DeviceError> {
  const { messages } = await module.getCompilationInfo();
  const first = messages.find(({ type }) => type === "error");
  const where = first === undefined ? messageOf(error) : `${first.lineNum}:${first.linePos} ${first.message}`;
  return new DeviceError("shader", `the kernel ${id} does not compile: ${oneLine(where)}`, report);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function oneLine(text: string): string {
  return text.trim().split("\n")[0]?.trim() ?? "";
}

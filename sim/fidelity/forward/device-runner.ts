/** Executes a model on one device: prefill of many sequences at once, and decoding with a cache and sampling on the device. */
import type { Device } from "../device.ts";
import { DeviceError } from "../device-error.ts";
import { noFault, type PassSettings, passSettingsBytes, placeWords, writePassSettings } from "../kernel.ts";
import { resultWords } from "../kernels/log-softmax.ts";
import type {
  Completion,
  ExecutorProfile,
  GenerateRequest,
  LanguageModel,
  PassChanges,
  PrefillRequest,
  Runner,
  RunnerOptions,
  Sampling,
  SequenceScores,
} from "../language-model.ts";
import { buffersOf, type RunnerBuffers, runnerBuffers, settingsStride } from "./buffers.ts";
import { checkLimits } from "./check-limits.ts";
import { checkGenerate, checkOptions, checkPrefill } from "./check-request.ts";
import { type Dispatch, type ForwardPass, forwardPass } from "./dispatches.ts";
import { type Results, scoresOf } from "./results.ts";
import { type Chunk, chunksOf, prefillPlaces, runningSums, sum } from "./rows.ts";

/** Decoded between two submissions: enough to keep the device busy, few enough for its watchdog. [tokens] */
const stepsPerSubmission = 16;

/** @throws DeviceError when the device refuses; RangeError when the options do not go together */
export async function openDeviceRunner(device: Device, model: LanguageModel, options: RunnerOptions): Promise<Runner> {
  checkOptions(model, options);
  checkFeatures(device, options);
  checkLimits(device.facts, model, options);
  return await device.guarded(`loading ${model.name}`, async () => {
    const buffers = runnerBuffers(device, model.config, options);
    return new DeviceRunner(device, model, options, buffers, await forwardPass(device, model, options, buffers));
  });
}

function checkFeatures({ gpu, facts }: Device, { profile }: RunnerOptions): void {
  if (profile.matmul.accumulator !== "native f16" || gpu.features.has("shader-f16")) return;
  const what = `profile ${profile.id} computes in f16, and the adapter ${facts.description} lacks shader-f16`;
  throw new DeviceError(
    "missing",
    what,
    'take an adapter that has it, or the accumulator "f16", which rounds f32 instead',
  );
}

type Wants = PrefillRequest["wants"];

class DeviceRunner implements Runner {
  readonly model: LanguageModel;
  readonly profile: ExecutorProfile;
  readonly changes: PassChanges;
  readonly batchMax: number;
  readonly contextMax: number;
  readonly topCount: number;
  readonly #device: Device;
  readonly #options: RunnerOptions;
  readonly #buffers: RunnerBuffers;
  readonly #pass: ForwardPass;
  readonly #group: GPUBindGroup;

  constructor(device: Device, model: LanguageModel, options: RunnerOptions, buffers: RunnerBuffers, pass: ForwardPass) {
    this.model = model;
    this.profile = options.profile;
    this.changes = options.changes;
    this.batchMax = options.batchMax;
    this.contextMax = options.contextMax;
    this.topCount = options.topCount;
    this.#device = device;
    this.#options = options;
    this.#buffers = buffers;
    this.#pass = pass;
    const settings = { buffer: buffers.settings, size: passSettingsBytes };
    const entries = [settings, { buffer: buffers.places }, { buffer: buffers.faults }];
    this.#group = device.gpu.createBindGroup({
      layout: device.passLayout,
      entries: entries.map((resource, binding) => ({ binding, resource })),
    });
  }

  async prefill(request: PrefillRequest): Promise<readonly SequenceScores[]> {
    checkPrefill(this.model, this.#options, request);
    return await this.#device.guarded(`scoring with ${this.model.name}`, async () => {
      const scores: SequenceScores[] = [];
      for (const chunk of chunksOf(
        request.sequences.map(({ length }) => length),
        this.#buffers.rowsMax,
      )) {
        scores.push(...(await this.#prefillChunk(request, chunk)));
      }
      return scores;
    });
  }

  async generate(request: GenerateRequest): Promise<readonly Completion[]> {
    checkGenerate(this.model, this.#options, request);
    return await this.#device.guarded(`generating with ${this.model.name}`, () => this.#generate(request));
  }

  close(): void {
    for (const buffer of [...this.#pass.owned, ...buffersOf(this.#buffers)]) buffer.destroy();
  }

  async #prefillChunk(request: PrefillRequest, { from, to }: Chunk): Promise<SequenceScores[]> {
    const { wants, resampling } = request;
    const sequences = request.sequences.slice(from, to);
    const lengths = sequences.map(({ length }) => length);
    const rows = sum(lengths);
    this.#writeTokens(sequences);
    this.#writePlaces(0, prefillPlaces(lengths, resampling?.seeds.slice(from, to) ?? []));
    const choosing = resampling === undefined ? "none" : "record";
    this.#writeSettings([this.#settings({ rows, temperature: resampling?.temperature ?? 0, choosing })]);
    const { layers, head, logSoftmax } = this.#pass;
    this.#submit((pass) => this.#encode(pass, [...layers.wide, ...head.wide, logSoftmax], 0, rows));
    const { normed, logits } = this.#buffers;
    const results = await this.#results(rows, wants, { hidden: normed, logits });
    const starts = runningSums(lengths);
    return lengths.map((length, i) => {
      const own = Array.from({ length }, (_, position) => starts[i] + position);
      const scores = scoresOf(results, this.#reading(own, resampling !== undefined));
      scores.nextLogProbs[length - 1] = Number.NaN;
      return scores;
    });
  }

  async #generate({ prompts, counts, sampling, wants }: GenerateRequest): Promise<Completion[]> {
    this.#writeTokens(prompts);
    this.#fillCache(prompts, sampling);
    // The longest first, so that those still running are the first rows.
    const order = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
    const { rowsMax } = this.#buffers;
    const { temperature } = sampling;
    const places = order.flatMap((i) => [i, prompts[i].length - 1, sampling.seeds[i], 0]);
    this.#writePlaces(rowsMax, Uint32Array.from(places));
    const active = Array.from({ length: counts[order[0]] }, (_, step) => counts.filter((count) => count > step).length);
    const firsts = runningSums(active);
    this.#writeSettings(
      active.map((rows, step) =>
        this.#settings({ rows, rowBase: rowsMax, step, outBase: firsts[step], temperature, choosing: "extend" }),
      ),
    );
    const kept = this.#keepers(sum(active), wants);
    for (let start = 0; start < active.length; start += stepsPerSubmission) {
      this.#decode(active.slice(start, start + stepsPerSubmission), start, firsts, kept);
    }
    const results = await this.#results(sum(active), wants, kept);
    for (const buffer of Object.values(kept)) buffer.destroy();
    return prompts.map((_, i) => {
      const row = order.indexOf(i);
      const own = Array.from({ length: counts[i] }, (_, step) => firsts[step] + row);
      const scores = scoresOf(results, this.#reading(own, true));
      return { ...scores, tokens: scores.resampled };
    });
  }

  /** Runs all but the last token of each prompt through the layers. */
  #fillCache(prompts: readonly Uint32Array[], { seeds }: Sampling): void {
    const lengths = prompts.map(({ length }) => length - 1);
    for (const { from, to } of chunksOf(lengths, this.#buffers.rowsMax)) {
      const rows = sum(lengths.slice(from, to));
      if (rows === 0) continue;
      this.#writePlaces(0, prefillPlaces(lengths.slice(from, to), seeds.slice(from, to), from));
      this.#writeSettings([this.#settings({ rows })]);
      this.#submit((pass) => this.#encode(pass, this.#pass.layers.wide, 0, rows));
    }
  }

  #decode(active: readonly number[], start: number, firsts: readonly number[], kept: Kept): void {
    const { layers, head, logSoftmax } = this.#pass;
    const list = [...layers.narrow, ...head.narrow, logSoftmax];
    const encoder = this.#device.gpu.createCommandEncoder();
    for (const [i, rows] of active.entries()) {
      const pass = encoder.beginComputePass();
      this.#encode(pass, list, start + i, rows);
      pass.end();
      this.#keep(encoder, kept, firsts[start + i], rows);
    }
    this.#device.gpu.queue.submit([encoder.finish()]);
  }

  #keepers(rows: number, wants: Wants): Kept {
    const { width, vocabulary } = this.model.config;
    return {
      hidden: this.#device.buffer(wants.includes("hidden") ? 4 * rows * width : 0),
      logits: this.#device.buffer(wants.includes("logits") ? 4 * rows * vocabulary : 0),
    };
  }

  /** Copies what is wanted of a step, before the next overwrites it. */
  #keep(encoder: GPUCommandEncoder, { hidden, logits }: Kept, first: number, rows: number): void {
    const { width, vocabulary } = this.model.config;
    const copy = (from: GPUBuffer, to: GPUBuffer, length: number) => {
      if (to.size >= 4 * (first + rows) * length)
        encoder.copyBufferToBuffer(from, 0, to, 4 * first * length, 4 * rows * length);
    };
    copy(this.#buffers.normed, hidden, width);
    copy(this.#buffers.logits, logits, vocabulary);
  }

  async #results(rows: number, wants: Wants, { hidden, logits }: Kept): Promise<Results> {
    const { width, vocabulary } = this.model.config;
    const resultsBytes = 4 * rows * resultWords(this.topCount);
    const hiddenBytes = wants.includes("hidden") ? 4 * rows * width : 0;
    const logitsBytes = wants.includes("logits") ? 4 * rows * vocabulary : 0;
    const { faults, results } = this.#buffers;
    const read = await this.#device.read([
      { buffer: faults, bytes: 4 },
      { buffer: results, bytes: resultsBytes },
      { buffer: hidden, bytes: hiddenBytes },
      { buffer: logits, bytes: logitsBytes },
    ]);
    this.#assertFinite(new Uint32Array(read, 0, 1)[0]);
    return {
      words: new Uint32Array(read, 4, resultsBytes / 4),
      hidden: new Float32Array(read, 4 + resultsBytes, hiddenBytes / 4),
      logits: new Float32Array(read, 4 + resultsBytes + hiddenBytes, logitsBytes / 4),
    };
  }

  #assertFinite(fault: number): void {
    if (fault === noFault) return;
    const where = this.#pass.stages[fault] ?? `stage ${fault}`;
    const remedy = "check the weights file with its checksum; a profile with f16 overflows beyond 65,504";
    throw new DeviceError("not finite", `${this.model.name}, ${where}: a value is not a finite number`, remedy);
  }

  #reading(rows: readonly number[], wantsChosen: boolean) {
    return { config: this.model.config, topCount: this.topCount, rows, wantsChosen };
  }

  #settings(part: Partial<PassSettings>): PassSettings {
    const { window } = this.changes;
    const context = this.contextMax;
    return { rows: 0, rowBase: 0, step: 0, outBase: 0, context, window, temperature: 0, choosing: "none", ...part };
  }

  #writeTokens(sequences: readonly Uint32Array[]): void {
    const table = new Uint32Array(sequences.length * (this.contextMax + 1));
    for (const [i, tokens] of sequences.entries()) table.set(tokens, i * (this.contextMax + 1));
    const { queue } = this.#device.gpu;
    queue.writeBuffer(this.#buffers.tokens, 0, table);
    queue.writeBuffer(this.#buffers.faults, 0, Uint32Array.of(noFault));
  }

  #writePlaces(row: number, places: Uint32Array<ArrayBuffer>): void {
    this.#device.gpu.queue.writeBuffer(this.#buffers.places, 4 * placeWords * row, places);
  }

  #writeSettings(list: readonly PassSettings[]): void {
    const view = new DataView(new ArrayBuffer(list.length * settingsStride));
    for (const [i, settings] of list.entries()) writePassSettings(view, i * settingsStride, settings);
    this.#device.gpu.queue.writeBuffer(this.#buffers.settings, 0, view.buffer);
  }

  #submit(encode: (pass: GPUComputePassEncoder) => void): void {
    const encoder = this.#device.gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    encode(pass);
    pass.end();
    this.#device.gpu.queue.submit([encoder.finish()]);
  }

  #encode(pass: GPUComputePassEncoder, list: readonly Dispatch[], slot: number, rows: number): void {
    pass.setBindGroup(0, this.#group, [slot * settingsStride]);
    for (const { pipeline, group, workgroups } of list) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(1, group);
      pass.dispatchWorkgroups(...workgroups(rows));
    }
  }
}

interface Kept {
  readonly hidden: GPUBuffer;
  readonly logits: GPUBuffer;
}

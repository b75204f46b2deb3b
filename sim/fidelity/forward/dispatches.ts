/**
 * The forward pass of a model as a list of dispatches, in one of two widths: "wide" for many rows (prefill), "narrow" for one row
 * a sequence (decode). Both compute every output in the same order.
 */
import { type Device, type Plain, usage } from "../device.ts";
import { blankShape, type Kernel, type KernelShape, kernelShapeWords } from "../kernel.ts";
import { attentionKernel } from "../kernels/attention.ts";
import { embeddingKernel } from "../kernels/embedding.ts";
import { fusedAttentionInputKernel } from "../kernels/fused-attention-input.ts";
import { fusedGatedUnitKernel } from "../kernels/fused-gated-unit.ts";
import { gatedUnitKernel } from "../kernels/gated-unit.ts";
import { logSoftmaxKernel } from "../kernels/log-softmax.ts";
import { matrixProductKernel } from "../kernels/matrix-product.ts";
import { matrixProductWorkgroupKernel } from "../kernels/matrix-product-workgroup.ts";
import { packed } from "../kernels/packing.ts";
import { rmsNormKernel } from "../kernels/rms-norm.ts";
import { rotaryKernel } from "../kernels/rotary-embedding.ts";
import { allRounded } from "../kernels/rounding.ts";
import { storedWeights } from "../kernels/stored-weights.ts";
import type { LanguageModel, MatmulProfile, RunnerOptions, ValueFormat, WeightFormat } from "../language-model.ts";
import { rotationSpeeds, rotationTable } from "../rotation.ts";
import type { RunnerBuffers } from "./buffers.ts";
import { layerMatrices, type Matrix, paddedHidden } from "./layer-matrices.ts";
import { type Tile, tilesFor, type Width } from "./tiles.ts";

export interface Dispatch {
  readonly stage: string;
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  workgroups(rows: number): readonly [number, number, number];
}

export interface ForwardPass {
  /** Tokens to residual stream, layer by layer: fills the cache. */
  readonly layers: Readonly<Record<Width, readonly Dispatch[]>>;
  /** Final norm and logits. */
  readonly head: Readonly<Record<Width, readonly Dispatch[]>>;
  readonly logSoftmax: Dispatch;
  /** Names of the stages, by number. */
  readonly stages: readonly string[];
  /** All that was made for the pass. */
  readonly owned: readonly GPUBuffer[];
}

/** @throws DeviceError when the device refuses or has not the memory */
export async function forwardPass(
  device: Device,
  model: LanguageModel,
  options: RunnerOptions,
  buffers: RunnerBuffers,
): Promise<ForwardPass> {
  const planner = new Planner(device, model, options, buffers);
  const { layers, skippedLayers } = { layers: model.config.layers, skippedLayers: options.changes.skippedLayers };
  const lists: Step[] = [planner.embedding()];
  for (let layer = 0; layer < layers; layer++) {
    if (!skippedLayers.includes(layer)) lists.push(...planner.layer(layer));
  }
  const head = planner.head();
  const inWidth = (steps: readonly Step[], width: Width) => Promise.all(steps.map((step) => step[width]));
  const [wide, narrow, headWide, headNarrow, logSoftmax] = await Promise.all([
    inWidth(lists, "wide"),
    inWidth(lists, "narrow"),
    inWidth(head, "wide"),
    inWidth(head, "narrow"),
    planner.logSoftmax().wide,
  ]);
  return {
    layers: { wide, narrow },
    head: { wide: headWide, narrow: headNarrow },
    logSoftmax,
    stages: planner.stages,
    owned: planner.owned,
  };
}

type MakeTiled = (tile: Tile, width: Width) => Kernel;

type Step = Readonly<Record<Width, Promise<Dispatch>>>;

/** The weights as executed, and the embedding table's format: lookups are not quantised. */
export function formatsOf({ profile, changes }: RunnerOptions): {
  readonly weights: WeightFormat;
  readonly table: ValueFormat;
  readonly kvCache: ValueFormat;
} {
  const weights = changes.weights === "as agreed" ? profile.weights : changes.weights;
  const isReal = (format: WeightFormat) => format === "f32" || format === "bf16" || format === "f16";
  const table = [weights, profile.weights, "f32" as const].find(isReal) as ValueFormat;
  return { weights, table, kvCache: changes.kvCache === "as agreed" ? profile.kvCache : changes.kvCache };
}

class Planner {
  readonly stages: string[] = [];
  readonly owned: GPUBuffer[] = [];
  readonly #device: Device;
  readonly #model: LanguageModel;
  readonly #options: RunnerOptions;
  readonly #buffers: RunnerBuffers;
  readonly #formats: ReturnType<typeof formatsOf>;
  readonly #turns: GPUBuffer;

  constructor(device: Device, model: LanguageModel, options: RunnerOptions, buffers: RunnerBuffers) {
    this.#device = device;
    this.#model = model;
    this.#options = options;
    this.#buffers = buffers;
    this.#formats = formatsOf(options);
    const isTable = options.profile.trigonometry === "table";
    const turns = isTable ? rotationTable(model.config, options.contextMax) : rotationSpeeds(model.config);
    this.#turns = this.#own(Float32Array.from(turns));
  }

  embedding(): Step {
    const { tokens, stream } = this.#buffers;
    const { embedding } = this.#model.tensors;
    const table = this.#own(allRounded(embedding, this.#formats.table));
    const shape = this.#shape("embedding", { columns: this.#model.config.width });
    return this.#step(
      "embedding",
      embeddingKernel(this.#activations),
      [tokens, table, shape, stream],
      this.#model.config.width,
    );
  }

  layer(layer: number): Step[] {
    const matrices = layerMatrices(this.#model, layer);
    const at = (what: string) => `layer ${layer}: ${what}`;
    const { config } = this.#model;
    const { attended, stream, gated } = this.#buffers;
    const cache = this.#device.buffer(
      4 * this.#options.batchMax * this.#options.contextMax * 2 * config.kvHeads * config.headWidth,
    );
    this.owned.push(cache);
    return [
      ...this.#attentionInput(at("attention input"), matrices.attentionNorm, matrices.attentionInput, cache),
      this.#attention(at("attention"), cache),
      this.#product(at("attention output"), attended, matrices.attentionOutput, stream, "add"),
      ...this.#gatedUnit(at("gated unit"), matrices.hiddenNorm, matrices.gateUp),
      this.#product(at("down"), gated, matrices.down, stream, "add"),
    ];
  }

  head(): Step[] {
    const { normed, logits } = this.#buffers;
    const { tensors, config } = this.#model;
    const classifier = { values: tensors.classifier, rows: config.vocabulary, columns: config.width };
    return [
      this.#norm("final norm", Float32Array.from(tensors.finalNorm)),
      this.#product("classifier", normed, classifier, logits, "store"),
    ];
  }

  logSoftmax(): Step {
    const { logits, tokens, results } = this.#buffers;
    const { topCount, profile } = this.#options;
    const shape = this.#shape("log-softmax", { columns: this.#model.config.vocabulary });
    const variant = this.#device.facts.isSoftware ? profile.matmul.variant : "workgroup";
    const kernel = logSoftmaxKernel({ topCount, variant });
    return this.#step("log-softmax", kernel, [logits, shape, tokens, results], 1);
  }

  #attentionInput(stage: string, norm: Float32Array<ArrayBuffer>, matrix: Matrix, cache: GPUBuffer): Step[] {
    const { profile } = this.#options;
    const { stream, normed, attentionInput } = this.#buffers;
    const { trigonometry } = profile;
    const common = { activations: this.#activations, kvCache: this.#formats.kvCache, trigonometry };
    if (!profile.isFused) {
      const shape = this.#shape(stage, { columns: matrix.rows });
      return [
        this.#norm(stage, norm),
        this.#product(stage, normed, matrix, attentionInput, "store"),
        this.#step(stage, rotaryKernel(common), [this.#turns, shape, attentionInput, cache], matrix.rows),
      ];
    }
    const { buffers, shape } = this.#weights(stage, matrix, matrix.rows);
    const bound = [stream, ...buffers, this.#own(norm), shape, this.#turns, cache, attentionInput];
    return [
      this.#tiled(stage, bound, matrix.rows, (tile) =>
        fusedAttentionInputKernel({ ...common, ...tile, weights: this.#formats.weights }),
      ),
    ];
  }

  #attention(stage: string, cache: GPUBuffer): Step {
    const { profile, contextMax } = this.#options;
    const { heads, kvHeads, headWidth } = this.#model.config;
    const { attentionInput, attended } = this.#buffers;
    const common = { activations: this.#activations, attention: profile.attention, headWidth, context: contextMax };
    const columns = (profile.isFused ? heads : heads + 2 * kvHeads) * headWidth;
    const buffers = [attentionInput, cache, this.#shape(stage, { columns }), attended];
    const dispatch = (rowsTogether: 1 | 4 | 8) => {
      const kernel = attentionKernel({ ...common, variant: profile.matmul.variant, rowsTogether });
      return this.#dispatch(stage, kernel, buffers, heads);
    };
    const { wide } = tilesFor(this.#device, profile.matmul, this.#options.batchMax);
    const together = { alone: 1, "in quads": 4, "in eights": 8 } as const;
    return { wide: dispatch(profile.attention.block === 1 ? together[wide.reading] : 1), narrow: dispatch(1) };
  }

  #gatedUnit(stage: string, norm: Float32Array<ArrayBuffer>, matrix: Matrix): Step[] {
    const { stream, normed, gateUp, gated } = this.#buffers;
    const columns = paddedHidden(this.#model.config.hidden);
    if (!this.#options.profile.isFused) {
      return [
        this.#norm(stage, norm),
        this.#product(stage, normed, matrix, gateUp, "store"),
        this.#step(
          stage,
          gatedUnitKernel(this.#activations),
          [gateUp, this.#shape(stage, { columns }), gated],
          columns,
        ),
      ];
    }
    const { buffers, shape } = this.#weights(stage, matrix, columns);
    return [
      this.#tiled(stage, [stream, ...buffers, this.#own(norm), shape, gated], columns, (tile) =>
        fusedGatedUnitKernel({ ...tile, weights: this.#formats.weights, activations: this.#activations }),
      ),
    ];
  }

  #norm(stage: string, gain: Float32Array<ArrayBuffer>): Step {
    const { stream, normed } = this.#buffers;
    const shape = this.#shape(stage, { inner4: gain.length / 4 });
    const kernel = rmsNormKernel(this.#activations, this.#options.profile.norm);
    return this.#step(stage, kernel, [stream, this.#own(gain), shape, normed], 1);
  }

  #product(stage: string, input: GPUBuffer, matrix: Matrix, target: GPUBuffer, output: "store" | "add"): Step {
    const { buffers, shape } = this.#weights(stage, matrix, matrix.rows);
    const common = { weights: this.#formats.weights, activations: this.#activations, output };
    return this.#tiled(stage, [input, ...buffers, shape, target], matrix.rows, (tile, width) =>
      width === "wide" && this.#goesThroughWorkgroups(tile.matmul)
        ? matrixProductWorkgroupKernel({ ...common, matmul: tile.matmul })
        : matrixProductKernel({ ...common, ...tile, isNormed: false }),
    );
  }

  /** Packs a matrix; words and scales, where there are such, and its shape for so many columns of output. */
  #weights(stage: string, { values, rows, columns }: Matrix, outputs: number) {
    const { words, scales, groupColumns } = packed(values, rows, columns, this.#formats.weights);
    const parts = [words, ...(groupColumns === 0 ? [] : [scales])].map((part) => this.#own(part as Plain));
    const group4 = groupColumns === 0 ? 1 : groupColumns / 4;
    return { buffers: parts, shape: this.#shape(stage, { columns: outputs, inner4: columns / 4, group4 }) };
  }

  /** As the profile says; on a GPU also where the sums are the same and only their speed differs. */
  #goesThroughWorkgroups({ variant, order, accumulator, partialSums }: MatmulProfile): boolean {
    if (variant === "workgroup") return true;
    const { hasScales } = storedWeights[this.#formats.weights];
    const isSame = order === "forward" && accumulator === "f32" && partialSums === "dot" && !hasScales;
    return isSame && !this.#device.facts.isSoftware;
  }

  #shape(stage: string, part: Partial<KernelShape>): GPUBuffer {
    if (this.stages.at(-1) !== stage) this.stages.push(stage);
    const { heads, kvHeads, headWidth, normEpsilon } = this.#model.config;
    const own = { stage: this.stages.length - 1, heads, kvHeads, headWidth, epsilon: normEpsilon };
    return this.#own(kernelShapeWords({ ...blankShape, ...own, ...part }), usage.uniform | usage.copyTarget);
  }

  #own(values: Plain, bits?: number): GPUBuffer {
    const buffer = this.#device.filled(values, bits);
    this.owned.push(buffer);
    return buffer;
  }

  get #activations(): ValueFormat {
    return this.#options.profile.activations;
  }

  /** The same kernel for both widths. */
  #step(stage: string, kernel: Kernel, buffers: readonly GPUBuffer[], columns: number): Step {
    const made = this.#dispatch(stage, kernel, buffers, columns);
    return { wide: made, narrow: made };
  }

  /** A kernel for each width. The narrow one never goes through workgroup memory: there is nothing to share. */
  #tiled(stage: string, buffers: readonly GPUBuffer[], columns: number, make: MakeTiled): Step {
    const { wide, narrow } = tilesFor(this.#device, this.#options.profile.matmul, this.#options.batchMax);
    return {
      wide: this.#dispatch(stage, make(wide, "wide"), buffers, columns),
      narrow: this.#dispatch(stage, make(narrow, "narrow"), buffers, columns),
    };
  }

  async #dispatch(stage: string, kernel: Kernel, buffers: readonly GPUBuffer[], columns: number): Promise<Dispatch> {
    const { gpu, layout } = await this.#device.pipeline(kernel);
    const group = this.#device.bind(layout, buffers);
    return { stage, pipeline: gpu, group, workgroups: (rows) => kernel.workgroups(rows, columns) };
  }
}

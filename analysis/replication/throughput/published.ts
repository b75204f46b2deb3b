/**
 * Published throughputs and latencies of language models on named cards, as their sources print them.
 *
 * "calibration" rows fixed the efficiencies of `sim/model/roofline.ts`; "held-out" rows did not enter the fit and
 * test it.
 */

/** What was measured. Token counts are of one request. */
export type Measurement =
  /** Steady decode at a batch size; tokens a second of the whole batch. */
  | { readonly kind: "decode"; readonly batch: number; readonly context: number }
  /** Prompt processing, one request; tokens a second. */
  | { readonly kind: "prefill"; readonly prompt: number }
  /** Time to the first token, one request alone; milliseconds. */
  | { readonly kind: "first-token"; readonly prompt: number }
  /** A batch that starts and ends together; output tokens a second over the whole. */
  | { readonly kind: "static"; readonly batch: number; readonly prompt: number; readonly output: number }
  /** As many requests as memory holds, replaced as they end; output tokens a second. */
  | { readonly kind: "load"; readonly prompt: number; readonly output: number };

export interface Published {
  readonly use: "calibration" | "held-out";
  readonly hardware: string;
  readonly cards: number;
  readonly model: string;
  /** Size of the weight file used, where its format is not the catalogue's. [bytes] */
  readonly weightBytes?: number;
  /** Cache in fp8 instead of bf16. */
  readonly cache: "bf16" | "fp8";
  readonly measurement: Measurement;
  /** [token/s], for "first-token" [ms] */
  readonly value: number;
  readonly source: keyof typeof sources;
}

export const sources = {
  "llama.cpp":
    "XiongjieDai/GPU-Benchmarks-on-LLM-Inference at 00dd2bd, README: Llama 3 tables, May 2024; Llama 2, December 2023",
  lmdeploy: "InternLM/lmdeploy at 3e391df, docs/en/benchmark/a100_fp16.md, version 0.1.0a1 (2023), static inference",
  "trt-0.6": "NVIDIA/TensorRT-LLM at 138f96d, docs/source/performance.md, versions 0.5 and 0.6.1 (2023)",
  "trt-1.0": "NVIDIA/TensorRT-LLM at 00f3768, docs/source/performance/perf-overview.md, version 1.0 (2025)",
  mlc: "MLC blog, Scalable language model inference on multiple NVIDIA and AMD GPUs, 2023-10-19",
  spark: "spark-arena/recipe-registry, issue 17, 2026-06-12: published figure, reproduced there at 59.5",
} as const;

type Cells = readonly [
  use: "cal" | "test",
  hardware: string,
  cards: number,
  model: string,
  measurement: Measurement,
  value: number,
  weightGb?: number,
];

const decode = (batch: number, context: number): Measurement => ({ kind: "decode", batch, context });
const prefill = (prompt: number): Measurement => ({ kind: "prefill", prompt });
const first = (prompt: number): Measurement => ({ kind: "first-token", prompt });
const fixed = (batch: number, prompt: number, output: number): Measurement => ({
  kind: "static",
  batch,
  prompt,
  output,
});
const load = (prompt: number, output: number): Measurement => ({ kind: "load", prompt, output });

/**
 * llama-bench "tg 512" runs from an empty context to 512 tokens: mean 256, taken too where a source gives no context
 * (Llama 2 of llama.cpp, mlc, spark). Files: Q4_K_M of 4.58 and 39.59 GiB, Q4_0 of 3.56 and 36.2 GiB. Llama 3 stands
 * under 3.1: same shape.
 */
const generation = decode(1, 256);
const q4 = { llama8: 4.92, llama70: 42.51, llama2: 3.82, llama270: 38.87 } as const;

// biome-ignore-start format: a table reads by its columns
const llamaCpp: readonly Cells[] = [
  ["cal", "rtx4090", 1, "llama-3.1-8b", generation, 54.84],
  ["cal", "rtx4090", 1, "llama-3.1-8b-int4", generation, 130.58, q4.llama8],
  ["cal", "rtx4090", 1, "llama-3.1-8b", prefill(1024), 9056.26],
  ["test", "rtx3090", 1, "llama-3.1-8b", generation, 47.4],
  ["test", "rtx3090", 1, "llama-3.1-8b-int4", generation, 115.42, q4.llama8],
  ["test", "rtx3090", 1, "llama-3.1-8b", prefill(1024), 4239.64],
  ["test", "rtx4080", 1, "llama-3.1-8b", generation, 40.58],
  ["test", "rtx4080", 1, "llama-3.1-8b-int4", generation, 108.15, q4.llama8],
  ["test", "rtx4080", 1, "llama-3.1-8b", prefill(1024), 6758.9],
  ["test", "rtx3080", 1, "llama-3.1-8b-int4", generation, 109.57, q4.llama8],
  ["cal", "m2-ultra", 1, "llama-3.1-8b", generation, 36.9],
  ["cal", "m2-ultra", 1, "llama-3.1-8b-int4", generation, 78.81, q4.llama8],
  ["cal", "m2-ultra", 1, "llama-3.1-8b", prefill(1024), 1202.74],
  ["test", "m2-ultra", 1, "llama-3.1-70b", generation, 4.76],
  ["test", "m2-ultra", 1, "llama-3.1-70b-int4", generation, 12.48, q4.llama70],
  ["cal", "rtxa6000", 1, "llama-2-7b", generation, 44.01],
  ["cal", "rtxa6000", 1, "llama-2-7b-int4", generation, 111.57, q4.llama2],
  ["test", "rtxa6000", 1, "llama-2-70b-int4", generation, 15.18, q4.llama270],
  ["test", "rtx6000ada", 1, "llama-2-7b", generation, 50.56],
  ["test", "rtx6000ada", 1, "llama-2-7b-int4", generation, 127.45, q4.llama2],
  ["test", "rtx6000ada", 1, "llama-2-70b-int4", generation, 17.02, q4.llama270],
  ["test", "a100-80", 1, "llama-2-7b", generation, 73.83],
  ["test", "a100-80", 1, "llama-2-7b-int4", generation, 136.24, q4.llama2],
  ["test", "a100-80", 1, "llama-2-70b-int4", generation, 25.68, q4.llama270],
  ["test", "h100-pcie", 1, "llama-2-7b", generation, 83.32],
  ["test", "h100-pcie", 1, "llama-2-7b-int4", generation, 133.77, q4.llama2],
  ["test", "h100-pcie", 1, "llama-2-70b-int4", generation, 25.88, q4.llama270],
];

const mlc: readonly Cells[] = [
  ["test", "rtx4090", 2, "llama-2-70b-int4", generation, 34.5],
  ["test", "rx7900xtx", 2, "llama-2-70b-int4", generation, 29.9],
];

const spark: readonly Cells[] = [["test", "dgx-spark", 1, "gpt-oss-120b", generation, 58.82]];

const lmdeploy: readonly Cells[] = [
  ["cal", "a100-80", 1, "llama-2-7b", fixed(1, 128, 2048), 98.92],
  ["cal", "a100-80", 1, "llama-2-7b", fixed(16, 128, 2048), 1010.62],
  ["cal", "a100-80", 1, "llama-2-7b", fixed(32, 128, 2048), 1462.12],
  ["test", "a100-80", 1, "llama-2-7b", fixed(16, 2048, 2048), 601.63],
  ["test", "a100-80", 1, "llama-2-7b", fixed(64, 128, 128), 3024.07],
  ["cal", "a100-80", 4, "llama-2-70b", fixed(1, 128, 2048), 32.38],
  ["test", "a100-80", 4, "llama-2-70b", fixed(16, 128, 2048), 482.99],
  ["test", "a100-80", 4, "llama-2-70b", fixed(64, 128, 2048), 1391.8],
  ["test", "a100-80", 4, "llama-2-70b", fixed(64, 2048, 2048), 930.46],
];

const trt06Wide: readonly Cells[] = [
  ["cal", "a100-80", 1, "llama-2-7b", first(2048), 133],
  ["test", "a100-80", 4, "llama-2-70b", first(2048), 377],
  ["test", "a100-80", 1, "llama-2-7b", fixed(60, 128, 2048), 1928],
  ["test", "a100-80", 1, "llama-2-7b", fixed(384, 128, 128), 5586],
];

const trt06: readonly Cells[] = [
  ["test", "h100", 1, "llama-2-7b-fp8", first(2048), 36],
  ["test", "h100", 1, "llama-2-7b-fp8", fixed(112, 128, 2048), 6818],
  ["test", "h100", 1, "llama-2-7b-fp8", fixed(48, 2048, 2048), 2740],
  ["test", "h100", 1, "llama-2-7b-fp8", fixed(768, 128, 128), 19694],
  ["test", "l40s", 1, "llama-2-7b-fp8", first(2048), 73],
  ["test", "l40s", 1, "llama-2-7b-fp8", fixed(64, 128, 128), 3240],
  ["test", "l40s", 1, "llama-2-7b-fp8", fixed(64, 128, 2048), 1622],
  ["test", "l40s", 1, "llama-2-7b-fp8", fixed(16, 2048, 2048), 531],
];

/** Total output tokens a second. The PRO 6000 measured is the server edition, the catalogue's the workstation one. */
const trt10: readonly Cells[] = [
  ["cal", "h100", 1, "llama-3.1-8b-fp8", load(128, 2048), 22714],
  ["cal", "h100", 1, "llama-3.1-8b-fp8", load(1000, 1000), 15220],
  ["cal", "h100", 1, "llama-3.1-8b-fp8", load(2048, 2048), 9305],
  ["cal", "h100", 1, "llama-3.1-8b-fp8", load(2048, 128), 3450],
  ["cal", "h200", 1, "llama-3.1-8b-fp8", load(128, 2048), 26221],
  ["test", "h200", 1, "llama-3.1-8b-fp8", load(1000, 1000), 17744],
  ["test", "h200", 1, "llama-3.1-8b-fp8", load(2048, 2048), 12194],
  ["test", "h200", 1, "llama-3.1-8b-fp8", load(2048, 128), 3538],
  ["test", "h200", 1, "llama-3.1-70b-fp8", load(128, 2048), 4336],
  ["test", "h200", 1, "llama-3.1-70b-fp8", load(1000, 1000), 2909],
  ["test", "h200", 1, "llama-3.1-70b-fp8", load(2048, 2048), 2003],
  ["test", "h200", 1, "llama-3.1-70b-fp8", load(2048, 128), 442],
  ["test", "h100", 2, "llama-3.1-70b-fp8", load(128, 2048), 6651],
  ["test", "h100", 2, "llama-3.1-70b-fp8", load(1000, 1000), 4205],
  ["test", "h100", 2, "llama-3.1-70b-fp8", load(2048, 2048), 3082],
  ["test", "h100", 2, "llama-3.1-70b-fp8", load(2048, 128), 762],
  ["cal", "h200", 8, "llama-3.1-405b-fp8", load(1000, 1000), 3330],
  ["test", "h200", 8, "llama-3.1-405b-fp8", load(128, 2048), 5348],
  ["test", "h200", 8, "llama-3.1-405b-fp8", load(2048, 2048), 2948],
  ["test", "h100", 8, "llama-3.1-405b-fp8", load(128, 2048), 4340],
  ["test", "h100", 8, "llama-3.1-405b-fp8", load(1000, 1000), 2919],
  ["test", "h100", 8, "llama-3.1-405b-fp8", load(2048, 2048), 2296],
  ["cal", "h200", 8, "qwen3-235b-a22b-fp8", load(1000, 1000), 23789],
  ["test", "h200", 8, "qwen3-235b-a22b-fp8", load(128, 2048), 42821],
  ["test", "h200", 8, "qwen3-235b-a22b-fp8", load(2048, 2048), 16672],
  ["test", "h100", 8, "qwen3-235b-a22b-fp8", load(1000, 1000), 14898],
  ["cal", "b200", 1, "llama-3.1-70b-fp4", load(1000, 1000), 7007],
  ["test", "b200", 1, "llama-3.1-70b-fp4", load(128, 2048), 9922],
  ["test", "b200", 1, "llama-3.1-70b-fp4", load(2048, 2048), 4783],
  ["test", "b200", 1, "llama-3.1-70b-fp4", load(2048, 128), 1339],
  ["test", "b200", 1, "qwen3-30b-a3b-fp4", load(128, 2048), 37844],
  ["test", "b200", 1, "qwen3-30b-a3b-fp4", load(1000, 1000), 25828],
  ["test", "b200", 1, "qwen3-30b-a3b-fp4", load(2048, 2048), 17554],
  ["cal", "rtxpro6000", 1, "llama-3.1-70b-fp4", load(1000, 1000), 1787],
  ["test", "rtxpro6000", 1, "llama-3.1-70b-fp4", load(128, 2048), 2422],
  ["test", "rtxpro6000", 1, "llama-3.1-70b-fp4", load(2048, 2048), 1074],
  ["test", "rtxpro6000", 1, "llama-3.1-70b-fp4", load(2048, 128), 393],
  ["test", "rtxpro6000", 1, "qwen3-30b-a3b-fp4", load(128, 2048), 12540],
  ["test", "rtxpro6000", 1, "qwen3-30b-a3b-fp4", load(1000, 1000), 9910],
  ["test", "rtxpro6000", 1, "qwen3-30b-a3b-fp4", load(2048, 2048), 5908],
];
// biome-ignore-end format: a table reads by its columns

export const published: readonly Published[] = [
  ...rows("llama.cpp", "bf16", llamaCpp),
  ...rows("mlc", "bf16", mlc),
  ...rows("spark", "bf16", spark),
  ...rows("lmdeploy", "bf16", lmdeploy),
  ...rows("trt-0.6", "bf16", trt06Wide),
  ...rows("trt-0.6", "fp8", trt06),
  ...rows("trt-1.0", "fp8", trt10),
];

function rows(source: Published["source"], cache: Published["cache"], cells: readonly Cells[]): Published[] {
  const bytesPerGb = 1e9;
  return cells.map(([use, hardware, cards, model, measurement, value, weightGb]) => ({
    use: use === "cal" ? "calibration" : "held-out",
    hardware,
    cards,
    model,
    ...(weightGb === undefined ? {} : { weightBytes: weightGb * bytesPerGb }),
    cache,
    measurement,
    value,
    source,
  }));
}

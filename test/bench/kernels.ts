/**
 * The kernel tier beside plain code, on one adapter: matrix product, prefill, a sampled request, what a batch costs.
 *
 * usage: tsx test/bench/kernels.ts [--adapter best|system|swiftshader] [--only TEXT] [--rounds N]
 *
 * Contenders take turns; a figure is the median of CPU time over the rounds, all threads of the process included. On a busy machine trust
 * the ratios. On a GPU, whose work is no CPU time, wall time is what counts: it stands beside.
 */
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { openDeviceRunner } from "../../sim/fidelity/forward/device-runner.ts";
import { matrixProductKernel } from "../../sim/fidelity/kernels/matrix-product.ts";
import { matrixProductWorkgroupKernel } from "../../sim/fidelity/kernels/matrix-product-workgroup.ts";
import { type Reading, sharingLanes } from "../../sim/fidelity/kernels/reading.ts";
import {
  type ExecutorProfile,
  honestPass,
  type MatmulProfile,
  type Runner,
  type RunnerOptions,
} from "../../sim/fidelity/language-model.ts";
import { openPlainRunner } from "../../sim/fidelity/plain/plain-runner.ts";
import { readyKernel } from "../../sim/fidelity/single-kernel.ts";
import type { AdapterChoice } from "../../sim/host/adapter/choices.ts";
import { openHostDevice } from "../../sim/host/adapter/open-adapter.ts";
import { noise } from "../support/run-kernel.ts";
import { smallLanguageModel } from "../support/small-language-model.ts";
import { onnxPrefill } from "./onnx-prefill.ts";
import { onnxProduct } from "./onnx-product.ts";
import { rowByRow, rowByRowPass } from "./row-by-row-pass.ts";

const { values: given } = parseArgs({
  options: {
    adapter: { type: "string", default: "best" },
    only: { type: "string", default: "" },
    rounds: { type: "string", default: "5" },
  },
});
const rounds = Number(given.rounds);
const device = await openHostDevice(given.adapter as AdapterChoice);

interface Timed {
  /** Medians. [s] */
  readonly cpu: number;
  readonly wall: number;
}

interface Contender {
  readonly name: string;
  work(): Promise<unknown>;
}

/** A, A, B, B … A, A, B, B …: each once untimed in every round, since the next to work pays for garbage and cold caches of the one before. */
async function compare(contenders: readonly Contender[]): Promise<Timed[]> {
  const times = contenders.map(() => ({ cpu: [] as number[], wall: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, { work }] of contenders.entries()) {
      await work();
      const [cpu, wall] = [process.cpuUsage(), performance.now()];
      await work();
      const { user, system } = process.cpuUsage(cpu);
      times[i]?.cpu.push((user + system) / 1e6);
      times[i]?.wall.push((performance.now() - wall) / 1000);
    }
  }
  return times.map(({ cpu, wall }) => ({ cpu: median(cpu), wall: median(wall) }));
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number;
}

const say = (what: string, figures: string) => console.log(`  ${what.padEnd(44)} ${figures}`);
const milliseconds = ({ cpu, wall }: Timed) => `${(cpu * 1e3).toFixed(1)} ms CPU, ${(wall * 1e3).toFixed(1)} ms wall`;

function floor(what: string, value: number, least: number): void {
  console.log(`  ${value >= least ? "met    " : "NOT MET"} ${what}: ${value.toFixed(2)} ≥ ${least}`);
}

const onnxMissing =
  "onnxruntime-node is not installed — npm install --no-save --ignore-scripts onnxruntime-node@1.22.0";

/** The fastest tiles on SwiftShader, of those tried: see docs/kernels.md. */
const matmul: MatmulProfile = {
  variant: "barrier-free",
  tileRows: 8,
  tileColumns: 4,
  order: "forward",
  splits: 1,
  partialSums: "dot",
  accumulator: "f32",
};

async function products(): Promise<void> {
  const [rows, inner, columns] = [128, 256, 1024];
  const x = noise(1, rows * inner);
  const w = noise(2, columns * inner);
  const buffers = [device.filled(x), device.filled(w), "shape", device.buffer(4 * rows * columns)] as const;
  const four = { ...matmul, tileRows: 4, tileColumns: 4 } as const;
  const forms: readonly [string, MatmulProfile, Reading][] = [
    ["8 × 8, dot", { ...matmul, tileColumns: 8 }, "alone"],
    ["8 × 4, dot", matmul, "alone"],
    ["4 × 4, dot", four, "alone"],
    ["4 × 4, vector", { ...four, partialSums: "vector" }, "alone"],
    ["4 × 4, workgroup", { ...four, variant: "workgroup" }, "alone"],
    ["16 × 4, dot, in quads", { ...matmul, tileRows: 16 }, "in quads"],
    ["8 × 4, vector, in quads", { ...matmul, partialSums: "vector" }, "in quads"],
    ["32 × 4, dot, in eights", { ...matmul, tileRows: 32 }, "in eights"],
    ["16 × 4, vector, in eights", { ...matmul, tileRows: 16, partialSums: "vector" }, "in eights"],
  ];
  const lanes = device.gpu.features.has("subgroups") ? device.facts.subgroupSizes[0] : 1;
  const possible = forms.filter(([, , reading]) => sharingLanes[reading] <= lanes);
  const contenders = await Promise.all(
    possible.map(async ([name, form, reading]) => {
      const common = { weights: "f32", matmul: form, activations: "f32", output: "store" } as const;
      const kernel =
        form.variant === "workgroup"
          ? matrixProductWorkgroupKernel(common)
          : matrixProductKernel({ ...common, isNormed: false, reading });
      const shape = { columns, inner4: inner / 4 };
      const ready = await readyKernel(device, { kernel, rows, columns, shape, settings: {}, places: [], buffers });
      const work = async () => {
        ready.submit(2);
        await device.read([{ buffer: ready.faults, bytes: 4 }]);
      };
      return { name, work };
    }),
  );
  const plain = {
    name: "plain triple loop",
    work: async () => rowByRow(x, { values: w, rows: columns, columns: inner }),
  };
  const onnx = await onnxProduct(rows, inner, columns);
  const transposed = w.map((_, i) => w[(i % columns) * inner + Math.floor(i / columns)] as number);
  const others =
    onnx === undefined ? [] : [{ name: "ONNX Runtime, one thread", work: () => onnx.multiply(x, transposed) }];
  if (onnx !== undefined) {
    const y = rowByRow(x, { values: w, rows: columns, columns: inner });
    const product = await onnx.multiply(x, transposed);
    const error = product.reduce((most, value, i) => Math.max(most, Math.abs(value - (y[i] as number))), 0);
    if (!(error < 1e-3)) throw new Error(`ONNX Runtime and plain code differ by ${error}`);
  } else console.log(`\n${onnxMissing}`);
  const all = [...contenders, plain, ...others];
  const times = await compare(all);
  console.log(`\nmatrix product ${rows} × ${inner} × ${columns}, f32`);
  for (const [i, { name }] of all.entries()) {
    const flop = 2 * rows * inner * columns * (i < contenders.length ? 2 : 1);
    const { cpu, wall } = times[i] as Timed;
    say(name, `${(flop / cpu / 1e9).toFixed(2)} GFLOP/s a core, ${(flop / wall / 1e9).toFixed(2)} by wall time`);
  }
  const best = Math.max(
    ...times.slice(0, contenders.length).map(({ cpu }) => (4 * rows * inner * columns) / cpu / 1e9),
  );
  floor("GFLOP/s a core of the best", best, device.facts.route === "swiftshader" ? 1 : 4.5);
}

/** The size of the project's own model and of stories260K. */
const model = smallLanguageModel({
  vocabulary: 512,
  layers: 5,
  width: 64,
  heads: 8,
  kvHeads: 4,
  headWidth: 8,
  hidden: 172,
  contextMax: 256,
});
const prompt = (length: number, start: number) => Uint32Array.from({ length }, (_, i) => (start + i * 37) % 512);

function options(isFused: boolean, format: "f32" | "bf16", batchMax: number): RunnerOptions {
  const profile: ExecutorProfile = {
    id: `${format}${isFused ? " fused" : ""}`,
    weights: format,
    matmul,
    activations: format,
    kvCache: format,
    norm: "sequential",
    attention: { variant: "online", block: 1, roundsWeights: false },
    trigonometry: "table",
    isFused,
    batch: batchMax,
  };
  return { profile, changes: honestPass, batchMax, contextMax: 128, topCount: 5 };
}

async function prefills(): Promise<void> {
  const sequences = [prompt(128, 1)];
  const score = (runner: Runner) => async () => await runner.prefill({ sequences, wants: [] });
  const forms = [
    options(true, "f32", 1),
    options(false, "f32", 1),
    options(true, "bf16", 1),
    options(false, "bf16", 1),
  ];
  const runners = [];
  for (const form of forms) runners.push(await openDeviceRunner(device, model, form));
  runners.push(
    await openPlainRunner(model, options(true, "f32", 1)),
    await openPlainRunner(model, options(false, "bf16", 1)),
  );
  const onnx = await onnxPrefill(model, 128);
  if (onnx !== undefined)
    await sameLogits("ONNX Runtime", await onnx.logits(sequences[0]!), runners.at(-2)!, sequences);
  const inRows = rowByRowPass(model);
  await sameLogits("row by row", inRows(sequences[0]!), runners.at(-2)!, sequences);
  const names = [...forms.map(({ profile }) => `kernels, ${profile.id}`), "plain twin, f32", "plain twin, bf16"];
  const contenders = runners.map((runner, i) => ({ name: names[i] as string, work: score(runner) }));
  names.push("plain code row by row, 64 bits");
  contenders.push({ name: names.at(-1)!, work: async () => inRows(sequences[0]!) as never });
  if (onnx !== undefined) {
    names.push("ONNX Runtime, one thread");
    contenders.push({ name: names.at(-1)!, work: async () => (await onnx.logits(sequences[0]!)) as never });
  }
  const times = await compare(contenders);
  console.log("\nprefill of 128 tokens with top 5, 0.26 M parameters");
  for (const [i, name] of names.entries()) say(name, milliseconds(times[i] as Timed));
  floor("plain twin (four outputs at a time) / kernels, f32 fused, CPU time", times[4]!.cpu / times[0]!.cpu, 4);
  floor("plain code row by row / kernels, f32 fused, CPU time", times[6]!.cpu / times[0]!.cpu, 4);
  if (onnx !== undefined) {
    const ratio = (row: number) => (times[row]!.cpu / times.at(-1)!.cpu).toFixed(1);
    say("over ONNX Runtime, CPU time", `${ratio(0)} × kernels f32 fused, ${ratio(4)} × plain twin f32`);
  } else console.log(onnxMissing);
  for (const runner of runners) runner.close();
}

/** The same tokens give the same logits: f32 sums of up to 172 terms in another order, through five layers. */
async function sameLogits(
  whose: string,
  found: Float32Array | Float64Array,
  plain: Runner,
  sequences: readonly Uint32Array[],
): Promise<void> {
  const [scores] = await plain.prefill({ sequences: [...sequences], wants: ["logits"] });
  const error = scores!.logits.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i]!)), 0);
  const size = scores!.logits.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(error < 1e-4 * size)) throw new Error(`logits of ${whose} and the plain twin differ by ${error} of ${size}`);
  say(`${whose}, largest error of a logit`, `${error.toExponential(1)} of ${size.toFixed(1)}`);
}

async function requests(): Promise<void> {
  const batch = 8;
  const prompts = Array.from({ length: batch }, (_, i) => prompt(28, i));
  const sampling = { temperature: 1, seeds: prompts.map((_, i) => i) };
  const runner = await openDeviceRunner(device, model, options(true, "bf16", batch));
  const work = async () => {
    const counts = prompts.map(() => 100);
    const completions = await runner.generate({ prompts, counts, sampling, wants: [] });
    const sequences = prompts.map((own, i) => Uint32Array.from([...own, ...(completions[i]?.tokens ?? [])]));
    await runner.prefill({ sequences, wants: [] });
  };
  const [time] = await compare([{ name: "request", work }]);
  console.log("\nsampled request: 28 + 100 tokens generated, then scored by the validator, batches of 8");
  const each = { cpu: time!.cpu / batch, wall: time!.wall / batch };
  say("of one request", milliseconds(each));
  floor("0.6 CPU-s / CPU-s of a request", 0.6 / each.cpu, 1);
  runner.close();
}

async function batches(): Promise<void> {
  const steps = 32;
  const sizes = [1, 8, 64];
  // Each in tiles of its own batch, as an executor profile has them.
  const opened = sizes.map((size) =>
    openDeviceRunner(device, model, { ...options(true, "bf16", size), contextMax: 48 }),
  );
  const runners = await Promise.all(opened);
  const decode = (own: Runner, batch: number) => async () => {
    const prompts = Array.from({ length: batch }, (_, i) => prompt(1, i));
    const sampling = { temperature: 1, seeds: prompts.map((_, i) => i) };
    await own.generate({ prompts, counts: prompts.map(() => steps), sampling, wants: [] });
  };
  const times = await compare(
    sizes.map((size, i) => ({ name: `batch of ${size}`, work: decode(runners[i] as Runner, size) })),
  );
  console.log(`\ndecoding ${steps} tokens`);
  for (const [i, size] of sizes.entries()) say(`batch of ${size}`, milliseconds(times[i] as Timed));
  floor("2 × batch of 1 / batch of 8, CPU time", (2 * times[0]!.cpu) / times[1]!.cpu, 1);
  floor("8 × batch of 1 / batch of 64, wall time (asked of a GPU)", (8 * times[0]!.wall) / times[2]!.wall, 1);
  for (const runner of runners) runner.close();
}

const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(" ");
console.log(
  `${device.facts.description}; ${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, load ${load()}`,
);
const cells: Readonly<Record<string, () => Promise<void>>> = {
  "matrix product": products,
  prefill: prefills,
  "sampled request": requests,
  batch: batches,
};
for (const [name, measure] of Object.entries(cells)) if (name.includes(given.only)) await measure();
console.log(`load at the end ${load()}`);
device.close();

/** Refuses a model that an adapter cannot hold, before any of its weights is packed. */
import type { AdapterFacts, LimitName } from "../device.ts";
import { DeviceError } from "../device-error.ts";
import { valuesPerWord } from "../kernels/stored-weights.ts";
import type { LanguageModel, LanguageModelConfig, RunnerOptions } from "../language-model.ts";
import { rowsMaxOf } from "./buffers.ts";
import { formatsOf } from "./dispatches.ts";
import { paddedHidden } from "./layer-matrices.ts";

/** @throws DeviceError that names model, part and limit */
export function checkLimits(
  { description, limits }: AdapterFacts,
  { name, config }: LanguageModel,
  options: RunnerOptions,
): void {
  const demands = [...buffersOf(config, options), ...gridsOf(config, options)];
  const over = demands.find(({ size, of }) => of.some((limit) => size > limits[limit]));
  if (over === undefined) return;
  const limit = over.of.find((one) => over.size > limits[one]) as LimitName;
  const what = `${name}: ${over.what} would take ${over.size} ${over.unit}`;
  const remedy = "take a smaller model, or an adapter that allows more: npx commonwatt doctor --json names its limits";
  throw new DeviceError(
    "too large",
    `${what}, and the adapter ${description} allows ${limits[limit]} (${limit})`,
    remedy,
  );
}

interface Demand {
  readonly what: string;
  readonly size: number;
  readonly unit: string;
  readonly of: readonly LimitName[];
}

/** Weights and logits, each bound as one buffer. */
function buffersOf(config: LanguageModelConfig, options: RunnerOptions): Demand[] {
  const { vocabulary, width, heads, kvHeads, headWidth, hidden } = config;
  const { weights } = formatsOf(options);
  const matrix = (rows: number, columns: number) => 4 * rows * Math.ceil(columns / valuesPerWord[weights]);
  const rowsMax = rowsMaxOf(config, options);
  const sizes: readonly (readonly [what: string, bytes: number])[] = [
    ["the embedding table", 4 * vocabulary * width],
    [`the classifier in ${weights}`, matrix(vocabulary, width)],
    [`queries, keys and values of a layer in ${weights}`, matrix((heads + 2 * kvHeads) * headWidth, width)],
    [`gates and ups of a layer in ${weights}`, matrix(2 * paddedHidden(hidden), width)],
    [`the logits of ${rowsMax} tokens`, 4 * rowsMax * vocabulary],
  ];
  const of = ["maxStorageBufferBindingSize", "maxBufferSize"] as const;
  return sizes.map(([what, size]) => ({ what, size, unit: "bytes", of }));
}

/** Columns that a workgroup of a product makes at least, for one column of its tile. */
const invocations = 8;
/** Tiles in which lanes share their loads are as wide, whatever the profile says. */
const sharedColumns = 4;

/** The dispatches with most workgroups. */
function gridsOf(config: LanguageModelConfig, options: RunnerOptions): Demand[] {
  const columns = invocations * Math.min(sharedColumns, options.profile.matmul.tileColumns);
  const sizes: readonly (readonly [what: string, workgroups: number])[] = [
    ["the classifier", Math.ceil(config.vocabulary / columns)],
    ["the embedding of a batch", rowsMaxOf(config, options)],
  ];
  const of = ["maxComputeWorkgroupsPerDimension"] as const;
  return sizes.map(([what, size]) => ({ what, size, unit: "workgroups", of }));
}

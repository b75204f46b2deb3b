/** Records that a scenario's checks draw from: found, compared with the model that is executed, and filled where a cell is missing or thin. */
import { copyFileSync, existsSync } from "node:fs";
import { basename } from "node:path";
import { measuredCells } from "../fidelity/cells/measured-cells.ts";
import { type Records, RecordsError, type RecordsHeader } from "../fidelity/cells/records.ts";
import { DeviceError } from "../fidelity/device-error.ts";
import { behaviourIds } from "../model/catalogue/behaviours.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { exitCodes } from "./complain.ts";
import { modelPaths } from "./kernel-model.ts";
import { openKernelTier } from "./measuring/kernel-tier-adapter.ts";
import { measureRecords } from "./measuring/measuring.ts";
import { headerOf } from "./measuring/own-material.ts";
import { committedRecordsPath, type LoadedRecords, loadRecords } from "./measuring/records-file.ts";
import { type LackingCell, lackingCells, type NeededCells, neededCells, rejectedBy } from "./needed-cells.ts";
import type { KernelDesks } from "./study-desks.ts";
import type { KernelOptions } from "./study-kernel.ts";

/** Cells were being filled when the person at the keyboard stopped it. */
class MeasuringStopped extends Error {
  override readonly name = "MeasuringStopped";
  readonly exitCode = exitCodes.interrupted;
}

/** Executions of a cell at most: beyond, its precision asks for more than a scenario should wait for. */
const executionsMost = 400;

/** A file of records and what it holds. */
export interface Base {
  readonly path: string;
  readonly loaded: LoadedRecords;
}

/** Whether the scenario checks, but nothing was ever measured that it could draw from. */
export function lacksRecords({ kernel }: Scenario, { records }: KernelOptions): boolean {
  return records === undefined && kernel.model === undefined && !existsSync(committedRecordsPath());
}

/** @throws RecordsError, DeviceError, WeightsError: what is missing, and the command that mends it */
export async function sufficientRecords(scenario: Scenario, options: KernelOptions, desks: KernelDesks): Promise<Base> {
  const base = baseOf(scenario, options, desks);
  const needed = neededCells(scenario, base.loaded.cells);
  if (lackingCells(scenario, base.loaded.cells, needed).length === 0) return base;
  // An earlier start of the same study may have filled them already.
  if (base.path !== options.filled && existsSync(options.filled)) {
    const filled = { path: options.filled, loaded: loadRecords(options.filled) };
    if (scenario.kernel.model !== undefined) assertSameModel(filled, desks.headerOf(scenario.kernel), scenario.kernel);
    if (lackingCells(scenario, filled.loaded.cells, needed).length === 0) return filled;
  }
  return { path: options.filled, loaded: await fill(scenario, base, { needed, options, desks }) };
}

/** What there is: the file that was named, the one that comes with the program, or of a user's model what was measured for the store. */
function baseOf({ kernel }: Scenario, options: KernelOptions, desks: KernelDesks): Base {
  const { records, filled } = options;
  if (kernel.model === undefined) {
    const path = records ?? committedRecordsPath();
    return { path, loaded: loadRecords(path) };
  }
  const path = records ?? filled;
  if (records === undefined && !existsSync(filled)) return { path, loaded: nothingYet(desks.headerOf(kernel)) };
  const base = { path, loaded: loadRecords(path) };
  assertSameModel(base, desks.headerOf(kernel), kernel);
  return base;
}

function nothingYet(header: RecordsHeader): LoadedRecords {
  const records: Records = { header, executions: [], samples: [] };
  return { records, cells: measuredCells(records, ""), sha256: "" };
}

const ofTheModel = { weights: "other weights", smallerWeights: "another substitute", promptsSha256: "other prompts" };

/** How the records' model differs from the one that is executed; undefined when they are the same. */
function otherModel(found: RecordsHeader, executed: RecordsHeader): string | undefined {
  const keys = Object.keys(ofTheModel) as (keyof typeof ofTheModel)[];
  const differing = keys.filter((key) => found[key] !== executed[key]).map((key) => ofTheModel[key]);
  // The config of safetensors stands in the name, after the file's own.
  const configOf = ({ model }: RecordsHeader) => / config [0-9a-f]{8}$/.exec(model)?.[0];
  if (configOf(found) !== configOf(executed)) differing.push("another config");
  return differing.length === 0 ? undefined : differing.join(", ");
}

/** @throws RecordsError: checks would be executed by one model and drawn from the cells of another */
export function assertSameModel({ path, loaded }: Base, executed: RecordsHeader, kernel: Scenario["kernel"]): void {
  const { header } = loaded.records;
  const differing = otherModel(header, executed);
  if (differing === undefined) return;
  const found = `${basename(path)} was measured with ${header.model} (${differing})`;
  const remedy =
    kernel.model === undefined
      ? "name that model's files under kernel.model, or draw all checks from the records: --set kernel.share=0"
      : "name records of this model with --records, or leave them out to have its cells measured into a new store (--out)";
  throw new RecordsError(`${found}, and checks are executed with ${executed.model} — ${remedy}`);
}

interface Filling {
  readonly needed: NeededCells;
  readonly options: KernelOptions;
  readonly desks: KernelDesks;
}

async function fill(scenario: Scenario, base: Base, { needed, options, desks }: Filling): Promise<LoadedRecords> {
  const { kernel } = scenario;
  const [worst] = lackingCells(scenario, base.loaded.cells, needed) as [LackingCell];
  const isSame = otherModel(base.loaded.records.header, desks.headerOf(kernel)) === undefined;
  // Cells of the project's own model would not be those that the user named.
  if (!isSame) throw tooThin(scenario, base, worst, "another model");
  assertNothingStored(base, options);
  const material = desks.materialOf(kernel);
  const tier = await openKernelTier(options.adapter).catch((error: unknown) => {
    throw error instanceof DeviceError ? tooThin(scenario, base, worst, error) : error;
  });
  try {
    const header = headerOf(material, tier.adapter, tier.kernels);
    const canGrow = JSON.stringify(header) === JSON.stringify(base.loaded.records.header);
    if (!existsSync(options.filled) && canGrow) copyFileSync(base.path, options.filled);
    options.say(`${described(base, worst, scenario)}: measuring first, on ${tier.adapter}, into ${options.filled}`);
    const wanted = {
      executors: needed.profiles,
      validators: needed.profiles,
      behaviours: needed.behaviours,
      precision: kernel.precision,
      honestPrecision: kernel.precision,
      rejects: rejectedBy(scenario),
      executionsMax: executionsMost,
      samplesPerPrompt: 0,
      samplePrompts: 0,
    };
    const { executions, isComplete } = await measureRecords({
      path: options.filled,
      header,
      material,
      open: tier.open,
      wanted,
      signal: options.signal,
      onProgress: (done, least, latest) => options.say(`measured ${done} of at least ${least} executions (${latest})`),
    });
    if (!isComplete)
      throw new MeasuringStopped(`${executions} executions are kept; the same command goes on from there`);
  } finally {
    tier.close();
  }
  const loaded = loadRecords(options.filled);
  const [still] = lackingCells(scenario, loaded.cells, needed);
  if (still !== undefined) throw tooThin(scenario, { path: options.filled, loaded }, still, undefined);
  return loaded;
}

/** Runs of a store rest on one file: to measure another would be in vain. */
function assertNothingStored(base: Base, { stored = [], filled }: KernelOptions): void {
  if (base.loaded.sha256 !== "" || stored.length === 0) return;
  throw new RecordsError(
    `runs of the store rest on records ${stored.map((sha256) => `${sha256.slice(0, 12)}…`).join(", ")}, and there is ` +
      `no ${filled} — go on with those (--records), or run the scenario into a new store with --out`,
  );
}

function tooThin(scenario: Scenario, base: Base, cell: LackingCell, cause: DeviceError | "another model" | undefined) {
  const { profiles } = base.loaded.cells;
  const names = [...new Set([profiles[cell.executor], profiles[cell.validator]])].join(",");
  const command =
    `commonwatt measure --records my-records.jsonl ${modelFlags(scenario, cause)}--profiles ${names} ` +
    `--behaviours ${behaviourIds[cell.behaviour]} --precision ${scenario.kernel.precision}`;
  const why = cause instanceof DeviceError ? `, and ${withoutRemedy(cause)}` : "";
  return new RecordsError(
    `${described(base, cell, scenario)}${why} — measure it where there is an adapter (${command}) and run with ` +
      "--records my-records.jsonl, or ask for less: --set kernel.precision=…",
  );
}

function modelFlags({ kernel }: Scenario, cause: unknown): string {
  if (kernel.model === undefined) return cause === "another model" ? "--model … --smaller … --tokenizer … " : "";
  const { weights, smaller, tokenizer, prompts } = modelPaths(kernel.model);
  const flags = { model: weights, smaller, tokenizer, prompts };
  return Object.entries(flags)
    .map(([flag, path]) => (path === undefined ? "" : `--${flag} ${path} `))
    .join("");
}

/** What is wrong, without the remedy. */
export function withoutRemedy(error: Error): string {
  return error.message.split(" — ")[0] ?? error.message;
}

function described({ path, loaded }: Base, cell: LackingCell, { kernel }: Scenario): string {
  const { profiles } = loaded.cells;
  if (loaded.sha256 === "") return `no cell of ${loaded.records.header.model} was measured for this store`;
  const name = `cell (${profiles[cell.executor]}, ${profiles[cell.validator]}, ${behaviourIds[cell.behaviour]})`;
  const known =
    cell.executions === 0
      ? "was not measured"
      : `is known to ± ${cell.halfWidth.toFixed(3)} from ${cell.executions} executions, and kernel.precision asks for ± ${kernel.precision}`;
  return `${name} of ${basename(path)} ${known}`;
}

/**
 * The kernel tier of a study. Its records are read and, where a cell is missing or too thin for the scenario's precision, filled before the
 * first run; its adapter is opened when checks are to be executed.
 */
import { copyFileSync, existsSync } from "node:fs";
import { basename, join } from "node:path";
import { RecordsError, type RecordsHeader } from "../fidelity/cells/records.ts";
import { DeviceError } from "../fidelity/device-error.ts";
import type { Material } from "../fidelity/measure/material.ts";
import { createRunners } from "../fidelity/measure/runners.ts";
import { executorProfiles } from "../fidelity/profiles/catalogue.ts";
import { ownWeights } from "../fidelity/weights/own-models.ts";
import { behaviourIds } from "../model/catalogue/behaviours.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { AdapterChoice } from "./adapter/choices.ts";
import { cacheFolder } from "./adapter/swiftshader.ts";
import { exitCodes } from "./complain.ts";
import { createExecutionDesk, type ExecutionDesk } from "./execution-desk.ts";
import { executedKernels } from "./measuring/executed-kernels.ts";
import { type KernelTier, openKernelTier } from "./measuring/kernel-tier-adapter.ts";
import { measureRecords } from "./measuring/measuring.ts";
import { headerOf, ownMaterial, sha256Of } from "./measuring/own-material.ts";
import { committedRecordsPath, growRecords, type LoadedRecords, loadRecords } from "./measuring/records-file.ts";
import {
  type LackingCell,
  lackingCells,
  type NeededCells,
  neededCells,
  needsCells,
  rejectedBy,
} from "./needed-cells.ts";
import type { KernelSource } from "./run-writer.ts";
import type { KernelTask } from "./worker-loop.ts";

export interface KernelOptions {
  /** File of records; those that come with the program when left out. */
  readonly records?: string | undefined;
  readonly adapter: AdapterChoice;
  /** Where a copy of the records grows when cells must be filled first. */
  readonly filled: string;
  readonly signal: AbortSignal;
  say(line: string): void;
}

export interface StudyKernel {
  readonly task: KernelTask;
  readonly source: KernelSource;
  /** Undefined when the scenario executes nothing. */
  readonly desk: ExecutionDesk | undefined;
  close(): void;
}

/** Cells were being filled when the person at the keyboard stopped it. */
class MeasuringStopped extends Error {
  override readonly name = "MeasuringStopped";
  readonly exitCode = exitCodes.interrupted;
}

/** Executions of a cell at most: beyond, its precision asks for more than a scenario should wait for. */
const executionsMost = 400;

/**
 * @returns undefined when nothing is checked, or checks are assumed
 * @throws RecordsError, DeviceError, WeightsError: what is missing, and the command that mends it
 */
export async function openStudyKernel(scenario: Scenario, options: KernelOptions): Promise<StudyKernel | undefined> {
  if (!needsCells(scenario)) return undefined;
  if (options.records === undefined && !existsSync(committedRecordsPath())) {
    options.say("no records of the kernel tier come with this version: checks cost time and decide nothing");
    return undefined;
  }
  const { path, loaded } = await sufficientRecords(scenario, options);
  const { provenance } = loaded.cells;
  const isOfOtherKernels = loaded.records.header.kernels !== executedKernels();
  if (scenario.kernel.share === 0) {
    if (isOfOtherKernels) options.say(`${basename(path)} was measured with other kernels than those of this version`);
    const source = { ...provenance, basis: "measured", executedOn: undefined } as const;
    return { task: { records: path }, source, desk: undefined, close: () => undefined };
  }
  if (!isOwn(loaded)) throw mixed(path, provenance.model, "the project's own model");
  if (isOfOtherKernels) throw mixed(path, "other kernels", "those of this version");
  // Read now: a damaged file is to be said before the first run, not in each of them.
  const material = ownMaterial();
  const tier = await adapterFor(scenario, options);
  const desk = deskOn(tier, material);
  const source = { ...provenance, basis: "measured", executedOn: tier.adapter } as const;
  return { task: { records: path }, source, desk, close: () => desk.close() };
}

/** Checks would then be executed by one model or kernels, and drawn from the cells of others. */
function mixed(path: string, measured: string, executed: string): RecordsError {
  return new RecordsError(
    `${basename(path)} was measured with ${measured}, and checks are executed with ${executed} — draw all checks from the ` +
      "records: --set kernel.share=0",
  );
}

/** Whether records are of the model that comes with the program. */
function isOwn({ cells }: LoadedRecords): boolean {
  return cells.provenance.weights === ownWeights;
}

function deskOn(tier: KernelTier, material: Material): ExecutionDesk {
  return createExecutionDesk({
    batchMax: executorProfiles[0]?.batch ?? 1,
    cacheFor: (header) => growRecords(cachePath(header), header),
    open: async () => {
      const runners = createRunners(material, tier.open);
      const header = headerOf(material, tier.adapter, tier.kernels);
      const close = () => {
        runners.close();
        tier.close();
      };
      return { bench: { material, runners, header }, close };
    },
  });
}

/** Executions of earlier runs: one file for each combination of weights, kernels and adapter. */
function cachePath(header: RecordsHeader): string {
  return join(cacheFolder(), `executions-${sha256Of(JSON.stringify(header)).slice(0, 16)}.jsonl`);
}

async function adapterFor({ kernel }: Scenario, { adapter }: KernelOptions): Promise<KernelTier> {
  try {
    return await openKernelTier(adapter);
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    const remedy = `${error.remedy}; or draw every check from the measured cells: --set kernel.share=0`;
    throw new DeviceError(error.fault, `kernel.share is ${kernel.share}, but ${plain(error)}`, remedy);
  }
}

/** What is wrong, without the remedy. */
function plain(error: Error): string {
  return error.message.split(" — ")[0] ?? error.message;
}

async function sufficientRecords(scenario: Scenario, options: KernelOptions) {
  const path = options.records ?? committedRecordsPath();
  const loaded = loadRecords(path);
  const needed = neededCells(scenario, loaded.cells);
  if (lackingCells(scenario, loaded.cells, needed).length === 0) return { path, loaded };
  // An earlier start of the same study may have filled them already.
  if (existsSync(options.filled)) {
    const filled = loadRecords(options.filled);
    if (lackingCells(scenario, filled.cells, needed).length === 0) return { path: options.filled, loaded: filled };
  }
  return { path: options.filled, loaded: await fill(scenario, { path, loaded }, needed, options) };
}

interface Base {
  readonly path: string;
  readonly loaded: LoadedRecords;
}

async function fill(scenario: Scenario, base: Base, needed: NeededCells, options: KernelOptions) {
  const [worst] = lackingCells(scenario, base.loaded.cells, needed);
  // Cells of the project's own model would not be those that the user named.
  if (!isOwn(base.loaded)) throw tooThin(scenario, base, worst as LackingCell, undefined);
  const material = ownMaterial();
  const tier = await openKernelTier(options.adapter).catch((error: unknown) => {
    throw error instanceof DeviceError ? tooThin(scenario, base, worst as LackingCell, error) : error;
  });
  try {
    const header = headerOf(material, tier.adapter, tier.kernels);
    const canGrow = JSON.stringify(header) === JSON.stringify(base.loaded.records.header);
    if (!existsSync(options.filled) && canGrow) copyFileSync(base.path, options.filled);
    options.say(`${described(base, worst as LackingCell, scenario)}: measuring first, on ${tier.adapter}`);
    const wanted = {
      executors: needed.profiles,
      validators: needed.profiles,
      behaviours: needed.behaviours,
      precision: scenario.kernel.precision,
      honestPrecision: scenario.kernel.precision,
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

function tooThin(scenario: Scenario, base: Base, cell: LackingCell, cause: DeviceError | undefined): RecordsError {
  const { profiles } = base.loaded.cells;
  const names = [profiles[cell.executor], profiles[cell.validator]].join(",");
  const models = isOwn(base.loaded) ? "" : "--model … --smaller … --tokenizer … ";
  const command =
    `commonwatt measure --records my-records.jsonl ${models}--profiles ${names} ` +
    `--behaviours ${behaviourIds[cell.behaviour]} --precision ${scenario.kernel.precision}`;
  const why = cause === undefined ? "" : `, and ${plain(cause)}`;
  return new RecordsError(
    `${described(base, cell, scenario)}${why} — measure it where there is an adapter (${command}) and run with ` +
      "--records my-records.jsonl, or ask for less: --set kernel.precision=…",
  );
}

function described({ path, loaded }: Base, cell: LackingCell, { kernel }: Scenario): string {
  const { profiles } = loaded.cells;
  const name = `cell (${profiles[cell.executor]}, ${profiles[cell.validator]}, ${behaviourIds[cell.behaviour]})`;
  const known =
    cell.executions === 0
      ? "was not measured"
      : `is known to ± ${cell.halfWidth.toFixed(3)} from ${cell.executions} executions, and kernel.precision asks for ± ${kernel.precision}`;
  return `${name} of ${basename(path)} ${known}`;
}

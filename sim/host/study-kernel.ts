/**
 * The kernel tier of a study. Its records are read and, where a cell is missing or too thin for the scenario's precision, filled before the
 * first run; its adapter is opened when checks are to be executed.
 */
import { basename } from "node:path";
import { RecordsError } from "../fidelity/cells/records.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { AdapterChoice } from "./adapter/choices.ts";
import type { ExecutionDesk } from "./execution-desk.ts";
import { executedKernels } from "./measuring/executed-kernels.ts";
import { needsCells } from "./needed-cells.ts";
import type { KernelSource } from "./run-writer.ts";
import { createKernelDesks, type KernelDesks } from "./study-desks.ts";
import { assertSameModel, lacksRecords, sufficientRecords } from "./study-records.ts";
import type { KernelTask } from "./worker-loop.ts";

export interface KernelOptions {
  /** File of records; when left out those that come with the program, or of a user's model those measured for the store. */
  readonly records?: string | undefined;
  readonly adapter: AdapterChoice;
  /** Where a copy of the records grows when cells must be filled first. */
  readonly filled: string;
  /** SHA-256 of the records that stored runs rest on. */
  readonly stored?: readonly string[];
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

/**
 * @param desks  shared with other points, and closed by whoever shares them; of its own when left out
 * @returns undefined when nothing is checked, or checks are assumed
 * @throws RecordsError, DeviceError, WeightsError: what is missing, and the command that mends it
 */
export async function openStudyKernel(
  scenario: Scenario,
  options: KernelOptions,
  desks?: KernelDesks,
): Promise<StudyKernel | undefined> {
  if (!needsCells(scenario)) return undefined;
  if (lacksRecords(scenario, options)) {
    options.say("no records of the kernel tier come with this version: checks cost time and decide nothing");
    return undefined;
  }
  const own = desks ?? createKernelDesks(options.adapter);
  const close = desks === undefined ? own.close : () => undefined;
  const { kernel } = scenario;
  const base = await sufficientRecords(scenario, options, own);
  const { path, loaded } = base;
  const { provenance } = loaded.cells;
  const isOfOtherKernels = loaded.records.header.kernels !== executedKernels();
  if (kernel.share === 0) {
    if (isOfOtherKernels) options.say(`${basename(path)} was measured with other kernels than those of this version`);
    const source = { ...provenance, basis: "measured", executedOn: undefined } as const;
    return { task: { records: path }, source, desk: undefined, close };
  }
  // Read now: a damaged file is to be said before the first run, not in each of them.
  assertSameModel(base, own.headerOf(kernel), kernel);
  if (isOfOtherKernels) throw ofOtherKernels(path);
  const { desk, adapter } = await own.deskOf(kernel);
  const source = { ...provenance, basis: "measured", executedOn: adapter } as const;
  return { task: { records: path }, source, desk, close };
}

/** Checks would then be executed by some kernels, and drawn from the cells of others. */
function ofOtherKernels(path: string): RecordsError {
  return new RecordsError(
    `${basename(path)} was measured with other kernels, and checks are executed with those of this version — ` +
      "draw all checks from the records: --set kernel.share=0",
  );
}

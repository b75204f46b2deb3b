/** `commonwatt measure`: executes what the cells lack on the best adapter, and keeps it as records. */
import { statSync } from "node:fs";
import { behaviourExecutions } from "../../fidelity/behaviours/registry.ts";
import type { Wanted } from "../../fidelity/measure/plan.ts";
import { profileIds } from "../../fidelity/profiles/catalogue.ts";
import { nearest } from "../../scenario/nearest.ts";
import type { AdapterChoice } from "../adapter/choices.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { showBar } from "../measuring/bar.ts";
import { openKernelTier } from "../measuring/kernel-tier-adapter.ts";
import { measureRecords } from "../measuring/measuring.ts";
import { headerOf } from "../measuring/own-material.ts";
import { type ModelPaths, materialFrom } from "../measuring/user-material.ts";
import { counted } from "../progress.ts";
import { printJson, printLine, warn } from "../terminal.ts";

export interface MeasureOptions extends ModelPaths {
  readonly records: string;
  readonly profiles?: string;
  readonly behaviours?: string;
  readonly precision: number;
  readonly honestPrecision?: number;
  readonly most: number;
  readonly samples: number;
  readonly adapter: AdapterChoice;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** Prompts of the two-sample test. */
const samplePrompts = 16;
/** Honest cells are filled to a third of the precision of the others: their errors fall on everyone. */
const honestFactor = 1 / 3;

/**
 * @returns the exit code
 * @throws UsageError, RecordsError, DeviceError, WeightsError
 */
export async function measureCommand(options: MeasureOptions): Promise<number> {
  const wanted = wantedBy(options);
  const material = materialFrom(options, options.samples > 0 ? samplePrompts : 0);
  const tier = await openKernelTier(options.adapter);
  const header = headerOf(material, tier.adapter, tier.kernels);
  const stop = new AbortController();
  const pressed = () => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    stop.abort();
    warn("interrupted: finishing the batch in flight; Ctrl-C again drops it");
  };
  process.on("SIGINT", pressed).on("SIGTERM", pressed);
  const bar = showBar(process.stderr, () => performance.now());
  if (options.quiet !== true) warn(`measuring on ${tier.adapter} into ${options.records}`);
  const onProgress = options.quiet === true ? () => {} : bar.show;
  try {
    const measurement = { path: options.records, header, material, open: tier.open, wanted };
    const end = await measureRecords({ ...measurement, signal: stop.signal, onProgress });
    bar.end();
    return ended(options, tier.adapter, end);
  } finally {
    bar.end();
    process.off("SIGINT", pressed).off("SIGTERM", pressed);
    await tier.close();
  }
}

function ended(
  { records, json = false }: MeasureOptions,
  adapter: string,
  {
    executions,
    samples,
    isComplete,
  }: { readonly executions: number; readonly samples: number; readonly isComplete: boolean },
): number {
  const { size } = statSync(records);
  const exitCode = isComplete ? exitCodes.fine : exitCodes.interrupted;
  if (json) printJson({ ok: isComplete, exitCode, records, adapter, executions, samples, bytes: size });
  else if (isComplete)
    printLine(`${records}: ${counted(executions, "execution")}, ${size} bytes, measured on ${adapter}`);
  else warn(`${counted(executions, "execution")} are kept; the same command goes on from there`);
  return exitCode;
}

function wantedBy(options: MeasureOptions): Wanted {
  const { precision, honestPrecision = precision * honestFactor, most, samples } = options;
  const behaviourIds = behaviourExecutions.map(({ id }) => id);
  const profiles = chosen(options.profiles, profileIds, "executor profile");
  return {
    executors: profiles,
    validators: profiles,
    behaviours: chosen(options.behaviours, behaviourIds, "behaviour"),
    precision,
    honestPrecision,
    executionsMax: most,
    samplesPerPrompt: samples,
    samplePrompts,
  };
}

/** Indices of names given as a list with commas; all when none are given. */
function chosen(list: string | undefined, names: readonly string[], what: string): number[] {
  if (list === undefined) return names.map((_, i) => i);
  return list.split(",").map((text) => {
    const name = text.trim();
    const index = names.indexOf(name);
    if (index >= 0) return index;
    const near = nearest(name, [...names]);
    const hint = near === undefined ? `one of ${names.join(", ")}` : `did you mean "${near}"?`;
    throw new UsageError(`no ${what} "${name}" — ${hint}`);
  });
}

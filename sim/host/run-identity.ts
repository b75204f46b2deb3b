/** What names a run in a store. */
import { createHash } from "node:crypto";
import type { Scenario } from "../scenario/scenario.ts";
import type { KernelSource, RunIdentity } from "./run-writer.ts";
import type { StudyKernel } from "./study-kernel.ts";
import type { ScenarioRecord } from "./study-record.ts";

export interface NumberedRun {
  readonly record: ScenarioRecord;
  readonly scenario: Scenario;
  readonly run: number;
  readonly replication: number;
  /** SHA-256 of the model's code. */
  readonly modelCode: string;
}

/**
 * The key leaves out the model's code, which `runs.model_code` tells, and the study: the same replication of the same scenario is the same run
 * wherever it stands.
 */
export function runIdentity(
  { record, scenario, run, replication, modelCode }: NumberedRun,
  kernel: StudyKernel | undefined,
): RunIdentity {
  const source: KernelSource = kernel?.source ?? { basis: scenario.kernel?.assumed === true ? "assumed" : "none" };
  const { records, executedOn } = source;
  const key = JSON.stringify({ replication, scenario: record.identity, records, executedOn });
  return {
    run,
    runKey: createHash("sha256").update(key).digest("hex"),
    scenarioName: record.name,
    scenarioIdentity: record.identity,
    replication,
    seed: scenario.seed,
    kernel: source,
    modelCode,
  };
}

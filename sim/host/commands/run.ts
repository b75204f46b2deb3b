/** `commonwatt run <scenario>`: a scenario file into a store. An existing store of the same scenario is continued. */
import { availableParallelism } from "node:os";
import { basename, extname, join } from "node:path";
import { canonicalJson, scenarioIdentity } from "../../scenario/identity.ts";
import type { Loaded } from "../../scenario/load.ts";
import type { AdapterChoice } from "../adapter/choices.ts";
import { exitCodes } from "../complain.ts";
import { listenForInterrupt } from "../interrupt.ts";
import { type KnownModels, withModelContent, withModelFiles } from "../kernel-model.ts";
import type { ModelPaths } from "../measuring/user-material.ts";
import { modelSets } from "../model-flags.ts";
import { completeStudy } from "../run-study.ts";
import { loadScenarioFile } from "../scenario-file.ts";
import { sourcesOf } from "../scenario-sources.ts";
import { openStudy } from "../study.ts";
import type { ScenarioRecord } from "../study-record.ts";
import { warn } from "../terminal.ts";
import { withTraceContent, withTraceFile } from "../trace-file.ts";

export interface RunOptions extends ModelPaths {
  readonly set?: readonly string[];
  /** Store to write; `results/<scenario>.duckdb` when left out. */
  readonly out?: string;
  readonly workers?: number;
  readonly replications?: number;
  /** Write the report when the runs are there. */
  readonly report?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** File of records; when left out those that come with the program, or of a user's model those measured for the store. */
  readonly records?: string;
  /** Adapter on which checks are executed. */
  readonly adapter?: AdapterChoice;
  readonly workerFile?: URL;
}

/**
 * @returns the exit code
 * @throws ScenarioError when the scenario is wrong, StoreError when the store cannot be written or is another scenario's
 */
export async function runCommand(file: string, options: RunOptions): Promise<number> {
  const { set = [], workers = availableParallelism(), json = false, quiet = false } = options;
  const loaded = loadScenarioFile(file, [...set, ...modelSets(options)]);
  const replications = options.replications ?? loaded.scenario.replications;
  const path = options.out ?? join("results", `${basename(file, extname(file))}.duckdb`);
  const interrupt = listenForInterrupt(warn, path);
  const store = await openStudy(path, scenarioRecord(loaded, replications)).catch((error: unknown) => {
    interrupt.dispose();
    throw error;
  });
  const code = await completeStudy(store, { ...options, workers, json, quiet, interrupt });
  if (options.report !== true || (code !== exitCodes.fine && code !== exitCodes.someRunsFailed)) return code;
  const { reportCommand } = await import("./report.ts");
  const reported = await reportCommand(path, { json });
  return reported === exitCodes.fine ? code : reported;
}

/** What the store keeps of a scenario. How often it is repeated, and where its files lie, is no part of what it is. */
export function scenarioRecord(loaded: Loaded, replications: number, models?: KnownModels): ScenarioRecord {
  const scenario = withModelFiles({ ...loaded, scenario: withTraceFile(loaded) }, models);
  return {
    identity: scenarioIdentity(withModelContent(withTraceContent({ ...scenario, replications: 1 }))),
    name: scenario.name,
    question: scenario.question,
    warmup: scenario.warmup,
    replications,
    resolved: canonicalJson({ ...scenario, replications }),
    sources: sourcesOf(loaded.tree),
  };
}

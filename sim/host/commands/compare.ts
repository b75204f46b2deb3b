/** `commonwatt compare <study>` and `commonwatt sweep <study>`: all points of a study into one store, and the report. */

import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, extname, join } from "node:path";
import { frame } from "../../scenario/problem.ts";
import { loadStudy, type StudyFile } from "../../scenario/study.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { doubtsOf } from "../idle-factors.ts";
import { listenForInterrupt } from "../interrupt.ts";
import type { KnownModels } from "../kernel-model.ts";
import { modelSets } from "../model-flags.ts";
import { estimateOf } from "../pilot.ts";
import { completeStudy } from "../run-study.ts";
import { readText } from "../scenario-file.ts";
import { sourcesOf } from "../scenario-sources.ts";
import { openStudy } from "../study.ts";
import type { StudyRecord } from "../study-record.ts";
import { inkFor, warn } from "../terminal.ts";
import { type RunOptions, scenarioRecord } from "./run.ts";

export interface CompareOptions extends RunOptions {
  /** Array engine to submit to, instead of running here. */
  readonly on?: "slurm" | "kubernetes";
  readonly shards?: number;
  readonly folder?: string;
  readonly options?: string;
  readonly image?: string;
  readonly claim?: string;
  readonly submit?: boolean;
}

/**
 * @returns the exit code
 * @throws ScenarioError when the study is wrong, StoreError when the store cannot be written or is another study's
 */
export async function compareCommand(file: string, options: CompareOptions): Promise<number> {
  const { set = [], workers = availableParallelism(), json = false, quiet = false } = options;
  const study = loadStudy({ path: file, sets: [...set, ...modelSets(options)], readText });
  if (study.factors.length === 0)
    throw new UsageError(`${file} varies nothing — give it variants or a sweep, or: commonwatt run ${file}`);
  const path = options.out ?? join("results", `${basename(file, extname(file))}.duckdb`);
  if (!existsSync(path)) for (const doubt of doubtsOf(study)) warn(`${frame(doubt, inkFor(process.stderr))}\n`);
  if (options.on !== undefined) {
    const { secondsPerRun } = await estimateOf(study.points);
    const { submitStudy } = await import("../cluster/submit.ts");
    const { on } = options;
    return submitStudy(studyRecord(study, options.replications), { ...options, on, store: path, secondsPerRun });
  }
  const interrupt = listenForInterrupt(warn, path);
  const store = await openStudy(path, studyRecord(study, options.replications)).catch((error: unknown) => {
    interrupt.dispose();
    throw error;
  });
  const code = await completeStudy(store, { ...options, workers, json, quiet, interrupt });
  const isWhole = code === exitCodes.fine || code === exitCodes.someRunsFailed || code === exitCodes.expectationBroken;
  if (options.report === false || !isWhole) return code;
  const { reportCommand } = await import("./report.ts");
  const reported = await reportCommand(path, { json });
  return reported === exitCodes.fine ? code : reported;
}

export function studyRecord(study: StudyFile, asked?: number): StudyRecord {
  const replications = asked ?? study.replications;
  const { claim, hypotheses, expect, precision, select, lifetimes } = study.design;
  const ranges = claim === undefined ? undefined : (study.design.sweep?.sample?.ranges ?? {});
  const models: KnownModels = new Map();
  return {
    name: study.name,
    question: study.question,
    replications,
    factors: study.factors.map(({ name, levels }) => ({ name, levels: levels.map((level) => level.name) })),
    points: study.points.map((point) => ({
      levels: point.levels,
      scenario: { ...scenarioRecord(point, replications, models), sources: sourcesOf(study.tree) },
    })),
    statements: JSON.stringify({
      claim,
      hypotheses,
      expect,
      precision,
      ranges,
      select,
      lifetimes,
      worlds: study.worlds,
    }),
  };
}

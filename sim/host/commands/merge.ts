/** `commonwatt merge --plan P`: the parts of all shards into one store, with what is missing named. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readPlan } from "../cluster/frozen-plan.ts";
import { listOfRuns, mergeParts } from "../cluster/merge.ts";
import { claimParts } from "../cluster/parts.ts";
import { studyManifest } from "../cluster/study-manifest.ts";
import { exitCodes } from "../complain.ts";
import { openStore } from "../duckdb.ts";
import { nextRound, type Round } from "../precision.ts";
import { counted } from "../progress.ts";
import { tellStudy } from "../run-study.ts";
import { askedRuns } from "../study-record.ts";
import { printJson, warn } from "../terminal.ts";
import { partsBeside } from "./worker.ts";

export interface MergeOptions {
  readonly plan: string;
  readonly parts?: string;
  /** Store to write; beside the plan when left out. */
  readonly out?: string;
  readonly report?: boolean;
  readonly json?: boolean;
  /** Submits another round when the study is not precise enough yet. */
  readonly next?: "slurm";
  /** Of the cluster's scripts; with `next`. */
  readonly folder?: string;
  /** Further options of sbatch; with `next`. */
  readonly options?: string;
}

const noRound: Round = { wanted: undefined, words: [] };

/** @returns 3 when runs failed or are missing, 4 when an expectation is broken */
export async function mergeCommand(options: MergeOptions): Promise<number> {
  const { json = false } = options;
  const plan = await readPlan(options.plan);
  const parts = options.parts ?? partsBeside(options.plan);
  const path = options.out ?? `${options.plan.replace(/\.json$/, "")}.duckdb`;
  if (existsSync(parts)) claimParts(parts, plan);
  const { missing, parts: count } = await mergeParts(plan.study, parts, path);
  const planned = askedRuns(plan.study).length;
  if (missing.length > 0) {
    const list = listOfRuns(missing);
    warn(`${counted(missing.length, "run")} of ${planned} missing: ${list}`);
    warn(`  just those: commonwatt worker --plan ${options.plan} --runs ${list} --to ${parts}`);
  }
  const store = await openStore(path, { access: "write" });
  let code: number = exitCodes.fine;
  try {
    const told = await tellStudy(store, planned, json);
    if (told.failed.length > 0 || missing.length > 0) code = exitCodes.someRunsFailed;
    else if (!told.isKept) code = exitCodes.expectationBroken;
    const manifest = join(parts, "manifest.json");
    await studyManifest(store, plan, count, manifest);
    if (json) printJson({ ok: true, manifest });
    const { wanted: more, kept, words } = missing.length > 0 ? noRound : await nextRound(store, plan.study);
    for (const line of words) warn(line);
    if (more !== undefined && options.next === "slurm" && options.folder !== undefined) {
      const { submitRound } = await import("../cluster/submit.ts");
      await submitRound(
        plan,
        { replications: more, kept },
        { folder: options.folder, store: path, options: options.options ?? "" },
      );
      return code;
    }
  } finally {
    store.close();
  }
  rmSync(`${path}.wal`, { force: true });
  if (options.report === false || missing.length > 0) return code;
  const { reportCommand } = await import("./report.ts");
  const reported = await reportCommand(path, { json });
  return reported === exitCodes.fine ? code : reported;
}

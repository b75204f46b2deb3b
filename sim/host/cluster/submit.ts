/** `compare --on slurm|kubernetes`: freezes the study, writes what the engine needs, submits it, and waits. */
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { exitCodes, UsageError } from "../complain.ts";
import { makeFolder } from "../folder.ts";
import { type KeptLevels, keptPoints, type StudyRecord } from "../study-record.ts";
import { printLine, warn } from "../terminal.ts";
import { type FrozenPlan, freeze, runsFrom, shardsFor, writePlan } from "./frozen-plan.ts";
import { kubernetesJob } from "./kubernetes.ts";
import { claimParts, partsIn } from "./parts.ts";
import {
  arrayMaxHere,
  cancelTasks,
  exitFile,
  jobsFile,
  jobsLeft,
  mergeExit,
  quotedWord,
  type SlurmSetting,
  submitSlurm,
  writeSlurmScripts,
} from "./slurm.ts";

export interface SubmitOptions {
  readonly on: "slurm" | "kubernetes";
  readonly store: string;
  readonly shards?: number;
  readonly folder?: string;
  readonly options?: string;
  readonly image?: string;
  readonly claim?: string;
  /** false: write the scripts only. */
  readonly submit?: boolean;
  /** Of a pilot. [s] */
  readonly secondsPerRun: number;
}

/** @returns the merge's exit code, or 0 when nothing was submitted */
export async function submitStudy(study: StudyRecord, options: SubmitOptions): Promise<number> {
  const folder = resolve(options.folder ?? `${options.store.replace(/\.duckdb$/, "")}.cluster`);
  makeFolder(folder);
  const runs = study.replications * study.points.length;
  const shards = options.shards ?? shardsFor(runs, options.secondsPerRun);
  const plan = await freeze(study, {
    firstRun: 0,
    shards: Math.min(shards, runs),
    secondsPerRun: options.secondsPerRun,
  });
  const planFile = join(folder, "plan.json");
  claimParts(join(folder, "parts"), plan);
  writePlan(planFile, plan);
  if (options.on === "kubernetes") return writeManifest(plan, folder, options);
  for (const file of [exitFile(folder), jobsFile(folder)]) rmSync(file, { force: true });
  const setting = slurmSetting(folder, planFile, resolve(options.store), options.options ?? "", options.submit);
  const scripts = writeSlurmScripts(plan, setting);
  if (options.submit === false) {
    for (const { file } of scripts.arrays) printLine(`sbatch ${file}`);
    printLine(`sbatch --dependency=afterany:<the arrays> ${scripts.merge}`);
    return exitCodes.fine;
  }
  const { arrays, merge } = submitSlurm(scripts, folder);
  warn(
    `${runs} runs in ${plan.shards} shards: arrays ${arrays.join(", ")}, merge ${merge}; logs in ${join(folder, "logs")}`,
  );
  return await waited(plan, folder);
}

function slurmSetting(folder: string, planFile: string, store: string, options: string, submit = true): SlurmSetting {
  const arrayMax = submit ? arrayMaxHere() : 1001;
  return { folder, planFile, parts: join(folder, "parts"), store, program: programWords(), options, arrayMax };
}

/** The same program, wherever the task runs: the folder must be seen there too. */
function programWords(): string {
  const here = fileURLToPath(import.meta.url);
  const root = here.slice(0, here.lastIndexOf("/dist/") >= 0 ? here.lastIndexOf("/dist/") : here.lastIndexOf("/sim/"));
  return `${quotedWord(process.execPath)} ${quotedWord(join(root, "sim/host/commonwatt.mjs"))}`;
}

function writeManifest(plan: FrozenPlan, folder: string, { image, claim }: SubmitOptions): number {
  if (image === undefined || claim === undefined)
    throw new UsageError("name the image with commonwatt and the volume with the folder: --image NAME --claim NAME");
  const file = join(folder, "job.yaml");
  writeFileSync(file, stringify(kubernetesJob(plan, { image, claim })));
  printLine(`plan     ${join(folder, "plan.json")}, to be copied to the volume as plan.json`);
  printLine(`manifest ${file}`);
  printLine(
    `next     kubectl apply -f ${file}; then, with the parts: commonwatt merge --plan ${join(folder, "plan.json")}`,
  );
  return exitCodes.fine;
}

/** Between looks at the queue. [ms] */
const lookEvery = 2000;
/** Looks at a task that is held as running though its part is there, before it is taken from the queue. */
const looksAtLost = 15;
/** Looks without an answer before it is said. */
const looksAtSilence = 15;

async function waited(plan: FrozenPlan, folder: string): Promise<number> {
  let shown = -1;
  let lost = 0;
  let silent = 0;
  for (;;) {
    const done = partsIn(join(folder, "parts")).length;
    if (done !== shown) warn(`${done} parts, of ${plan.shards} shards in the first round`);
    shown = done;
    const left = jobsLeft(folder);
    silent = left === undefined ? silent + 1 : 0;
    if (silent === looksAtSilence) warn("the queue does not answer; waiting on (Ctrl-C leaves the jobs running)");
    if (left !== undefined && left.tasks.length + left.merges === 0) break;
    lost = left !== undefined && areOver(plan, folder, left.tasks) ? lost + 1 : 0;
    if (lost === looksAtLost && left !== undefined) {
      warn(`${left.tasks.join(", ")}: held as not over, but every part is there: taken from the queue`);
      cancelTasks(left.tasks);
    }
    await sleep(lookEvery);
  }
  const code = mergeExit(folder);
  if (code === undefined) {
    warn(`the merge left no exit code — see ${join(folder, "logs")}`);
    return exitCodes.fault;
  }
  return code;
}

/** Whether tasks are left in the first round though it has nothing to do. */
function areOver(plan: FrozenPlan, folder: string, tasks: readonly string[]): boolean {
  const isFirst = !readdirSync(folder).some((name) => /^plan-from-/.test(name));
  return tasks.length > 0 && isFirst && partsIn(join(folder, "parts")).length >= plan.shards;
}

/**
 * The next round of a study that is not precise enough yet: further replications as a dependent array.
 *
 * @returns how many replications the round will bring it to
 */
export async function submitRound(
  plan: FrozenPlan,
  { replications, kept }: { readonly replications: number; readonly kept: KeptLevels | undefined },
  { folder, store, options }: { folder: string; store: string; options: string },
): Promise<number> {
  const study = withReplications(plan.study, replications, kept);
  const firstRun = plan.study.replications * study.points.length;
  const runs = runsFrom(study, firstRun).length;
  const shards = Math.min(runs, Math.max(1, Math.round((plan.shards * runs) / Math.max(plan.runs, 1))));
  const next = await freeze(study, { firstRun, shards, secondsPerRun: plan.secondsPerRun });
  const planFile = join(folder, `plan-from-${firstRun}.json`);
  writePlan(planFile, next);
  if (existsSync(exitFile(folder))) rmSync(exitFile(folder));
  const submitted = submitSlurm(writeSlurmScripts(next, slurmSetting(folder, planFile, store, options)), folder);
  warn(`round from run ${firstRun}: arrays ${submitted.arrays.join(", ")}, merge ${submitted.merge}`);
  return replications;
}

function withReplications(study: StudyRecord, replications: number, kept: KeptLevels | undefined): StudyRecord {
  const more = new Set(keptPoints(study, kept));
  const points = study.points.map((point) =>
    more.has(point) ? { ...point, scenario: { ...point.scenario, replications } } : point,
  );
  return { ...study, replications, points };
}

/** Slurm: a plan as job arrays, split at the cluster's limit, with the merge chained behind them. */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../complain.ts";
import { makeFolder } from "../folder.ts";
import type { FrozenPlan } from "./frozen-plan.ts";

export interface SlurmSetting {
  /** Seen by every task: plan, parts, scripts and logs lie there. */
  readonly folder: string;
  readonly planFile: string;
  readonly parts: string;
  /** Store that the merge writes. */
  readonly store: string;
  /** The command, as words of a shell: node and the program. */
  readonly program: string;
  /** Further options of sbatch. */
  readonly options: string;
  /** Largest array of the cluster. */
  readonly arrayMax: number;
}

export interface SlurmScripts {
  /** One for each array: its file and how many tasks it has. */
  readonly arrays: readonly { readonly file: string; readonly tasks: number }[];
  readonly merge: string;
}

/** Attempts within a task before it is given back to the queue, and how often it is given back. */
const attempts = 3;
const requeuesMost = 3;
/** Between attempts. [s] */
const pause = 5;

/** Slurm's own default where it does not say. */
const arrayMaxDefault = 1001;

/** Tasks that one array may have. @throws UsageError when there is no Slurm here */
export function arrayMaxHere(): number {
  try {
    const config = execFileSync("scontrol", ["show", "config"], { encoding: "utf8" });
    return Number(/MaxArraySize\s*=\s*(\d+)/.exec(config)?.[1] ?? arrayMaxDefault);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what =
      code === "ENOENT" ? "there is no scontrol on this machine" : `scontrol failed: ${(error as Error).message}`;
    throw new UsageError(`${what} — log in to a machine of the cluster, or write the scripts only: --no-submit`);
  }
}

/** @returns the scripts, written and ready to submit in this order */
export function writeSlurmScripts(plan: FrozenPlan, setting: SlurmSetting): SlurmScripts {
  const { folder, arrayMax } = setting;
  makeFolder(join(folder, "logs"));
  const arrays: { file: string; tasks: number }[] = [];
  const round = plan.firstRun === 0 ? "" : `-from-${plan.firstRun}`;
  for (let first = 0; first < plan.shards; first += arrayMax) {
    const tasks = Math.min(arrayMax, plan.shards - first);
    const file = join(folder, `array${round}-${arrays.length}.sh`);
    write(file, arrayScript(plan, setting, first, tasks));
    arrays.push({ file, tasks });
  }
  const merge = join(folder, `merge${round}.sh`);
  write(merge, mergeScript(plan, setting));
  return { arrays, merge };
}

function write(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

function arrayScript({ study }: FrozenPlan, setting: SlurmSetting, first: number, tasks: number): string {
  const { folder, planFile, parts, program, options } = setting;
  return `#!/bin/bash
#SBATCH --job-name=${jobName(study.name)}
#SBATCH --array=0-${tasks - 1}
#SBATCH --cpus-per-task=1
#SBATCH --requeue
#SBATCH --output=${join(folder, "logs", "%A_%a.txt")}
${options === "" ? "" : `#SBATCH ${options}\n`}# 75: try again, here first, then through the queue. 78: never. A task that ran already finds its part and ends at once.
export COMMONWATT_SHARD_OFFSET=${first}
for attempt in ${Array.from({ length: attempts }, (_, i) => i + 1).join(" ")}; do
  ${program} worker --plan ${quotedWord(planFile)} --to ${quotedWord(parts)}
  code=$?
  [ $code = 75 ] || exit $code
  sleep ${pause}
done
if [ "\${SLURM_RESTART_COUNT:-0}" -lt ${requeuesMost} ]; then
  scontrol requeue "\${SLURM_ARRAY_JOB_ID}_\${SLURM_ARRAY_TASK_ID}"
fi
exit $code
`;
}

function mergeScript(
  { study }: FrozenPlan,
  { folder, planFile, parts, store, program, options }: SlurmSetting,
): string {
  return `#!/bin/bash
#SBATCH --job-name=${jobName(study.name)}-merge
#SBATCH --cpus-per-task=1
#SBATCH --output=${join(folder, "logs", "merge-%j.txt")}
${options === "" ? "" : `#SBATCH ${options}\n`}${program} merge --plan ${quotedWord(planFile)} --parts ${quotedWord(parts)} --out ${quotedWord(store)} --next slurm --folder ${quotedWord(folder)}${options === "" ? "" : ` --options ${quotedWord(options)}`}
code=$?
echo $code > ${quotedWord(exitFile(folder))}
exit $code
`;
}

/** Where the merge of the last round leaves its exit code. */
export function exitFile(folder: string): string {
  return join(folder, "merge.exit");
}

export interface Submitted {
  readonly arrays: readonly string[];
  readonly merge: string;
}

/** Submits the arrays, and the merge behind them: whatever became of the tasks, it names what is missing. */
export function submitSlurm({ arrays, merge }: SlurmScripts, folder: string): Submitted {
  const ids = arrays.map(({ file }) => sbatch([file]));
  const submitted = { arrays: ids, merge: sbatch([`--dependency=afterany:${ids.join(":")}`, merge]) };
  const lines = [...ids.map((id) => `array ${id}`), `merge ${submitted.merge}`];
  writeFileSync(jobsFile(folder), `${lines.join("\n")}\n`, { flag: "a" });
  return submitted;
}

/** What was submitted for the study so far, a line each: kind and number of the job. */
export function jobsFile(folder: string): string {
  return join(folder, "jobs.txt");
}

/** @returns the job's number */
function sbatch(words: readonly string[]): string {
  try {
    return execFileSync("sbatch", ["--parsable", ...words], { encoding: "utf8" })
      .trim()
      .split(";")[0]!;
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    throw new UsageError(`sbatch ${words.join(" ")} failed: ${stderr?.trim() ?? (error as Error).message}`);
  }
}

export interface JobsLeft {
  /** Tasks of arrays, as "12_3", that the queue holds as waiting or running. */
  readonly tasks: readonly string[];
  /** Those of them that run, as it has it. */
  readonly running: readonly string[];
  readonly merges: number;
}

/** Our jobs that are not over. @returns undefined when the controller does not answer: it may be starting again */
export function jobsLeft(folder: string): JobsLeft | undefined {
  const submitted = readFileSync(jobsFile(folder), "utf8").trim().split("\n");
  const arrays = new Set(submitted.flatMap((line) => (line.startsWith("array ") ? [line.slice(6)] : [])));
  const merges = new Set(submitted.flatMap((line) => (line.startsWith("merge ") ? [line.slice(6)] : [])));
  let listed: string;
  try {
    listed = execFileSync("squeue", ["--noheader", "--array", "--format=%F %i %t"], {
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch {
    return undefined;
  }
  const rows = listed.split("\n").map((line) => line.trim().split(/\s+/) as [string, string, string]);
  const mine = rows.filter(([array]) => arrays.has(array));
  return {
    tasks: mine.map(([, task]) => task),
    running: mine.flatMap(([, task, state]) => (state === "R" || state === "CG" ? [task] : [])),
    merges: rows.filter(([array]) => merges.has(array)).length,
  };
}

/** Takes tasks from the queue. A controller that was killed may hold a task as running that ended long ago. */
export function cancelTasks(tasks: readonly string[]): void {
  execFileSync("scancel", [...tasks], { stdio: "pipe" });
}

export function mergeExit(folder: string): number | undefined {
  return existsSync(exitFile(folder)) ? Number(readFileSync(exitFile(folder), "utf8")) : undefined;
}

export function jobName(study: string): string {
  return `commonwatt-${study
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40)}`;
}

/** For bash. */
export function quotedWord(text: string): string {
  return /^[\w./=:+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

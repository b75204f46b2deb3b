/**
 * A frozen plan: a study compiled to numbered runs, in one file that any worker anywhere can take a slice of.
 *
 * Run r is replication ⌊r / points⌋ of point r mod points, so that replication 0 of all points comes first. Shard i of n has the runs from
 * the ⌊i · runs / n⌋th up to the ⌊(i + 1) · runs / n⌋th.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { codeHashes } from "../code-hash.ts";
import { makeFolder } from "../folder.ts";
import { askedRuns, type StudyRecord } from "../study-record.ts";
import { ClusterError, clusterCodes } from "./cluster-error.ts";

/** Raised when parts of an older program cannot be merged with those of a newer one. */
const planFormat = 2;

export interface FrozenPlan {
  readonly kind: "CommonWatt plan";
  readonly format: typeof planFormat;
  /** Version of the program. */
  readonly commonwatt: string;
  /** SHA-256 of the model's code (`CodeHashes.model`): a worker with another one refuses. */
  readonly model: string;
  readonly study: StudyRecord;
  /** First run of this round, and how many it has; earlier rounds are in parts already. */
  readonly firstRun: number;
  readonly runs: number;
  readonly shards: number;
  /** Of a pilot; what the shards were sized by. [s] */
  readonly secondsPerRun: number;
  /** SHA-256 of all of the above. */
  readonly hash: string;
}

/** A shard should take between these. [s] */
const shardSeconds = { aim: 300, least: 120 };

/** As many shards as make each last about five minutes, but one at least, and no more than there are runs. */
export function shardsFor(runs: number, secondsPerRun: number): number {
  const total = runs * secondsPerRun;
  return Math.max(1, Math.min(runs, Math.round(total / shardSeconds.aim), Math.floor(total / shardSeconds.least)));
}

export async function freeze(
  study: StudyRecord,
  size: Pick<FrozenPlan, "firstRun" | "shards" | "secondsPerRun">,
): Promise<FrozenPlan> {
  const runs = runsFrom(study, size.firstRun).length;
  const content = {
    kind: "CommonWatt plan",
    format: planFormat,
    commonwatt: packageJson.version,
    model: (await codeHashes()).model,
    study,
    runs,
    ...size,
  } as const;
  return { ...content, hash: hashOf(content) };
}

/** Whole or not at all. */
export function writePlan(path: string, plan: FrozenPlan): void {
  makeFolder(dirname(path));
  const draft = `${path}.tmp`;
  writeFileSync(draft, `${JSON.stringify(plan, undefined, 1)}\n`);
  renameSync(draft, path);
}

/** @throws ClusterError (78) when there is no plan, it was changed, or another version of the model made it */
export async function readPlan(path: string): Promise<FrozenPlan> {
  if (!existsSync(path)) throw bad(`${path}: no such plan — commonwatt plan STUDY --freeze ${path} makes it`);
  let plan: FrozenPlan;
  try {
    plan = JSON.parse(readFileSync(path, "utf8")) as FrozenPlan;
  } catch {
    throw bad(`${path} is not JSON — freeze the plan again`);
  }
  if (plan?.kind !== "CommonWatt plan" || plan.format !== planFormat)
    throw bad(`${path} is no plan of this version — freeze it with the commonwatt that runs it`);
  const { hash, ...content } = plan;
  if (hashOf(content) !== hash) throw bad(`${path} was changed after it was frozen — freeze it again`);
  const { model: own } = await codeHashes();
  if (plan.model !== own)
    throw bad(
      `${path} was frozen with model ${plan.model.slice(0, 12)}, this program has ${own.slice(0, 12)} — ` +
        "use the same version everywhere, or freeze it again",
    );
  return plan;
}

function hashOf(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

function bad(message: string): ClusterError {
  return new ClusterError(message, clusterCodes.badConfiguration);
}

/** Runs of a shard, in order. @throws ClusterError (78) when there is no such shard */
export function runsOfShard({ study, firstRun, runs }: FrozenPlan, shard: number, shards: number): number[] {
  if (!(Number.isInteger(shard) && Number.isInteger(shards) && shard >= 0 && shard < shards))
    throw bad(`there is no shard ${shard} of ${shards} — shards are 0…${shards - 1}`);
  const [from, to] = [Math.floor((shard * runs) / shards), Math.floor(((shard + 1) * runs) / shards)];
  return runsFrom(study, firstRun).slice(from, to);
}

/** Runs asked for from one on: those of a round. */
export function runsFrom(study: StudyRecord, first: number): number[] {
  return askedRuns(study).filter((run) => run >= first);
}

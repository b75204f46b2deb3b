/**
 * A frozen plan: a study compiled to numbered runs, in one file that any worker anywhere can take a slice of.
 *
 * Run r is replication ⌊r / points⌋ of point r mod points, so that replication 0 of all points comes first. Shard i of n has the runs from
 * ⌊i · runs / n⌋ up to ⌊(i + 1) · runs / n⌋.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import packageJson from "../../../package.json" with { type: "json" };
import { makeFolder } from "../folder.ts";
import type { StudyRecord } from "../study-record.ts";
import { ClusterError, clusterCodes } from "./cluster-error.ts";

export interface FrozenPlan {
  readonly kind: "CommonWatt plan";
  readonly format: 1;
  /** Version of the program. */
  readonly commonwatt: string;
  /** SHA-256 of the model's code: a worker with another one refuses. */
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

export function freeze(
  study: StudyRecord,
  size: Pick<FrozenPlan, "firstRun" | "shards" | "secondsPerRun">,
): FrozenPlan {
  const runs = study.replications * study.points.length - size.firstRun;
  const content = {
    kind: "CommonWatt plan",
    format: 1,
    commonwatt: packageJson.version,
    model: modelHash(),
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
export function readPlan(path: string): FrozenPlan {
  if (!existsSync(path)) throw bad(`${path}: no such plan — commonwatt plan STUDY --freeze ${path} makes it`);
  let plan: FrozenPlan;
  try {
    plan = JSON.parse(readFileSync(path, "utf8")) as FrozenPlan;
  } catch {
    throw bad(`${path} is not JSON — freeze the plan again`);
  }
  if (plan?.kind !== "CommonWatt plan" || plan.format !== 1)
    throw bad(`${path} is no plan of this version — freeze it with the commonwatt that runs it`);
  const { hash, ...content } = plan;
  if (hashOf(content) !== hash) throw bad(`${path} was changed after it was frozen — freeze it again`);
  const own = modelHash();
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

/** SHA-256 of the model's code as bundled, without anything of the host. */
export function modelHash(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, "dist", "core.browser.js");
    if (existsSync(file)) return createHash("sha256").update(readFileSync(file)).digest("hex");
    if (dirname(folder) === folder) throw new Error("no bundle beside the program: npm run build");
    folder = dirname(folder);
  }
}

/** Runs of a shard, in order. @throws ClusterError (78) when there is no such shard */
export function runsOfShard({ firstRun, runs }: FrozenPlan, shard: number, shards: number): number[] {
  if (!(Number.isInteger(shard) && Number.isInteger(shards) && shard >= 0 && shard < shards))
    throw bad(`there is no shard ${shard} of ${shards} — shards are 0…${shards - 1}`);
  const [from, to] = [Math.floor((shard * runs) / shards), Math.floor(((shard + 1) * runs) / shards)];
  return Array.from({ length: to - from }, (_, i) => firstRun + from + i);
}

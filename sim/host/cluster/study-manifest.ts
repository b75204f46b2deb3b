/** What a study on many machines was made with: written beside its parts. */
import { writeFileSync } from "node:fs";
import { contentDigest } from "../content-digest.ts";
import type { Store } from "../duckdb.ts";
import { askedRuns } from "../study-record.ts";
import type { FrozenPlan } from "./frozen-plan.ts";

export async function studyManifest(store: Store, plan: FrozenPlan, parts: number, path: string): Promise<void> {
  const timings = await store.rows("SELECT run, wall_s, cpu_s, workers FROM timings ORDER BY run");
  const versions = await store.rows(
    "SELECT commonwatt, model_code, program_code, node, duckdb, platform FROM versions ORDER BY line",
  );
  const manifest = {
    kind: "CommonWatt study manifest",
    plan: { hash: plan.hash, model: plan.model, runs: askedRuns(plan.study).length, shards: plan.shards },
    parts,
    contentDigest: await contentDigest(store),
    versions,
    cpuSeconds: timings.reduce((sum, row) => sum + ((row.cpu_s as number | null) ?? 0), 0),
    timings,
  };
  writeFileSync(path, `${JSON.stringify(manifest, undefined, 1)}\n`);
}

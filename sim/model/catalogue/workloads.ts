/** Kinds of use, fitted to public traces. */
import type { Workload } from "./facts.ts";
import { idsOf } from "./rows.ts";

const table = [
  ["azure-code"],
  ["azure-conversation"],
  ["mooncake-conversation"],
  ["servegen-small"],
  ["servegen-mid"],
  ["servegen-large"],
  ["deepseek-r1"],
] as const;
export const workloadIds = idsOf(table);
export type WorkloadId = (typeof workloadIds)[number];
export const workloads: readonly Workload[] = [];

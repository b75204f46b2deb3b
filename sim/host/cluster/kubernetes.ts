/** Kubernetes: a plan as an Indexed Job. Only the manifest is made here; `kubectl apply -f` runs it. */

import { clusterCodes } from "./cluster-error.ts";
import type { FrozenPlan } from "./frozen-plan.ts";
import { jobName } from "./slurm.ts";

export interface KubernetesSetting {
  readonly image: string;
  /** Persistent volume claim that holds plan and parts. */
  readonly claim: string;
}

/** Where the volume is mounted. */
const mount = "/study";
/** Tasks at a time; the cluster's own quota limits further. */
const parallelismMost = 100;
/** Attempts of one task; exit code 78 is never tried again. */
const retries = 3;

/** `batch/v1` Job, as of Kubernetes 1.33 (backoffLimitPerIndex and podFailurePolicy are stable). */
export function kubernetesJob(plan: FrozenPlan, { image, claim }: KubernetesSetting) {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: jobName(plan.study.name), labels: { app: "commonwatt", plan: plan.hash.slice(0, 12) } },
    spec: {
      completions: plan.shards,
      parallelism: Math.min(plan.shards, parallelismMost),
      completionMode: "Indexed",
      backoffLimitPerIndex: retries,
      podFailurePolicy: {
        rules: [
          {
            action: "FailIndex",
            onExitCodes: { containerName: "worker", operator: "In", values: [clusterCodes.badConfiguration] },
          },
          { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
        ],
      },
      template: {
        metadata: { labels: { app: "commonwatt" } },
        spec: {
          restartPolicy: "Never",
          containers: [
            {
              name: "worker",
              image,
              command: ["npx", "commonwatt", "worker", "--plan", `${mount}/plan.json`, "--to", `${mount}/parts`],
              resources: { requests: { cpu: "1", memory: "2Gi" } },
              volumeMounts: [{ name: "study", mountPath: mount }],
            },
          ],
          volumes: [{ name: "study", persistentVolumeClaim: { claimName: claim } }],
        },
      },
    },
  };
}

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, describe, expect, test } from "vitest";
import { type FrozenPlan, runsOfShard, shardsFor } from "./frozen-plan.ts";
import { kubernetesJob } from "./kubernetes.ts";
import { listOfRuns, runsOfList } from "./merge.ts";
import { jobName, writeSlurmScripts } from "./slurm.ts";

const folder = mkdtempSync(join(tmpdir(), "commonwatt-scripts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const study = { name: "Checks & “votes”", question: "?", replications: 5, factors: [], points: [], statements: "{}" };
const plan: FrozenPlan = {
  kind: "CommonWatt plan",
  format: 1,
  commonwatt: "0",
  model: "m",
  study,
  firstRun: 0,
  runs: 23,
  shards: 7,
  secondsPerRun: 10,
  hash: "0123456789abcdef",
};

test("shards take every run once, in order, as evenly as can be", () => {
  const slices = Array.from({ length: 7 }, (_, shard) => runsOfShard(plan, shard, 7));
  expect(slices.flat()).toEqual(Array.from({ length: 23 }, (_, run) => run));
  expect(new Set(slices.map(({ length }) => length))).toEqual(new Set([3, 4]));
  expect(runsOfShard({ ...plan, firstRun: 40, runs: 2 }, 0, 1)).toEqual([40, 41]);
  expect(() => runsOfShard(plan, 7, 7)).toThrow(/there is no shard 7 of 7/);
});

test.each([
  [1000, 3, 10],
  [10, 1, 1],
  [5, 3600, 5],
  [720, 1.4, 3],
])("%d runs of %d s make %d shards of two to ten minutes, where runs allow", (runs, seconds, shards) => {
  expect(shardsFor(runs, seconds)).toBe(shards);
});

test("lists of runs are read as they are written", () => {
  for (const runs of [[3], [3, 4, 5], [0, 2, 3, 9]]) expect(runsOfList(listOfRuns(runs))).toEqual(runs);
  expect(listOfRuns([3, 7, 8, 9])).toBe("3,7-9");
  for (const wrong of ["", "a", "3-", "9-7", "1;2"]) expect(runsOfList(wrong)).toBeUndefined();
});

describe("Slurm scripts", () => {
  const setting = {
    folder,
    planFile: join(folder, "plan.json"),
    parts: join(folder, "parts"),
    store: join(folder, "it's.duckdb"),
    program: "node commonwatt.mjs",
    options: "--partition=long",
    arrayMax: 3,
  };
  test("arrays are split at the cluster's limit, each with its offset", () => {
    const { arrays } = writeSlurmScripts(plan, setting);
    expect(arrays.map(({ tasks }) => tasks)).toEqual([3, 3, 1]);
    const texts = arrays.map(({ file }) => readFileSync(file, "utf8"));
    expect(texts.map((text) => /--array=(\S+)/.exec(text)?.[1])).toEqual(["0-2", "0-2", "0-0"]);
    expect(texts.map((text) => /OFFSET=(\d+)/.exec(text)?.[1])).toEqual(["0", "3", "6"]);
    for (const text of texts) {
      expect(text).toMatch(/^#!\/bin\/bash\n(#SBATCH .*\n)+#SBATCH --partition=long\n/);
      expect(text).toContain("[ $code = 75 ] || exit $code");
    }
  });
  test("names of files are safe for the shell, names of jobs for the queue", () => {
    const { merge } = writeSlurmScripts(plan, setting);
    expect(readFileSync(merge, "utf8")).toContain(`--out '${folder}/it'\\''s.duckdb'`);
    expect(jobName(study.name)).toBe("commonwatt-checks-votes");
  });
});

/**
 * What `batch/v1` asks of an Indexed Job: the fields used here, their types, and the rules of the reference page
 * (kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1, v1.33).
 */
const jobSchema = {
  type: "object",
  required: ["apiVersion", "kind", "metadata", "spec"],
  additionalProperties: false,
  properties: {
    apiVersion: { const: "batch/v1" },
    kind: { const: "Job" },
    metadata: {
      type: "object",
      required: ["name"],
      properties: {
        name: { type: "string", pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", maxLength: 63 },
        labels: {
          type: "object",
          additionalProperties: {
            type: "string",
            pattern: "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$",
            maxLength: 63,
          },
        },
      },
    },
    spec: {
      type: "object",
      required: ["template", "completions", "completionMode"],
      additionalProperties: false,
      properties: {
        completions: { type: "integer", minimum: 1, maximum: 100_000 },
        parallelism: { type: "integer", minimum: 0 },
        completionMode: { const: "Indexed" },
        backoffLimitPerIndex: { type: "integer", minimum: 0 },
        podFailurePolicy: {
          type: "object",
          required: ["rules"],
          properties: {
            rules: {
              type: "array",
              maxItems: 20,
              items: {
                type: "object",
                required: ["action"],
                additionalProperties: false,
                properties: {
                  action: { enum: ["FailJob", "FailIndex", "Ignore", "Count"] },
                  onExitCodes: {
                    type: "object",
                    required: ["operator", "values"],
                    additionalProperties: false,
                    properties: {
                      containerName: { type: "string" },
                      operator: { enum: ["In", "NotIn"] },
                      values: { type: "array", minItems: 1, maxItems: 255, items: { type: "integer", minimum: 1 } },
                    },
                  },
                  onPodConditions: {
                    type: "array",
                    items: {
                      type: "object",
                      required: ["type", "status"],
                      properties: { type: { type: "string" }, status: { enum: ["True", "False", "Unknown"] } },
                    },
                  },
                },
                oneOf: [{ required: ["onExitCodes"] }, { required: ["onPodConditions"] }],
              },
            },
          },
        },
        template: {
          type: "object",
          required: ["spec"],
          properties: {
            spec: {
              type: "object",
              required: ["containers", "restartPolicy"],
              properties: {
                // podFailurePolicy asks for Never.
                restartPolicy: { const: "Never" },
                containers: {
                  type: "array",
                  minItems: 1,
                  items: {
                    type: "object",
                    required: ["name", "image"],
                    properties: {
                      command: { type: "array", items: { type: "string" } },
                      volumeMounts: { type: "array", items: { type: "object", required: ["name", "mountPath"] } },
                    },
                  },
                },
                volumes: {
                  type: "array",
                  items: {
                    type: "object",
                    required: ["name", "persistentVolumeClaim"],
                    properties: { persistentVolumeClaim: { type: "object", required: ["claimName"] } },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

describe("the Kubernetes manifest", () => {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(jobSchema);
  const job = kubernetesJob(plan, { image: "example/commonwatt:1", claim: "study" });
  test("is an Indexed Job as batch/v1 has it", () => {
    validate(job);
    expect(validate.errors).toBeNull();
  });
  test("the schema can refuse", () => {
    expect(validate({ ...job, spec: { ...job.spec, completionMode: "Sometimes" } })).toBe(false);
    expect(validate({ ...job, metadata: { name: "No Capitals" } })).toBe(false);
  });
  test("has a task for each shard, and never tries a bad configuration again", () => {
    expect(job.spec.completions).toBe(7);
    expect(job.spec.podFailurePolicy.rules[0]).toMatchObject({ action: "FailIndex", onExitCodes: { values: [78] } });
  });
});

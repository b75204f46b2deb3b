import { Ajv } from "ajv";
import { Job } from "kubernetes-models/batch/v1/Job";
import { describe, expect, test } from "vitest";
import { examplePlan } from "../../../test/support/frozen-plan.ts";
import { kubernetesJob } from "./kubernetes.ts";

const job = kubernetesJob(examplePlan, { image: "example/commonwatt:1", claim: "study" });

/**
 * Validators compiled from the OpenAPI description that Kubernetes publishes, as `kubernetes-models` ships them.
 *
 * @throws Error naming the field
 */
const official = (manifest: unknown) => new Job(manifest as ConstructorParameters<typeof Job>[0]).validate();

/** The manifest with one field changed. @param path  keys from the top */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy: unknown = structuredClone(job);
  let place = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as typeof place;
  const last = path.at(-1)!;
  if (!(last in place)) throw new Error(`the manifest has no ${path.join(".")}`);
  if (value === undefined) delete place[last];
  else place[last] = value;
  return copy;
}

const worker = ["spec", "template", "spec", "containers", 0] as const;
const exitRule = ["spec", "podFailurePolicy", "rules", 0] as const;

describe("by the schema of Kubernetes", () => {
  test("the manifest is a Job of batch/v1", () => expect(() => official(job)).not.toThrow());

  // What each line breaks, and the field that the complaint names.
  test.each([
    [["kind"], "Jobs", "kind"],
    [["apiVersion"], "batch/v2", "apiVersion"],
    [["metadata", "labels", "plan"], 12, "metadata/labels/plan"],
    [["spec", "completions"], "7", "spec/completions"],
    [["spec", "completionMode"], "Sometimes", "spec/completionMode"],
    [["spec", "backoffLimitPerIndex"], 1.5, "spec/backoffLimitPerIndex"],
    [["spec", "template"], undefined, "template"],
    [[...exitRule, "action"], undefined, "action"],
    [[...exitRule, "onExitCodes", "operator"], "is", "onExitCodes/operator"],
    [[...exitRule, "onExitCodes", "values"], ["78"], "onExitCodes/values/0"],
    [["spec", "podFailurePolicy", "rules", 1, "onPodConditions", 0, "type"], undefined, "type"],
    [[...worker, "name"], undefined, "name"],
    [[...worker, "command"], "npx commonwatt", "containers/0/command"],
    [[...worker, "resources", "requests", "cpu"], true, "requests/cpu"],
    [[...worker, "volumeMounts", 0, "mountPath"], undefined, "mountPath"],
    [["spec", "template", "spec", "restartPolicy"], "No", "restartPolicy"],
    [["spec", "template", "spec", "volumes", 0, "persistentVolumeClaim", "claimName"], undefined, "claimName"],
  ] as const)("%j = %j is refused", (path, value, named) =>
    expect(() => official(changed(path, value))).toThrow(new RegExp(named)),
  );
});

/**
 * What the API server asks beyond its OpenAPI description: no field that it does not know, names as DNS labels, bounds, and what belongs
 * together (kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1, v1.33). Fields used here only.
 */
const ruleSchema = {
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

describe("by the rules of the API server", () => {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(ruleSchema);
  test("the manifest is an Indexed Job", () => {
    validate(job);
    expect(validate.errors).toBeNull();
  });
  test.each([
    ["a mode without an index", changed(["spec", "completionMode"], "NonIndexed")],
    ["a name with capitals", changed(["metadata", "name"], "No Capitals")],
    ["a field that nobody reads", { ...job, spec: { ...job.spec, backoffLimitForIndex: 3 } }],
    ["a pod that restarts by itself", changed(["spec", "template", "spec", "restartPolicy"], "OnFailure")],
    ["a rule without a condition", changed([...exitRule, "onExitCodes"], undefined)],
  ])("%s is refused", (_, manifest) => expect(validate(manifest)).toBe(false));
});

test("there is a task for each shard, and a bad configuration is never tried again", () => {
  expect(job.spec.completions).toBe(7);
  expect(job.spec.podFailurePolicy.rules[0]).toMatchObject({ action: "FailIndex", onExitCodes: { values: [78] } });
});

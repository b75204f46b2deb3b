/**
 * Every kind of cheap work in a case in which it pays and one in which it does not, against the same world without it. Verdicts are those of
 * the cells that were measured (`sim/fidelity/records`), so that a kind which no check tells from honest work is not made to fail here.
 */
import { describe, expect, test } from "vitest";
import { committedRecordsPath, loadRecords } from "../../../sim/host/measuring/records-file.ts";
import { type BehaviourId, behaviourIds } from "../../../sim/model/catalogue/behaviours.ts";
import { withPart } from "../../support/small-world.ts";
import { gainOf } from "../../support/strategic-world.ts";

const { cells } = loadRecords(committedRecordsPath());

/** Servers of a model in 16 bits, of which more is asked than they can serve: who is faster earns more. */
const crowded = {
  ...withPart("network", { nodes: 40, classes: { "small-datacentre": 1 }, models: { "llama-3.1-8b": 1 } }),
  windows: { perEpoch: 1, length: "10 s", warmup: "5 s", firstWarmup: "20 s" },
  demand: { rate: "250 request/s", segments: 12, workloads: { "azure-conversation": 1 } },
};
/** A third of the answers is executed again, and a conviction costs the epoch's pay. */
const checked = {
  ...crowded,
  verification: { rule: "uniform-sample", fraction: 0.3, checkers: 1 },
  standing: { rule: "downtime-and-sequential-test" },
  reward: { rule: "proportional-to-weight", individualCap: 1, forfeits: "shared" },
};
const verdicts = {
  /** As the reference network has it. */
  published: { rule: "similarity" },
  /** The least similarity at which hardly any honest answer of these cells is rejected. */
  fitted: { rule: "similarity", similarity: 0.9966 },
  /** Text that another model wrote is too unlikely under the true one. */
  surprise: { rule: "similarity-and-surprise", surpriseMax: 3.1 },
} as const;

/** By kind: the verdict that finds it; none for what no verdict on one answer's log-probabilities finds. */
const foundBy: Readonly<Record<Exclude<BehaviourId, "honest">, keyof typeof verdicts | undefined>> = {
  int8: "fitted",
  int4: "published",
  "fp8-weights": "fitted",
  "fp8-cache": "fitted",
  "smaller-model": "published",
  "skipped-layers": "published",
  "sliding-window": "published",
  "truncated-prompt": "published",
  "early-stop": "surprise",
  "other-weights": "published",
  "pre-filled": "surprise",
  "arbitrary-text": "surprise",
  "random-tokens": "published",
  replayed: "published",
  temperature: undefined,
};
/** These compute as much as honest work: there is nothing to gain by them. */
const asDear: readonly BehaviourId[] = ["other-weights", "temperature"];
/** Cheaper work that the reference network's own verdict lets pass. */
const passing: readonly BehaviourId[] = [
  "int8",
  "fp8-weights",
  "fp8-cache",
  "early-stop",
  "pre-filled",
  "arbitrary-text",
];

const kinds = behaviourIds.filter((id): id is Exclude<BehaviourId, "honest"> => id !== "honest");
const gain = (behaviour: BehaviourId, changes: object, measured = {}) =>
  gainOf({ menu: [{ strategy: "substitution", behaviour }], changes: { ...changes }, ...measured }, 3);

describe.each(kinds)("substitution by %s", (kind) => {
  const verdict = foundBy[kind];

  if (asDear.includes(kind)) test("saves nothing, and so pays nothing", () => expect(gain(kind, crowded)).toBe(0));
  else test("pays where nobody checks", () => expect(gain(kind, crowded)).toBeGreaterThan(0.01));

  if (verdict === undefined)
    test("is found by no verdict, and brings nothing all the same", () =>
      expect(gain(kind, { ...checked, verdict: verdicts.published }, { cells })).toBe(0));
  else
    test("does not where checks find it", () =>
      expect(gain(kind, { ...checked, verdict: verdicts[verdict] }, { cells })).toBeLessThan(-0.1));

  if (passing.includes(kind))
    test("pays under checks whose verdict lets it pass, the reference network's", () =>
      expect(gain(kind, { ...checked, verdict: verdicts.published }, { cells })).toBeGreaterThan(0));
});

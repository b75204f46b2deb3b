/** Every strategy in a case in which it pays its operator and one in which it does not: played out, against the same world without it. */
import { describe, expect, test } from "vitest";
import { operatorStrategies } from "../../../sim/agents/operator/registry.ts";
import { emissionOf, fluid, gainOf, type Setting } from "../../support/strategic-world.ts";

const recipe = { distances: { honest: 0.004, int4: 0.03, "smaller-model": 0.2 }, executions: 40, prompts: 20 } as const;
const byWeight = { rule: "proportional-to-weight", individualCap: 1, forfeits: "shared" };
/** A conviction costs the epoch's reward. */
const strict = { standing: { rule: "downtime-and-sequential-test" }, reward: byWeight };
const checks = (fraction: number, checkers = 1) => ({ verification: { rule: "uniform-sample", fraction, checkers } });
const workload = { segments: 12, workloads: { "azure-conversation": 1 } };
/** More is asked for than can be served. */
const crowded = {
  windows: { perEpoch: 1, length: "20 s", warmup: "10 s", firstWarmup: "40 s" },
  demand: { rate: "40 request/s", ...workload },
};
const quiet = { ...crowded, demand: { rate: "2 request/s", ...workload } };
const stake = { stake: { total: 1e6, spread: "pareto", liquidPerAccount: 1000 } };
const weighed = { ...fluid, reward: byWeight };
const proofs = (params: object) => ({ weight: { rule: "compute-proof", otherCoefficient: 1e-3, ...params } });
const dear = (rule: object) => ({ price: rule, ...emissionOf(0) });

interface Case {
  readonly epochs: number;
  readonly entry?: object;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly recipe?: Setting["recipe"];
}

/** By strategy: where it pays, and where it does not (it loses, or changes nothing). */
const cases: Readonly<Record<string, { readonly pays: Case; readonly not: Case }>> = {
  substitution: {
    pays: { epochs: 3, entry: { behaviour: "smaller-model" }, changes: crowded },
    not: {
      epochs: 3,
      entry: { behaviour: "smaller-model" },
      changes: { ...crowded, ...checks(0.3), ...strict },
      recipe,
    },
  },
  "lazy-verifier": {
    pays: { epochs: 3, changes: { ...crowded, ...checks(1) }, recipe },
    not: {
      epochs: 3,
      changes: { ...crowded, ...strict, verification: { rule: "planted-answers", fraction: 1, traps: 0.5 } },
      recipe,
    },
  },
  "free-rider": {
    pays: { epochs: 3, changes: { ...crowded, ...checks(0.5, 3) }, recipe },
    not: { epochs: 2, changes: { ...crowded, ...checks(0.5) }, recipe },
  },
  "weight-copier": {
    pays: { epochs: 12, changes: { ...fluid, ...stake, ...emissionOf(100), reward: { rule: "clipped-consensus" } } },
    not: { epochs: 2, entry: { evaluationUsd: 0 }, changes: { ...fluid, ...emissionOf(100) } },
  },
  "stake-cabal": {
    pays: { epochs: 12, changes: { ...fluid, ...stake, reward: { rule: "stake-weighted-mean" } } },
    not: { epochs: 12, changes: { ...fluid, ...stake, reward: { rule: "clipped-consensus" } } },
  },
  "fake-nodes": {
    pays: { epochs: 3, changes: weighed },
    not: { epochs: 12, changes: { ...weighed, ...strict, ...proofs({ confirmations: 3 }) } },
  },
  "spec-spoofer": {
    pays: { epochs: 3, changes: weighed },
    not: { epochs: 12, changes: { ...weighed, ...strict, ...proofs({ confirmations: 3 }) } },
  },
  "proof-renter": {
    pays: { epochs: 3, changes: { ...weighed, ...emissionOf(100) } },
    not: { epochs: 3, changes: { ...weighed, ...emissionOf(1) } },
  },
  "stale-weight": {
    pays: {
      epochs: 12,
      changes: {
        ...weighed,
        ...emissionOf(3),
        ...proofs({ preservedFraction: 0.5, confirmations: 0, participation: "off" }),
      },
    },
    not: { epochs: 12, changes: { ...weighed, ...emissionOf(3) } },
  },
  "self-dealer": {
    pays: { epochs: 3, changes: { ...fluid, ...stake, ...emissionOf(1000) } },
    not: { epochs: 3, changes: { ...fluid, ...stake, ...emissionOf(0), fees: { rule: "take-rate" } } },
  },
  "capacity-withholder": {
    pays: {
      epochs: 30,
      changes: { ...crowded, ...fluid, ...dear({ rule: "utilization-band", initial: 300, rounding: "none" }) },
    },
    not: { epochs: 3, changes: { ...crowded, ...fluid, ...dear({ rule: "flat", price: 300 }) } },
  },
  "market-dumper": {
    pays: {
      epochs: 3,
      entry: { share: 1 },
      changes: { ...quiet, ...dear({ rule: "flat", price: 300 }), routing: { rule: "cheapest" } },
    },
    not: { epochs: 2, changes: quiet },
  },
  "identity-splitter": {
    pays: { epochs: 3, changes: { ...fluid, reward: { rule: "equal-per-account" } } },
    not: { epochs: 3, changes: fluid },
  },
  accuser: {
    pays: { epochs: 3, changes: { ...crowded, ...checks(0.5), ...strict }, recipe },
    not: { epochs: 3, changes: { ...crowded, ...checks(0.5) }, recipe },
  },
};
/** Tried where what they act on is: votes in `votes.test.ts`, orders of cards in `shells.test.ts`. */
const elsewhere = ["vote-buyer", "incumbent", "exporter-arbitrage"];

const gain = (strategy: string, { epochs, entry, changes, recipe: made }: Case) =>
  gainOf({ menu: [{ strategy, ...entry }], changes, ...(made === undefined ? {} : { recipe: made }) }, epochs);

describe.each(Object.entries(cases))("%s", (strategy, { pays, not }) => {
  test("pays", () => expect(gain(strategy, pays)).toBeGreaterThan(0.01));
  test("does not", () => expect(gain(strategy, not)).toBeLessThanOrEqual(1e-6));
});

test("no strategy of the registry is left out", () => {
  const tried = ["honest", ...Object.keys(cases), ...elsewhere];
  expect(tried.sort()).toEqual(operatorStrategies.map(({ id }) => id as string).sort());
});

/** Laws of every strategy and every way to change one's mind, in whole small runs: the books balance (the run checks), twice the same. */
import { describe, expect, test } from "vitest";
import { operatorStrategies } from "../../sim/agents/operator/registry.ts";
import { revisions } from "../../sim/agents/revision/registry.ts";
import { fork } from "../../sim/fork.ts";
import { digestOf } from "../../sim/run.ts";
import { noOutput, smallWorld } from "../support/small-world.ts";
import { runEpochs, strategicWorld } from "../support/strategic-world.ts";

const small = {
  windows: { perEpoch: 1, length: "10 s", warmup: "5 s", firstWarmup: "20 s" },
  verification: { rule: "uniform-sample", fraction: 0.3, checkers: 2 },
  standing: { rule: "downtime-and-sequential-test" },
  stake: { total: 1e6, spread: "pareto", liquidPerAccount: 100 },
  governance: { rule: "token-vote-quorum", quorum: 0, votingEpochs: 1, deposit: 0 },
  proposals: [{ at: "1 epoch", change: { reward: "equal-per-account" } }],
};
const recipe = { distances: { honest: 0.004, int4: 0.03 }, executions: 20, prompts: 10 } as const;
const one = (strategy: string, rule: string) =>
  strategicWorld({
    menu: [{ strategy, start: 0.3, name: "it" }],
    changes: small,
    recipe,
    section: { revision: { rule }, review: "4 h" },
  });
const ids = operatorStrategies.map(({ id }) => id as string);

test.each(ids)("%s: three epochs, twice the same, and forked the same", (strategy) => {
  const [first, second] = [one(strategy, "logit"), one(strategy, "logit")];
  runEpochs(first, 1);
  const branch = fork(first, noOutput);
  for (const world of [first, second, branch]) runEpochs(world, 3);
  expect(digestOf(second)).toBe(digestOf(first));
  expect(digestOf(branch)).toBe(digestOf(first));
});

describe.each(revisions.map(({ id }) => id as string))("%s", (rule) => {
  test("choices are options of the menu, and looks come at random times", () => {
    const world = one("substitution", rule);
    runEpochs(world, 4);
    const { option, reviews } = world.strategies.conducts.columns;
    const taken = Array.from(option.slice(0, world.operators.count));
    expect(taken.every((k) => k === 0 || k === 1)).toBe(true);
    const looks = Array.from(reviews.slice(0, world.operators.count)).reduce((sum, count) => sum + count, 0);
    if (rule === "fixed") expect(looks).toBe(0);
    else expect(looks).toBeGreaterThan(10);
  });
});

test("a section in which all are honest and stay so moves nothing else", () => {
  const watched = strategicWorld({ menu: [{ strategy: "substitution" }], changes: small, recipe });
  const plain = smallWorld({ ...small, horizon: "40 epoch" });
  // Both without measured cells: the small world has none.
  const unmeasured = strategicWorld({ menu: [{ strategy: "substitution" }], changes: small });
  for (const world of [watched, plain, unmeasured]) runEpochs(world, 3);
  expect([...unmeasured.nodes.columns.reward]).toEqual([...plain.nodes.columns.reward]);
  expect([...unmeasured.markets.columns.served]).toEqual([...plain.markets.columns.served]);
  expect([...watched.markets.columns.requests]).toEqual([...plain.markets.columns.requests]);
});

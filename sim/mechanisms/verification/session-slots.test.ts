import { expect, test } from "vitest";
import { freshRule } from "../../../test/conformance/rules-under-test.ts";
import { epochView, node } from "../../../test/support/small-network.ts";
import { ruleSchema } from "../registry.ts";

const market = { price: 1, utilization: 0 };

/** Chance of a check of the first account's node, of accounts with these weights on one model. */
function chance(weights: readonly number[], params: object = {}): number {
  const choice = ruleSchema("verification").parse({ rule: "session-slots", ...params }) as { rule: string };
  const see = epochView(
    weights.map((weight, account) => node({ weight, account })),
    [market],
  );
  return freshRule("verification", choice).checkFraction(see, 0);
}

// weights → chance that a check of the first account's answer can find something; with P(Binomial(15, f) ≥ 7) its owner has 8 of 16
test.each([
  ["one of very many", [1, 1e9], 0.5],
  ["half of the weight escapes seven tenths", [1, 1], 0.5 * 0.3036],
  ["alone nobody checks it", [1], 0],
  ["a quarter escapes in 5.66 % of groups", [1, 3], 0.5 * (1 - 0.0566)],
] as const)("%s", (_, weights, want) => {
  expect(chance(weights)).toBeCloseTo(want, 4);
});

test("of two slots the executor has one, and one is not more than half", () => {
  expect(chance([1, 3], { slots: 2, rate: 1 })).toBe(0);
});

test("of three the executor's owner escapes with one of the other two", () => {
  expect(chance([1, 3], { slots: 3, rate: 1 })).toBeCloseTo(0.75 ** 2, 12);
});

test("an owner's accounts vote together", () => {
  const see = epochView(
    [0, 1, 2].map((account) => node({ weight: 1, account })),
    [market],
  );
  const operator = [0, 0, 1];
  const together = { ...see, accounts: { ...see.accounts, operator }, nodes: { ...see.nodes, operator } };
  const choice = ruleSchema("verification").parse({ rule: "session-slots" }) as { rule: string };
  expect(freshRule("verification", choice).checkFraction(together, 1)).toBeCloseTo(chance([2, 1]), 12);
});

/** Chance that a miss counts, of an owner with this share. */
function stands(share: number, params: object = {}): number | undefined {
  const choice = ruleSchema("verification").parse({ rule: "session-slots", ...params }) as { rule: string };
  return freshRule("verification", choice).sessions?.missStands(share);
}

// share, parameters → chance that a miss is voted; of 16 slots 9 are needed, so that 8 deny it: P(Binomial(15, f) ≥ 7)
test.each([
  ["a small owner's misses count", 1e-6, {}, 1],
  ["half of the slots is enough to deny", 0.5, {}, 0.3036],
  ["a quarter has them in 5.66 % of groups", 0.25, {}, 1 - 0.0566],
  ["who has all the slots never misses", 1, {}, 0],
  ["of two slots one denies", 1e-6, { slots: 2 }, 0],
  ["owners who admit their misses", 0.5, { ownMisses: "admitted" }, 1],
] as const)("%s", (_, share, params, want) => {
  expect(stands(share, params)).toBeCloseTo(want, 4);
});

import { describe, expect, test } from "vitest";
import { smallScenario } from "../../test/support/small-world.ts";
import { type AnyMechanism, registry } from "../mechanisms/registry.ts";
import { needNames } from "./rule-needs.ts";

test("every need is that of some rule", () => {
  const needed = new Set((Object.values(registry).flat() as readonly AnyMechanism[]).map(({ needs }) => needs));
  expect(needed).toEqual(new Set([...needNames, undefined]));
});

const stake = { total: 1000, delegators: 5, liquidPerAccount: 10 };

// what is chosen → what is wrong, and what else makes it right
describe.each([
  [{ admission: { rule: "stake-per-card" } }, /no account holds stake — give stake.total/, { stake }],
  [{ power: { rule: "by-stake" } }, /nobody holds stake — give stake.total/, { stake }],
  [{ power: { rule: "quadratic" } }, /nobody holds stake/, { power: { rule: "quadratic", of: "weight" } }],
  [{ reward: { rule: "clipped-consensus" } }, /nobody holds stake — give stake.total/, { stake }],
  [{ delegation: { rule: "free" } }, /nobody who could delegate — give stake.total and stake.delegators/, { stake }],
  [{ emission: { rule: "root-of-stake" } }, /nobody holds stake — give stake.total/, { stake }],
  [{ emission: { rule: "bonding-controller" } }, /no money at the start/, { stake: { liquidPerAccount: 10 } }],
  [
    { fees: { rule: "credit-burn-mint" }, stake: { tokenPrice: 0 } },
    /the token has no price/,
    { stake: { tokenPrice: 2 } },
  ],
  [{ asks: { rule: "cost-plus" }, stake: { tokenPrice: 0 } }, /the token has no price/, { stake: { tokenPrice: 2 } }],
  [
    { verification: { rule: "challenged-when-it-pays", bond: 0 } },
    /no bond that a challenger could win/,
    { collateral: { rule: "slash-per-fault" } },
  ],
  [
    { collateral: { rule: "slash-per-fault" }, emission: { rule: "flat", perEpoch: 0 } },
    /no account ever has money to deposit/,
    { stake: { liquidPerAccount: 10 } },
  ],
] as const)("%j", (change, complaint, cure) => {
  test("is refused with the reason and the remedy, at the rule's place", () => {
    expect(() => smallScenario(change)).toThrow(complaint);
    expect(() => smallScenario(change)).toThrow(/"path": \[\s*"\w+",\s*"rule"\s*\]/);
  });

  test("is taken with what it needs", () => {
    expect(() => smallScenario({ ...change, ...cure })).not.toThrow();
  });
});

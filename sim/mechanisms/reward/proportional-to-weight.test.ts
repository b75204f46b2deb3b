import { expect, test } from "vitest";
import { epochView, noDraw, node } from "../../../test/support/small-network.ts";
import { AccountStatus } from "../../model/tables/accounts.ts";
import proportionalToWeight from "./proportional-to-weight.ts";

const { active, inactive, invalid } = AccountStatus;

/** Pay of four accounts with these weights, of an emission of 1000. */
function pay(
  weights: readonly number[],
  change: { readonly confirmed?: readonly number[]; readonly status?: readonly number[] } = {},
  params: object = { individualCap: 1 },
): number[] {
  const see = epochView(weights.map((weight, account) => node({ weight, account })));
  const accounts = see.accounts as unknown as Record<string, { [row: number]: number }>;
  weights.forEach((_, a) => {
    accounts.confirmed[a] = change.confirmed?.[a] ?? 1;
    accounts.status[a] = change.status?.[a] ?? active;
  });
  const out = new Float64Array(weights.length);
  const rule = proportionalToWeight.create(proportionalToWeight.params.parse(params), {});
  rule.allocate(see, 1000, out, noDraw);
  return [...out];
}

test("by weight", () => expect(pay([1, 2, 3, 4])).toEqual([100, 200, 300, 400]));

test("what was not confirmed is not paid, and nobody else gets it", () => {
  expect(pay([1, 2, 3, 4], { confirmed: [1, 1, 1, 0.5] })).toEqual([100, 200, 300, 200]);
});

test("neither is the part of the inactive and the invalid", () => {
  expect(pay([1, 2, 3, 4], { status: [active, inactive, invalid, active] })).toEqual([100, 0, 0, 400]);
});

test("shared forfeits go to those who are paid", () => {
  const status = [active, inactive, invalid, active];
  expect(pay([1, 2, 3, 4], { status }, { individualCap: 1, forfeits: "shared" })).toEqual([200, 0, 0, 800]);
});

test("the cap cuts 80 of 110 to 0.3 · 30 / 0.7, and the rest stays in the treasury", () => {
  const got = pay([10, 10, 10, 80], {}, {});
  expect(got).toEqual([90, 90, 90, Math.floor((1000 * (0.3 * 30)) / 0.7 / 110)]);
});

test("absent though weighty: nothing", () => {
  const see = epochView([node({ weight: 1, account: 0 }), node({ weight: 1, account: 1, uptime: 0 })]);
  (see.accounts.rewardWeight as { [row: number]: number })[1] = 1;
  const out = new Float64Array(2);
  proportionalToWeight
    .create(proportionalToWeight.params.parse({ individualCap: 1 }), {})
    .allocate(see, 1000, out, noDraw);
  expect([...out]).toEqual([500, 0]);
});

test("challenges are offered when they are on, with the network's numbers", () => {
  const made = (params: object) =>
    proportionalToWeight.create(proportionalToWeight.params.parse(params), {}).challenges;
  expect(made({})).toBeUndefined();
  expect(made({ challenges: 4 })).toEqual({ most: 4, stakeFraction: 0.1, leastShown: 0.5 * 0.909 });
});

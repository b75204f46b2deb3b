import { expect, test } from "vitest";
import { anyNetwork, later } from "../../../test/support/small-network.ts";
import rootOfStake from "./root-of-stake.ts";

/** New money [token] of an epoch of so many seconds with so many tokens of stake. */
function made(stake: number, epochSeconds: number, params = {}): number {
  const rule = rootOfStake.create(rootOfStake.params.parse(params), {});
  return rule.perEpoch(0, later(anyNetwork, 0, { bonded: stake * 1e9, epochSeconds })) / 1e9;
}

// stake [token], length of the epoch [s] → new money [token]
test.each([
  ["10 million tokens make 6.4 a step", 1e7, 384, 6.4],
  ["four times the stake makes twice as much", 4e7, 384, 12.8],
  ["longer epochs hold more steps", 1e7, 3840, 64],
  ["without stake nothing is made", 0, 384, 0],
] as const)("%s", (_, stake, seconds, want) => {
  expect(made(stake, seconds)).toBeCloseTo(want, 8);
});

test("twice the factor makes twice as much", () => {
  expect(made(1e7, 384, { factor: 128 })).toBeCloseTo(12.8, 8);
});

test("the specification rounds the reward of each ether down to whole gwei: at most one less for each", () => {
  for (const ether of [1_000_000, 29_200_000, 36_000_000]) {
    const forEach = Math.floor((1e9 * 64) / Math.floor(Math.sqrt(ether * 1e9)));
    expect(made(ether, 384)).toBeGreaterThanOrEqual((ether * forEach) / 1e9);
    expect(made(ether, 384)).toBeLessThan((ether * (forEach + 1)) / 1e9);
  }
});

import { expect, test } from "vitest";
import { epochView, noDraw, node } from "../../../test/support/small-network.ts";
import withheldBlocks from "./withheld-blocks.ts";

// work → pay; emission 1,000,000; half of the others build on the withholder's block in a tie: it pays above a quarter
test.each([
  ["a quarter does not withhold", [25, 30, 30, 15], [250_000, 300_000, 300_000, 150_000]],
  ["two that are largest do not", [40, 40, 20], [400_000, 400_000, 200_000]],
  [
    "two fifths win 0.1808 / 0.344 of the blocks, at the others' cost",
    [20, 40, 20, 20],
    [158_139, 525_581, 158_139, 158_139],
  ],
  ["half of the work wins every block", [50, 30, 20], [1_000_000, 0, 0]],
  ["the only miner is paid by work", [7], [1_000_000]],
  ["nobody works", [0, 0], [0, 0]],
] as const)("%s", (_, works, want) => {
  const out = new Float64Array(works.length);
  const rule = withheldBlocks.create(withheldBlocks.params.parse({}), {});
  rule.allocate(epochView(works.map((work, account) => node({ work, account }))), 1_000_000, out, noDraw);
  expect([...out]).toEqual(want);
});

/** Published: shares from which it pays when none, half and all of the others follow. */
test.each([
  [0, 1 / 3],
  [0.5, 1 / 4],
])("with %d of the others following it pays from %d", (following, least) => {
  const rule = withheldBlocks.create(withheldBlocks.params.parse({ following }), {});
  const part = (share: number) => {
    const out = new Float64Array(4);
    const rest = (1 - share) / 3;
    rule.allocate(
      epochView([share, rest, rest, rest].map((work, account) => node({ work, account }))),
      1e9,
      out,
      noDraw,
    );
    return out[0] / 1e9;
  };
  expect(part(least - 0.001)).toBeCloseTo(least - 0.001, 6);
  expect(part(least + 0.01)).toBeGreaterThan(least + 0.01);
});

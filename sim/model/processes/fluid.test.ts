import { expect, test } from "vitest";
import { smallWorld } from "../../../test/support/small-world.ts";
import { estimateWithoutWindows } from "./fluid.ts";

test.each([
  ["no demand", 0],
  ["demand", 1],
])("a market that all machines have left, with a rest of rounding below 0, serves nobody: %s", (_, demand) => {
  const world = smallWorld({ windows: 0 });
  const { markets, measured, segments } = world;
  measured.columns.epochCapacity.fill(-2e-12);
  for (let s = 0; s < segments.count; s++) segments.columns.rateBase[s] *= demand;
  estimateWithoutWindows(world);
  const { capacity, tokens, served, missed, requests, fees } = markets.columns;
  for (let m = 0; m < markets.count; m++) {
    expect([capacity[m], tokens[m], served[m], fees[m]]).toEqual([0, 0, 0, 0]);
    expect(missed[m]).toBe(requests[m]);
  }
  expect(requests[0]! > 0).toBe(demand > 0);
});

/** Spells end by events while requests are awake, and by a sweep while they sleep: it must not be seen who is live, when and how long. */
import { expect, test } from "vitest";
import { run } from "../../sim/run.ts";
import { keepingSink, smallScenario, withPart } from "../support/small-world.ts";

const churning = {
  ...withPart("network", { nodes: 60, operators: 20, classes: { "gaming-pc": 3, "prosumer-rig": 2 } }),
  ...withPart("demand", { rate: "1 request/s" }),
  outages: { perYear: 300, length: "40 min" },
  horizon: "12 epoch",
  epochLength: "6 h",
  outputs: { nodesEvery: 1 },
};

function seen(windows: unknown) {
  const sink = keepingSink();
  run({ scenario: smallScenario({ ...churning, windows }), replication: 0 }, sink);
  const numbers = (table: string, name: string) => sink.column(table, name).map(Number);
  return {
    uptime: numbers("nodes", "uptime"),
    live: numbers("epochs", "live_nodes"),
    capacity: numbers("epochs", "capacity"),
    outages: numbers("events", "value"),
  };
}

test.each([
  ["without windows", 0],
  ["two windows an epoch", { perEpoch: 2, length: "60 s", warmup: "30 s", firstWarmup: "60 s" }],
])("%s: uptime, live nodes and capacity are those of the run whose spells all have events", (_, windows) => {
  const whole = seen(1);
  const swept = seen(windows);
  expect(swept.uptime).toEqual(whole.uptime);
  expect(swept.live).toEqual(whole.live);
  expect(swept.outages).toEqual(whole.outages);
  expect(swept.capacity.length).toBe(whole.capacity.length);
  for (const [i, value] of swept.capacity.entries()) expect(value / whole.capacity[i]).toBeCloseTo(1, 12);
  // There is something to see: machines that come and go, and outages that find some of them live.
  expect(new Set(whole.uptime).size).toBeGreaterThan(100);
  expect(whole.outages.length).toBeGreaterThan(2);
  expect(Math.max(...whole.outages)).toBeGreaterThan(0);
});

/** A frozen plan of 23 points in two levels, run once each by seven shards. */
import type { FrozenPlan } from "../../sim/host/cluster/frozen-plan.ts";
import type { PointRecord } from "../../sim/host/study-record.ts";

export const planScenario = {
  identity: "",
  name: "",
  question: "",
  warmup: 0,
  replications: 1,
  resolved: "{}",
  sources: [],
};

const points: PointRecord[] = Array.from({ length: 23 }, (_, point) => ({
  levels: [point % 2],
  scenario: planScenario,
}));

export const examplePlan: FrozenPlan = {
  kind: "CommonWatt plan",
  format: 2,
  commonwatt: "0",
  model: "m",
  study: { name: "Checks & “votes”", question: "?", replications: 1, factors: [], points, statements: "{}" },
  firstRun: 0,
  runs: 23,
  shards: 7,
  secondsPerRun: 10,
  hash: "0123456789abcdef",
};

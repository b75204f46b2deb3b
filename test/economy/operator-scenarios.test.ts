/** The files of scenarios/economy that are about operators: each runs from end to end, smaller than it stands there. */
import { expect, test } from "vitest";
import { loadScenarioFile } from "../../sim/host/scenario-file.ts";
import { run } from "../../sim/run.ts";
import { keepingSink } from "../support/small-world.ts";

const small = ["network.nodes=80", "network.operators=25", "demand.rate=5 request/s", "demand.segments=30"];
/** As much new money a machine as in the file. */
const money = ["emission.initial=5200"];

function sums(file: string, sets: readonly string[]) {
  const sink = keepingSink();
  const { scenario } = loadScenarioFile(`scenarios/economy/${file}`, [...small, ...money, ...sets]);
  run({ scenario, replication: 0 }, sink);
  return (name: string) => sink.column("industry", name).reduce((sum: number, value) => sum + Number(value), 0);
}

test("growth.yaml: operators enter and buy", () => {
  const of = sums("growth.yaml", ["horizon=150 epoch"]);
  expect(of("entries")).toBeGreaterThan(3);
  expect(of("machines_bought")).toBeGreaterThan(40);
});

test("shake-out.yaml: when income falls operators leave and fail", () => {
  const of = sums("shake-out.yaml", ["horizon=650 epoch", "demand.growth=0 %/year", "emission.decay=0.008"]);
  expect(of("exits")).toBeGreaterThan(3);
  expect(of("bankruptcies")).toBeGreaterThan(0);
  expect(of("written_off")).toBeGreaterThan(0);
  expect(of("machines_sold")).toBeGreaterThan(20);
});

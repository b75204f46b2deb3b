/** scenarios/studies/channels.yaml: nine channels of re-concentration, each with a switch that does something. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { run } from "../../sim/run.ts";
import { loadStudy } from "../../sim/scenario/study.ts";
import { keepingSink } from "../support/small-world.ts";
import { emissionOf, fluid, runEpochs, strategicWorld } from "../support/strategic-world.ts";

const study = loadStudy({
  path: "scenarios/studies/channels.yaml",
  sets: [
    "horizon=33 epoch",
    "warmup=30 epoch",
    "network.nodes=20",
    "network.operators=14",
    "demand.rate=6 request/s",
    "emission.perEpoch=5_000",
    "economy.chips.others=10",
    "stake.delegators=40",
  ],
  readText: (path) => readFileSync(path, "utf8"),
});
const names = (study.factors[0]?.levels ?? []).map(({ name }) => name);

test("each of the nine channels has a variant", () => {
  const numbers = names.map((name) => /^\(([ivx]+)\)/.exec(name)?.[1]);
  expect(numbers).toEqual([undefined, "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]);
});

const runs = study.points.map(({ scenario }) => {
  const sink = keepingSink();
  return { sink, digest: run({ scenario, replication: 0 }, sink).digest };
});

test("switching one off changes the run", () => {
  const idle = names.filter((_, i) => i > 0 && runs[i]?.digest === runs[0]?.digest);
  expect(idle).toEqual([]);
});

test("(iii): rewards are bonded as stake, and none where compounding is off", () => {
  const [bonded, unbonded] = ["all channels", "(iii) no compounding"].map((name) => {
    const sink = runs[names.indexOf(name)]?.sink;
    return sink?.column("industry", "tokens_bonded").reduce((sum: number, value) => sum + Number(value), 0);
  });
  expect(bonded).toBeGreaterThan(10_000);
  expect(unbonded).toBe(0);
});

test("what operators earn does not depend on how much of it they sell", () => {
  const [kept, sold] = [0, 1].map((part) => {
    const economy = { operators: { sold: part } };
    const menu = [{ strategy: "honest", name: "plain" }];
    const world = strategicWorld({ menu, changes: { ...fluid, ...emissionOf(100), economy } });
    runEpochs(world, 3);
    return Array.from(world.strategies.conducts.columns.pay.subarray(0, world.operators.count));
  });
  expect(kept?.some((pay) => pay > 0)).toBe(true);
  expect(sold).toEqual(kept);
});

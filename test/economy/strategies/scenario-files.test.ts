/** The files of scenarios/strategies: each runs from end to end, smaller than it stands there, and every strategy and coalition is in one. */
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { coalitionKinds } from "../../../sim/agents/coalition/registry.ts";
import { operatorStrategies } from "../../../sim/agents/operator/registry.ts";
import { revisions } from "../../../sim/agents/revision/registry.ts";
import { loadScenarioFile } from "../../../sim/host/scenario-file.ts";
import { run } from "../../../sim/run.ts";
import { madeCells } from "../../support/made-cells.ts";
import { keepingSink } from "../../support/small-world.ts";

const folder = "scenarios/strategies";
const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
const small = [
  "horizon=6 epoch",
  "warmup=0 epoch",
  "network.nodes=40",
  "network.operators=15",
  "demand.rate=8 request/s",
  "demand.segments=12",
];
const recipe = {
  distances: { honest: 0.004, int4: 0.03, "smaller-model": 0.2, "random-tokens": 0.9 },
  executions: 20,
  prompts: 10,
} as const;
const verdicts = { ...madeCells(recipe), execute: () => undefined, result: () => undefined };

test.each(files)("%s runs, and says what operators do and who is in control", (file) => {
  const { scenario } = loadScenarioFile(`${folder}/${file}`, small);
  const sink = keepingSink();
  run({ scenario, replication: 0, verdicts }, sink);
  const options = (scenario.economy.strategies?.menu.length ?? 0) + 1;
  expect(sink.column("strategies", "strategy").length).toBe(6 * options);
  expect(sink.column("control", "of").length).toBe(6 * 4);
});

test("every strategy, coalition and way to change one's mind is in one of them", () => {
  const sections = files.map((file) => loadScenarioFile(`${folder}/${file}`).scenario.economy);
  const strategies = new Set(
    sections.flatMap(({ strategies }) => strategies?.menu.map(({ strategy }) => strategy) ?? []),
  );
  const kinds = new Set(sections.flatMap(({ coalitions }) => coalitions?.kinds.map(({ kind }) => kind) ?? []));
  const rules = new Set(sections.map(({ strategies }) => strategies?.revision.rule));
  expect([...strategies].sort()).toEqual(operatorStrategies.map(({ id }) => id as string).sort());
  expect([...kinds].sort()).toEqual(coalitionKinds.map(({ id }) => id as string).sort());
  expect([...rules].sort()).toEqual(revisions.map(({ id }) => id as string).sort());
});

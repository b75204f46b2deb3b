/** Every file of scenarios/: it loads as it stands, and its first point runs for three epochs with all its sections in force. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { build } from "../../sim/build.ts";
import { loadScenarioFile, readText } from "../../sim/host/scenario-file.ts";
import { readMerged } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { hasDesign, loadStudy, type StudyPoint } from "../../sim/scenario/study.ts";
import { madeCells } from "../support/made-cells.ts";
import { noOutput, runTo } from "../support/small-world.ts";

const root = "scenarios";
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".yaml"))
  .sort();

/** Checks answered from cells that were made up: what a scenario does is asked, not what a check finds. */
const recipe = {
  distances: { honest: 0.004, int4: 0.03, "smaller-model": 0.2, "random-tokens": 0.9 },
  executions: 20,
  prompts: 10,
} as const;
const verdicts = { ...madeCells(recipe), execute: () => undefined, result: () => undefined };

const epochs = 3;
/** As the file has it, or its study's first point; how many ask is not what this is about. */
function firstPoint(path: string, sets: readonly string[]): Scenario {
  const request = { path, sets, readText };
  return hasDesign(readMerged(request))
    ? (loadStudy(request).points[0] as StudyPoint).scenario
    : loadScenarioFile(path, sets).scenario;
}

test("there are files of all kinds", () => {
  const folders = new Set(files.map((file) => file.split("/").slice(0, -1).join("/")));
  for (const folder of [
    "economy",
    "futures",
    "states",
    "strategies",
    "studies",
    "incidents",
    "presets",
    "pricing",
    "hindcast",
  ])
    expect(folders).toContain(folder);
});

test.each(files)(
  "%s",
  (file) => {
    const path = join(root, file);
    const whole = firstPoint(path, []);
    const sets = whole.demand.rate > 20 ? ["demand.rate=20 request/s"] : [];
    const scenario = firstPoint(path, sets);
    const world = build({ scenario, replication: 0, verdicts }, noOutput);
    const end = Math.min(epochs, scenario.horizon);
    runTo(world, end * scenario.epochLength);
    expect(world.clock.epoch).toBeGreaterThanOrEqual(end - 1);
    const prices = world.markets.columns.price.subarray(0, world.markets.count);
    expect([...prices].every((price) => price > 0 && Number.isFinite(price))).toBe(true);
  },
  60_000,
);

/** A run finds what really executed records predict, whoever executes and on however many threads. Plain pass, small random model. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../sim/host/duckdb.ts";
import { createExecutionDesk } from "../../sim/host/execution-desk.ts";
import { listenForInterrupt } from "../../sim/host/interrupt.ts";
import { runWithKernel } from "../../sim/host/kernel-tier.ts";
import { growRecords, type LoadedRecords, loadRecords } from "../../sim/host/measuring/records-file.ts";
import { lackingCells, neededCells } from "../../sim/host/needed-cells.ts";
import { runStudy } from "../../sim/host/study.ts";
import { behaviourIds } from "../../sim/model/catalogue/behaviours.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { plainBench, writePlainRecords } from "../support/plain-records.ts";
import { openScenarioStudy } from "../support/scenario-study.ts";
import { keepingSink, smallScenario, withPart } from "../support/small-world.ts";

let folder: string;
let records: LoadedRecords;
/** Half of the recorded int4 answers are beyond it, so that detection is a share to be found and not a certainty. */
let similarity: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "commonwatt-detection-"));
  await writePlainRecords(join(folder, "records.jsonl"));
  records = loadRecords(join(folder, "records.jsonl"));
  similarity = 1 - median(distances("int4"));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function distances(behaviour: string): number[] {
  const { cells } = records;
  return cells.cells.flatMap((cell, index) =>
    behaviourIds[cell.behaviour] === behaviour
      ? Array.from({ length: cell.executions }, (_, k) => cells.scores(index, k, cells.tokensMax).distance)
      : [],
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

function scenarioWith(kernel: object = {}, changes: object = {}): Scenario {
  return smallScenario({
    ...withPart("network", { classes: { "small-datacentre": 1 } }),
    windows: { perEpoch: 3, length: "20 s", warmup: "5 s", firstWarmup: "20 s" },
    horizon: "2 epoch",
    verification: { rule: "uniform-sample", fraction: 0.3 },
    verdict: { rule: "similarity", similarity },
    behaviours: { shares: { int4: "20 %" } },
    kernel: { precision: 0.3, ...kernel },
    ...changes,
  });
}

function desk(cache: string) {
  const open = async () => ({ bench: plainBench(), close: () => undefined });
  return createExecutionDesk({ open, cacheFor: (header) => growRecords(join(folder, cache), header), batchMax: 8 });
}

async function simulated(scenario: Scenario, cache: string) {
  const sink = keepingSink();
  const executes = desk(cache);
  const tier = { cells: records.cells, execute: executes.execute };
  const result = await runWithKernel({ scenario, replication: 0 }, sink, () => undefined, tier);
  return { sink, result, counts: executes.counts };
}

function estimateOf({ sink }: Awaited<ReturnType<typeof simulated>>, behaviour: string) {
  const row = sink.column("detection_estimates", "behaviour").indexOf(behaviourIds.indexOf(behaviour as never));
  return (name: string) => Number(sink.column("detection_estimates", name)[row]);
}

test("the small model tells honest work from int4 far enough apart to make a rule", () => {
  expect(median(distances("honest"))).toBeLessThan(0.5 * median(distances("int4")));
});

describe("a network with 20 % int4 substitutes", () => {
  test("ends with the detection that the measured cells predict, within its interval", async () => {
    const run = await simulated(scenarioWith(), "none.jsonl");
    const of = estimateOf(run, "int4");
    expect(of("checks")).toBeGreaterThan(30);
    expect(of("predicted")).toBeGreaterThan(0.2);
    expect(of("predicted")).toBeLessThan(0.8);
    expect(of("predicted")).toBeGreaterThan(of("rejected_low"));
    expect(of("predicted")).toBeLessThan(of("rejected_high"));
    expect(run.counts).toEqual({ executed: 0, cached: 0 });
  });

  test("executing its checks gives the same detection, more sharply", async () => {
    const drawn = estimateOf(await simulated(scenarioWith(), "none.jsonl"), "int4");
    const executed = estimateOf(await simulated(scenarioWith({ share: 1 }), "all.jsonl"), "int4");
    expect(executed("executed")).toBe(executed("checks"));
    expect(executed("estimate")).toBeGreaterThan(drawn("estimate_low"));
    expect(executed("estimate")).toBeLessThan(drawn("estimate_high"));
    const width = (of: typeof drawn) => of("estimate_high") - of("estimate_low");
    expect(width(executed)).toBeLessThan(0.8 * width(drawn));
    // What was executed anew and what was recorded may well be one share: their intervals overlap.
    expect(executed("rejected_high")).toBeGreaterThan(drawn("predicted_low"));
    expect(executed("rejected_low")).toBeLessThan(drawn("predicted_high"));
  }, 120_000);

  test("what was executed once is not executed again, and gives the same rows", async () => {
    const scenario = scenarioWith({ share: 0.3 });
    const first = await simulated(scenario, "some.jsonl");
    expect(first.counts.executed).toBeGreaterThan(10);
    // A smaller share executes some of what the larger one did.
    for (const cache of ["some.jsonl", "all.jsonl"]) {
      const again = await simulated(scenario, cache);
      expect(again.counts).toEqual({ executed: 0, cached: first.counts.executed });
      expect(again.result).toEqual(first.result);
      expect(again.sink.column("verdicts", "severity")).toEqual(first.sink.column("verdicts", "severity"));
    }
  }, 120_000);
});

test.each(["similarity", "similarity-and-surprise", "activation-hash"])(
  "the rule %s judges all answers of a run, those too short for it included",
  async (rule) => {
    const run = await simulated(scenarioWith({}, { verdict: { rule } }), "none.jsonl");
    const tokens = run.sink.column("verdicts", "tokens");
    expect(tokens.length).toBeGreaterThan(30);
    expect(Math.min(...tokens.map(Number))).toBeLessThan(32);
    for (const severity of run.sink.column("verdicts", "severity")) expect(severity).toBeGreaterThanOrEqual(0);
  },
);

test("one worker and two give the same store", async () => {
  const digests = [];
  for (const workers of [1, 2]) {
    const scenario = scenarioWith({ share: 0.1 }, { replications: 2, horizon: "1 epoch" });
    const path = join(folder, `${workers}.duckdb`);
    const store = await openScenarioStudy(path, scenario);
    const interrupt = listenForInterrupt(() => undefined, path);
    const executes = desk(`${workers}.jsonl`);
    const source = { basis: "measured", ...records.cells.provenance, executedOn: "plain code" } as const;
    const kernel = { task: { records: join(folder, "records.jsonl") }, source, desk: executes, close: () => undefined };
    const outcome = await runStudy(store, { workers, interrupt, kernelOf: () => kernel, onEvent: () => undefined });
    interrupt.dispose();
    store.close();
    expect(outcome.failed).toEqual([]);
    expect(executes.counts.executed).toBeGreaterThan(2);
    digests.push(outcome.contentDigest);
  }
  expect(digests[1]).toBe(digests[0]);
  const store = await openStore(join(folder, "1.duckdb"), { access: "read" });
  const [run] = await store.rows("SELECT * FROM runs WHERE run = 0");
  expect(run).toMatchObject({ kernel_basis: "measured", kernel_records: records.sha256, kernel_adapter: "plain code" });
  store.close();
}, 120_000);

describe("cells that a scenario needs", () => {
  test("are those of its cards and behaviours; thin ones are named, the thinnest first", () => {
    const scenario = scenarioWith();
    const needed = neededCells(scenario, records.cells);
    expect(needed.profiles.map((profile) => records.cells.profiles[profile])).toEqual([
      "bf16-flash",
      "bf16-split",
      "f16",
    ]);
    expect(needed.behaviours.map((behaviour) => behaviourIds[behaviour])).toEqual(["honest", "int4"]);
    expect(lackingCells(scenario, records.cells, needed)).toEqual([]);
    const strict = { ...scenario, kernel: { ...scenario.kernel, precision: 0.01 } };
    const thin = lackingCells(strict, records.cells, needed);
    expect(thin).toHaveLength(18); // 3 executors, 3 validators, 2 behaviours
    expect(thin[0]?.halfWidth).toBeGreaterThanOrEqual(thin.at(-1)?.halfWidth as number);
    expect(behaviourIds[thin[0]?.behaviour as number]).toBe("int4");
  });

  test("that were not measured are lacking whatever the precision", () => {
    const scenario = scenarioWith({ precision: 1 }, { behaviours: { shares: { "smaller-model": 0.1 } } });
    const lacking = lackingCells(scenario, records.cells, neededCells(scenario, records.cells));
    expect(lacking).toHaveLength(0);
    const strict = { ...scenario, kernel: { ...scenario.kernel, precision: 0.4 } };
    expect(
      new Set(lackingCells(strict, records.cells, neededCells(strict, records.cells)).map((one) => one.executions)),
    ).toEqual(new Set([0]));
  });
});

/** A study whose GPU is lost while checks are executed. The loss is real: the device is destroyed. Small random model, SwiftShader. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Device } from "../../sim/fidelity/device.ts";
import { keepDevice } from "../../sim/fidelity/forward/steady-runner.ts";
import { openStore } from "../../sim/host/duckdb.ts";
import { createExecutionDesk } from "../../sim/host/execution-desk.ts";
import { listenForInterrupt } from "../../sim/host/interrupt.ts";
import { growRecords, type LoadedRecords, loadRecords } from "../../sim/host/measuring/records-file.ts";
import { runStudy } from "../../sim/host/study.ts";
import { plainBench, writePlainRecords } from "../support/plain-records.ts";
import { openSoftwareDevice } from "../support/run-kernel.ts";
import { openScenarioStudy } from "../support/scenario-study.ts";
import { smallScenario, withPart } from "../support/small-world.ts";

let folder: string;
let records: LoadedRecords;
let undisturbed: string;

const scenario = smallScenario({
  ...withPart("network", { classes: { "small-datacentre": 1 } }),
  windows: { perEpoch: 3, length: "20 s", warmup: "5 s", firstWarmup: "20 s" },
  horizon: "1 epoch",
  replications: 2,
  verification: { rule: "uniform-sample", fraction: 0.3 },
  behaviours: { shares: { int4: "20 %" } },
  kernel: { precision: 0.3, share: 0.03 },
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "commonwatt-lost-device-"));
  await writePlainRecords(join(folder, "records.jsonl"));
  records = loadRecords(join(folder, "records.jsonl"));
  const { outcome } = await studied("undisturbed", openSoftwareDevice);
  expect(outcome.failed).toEqual([]);
  undisturbed = outcome.contentDigest;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A device whose adapter is spent, as after a reset of the driver. */
async function lostDevice(): Promise<Device> {
  const device = await openSoftwareDevice();
  device.close();
  await device.gpu.lost;
  return device;
}

/**
 * Runs the study, or goes on with it, and destroys the device at a point of its life.
 *
 * @param open   gives the first device and those that replace it
 * @param loses  when: after the first executions, or when the first run is stored
 */
async function studied(name: string, open: () => Promise<Device>, loses?: "executions" | "a run") {
  const keeper = keepDevice(open);
  let isToLose = loses !== undefined;
  const lose = async () => {
    if (!isToLose) return;
    isToLose = false;
    (await keeper.device()).close();
  };
  const desk = createExecutionDesk({
    open: async () => ({ bench: plainBench(keeper.openRunner), close: () => undefined }),
    cacheFor: (header) => {
      const grown = growRecords(join(folder, `${name}-${Math.random()}.jsonl`), header);
      const append: typeof grown.append = (...lines) => {
        grown.append(...lines);
        if (loses === "executions") void lose();
      };
      return { executions: grown.executions, append };
    },
    batchMax: 4,
  });
  const path = join(folder, `${name}.duckdb`);
  const store = await openScenarioStudy(path, scenario);
  const interrupt = listenForInterrupt(() => undefined, path);
  const source = { basis: "measured", ...records.cells.provenance, executedOn: "SwiftShader" } as const;
  const kernel = { task: { records: join(folder, "records.jsonl") }, source, desk, close: () => undefined };
  const outcome = await runStudy(store, {
    workers: 1,
    interrupt,
    kernelOf: () => kernel,
    onEvent: ({ kind }) => {
      if (kind === "stored" && loses === "a run") void lose();
    },
  });
  interrupt.dispose();
  store.close();
  await keeper.close();
  return { outcome, replaced: keeper.replaced, executed: desk.counts.executed, path };
}

test("lost between two batches, it is replaced and the study ends with the same digest", async () => {
  const { outcome, replaced, executed } = await studied("replaced", openSoftwareDevice, "executions");
  expect(outcome.failed).toEqual([]);
  expect(executed).toBeGreaterThan(2);
  expect(replaced).toBe(1);
  expect(outcome.contentDigest).toBe(undisturbed);
});

test("lost twice, the run stops with the reason and the remedy, what was stored is whole, and the rest is run later", async () => {
  let opened = 0;
  const onceGood = () => (opened++ === 0 ? openSoftwareDevice() : lostDevice());
  const { outcome, path } = await studied("stopped", onceGood, "a run");
  expect(outcome.stored).toBe(1);
  expect(outcome.failed.map(({ run }) => run)).toEqual([1]);
  expect(outcome.failed[0]?.error).toMatch(/the GPU was lost \(.*\), twice — close other programs that use the GPU/);
  const store = await openStore(path, { access: "read" });
  expect(await store.rows("SELECT run, status::VARCHAR AS status FROM runs ORDER BY run")).toEqual([
    { run: 0, status: "ok" },
    { run: 1, status: "failed" },
  ]);
  store.close();
  const later = await studied("stopped", openSoftwareDevice);
  expect(later.outcome.failed).toEqual([]);
  expect(later.outcome.contentDigest).toBe(undisturbed);
});

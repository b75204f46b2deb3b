/**
 * Checks of a run executed with a language model that the user names, from the scenario file to the store: cells are measured first, a
 * share of the checks is executed, and nothing of another model is mixed in. SwiftShader.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { reproduceCommand } from "../../sim/host/commands/reproduce.ts";
import { resumeCommand } from "../../sim/host/commands/resume.ts";
import { runCommand } from "../../sim/host/commands/run.ts";
import { openStore } from "../../sim/host/duckdb.ts";
import { committedRecordsPath } from "../../sim/host/measuring/records-file.ts";
import { checkpointFile } from "../support/small-language-model.ts";
import { largeModel, writeModelFiles } from "../support/small-model-files.ts";
import { smallScenarioText } from "../support/small-world.ts";
import { testFolder } from "../support/store-paths.ts";

const stories = join(import.meta.dirname, "../../../shared/models");
const published = {
  weights: join(stories, "stories260K/stories260K.bin"),
  smaller: join(stories, "student101K/student101K.bin"),
  tokenizer: join(stories, "stories260K/tok512.bin"),
};
let folder: string;
beforeEach(() => {
  folder = testFolder();
  // What other tests executed is not found here.
  vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
});
afterEach(() => vi.unstubAllEnvs());

/** What is printed while `command` runs, and its exit code; rejects as it does. */
async function told(command: () => Promise<number>) {
  const written = { out: "", err: "" };
  const keeping = (where: keyof typeof written) => (text: string | Uint8Array) => {
    written[where] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(keeping("out")),
    vi.spyOn(process.stderr, "write").mockImplementation(keeping("err")),
  ];
  onTestFinished(() => void spies.map((spy) => spy.mockRestore()));
  const code = await command();
  for (const spy of spies) spy.mockRestore();
  return { code, ...written };
}

function scenarioOf(name: string, model: object | undefined): string {
  const path = join(folder, `${name}.yaml`);
  // One card, so that there is one executor profile and few cells to measure.
  const hosts = Array.from({ length: 10 }, (_, i) => ({
    account: `host-${i}`,
    jurisdiction: "DEU",
    model: "llama-3.1-8b-int4",
    machines: [{ hardware: "rtx4090", cards: 1, count: 3 }],
  }));
  const changes = {
    network: { hosts },
    windows: { perEpoch: 2, length: "20 s", warmup: "5 s", firstWarmup: "10 s" },
    horizon: "1 epoch",
    replications: 2,
    verification: { rule: "uniform-sample", fraction: 0.3 },
    verdict: { rule: "similarity", similarity: 0.98 },
    behaviours: { shares: { int4: "20 %" } },
    kernel: { precision: 0.45, share: "3 %", ...(model === undefined ? {} : { model }) },
  };
  writeFileSync(path, smallScenarioText(changes));
  return path;
}

function smallModel(layers = 3) {
  return writeModelFiles(join(folder, `models-${layers}`), { layers });
}

async function rowsOf(path: string, query: string) {
  const store = await openStore(path, { access: "read" });
  try {
    return await store.rows(query);
  } finally {
    store.close();
  }
}

const at = (name: string) => join(folder, `${name}.duckdb`);
const adapter = "swiftshader";

/** One worker measures the cells and runs; two run again on those; a third is stopped half-way and resumed. */
async function runsOnce(model: object, name: string) {
  const file = scenarioOf("mine", model);
  const first = await told(() => runCommand(file, { out: at("one"), workers: 1, adapter, json: true }));
  expect(first.code).toBe(0);
  expect(first.err).toMatch(/no cell of .* was measured for this store: measuring first, on SwiftShader/);
  const [run] = await rowsOf(at("one"), "SELECT * FROM runs WHERE run = 0");
  expect(run).toMatchObject({ kernel_basis: "measured", kernel_model: name });
  expect(String(run?.kernel_executed_on)).toMatch(/SwiftShader/);
  const [sums] = await rowsOf(
    at("one"),
    "SELECT sum(executed) AS executed, sum(checks) AS checks FROM detection_estimates",
  );
  expect(Number(sums?.executed)).toBeGreaterThan(2);
  expect(Number(sums?.executed)).toBeLessThan(0.5 * Number(sums?.checks));

  const records = `${at("one")}.records.jsonl`;
  vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache-2"));
  const second = await told(() => runCommand(file, { out: at("two"), workers: 2, records, adapter, json: true }));
  expect(second.err).not.toMatch(/measuring/);
  const digest = JSON.parse(first.out).contentDigest;
  expect(JSON.parse(second.out).contentDigest).toBe(digest);

  await told(() => runCommand(file, { out: at("half"), replications: 1, records, adapter, json: true }));
  const resumed = await told(() => resumeCommand(at("half"), { replications: 2, records, adapter, json: true }));
  expect(JSON.parse(resumed.out).contentDigest).toBe(digest);
  const again = await told(() => reproduceCommand(at("one"), { only: 0, adapter, json: true }));
  expect(JSON.parse(again.out)).toMatchObject({ ok: true });
  return { file, records };
}

test("a model of one's own: executed, the same by one worker and two, resumed and reproduced; not mixed with others", async () => {
  const { file, records } = await runsOnce(smallModel(), "large");
  // Without the records a store's other runs rest on, nothing is measured in vain.
  await expect(told(() => resumeCommand(at("half"), { replications: 3, adapter }))).rejects.toThrow(
    /runs of the store rest on records .* go on with those \(--records\)/,
  );
  const otherRecords = told(() => runCommand(file, { out: at("x"), records: committedRecordsPath(), adapter }));
  await expect(otherRecords).rejects.toThrow(/measured with commonwatt-279k .* checks are executed with large/);
  const deeper = scenarioOf("deeper", smallModel(4));
  await expect(told(() => runCommand(deeper, { out: at("y"), records, adapter }))).rejects.toThrow(
    /measured with large \(other weights\), and checks are executed with large/,
  );
  const projects = scenarioOf("projects", undefined);
  await expect(told(() => runCommand(projects, { out: at("z"), records, adapter }))).rejects.toThrow(
    /measured with large .* name that model's files under kernel\.model/,
  );
  const before = readFileSync(records);
  writeFileSync(join(folder, "models-3", "large.bin"), checkpointFile(largeModel({ layers: 5 })).bytes);
  await expect(told(() => resumeCommand(at("one"), { replications: 3, adapter }))).rejects.toThrow(
    /large\.bin: expected the file that the study began with/,
  );
  expect(readFileSync(records)).toEqual(before);
}, 300_000);

describe.skipIf(!existsSync(published.weights))("stories260K (needs ../shared/models)", () => {
  test("is executed in a run", async () => {
    await runsOnce(published, "stories260K");
  }, 600_000);
});

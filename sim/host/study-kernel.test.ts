import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordsText } from "../../sim/fidelity/cells/write-records.ts";
import { smallScenario, withPart } from "../../test/support/small-world.ts";
import { syntheticHeader, syntheticRecords } from "../../test/support/synthetic-records.ts";
import { RecordsError } from "../fidelity/cells/records.ts";
import { headerOf, ownMaterial } from "./measuring/own-material.ts";
import { openStudyKernel, type StudyKernel } from "./study-kernel.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "commonwatt-study-kernel-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const checks = { rule: "uniform-sample", fraction: 0.1 };

function opened(
  changes: Readonly<Record<string, unknown>>,
  records: string,
  say: (line: string) => void = () => undefined,
): Promise<StudyKernel | undefined> {
  const scenario = smallScenario({ ...withPart("network", { classes: { "small-datacentre": 1 } }), ...changes });
  const options = {
    adapter: "best",
    filled: join(folder, "filled.jsonl"),
    signal: new AbortController().signal,
  } as const;
  return openStudyKernel(scenario, { ...options, records: join(folder, records), say });
}

test.each([
  ["nothing is checked", { verification: { rule: "none" } }],
  ["checks are assumed to tell the truth", { verification: checks, kernel: { assumed: true } }],
  ["no request is simulated", { verification: checks, windows: 0 }],
])("%s: no records are asked for", async (_, changes) => {
  expect(await opened(changes, "nowhere.jsonl")).toBeUndefined();
});

test("records that are not there or damaged are an error with the remedy", async () => {
  await expect(opened({ verification: checks }, "nowhere.jsonl")).rejects.toThrow(/nowhere\.jsonl.*commonwatt measure/);
  writeFileSync(join(folder, "torn.jsonl"), '{"format":"commonwatt-verdicts"');
  await expect(opened({ verification: checks }, "torn.jsonl")).rejects.toThrow(RecordsError);
});

test("sufficient records are named in the source, and without a share nothing is opened", async () => {
  const profiles = ["bf16-flash", "bf16-split", "f16"];
  const text = recordsText(syntheticRecords({ ...syntheticHeader, profiles }));
  writeFileSync(join(folder, "enough.jsonl"), text);
  const kernel = await opened({ verification: checks, kernel: { precision: 0.5 } }, "enough.jsonl");
  expect(kernel?.task).toEqual({ records: join(folder, "enough.jsonl") });
  expect(kernel?.source).toMatchObject({ basis: "measured", adapter: "none", executedOn: undefined });
  expect(kernel?.source.records).toMatch(/^[0-9a-f]{64}$/);
  expect(kernel?.desk).toBeUndefined();
});

test("records of other kernels are drawn from with a word, and not mixed with executions", async () => {
  const profiles = ["bf16-flash", "bf16-split", "f16"];
  const { weights, smallerWeights, promptsSha256 } = headerOf(ownMaterial(), "", "");
  const header = { ...syntheticHeader, profiles, weights, smallerWeights, promptsSha256, kernels: "1".repeat(64) };
  writeFileSync(join(folder, "older.jsonl"), recordsText(syntheticRecords(header)));
  const said: string[] = [];
  await opened({ verification: checks, kernel: { precision: 0.5 } }, "older.jsonl", (line) => said.push(line));
  expect(said).toEqual(["older.jsonl was measured with other kernels than those of this version"]);
  const executing = opened({ verification: checks, kernel: { precision: 0.5, share: 0.01 } }, "older.jsonl");
  await expect(executing).rejects.toThrow(/older\.jsonl was measured with other kernels, .* kernel\.share=0/);
});

test.each([
  [
    "executed checks",
    { kernel: { precision: 0.5, share: 0.01 } },
    /foreign\.jsonl was measured with .* kernel\.share=0/,
  ],
  [
    "thin cells",
    { kernel: { precision: 0.01 } },
    /foreign\.jsonl .* asks for ± 0\.01 — measure it.*--model … --smaller/,
  ],
])("records of another model are not mixed with the project's own: %s", async (_, kernel, complaint) => {
  const profiles = ["bf16-flash", "bf16-split", "f16"];
  const header = { ...syntheticHeader, profiles, model: "stories260K", weights: "0".repeat(64) };
  writeFileSync(join(folder, "foreign.jsonl"), recordsText(syntheticRecords(header)));
  await expect(opened({ verification: checks, ...kernel }, "foreign.jsonl")).rejects.toThrow(complaint);
});

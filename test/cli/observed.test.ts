/** Published counts beside runs, as a user asks for them: with `observed` in a scenario, in reports of runs and of studies. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle, isFresh } from "../../sim/host/bundle.mjs";

const folder = mkdtempSync(join(tmpdir(), "commonwatt-observed-"));
const text = `extends: ${resolve("scenarios/states/peace.yaml")}
name: Observed
question: Does it make what was published?
replications: 3
horizon: 8 epoch
warmup: 1 epoch
windows: 0
network: { nodes: 40, operators: 20 }
`;
// The middle of April is epoch 5; nothing was published of the month before the start.
const observed = "observed: { series: reference-network-hosts, start: 2026-04-10 }\n";
const finding =
  "113 hosts in April 2026, as published; the model’s median ends at 20. Its 90% interval leaves out the one later count: 113";

beforeAll(async () => {
  if (!isFresh()) await bundle();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function commonwatt(command: string, name: string, scenario: string) {
  const [file, store, page] = ["yaml", "duckdb", "html"].map((end) => join(folder, `${name}.${end}`)) as [
    string,
    string,
    string,
  ];
  writeFileSync(file, scenario);
  const call = (...args: string[]) => promisify(execFile)(process.execPath, ["sim/host/commonwatt.mjs", ...args]);
  await call(command, file, "--out", store, "--quiet");
  // A study writes its page by itself.
  if (command === "run") await call("report", store, "--out", page);
  return {
    page: readFileSync(page, "utf8"),
    findings: JSON.parse(readFileSync(join(folder, `${name}.findings.json`), "utf8")),
  };
}

test("a run's report", async () => {
  const { page, findings } = await commonwatt("run", "run", text + observed);
  expect(page).toContain("Does it make what was published?");
  expect(findings.findings[0]).toMatchObject({
    id: "against-observed",
    figure: 1,
    sentence: expect.stringContaining(finding),
  });
  expect(page).toContain("snapshot of April");
}, 300_000);

test("a study's report, of its first variant", async () => {
  const variants = "variants:\n  as given: {}\n  half of it: { network: { nodes: 20, operators: 10 } }\n";
  const { page, findings } = await commonwatt("compare", "study", text + observed + variants);
  expect(page).toContain(finding);
  expect(page).toContain("end of “as given”");
  expect(findings.observed).toMatchObject({
    of: "hosts",
    runs: 3,
    part: null,
    counts: [{ epoch: 5, median: 20, isInside: false }],
  });
}, 300_000);

test("nothing of it where no counts are named", async () => {
  const { page, findings } = await commonwatt("run", "plain", text);
  expect(page).not.toContain("against-observed");
  expect(findings.findings.map(({ id }: { id: string }) => id)).not.toContain("against-observed");
}, 300_000);

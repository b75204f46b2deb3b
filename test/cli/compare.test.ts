/** Studies as their users meet them: compare, validate, plan, resume and report, as processes. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle, isFresh } from "../../sim/host/bundle.mjs";
import { scenarioText } from "../support/scenario-text.ts";

const program = fileURLToPath(new URL("../../sim/host/commonwatt.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "commonwatt-compare-"));

const base = scenarioText
  .replace("nodes: 1_200", "nodes: 60")
  .replace("operators: 90", "operators: 20")
  .replace("rate: 120 request/s", "rate: 3 request/s")
  .replace("horizon: 40 epoch", "horizon: 6 epoch")
  .replace("warmup: 4 epoch", "warmup: 1 epoch")
  .replace("at: 10 epoch", "at: 2 epoch")
  .replace("at: 20.5 epoch", "at: 3.5 epoch")
  .replace("llama-3.1-8b: 70", "llama-3.1-8b-int4: 70")
  .replace("replications: 3", "replications: 5");
const design = `
variants:
  one choice: { routing: { rule: power-of-d, d: 1 } }
  three choices: { routing: { rule: power-of-d, d: 3 } }
sweep: { grid: { demand.rate: [3 request/s, 6 request/s] } }
hypotheses:
  - { id: choice serves more, variant: three choices, outcome: served, direction: higher, smallest: 0.001 }
expect:
  - { outcome: served, atLeast: 1 % }
`;

interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function commonwatt(...words: string[]): Promise<Outcome> {
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "" };
  const child = spawn(process.execPath, [program, ...words], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      texts[stream] += text;
    });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (exitCode) => resolve({ exitCode, ...texts }));
  });
}

beforeAll(async () => {
  if (!isFresh()) await bundle();
  writeFileSync(join(folder, "study.yaml"), `${base}${design}`);
  writeFileSync(join(folder, "broken.yaml"), `${base}${design.replace("atLeast: 1 %", "atLeast: 200")}`);
  writeFileSync(join(folder, "plain.yaml"), base);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("before the runs", () => {
  test("validate counts points and runs, explain shows the first point, plan estimates time and space", async () => {
    expect((await commonwatt("validate", "study.yaml")).stdout).toBe(
      "study.yaml is valid: Fixture, a study of 4 points and 20 runs\n",
    );
    const explained = await commonwatt("explain", "study.yaml", "routing.d");
    expect(explained.stdout).toMatch(/^routing\.d {2}1 /);
    expect(explained.stderr).toMatch(/a study of 4 points; this is its first/);
    const { stdout } = await commonwatt("plan", "study.yaml");
    expect(stdout).toMatch(/^runs +20\npoints +4/);
    expect(stdout).toMatch(/about .* on \d+ workers?, and \d+ MB of store/);
  }, 60_000);
  test("a scenario has nothing to compare, and a study is not run as a scenario", async () => {
    const compared = await commonwatt("compare", "plain.yaml");
    expect(compared).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/varies nothing .* commonwatt run plain\.yaml/),
    });
    const run = await commonwatt("run", "study.yaml");
    expect(run).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/this is a study.* commonwatt compare study\.yaml/s),
    });
    expect(existsSync(join(folder, "results"))).toBe(false);
  });
});

describe("compare", () => {
  let digests: string[] = [];
  test("runs all points, says what came of hypotheses, and writes the report; one worker and two give the same", async () => {
    const first = await commonwatt("compare", "study.yaml", "--workers", "2", "--out", "two.duckdb");
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toMatch(/^20 of 20 runs stored: 4 points, 5 replications whole\n/);
    expect(first.stdout).toMatch(/✓ served at least 0\.01: 0\.\d+/);
    expect(first.stdout).toMatch(/choice serves more: three choices makes served higher — \w+/);
    expect(readFileSync(join(folder, "two.html"), "utf8")).toMatch(
      /Choice serves more: (supported|undecided|too small)/,
    );
    const alone = await commonwatt("compare", "study.yaml", "--workers", "1", "--out", "one.duckdb", "--quiet");
    digests = [first, alone].map(({ stdout }) => /sha256 (\w+)/.exec(stdout)![1]!);
    expect(digests[1]).toBe(digests[0]);
    expect(readFileSync(join(folder, "one.html"), "utf8")).toBe(readFileSync(join(folder, "two.html"), "utf8"));
  }, 120_000);

  test("a study in parts gives the same: fewer replications first, the rest later", async () => {
    const part = await commonwatt(
      "compare",
      "study.yaml",
      "--replications",
      "2",
      "--out",
      "parts.duckdb",
      "--no-report",
    );
    expect(part.stdout).toMatch(/^8 of 8 runs stored/);
    const whole = await commonwatt("resume", "parts.duckdb", "--replications", "5", "--json");
    const told = JSON.parse(whole.stdout) as { contentDigest: string; contrasts: unknown[]; hypotheses: unknown[] };
    expect(told.contentDigest).toBe(digests[0]);
    expect(told.contrasts.length).toBeGreaterThan(10);
    expect(told.hypotheses).toHaveLength(1);
  }, 120_000);

  test("a broken expectation has an exit code of its own, and the runs are kept", async () => {
    const { exitCode, stdout } = await commonwatt("compare", "broken.yaml", "--replications", "2", "--no-report");
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/✗ served at least 200/);
    expect(existsSync(join(folder, "results", "broken.duckdb"))).toBe(true);
  }, 60_000);

  test("hypotheses stated after the first runs are refused", async () => {
    writeFileSync(join(folder, "after.yaml"), `${base}${design.replace("direction: higher", "direction: lower")}`);
    const { exitCode, stderr } = await commonwatt("compare", "after.yaml", "--out", "two.duckdb");
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/begun with other hypotheses, expectations or precision/);
  });

  test("replications are added until the interval is narrow enough", async () => {
    const precise = `precision: { outcome: utilization, halfWidth: 0.5, most: 40 }\n`;
    writeFileSync(
      join(folder, "precise.yaml"),
      `${base.replace("replications: 5", "replications: 2")}${design}${precise}`,
    );
    const { stdout, stderr } = await commonwatt("compare", "precise.yaml", "--no-report");
    // The first look is at ten replications.
    expect(stdout).toMatch(/4 points, 10 replications whole/);
    expect(stderr).toMatch(/the interval is still too wide after 2 replications; 4 in all next/);
  }, 120_000);
});

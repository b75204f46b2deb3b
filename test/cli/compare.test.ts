/** Studies as their users meet them: compare, validate, plan, resume and report, as processes. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle, isFresh } from "../../sim/host/bundle.mjs";
import { studyBase as base, studyDesign as design, studyText } from "../support/study-text.ts";

const program = fileURLToPath(new URL("../../sim/host/commonwatt.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "commonwatt-compare-"));

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
  writeFileSync(join(folder, "study.yaml"), studyText);
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
  }, 300_000);

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
  }, 300_000);

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
    expect(stderr).toMatch(/utilization: 2 replications are too few to judge by; 4 in all next/);
  }, 300_000);

  test("a precision that cannot be reached is said, with what would do", async () => {
    const precise = `precision: { outcome: utilization, halfWidth: 1e-9, most: 10 }\n`;
    writeFileSync(
      join(folder, "hopeless.yaml"),
      `${base.replace("replications: 5", "replications: 10")}${design}${precise}`,
    );
    const { stderr } = await commonwatt("compare", "hopeless.yaml", "--no-report");
    expect(stderr).toMatch(/utilization: the widest interval is ±\S+ after 10 replications, ±1e-9 was asked for/);
    expect(stderr).toMatch(
      /no more are allowed; some \d+ would do, 10 are allowed: raise precision\.most or halfWidth/,
    );
  }, 300_000);

  test("replications are added until the best level is chosen, and the report names it", async () => {
    const select = "select: { outcome: utilization, better: higher, smallest: 0.5, most: 30 }\n";
    writeFileSync(join(folder, "select.yaml"), `${base}${design}${select}`);
    const { stderr } = await commonwatt("compare", "select.yaml", "--out", "select.duckdb");
    expect(stderr).toMatch(/best variants by utilization: open between all after 5 replications; 10 in all next/);
    const chosen = /best variants by utilization: (one choice|three choices), after (\d+) replications/.exec(stderr);
    expect(Number(chosen![2])).toBeGreaterThanOrEqual(10);
    expect(readFileSync(join(folder, "select.html"), "utf8")).toContain(`Chosen: ${chosen![1]}.`);
  }, 240_000);
});

describe("what changes nothing is said before the runs", () => {
  test("a sweep over a key nobody reads, by a try of the first epochs", async () => {
    const idle = "sweep: { grid: { outages.length: [2 h, 9 h], demand.rate: [3 request/s, 6 request/s] } }\n";
    const quiet = base.replace(/perYear: [\d.]+/, "perYear: 0");
    expect(quiet).not.toBe(base);
    writeFileSync(join(folder, "idle.yaml"), `${quiet}\n${idle}`);
    const { stderr, exitCode } = await commonwatt("plan", "idle.yaml");
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /idle\.yaml:\d+:\d+ +no level of outages\.length changes anything in the first 3 epochs — vary a value/,
    );
    expect(stderr).not.toMatch(/no level of demand\.rate/);
  }, 60_000);
});

describe("explore", () => {
  const sample = `sweep:
  sample:
    points: 8
    ranges: { demand.rate: { from: 2 request/s, to: 12 request/s }, demand.patience: { from: 1 s, to: 30 s } }
lifetimes:
  - { id: half in few hands, of: reward, measure: nakamoto, below: 4 }
`;
  beforeAll(async () => {
    writeFileSync(join(folder, "worlds.yaml"), `${base.replace("replications: 5", "replications: 1")}\n${sample}`);
    await commonwatt("compare", "worlds.yaml", "--out", "worlds.duckdb", "--quiet");
  }, 300_000);

  test("tells what an outcome hangs on, and what to expect at a point, in any unit of the range", async () => {
    const told = await commonwatt("explore", "worlds.duckdb", "--outcome", "utilization");
    expect(told.stdout).toMatch(/^utilization, over 8 worlds by latin-hypercube\n/);
    expect(told.stdout).toMatch(
      /hangs on \((polynomial|Gaussian process); explains \d+ % at worlds left out\):\n +demand\.rate/,
    );
    const at = (value: string) =>
      commonwatt("explore", "worlds.duckdb", "--outcome", "utilization", "--at", value, "--json");
    const [seconds, minutes] = await Promise.all([at("demand.rate=6 request/s"), at("demand.rate=360 request/min")]);
    const whatIf = ({ stdout }: Outcome) =>
      (JSON.parse(stdout) as { outcomes: { whatIf: { mean: number }[] }[] }).outcomes[0]!.whatIf[0]!;
    expect(whatIf(minutes).mean).toBeCloseTo(whatIf(seconds).mean, 9);
    expect(whatIf(seconds).mean).toBeGreaterThan(0);
  }, 60_000);

  test.each([
    [["--outcome", "prise"], /no outcome "prise" — one of: price/],
    [
      ["--at", "demand.rat=6 request/s"],
      /no such range — write path=value with one of: demand\.rate, demand\.patience/,
    ],
    [["--at", "demand.rate=600 request/s"], /lies outside 2 to 12 request\/s/],
    [["--at", "demand.rate=6 USD"], /the range is in request\/s/],
  ])("refuses %j with a remedy", async (words, expected) => {
    expect(await commonwatt("explore", "worlds.duckdb", ...words)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(expected),
    });
  });

  test("a study without worlds has nothing to explore", async () => {
    expect(await commonwatt("explore", "two.duckdb")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/holds no sampled worlds — explore a study with sweep\.sample/),
    });
  });

  test("the report of worlds and lifetimes shows both", async () => {
    const page = readFileSync(join(folder, "worlds.html"), "utf8");
    expect(page).toContain("Under which assumptions?");
    expect(page).toContain("How long does it last?");
    const findings = JSON.parse(readFileSync(join(folder, "worlds.findings.json"), "utf8")) as Record<
      string,
      unknown[]
    >;
    expect(findings.worlds!.length).toBeGreaterThan(0);
  });
});

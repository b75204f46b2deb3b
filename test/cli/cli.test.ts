/** The program as a user meets it: the bundle as a process, its streams and exit codes. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle, isFresh } from "../../sim/host/bundle.mjs";
import { changed, scenarioText } from "../support/scenario-text.ts";

const program = fileURLToPath(new URL("../../sim/host/commonwatt.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "commonwatt-cli-"));

interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function commonwatt(words: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> {
  const env = { ...process.env, NO_COLOR: "", FORCE_COLOR: "", ...environment };
  const child = spawn(process.execPath, [program, ...words], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      texts[stream] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (exitCode) => resolve({ exitCode, ...texts }));
  });
}

beforeAll(async () => {
  if (!isFresh()) await bundle();
  writeFileSync(join(folder, "good.yaml"), scenarioText);
  writeFileSync(join(folder, "bad.yaml"), changed("horizon: 40 epoch", "horizon: 40").replace("seed: 42", "sead: 42"));
  writeFileSync(join(folder, "child.yaml"), "extends: good.yaml\nseed: 7\n");
  writeFileSync(join(folder, "heir.yaml"), "extends: bad.yaml\nname: Heir\n");
  writeFileSync(join(folder, "latin.yaml"), Buffer.from(scenarioText.replace("Fixture", "Fixtur\u00e9"), "latin1"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("results go to stdout, complaints to stderr, and the exit code says which", () => {
  test.each([
    [["--help"], 0, /Usage: commonwatt/],
    [["--version"], 0, /^\d+\.\d+\.\d+\n$/],
    [["help", "run"], 0, /--replications/],
    [["validate", "good.yaml"], 0, /^good\.yaml is valid: Fixture\n$/],
    [["validate", "child.yaml"], 0, /valid/],
    [["explain", "child.yaml", "seed"], 0, /^seed {2}7 {2}child\.yaml:2\n/],
    [
      ["explain", "good.yaml", "price", "--addresses"],
      0,
      /^price .*\nprice\.\w+ +[\d_.]+ base unit\/token +above 0 to 100_000/,
    ],
    [
      ["explain", "good.yaml", "--set", "demand.patience=1 min"],
      0,
      /demand\.patience +60 s +--set demand\.patience=1 min\n/,
    ],
    [["plan", "good.yaml", "--no-pilot"], 0, /^runs +3\n/],
    [["docs"], 0, /epochLength/],
    [["docs", "units"], 0, /kWh/],
    [["docs", "emission.halving"], 0, /period/],
    [["schema"], 0, /draft-07/],
    [["completion", "bash"], 0, /complete -o filenames/],
    [["completion", "zsh"], 0, /compdef/],
    [["completion", "fish"], 0, /__fish_use_subcommand/],
  ])("%j is fine", async (words, code, out) => {
    const { exitCode, stdout, stderr } = await commonwatt(words);
    expect({ exitCode, stderr }).toEqual({ exitCode: code, stderr: "" });
    expect(stdout).toMatch(out);
  });

  test.each([
    [[], /Usage: commonwatt/],
    [["validat", "good.yaml"], /^unknown command 'validat' \(Did you mean validate\?\)\n/],
    [["validate"], /^missing required argument 'scenario'\n/],
    [["validate", "good.yaml", "--sett", "a=1"], /^unknown option '--sett' \(Did you mean --set\?\)\n/],
    [["explain", "good.yaml", "seed", "too-much"], /^too many arguments/],
    [["run", "good.yaml", "--workers", "many"], /Write a whole number from 1 on/],
    [["export", "x.duckdb"], /--to/],
    [["validate", "nowhere.yaml"], /^nowhere\.yaml {2}cannot be read: there is no such file\n/],
    [["validate", "."], /it is a folder/],
    [["validate", "latin.yaml"], /line 2 is not UTF-8/],
    [
      ["validate", "bad.yaml"],
      /bad\.yaml:6:10 {2}40 needs a unit: write "40 epoch"\n {2}6 \| horizon: 40\n {4}\| {10}\^\^\n/,
    ],
    [
      ["validate", "good.yaml", "--set", "network.nods=1"],
      /--set:1:9 {2}unknown key "nods" — did you mean "nodes"\?\n/,
    ],
    [["explain", "good.yaml", "demand.patence"], /did you mean "demand\.patience"\?\n$/],
    [["docs", "rooting"], /did you mean "routing"\?\n$/],
    [["completion", "csh"], /one of: bash, zsh, fish\n$/],
  ])("%j is wrong use", async (words, complaint) => {
    const { exitCode, stdout, stderr } = await commonwatt(words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(complaint);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

test("--json prints one object and nothing else, errors too", async () => {
  const cases = [
    ["validate", "good.yaml"],
    ["explain", "good.yaml", "network"],
    ["plan", "good.yaml", "--no-pilot"],
    ["docs", "demand.rate"],
    ["validate", "bad.yaml"],
    ["validate"],
    ["docs", "nothing-like-it"],
  ];
  const outcomes = await Promise.all(cases.map((words) => commonwatt([...words, "--json"])));
  const said = outcomes.map(({ stdout }) => JSON.parse(stdout) as { ok: boolean; problems?: object[] });
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 2, 2, 2]);
  expect(outcomes.map(({ stderr }) => stderr)).toEqual(["", "", "", "", "", "", ""]);
  expect(said.map(({ ok }) => ok)).toEqual([true, true, true, true, false, false, false]);
  expect(said[4]?.problems).toContainEqual({
    file: "bad.yaml",
    line: 6,
    column: 10,
    path: "horizon",
    message: '40 needs a unit: write "40 epoch"',
    remedy: null,
  });
});

describe("validate takes several files", () => {
  test("says of each valid one that it is, and all that is wrong with the others, each complaint once", async () => {
    const fine = await commonwatt(["validate", "good.yaml", "child.yaml"]);
    expect(fine).toEqual({
      exitCode: 0,
      stdout: "good.yaml is valid: Fixture\nchild.yaml is valid: Fixture\n",
      stderr: "",
    });
    const mixed = await commonwatt(["validate", "bad.yaml", "good.yaml", "heir.yaml", "nowhere.yaml"]);
    expect(mixed).toMatchObject({ exitCode: 2, stdout: "good.yaml is valid: Fixture\n" });
    const placed = mixed.stderr.split("\n").filter((line) => /^\w+\.yaml(:| {2})/.test(line));
    expect(placed.map((line) => line.split("  ")[0])).toEqual([
      "bad.yaml:2:1",
      "bad.yaml:4:1",
      "bad.yaml:6:10",
      "heir.yaml:1:1",
      "nowhere.yaml",
    ]);
    expect(mixed.stderr).toMatch(/\n5 problems in 3 of 4 files\n$/);
  });

  test("complains once of a --set that fits none", async () => {
    const { exitCode, stdout, stderr } = await commonwatt(["validate", "good.yaml", "child.yaml", "--set", "sead=1"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr.match(/^--set:1:1 /gm)).toHaveLength(1);
    expect(stderr).toMatch(/\n1 problem in 2 of 2 files\n$/);
  });

  test("--json has the same keys for one file and for many", async () => {
    const answer = async (...files: string[]) => {
      const { exitCode, stdout, stderr } = await commonwatt(["validate", ...files, "--json"]);
      expect(stderr).toBe("");
      return { exitCode, said: JSON.parse(stdout) as Record<string, unknown> & { scenarios: object[] } };
    };
    const valid = { ok: true, scenario: "good.yaml", name: "Fixture", warnings: [] };
    expect(await answer("good.yaml")).toEqual({ exitCode: 0, said: { ...valid, scenarios: [valid] } });
    const one = await answer("bad.yaml");
    const both = await answer("good.yaml", "bad.yaml");
    for (const { exitCode, said } of [one, both]) {
      expect(exitCode).toBe(2);
      expect(said).toMatchObject({
        ok: false,
        exitCode: 2,
        problems: [{ path: "seed" }, { path: "sead" }, { path: "horizon" }],
      });
    }
    expect(both.said.problems).toEqual(one.said.problems);
    expect(both.said.scenarios).toEqual([valid, ...one.said.scenarios]);
    expect(one.said.scenarios).toEqual([{ ok: false, scenario: "bad.yaml", problems: one.said.problems }]);
  });
});

test("a new scenario is valid and is never overwritten", async () => {
  const made = await commonwatt(["new", "first"]);
  expect(made).toMatchObject({ exitCode: 0, stderr: "" });
  expect((await commonwatt(["validate", "first.yaml"])).exitCode).toBe(0);
  const before = readFileSync(join(folder, "first.yaml"), "utf8");
  expect(before).toMatch(/^# yaml-language-server: \$schema=\S+scenario\.schema\.json\n# \$schema: /);
  const again = await commonwatt(["new", "first.yaml"]);
  expect(again).toMatchObject({
    exitCode: 2,
    stdout: "",
    stderr: "first.yaml exists and is left as it is — choose another name\n",
  });
  expect(readFileSync(join(folder, "first.yaml"), "utf8")).toBe(before);
  expect((await commonwatt(["new", "nowhere/second"])).stderr).toMatch(/there is no folder nowhere/);
});

test("colour only where it is wanted", async () => {
  const sequence = "\u001b[";
  const plain = await commonwatt(["validate", "bad.yaml"]);
  const forced = await commonwatt(["validate", "bad.yaml"], { FORCE_COLOR: "1" });
  const refused = await commonwatt(["validate", "bad.yaml"], { FORCE_COLOR: "1", NO_COLOR: "1" });
  expect([plain, forced, refused].map(({ stderr }) => stderr.includes(sequence))).toEqual([false, true, false]);
});

test("the commands that only read scenarios load neither database, nor charts, nor worker pool", () => {
  const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
  const heavy = /(?:from|import|require\()\s*["'](?:@duckdb|@observablehq|piscina|linkedom)/;
  const reach = (file: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(file)) return seen;
    seen.add(file);
    const text = readFileSync(join(dist, file), "utf8");
    for (const [, next] of text.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)) {
      reach(join(file, "..", next as string), seen);
    }
    return seen;
  };
  const light = readdirSync(join(dist, "chunks")).filter((name) =>
    /^(validate|explain|docs|schema|new)-.*\.js$/.test(name),
  );
  expect(light.length).toBe(5);
  for (const file of ["cli.js", ...light.map((name) => `chunks/${name}`)]) {
    for (const reached of reach(file)) {
      expect(heavy.exec(readFileSync(join(dist, reached), "utf8"))?.[0], reached).toBeUndefined();
    }
  }
});

const tracePath = fileURLToPath(new URL("../../../shared/data/workload/azure_llm_2023_code.csv", import.meta.url));

test.skipIf(!existsSync(tracePath))(
  "traces beside the project are found from the bundle (needs ../shared/data)",
  async () => {
    const params = { trace: "Azure code 2023-11-16" };
    const target = { id: "rows", family: "TRACE", params, metric: "prompt_median", how: "solve" };
    writeFileSync(join(folder, "targets.json"), JSON.stringify([target]));
    const { exitCode, stdout } = await commonwatt([
      "replicate",
      "--targets",
      "targets.json",
      "--answers",
      "answers.json",
    ]);
    expect(exitCode, stdout).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, "answers.json"), "utf8"))).toEqual({
      rows: { value: 1469, how: "solve" },
    });
  },
);

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { examplePlan as plan, planScenario } from "../../../test/support/frozen-plan.ts";
import { askedRuns, keptPoints } from "../study-record.ts";
import { runsFrom, runsOfShard, shardsFor } from "./frozen-plan.ts";
import { listOfRuns, runsOfList } from "./merge.ts";
import { jobName, writeSlurmScripts } from "./slurm.ts";

const folder = mkdtempSync(join(tmpdir(), "commonwatt-scripts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { study } = plan;
const { points } = study;

test("shards take every run once, in order, as evenly as can be", () => {
  const slices = Array.from({ length: 7 }, (_, shard) => runsOfShard(plan, shard, 7));
  expect(slices.flat()).toEqual(Array.from({ length: 23 }, (_, run) => run));
  expect(new Set(slices.map(({ length }) => length))).toEqual(new Set([3, 4]));
  const later = {
    ...study,
    replications: 2,
    points: points.map((point) => ({ ...point, scenario: { ...planScenario, replications: 2 } })),
  };
  expect(runsOfShard({ ...plan, study: later, firstRun: 44, runs: 2 }, 0, 1)).toEqual([44, 45]);
  expect(() => runsOfShard(plan, 7, 7)).toThrow(/there is no shard 7 of 7/);
});

test("a round is for the points that are still in the race", () => {
  const kept = keptPoints(study, { factor: 0, levels: [1] });
  expect(kept).toHaveLength(11);
  const raced = {
    ...study,
    replications: 3,
    points: points.map((point) => ({
      ...point,
      scenario: { ...planScenario, replications: kept.includes(point) ? 3 : 1 },
    })),
  };
  const round = { ...plan, study: raced, firstRun: 23, runs: 22 };
  const runs = runsFrom(raced, 23);
  expect(runs).toHaveLength(22);
  expect(runs.every((run) => (run % 23) % 2 === 1)).toBe(true);
  expect([0, 1, 2].flatMap((shard) => runsOfShard(round, shard, 3))).toEqual(runs);
  expect(askedRuns(raced)).toEqual([...Array.from({ length: 23 }, (_, run) => run), ...runs]);
});

test.each([
  [1000, 3, 10],
  [10, 1, 1],
  [5, 3600, 5],
  [720, 1.4, 3],
])("%d runs of %d s make %d shards of two to ten minutes, where runs allow", (runs, seconds, shards) => {
  expect(shardsFor(runs, seconds)).toBe(shards);
});

test("lists of runs are read as they are written", () => {
  for (const runs of [[3], [3, 4, 5], [0, 2, 3, 9]]) expect(runsOfList(listOfRuns(runs))).toEqual(runs);
  expect(listOfRuns([3, 7, 8, 9])).toBe("3,7-9");
  for (const wrong of ["", "a", "3-", "9-7", "1;2"]) expect(runsOfList(wrong)).toBeUndefined();
});

describe("Slurm scripts", () => {
  const setting = {
    folder,
    planFile: join(folder, "plan.json"),
    parts: join(folder, "parts"),
    store: join(folder, "it's.duckdb"),
    program: "node commonwatt.mjs",
    options: "--partition=long",
    arrayMax: 3,
  };
  test("arrays are split at the cluster's limit, each with its offset", () => {
    const { arrays } = writeSlurmScripts(plan, setting);
    expect(arrays.map(({ tasks }) => tasks)).toEqual([3, 3, 1]);
    const texts = arrays.map(({ file }) => readFileSync(file, "utf8"));
    expect(texts.map((text) => /--array=(\S+)/.exec(text)?.[1])).toEqual(["0-2", "0-2", "0-0"]);
    expect(texts.map((text) => /OFFSET=(\d+)/.exec(text)?.[1])).toEqual(["0", "3", "6"]);
    for (const text of texts) {
      expect(text).toMatch(/^#!\/bin\/bash\n(#SBATCH .*\n)+#SBATCH --partition=long\n/);
      expect(text).toContain("[ $code = 75 ] || exit $code");
    }
  });
  test("names of files are safe for the shell, names of jobs for the queue", () => {
    const { merge } = writeSlurmScripts(plan, setting);
    expect(readFileSync(merge, "utf8")).toContain(`--out '${folder}/it'\\''s.duckdb'`);
    expect(jobName(study.name)).toBe("commonwatt-checks-votes");
  });
});

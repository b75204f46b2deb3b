/** Survival curves of a study over those in control, over accounts and over owners, as its user asks for them. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle, isFresh } from "../../sim/host/bundle.mjs";

const folder = mkdtempSync(join(tmpdir(), "commonwatt-lifetimes-"));
const study = "scenarios/studies/recentralization.yaml";

interface Level {
  readonly level: string;
  readonly runs: number;
  readonly happened: number;
  readonly median: number | null;
  readonly pValue: number | null;
}
let lifetimes: { readonly id: string; readonly event: string; readonly levels: readonly Level[] }[];

beforeAll(async () => {
  if (!isFresh()) await bundle();
  const [store, page] = [join(folder, "x.duckdb"), join(folder, "x.findings.json")];
  const sizes = ["--set", "horizon=12 epoch", "--set", "network.nodes=60", "--set", "network.operators=30"];
  const args = [
    "sim/host/commonwatt.mjs",
    "compare",
    study,
    "--out",
    store,
    "--replications",
    "3",
    "--quiet",
    ...sizes,
  ];
  await promisify(execFile)(process.execPath, args);
  lifetimes = JSON.parse(readFileSync(page, "utf8")).lifetimes;
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("each is told by variant, over all runs, with what it is that happens", () => {
  expect(lifetimes.map(({ event }) => event)).toEqual([
    "the least number with half of the capacity, by party in control, is below 3",
    "the HHI of capacity by party in control is above 0.18",
    "the least number with half of the capacity, by account, is below 3",
  ]);
  for (const { levels } of lifetimes) {
    expect(levels.map(({ level }) => level)).toEqual(["by lottery", "by work", "by capacity"]);
    expect(levels.map(({ runs }) => runs)).toEqual([3, 3, 3]);
  }
});

test("pools take control before accounts show it; runs in which it does not happen are censored", () => {
  const happened = (at: number) =>
    lifetimes[at]?.levels.find(({ level }) => level === "by lottery")?.happened as number;
  expect(happened(0)).toBeGreaterThan(happened(2));
  const shown = lifetimes[2]?.levels.filter((level) => level.happened < level.runs) as Level[];
  expect(shown.length).toBeGreaterThan(0);
  for (const { happened: count, median } of shown) if (count === 0) expect(median).toBeNull();
});

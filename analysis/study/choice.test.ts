/** The stated choice on rows as a store has them: levels that fell behind have fewer replications, and the choice is the same and right. */
import { describe, expect, test } from "vitest";
import { createRng } from "../../sim/engine/rng.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";
import { normalQuantile } from "../stats/quantiles-of-laws.ts";
import { firstStage, selected } from "./choice.ts";
import { levelValues, racedValues } from "./contrasts.ts";
import type { StudyRows, StudySelection } from "./rows.ts";

const asked: StudySelection = {
  factor: "variants",
  outcome: "price",
  better: "higher",
  smallest: 0.5,
  confidence: 0.95,
  most: 1000,
};
const levels = ["a", "b", "c", "d"];
const noise = createRng("choice-test").stream("noise");
const normal = (study: number, row: number, replication: number) =>
  normalQuantile((Math.floor(noise.uniform(10 * study + row, replication) * 1e9) + 0.5) / 1e9);

/** One combination of another factor a level; the last level is better by just what matters. @param have  replications by level */
function rowsOf(study: number, have: readonly number[]): StudyRows {
  const points = levels.flatMap((_, level) => [0, 1].map((size) => [level, size]));
  const most = Math.max(...have);
  const runs = Array.from({ length: points.length * most }, (_, run) => ({
    run,
    point: run % points.length,
    replication: Math.floor(run / points.length),
  })).filter(({ point, replication }) => replication < have[points[point]![0]!]!);
  const values = runs.map(({ point, replication }) => {
    const [level, size] = points[point]!;
    return (level === levels.length - 1 ? 0.5 : 0) + size! + normal(study, level!, replication);
  });
  const factors = [
    { name: "variants", levels },
    { name: "size", levels: ["small", "large"] },
  ];
  const outcomes = [outcomeNamed("price")];
  return { factors, points, runs, values: new Map([["price", values]]), outcomes, hypotheses: [], expectations: [] };
}

/** Rounds as the command line has them, for the survivors or for all. */
function raced(study: number, whom: "survivors" | "all") {
  let have = levels.map(() => firstStage);
  for (;;) {
    const found = selected(rowsOf(study, have), asked)!;
    const runs = have.reduce((sum, count) => sum + count, 0);
    if (found.best !== undefined) return { best: found.best, runs, have };
    const next = Math.max(...have) + Math.ceil(Math.max(...have) / 2);
    have = have.map((count, level) => (whom === "all" || found.survivors.includes(level) ? next : count));
  }
}

describe("a race in rounds", () => {
  const studies = Array.from({ length: 150 }, (_, study) => ({
    few: raced(study, "survivors"),
    all: raced(study, "all"),
  }));
  test("that leaves losers behind chooses as one that does not, with fewer runs", () => {
    for (const { few, all } of studies) expect(few.best).toBe(all.best);
    const runs = (of: "few" | "all") => studies.reduce((sum, study) => sum + study[of].runs, 0);
    expect(runs("few")).toBeLessThan(0.8 * runs("all"));
  });
  test("is right in at least 95 % of studies in the hardest case", () => {
    const right = studies.filter(({ few }) => few.best === levels.length - 1).length;
    expect(right).toBeGreaterThanOrEqual(0.95 * studies.length);
  });
});

describe("values by level", () => {
  test("are those of all replications where all levels have them", () => {
    const rows = rowsOf(7, [12, 12, 12, 12]);
    expect(racedValues(rows, 0, "price")).toEqual(levelValues(rows, 0, "price"));
  });
  test("are longer for levels that stayed", () => {
    const rows = rowsOf(7, [10, 15, 10, 23]);
    expect(racedValues(rows, 0, "price")!.map(({ length }) => length)).toEqual([10, 15, 10, 23]);
    expect(levelValues(rows, 0, "price")!.map(({ length }) => length)).toEqual([10, 10, 10, 10]);
  });
  test("leave out a replication of which one run failed, for all levels", () => {
    const whole = rowsOf(7, [10, 15, 10, 23]);
    const lost = whole.runs.findIndex(({ point, replication }) => point === 7 && replication === 4);
    const rows: StudyRows = {
      ...whole,
      runs: whole.runs.toSpliced(lost, 1),
      values: new Map([["price", whole.values.get("price")!.toSpliced(lost, 1)]]),
    };
    const found = racedValues(rows, 0, "price")!;
    expect(found.map(({ length }) => length)).toEqual([9, 14, 9, 22]);
    expect(found[1]![4]).toBe(racedValues(whole, 0, "price")![1]![5]);
  });
});

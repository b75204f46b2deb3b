/** Contrasts, robustness and verdicts on data of which the truth is known. */

import { describe, expect, test } from "vitest";
import { createRng } from "../../sim/engine/rng.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";
import { contrast, contrasts, replicationsOf, robustness } from "./contrasts.ts";
import type { StudyHypothesis, StudyRows } from "./rows.ts";
import { checked, judged, levelMean } from "./verdicts.ts";

type Truth = (levels: readonly number[], replication: number) => number | undefined;

function rowsOf(truth: Truth, replications: number, changes: Partial<StudyRows> = {}): StudyRows {
  const factors = [
    { name: "variants", levels: ["a", "b"] },
    { name: "size", levels: ["small", "large", "huge"] },
  ];
  const points = [0, 1].flatMap((v) => [0, 1, 2].map((s) => [v, s]));
  const runs = Array.from({ length: points.length * replications }, (_, run) => ({
    run,
    point: run % points.length,
    replication: Math.floor(run / points.length),
  }));
  const values = new Map([["price", runs.map(({ point, replication }) => truth(points[point]!, replication))]]);
  const outcomes = [outcomeNamed("price")];
  return { factors, points, runs, values, outcomes, hypotheses: [], expectations: [], ...changes };
}

const noise = createRng("study-test").stream("noise");
/** The same shock for all points of a replication: what pairing takes away. */
const shock = (replication: number) => 100 * noise.uniform(0, replication);

describe("a contrast", () => {
  test("takes the difference replication by replication, averaged over the other factors", () => {
    const rows = rowsOf(([v, s], r) => 10 + shock(r) + 3 * v! + 5 * s!, 6);
    const found = contrast(rows, 0, 1, "price")!;
    expect(found.paired.mean).toBeCloseTo(3, 9);
    expect(found.paired.high - found.paired.low).toBeCloseTo(0, 6);
    expect(found.combinations).toHaveLength(3);
    expect(contrast(rows, 1, 2, "price")!.paired.mean).toBeCloseTo(10, 9);
    expect(contrasts(rows)).toHaveLength(3);
  });
  test("says what pairing bought", () => {
    const own = createRng("study-test").stream("own");
    const rows = rowsOf(([v, s], r) => shock(r) + v! + own.uniform(v! * 3 + s!, r), 40);
    expect(contrast(rows, 0, 1, "price")!.paired.varianceRatio).toBeGreaterThan(100);
  });
  test("leaves out combinations in which a run has no value, on both sides", () => {
    const rows = rowsOf(([v, s], r) => (v === 1 && s === 2 && r === 3 ? undefined : v! * (s! + 1) + r), 5);
    const found = contrast(rows, 0, 1, "price")!;
    expect(found.left).toBe(1);
    expect(found.paired.mean).toBeCloseTo(1.5, 12);
  });
  test("rests on replications that every point has finished", () => {
    const whole = rowsOf(([v], r) => v! + shock(r), 4);
    const runs = whole.runs.slice(0, -1);
    const rows = { ...whole, runs, values: new Map([["price", whole.values.get("price")!.slice(0, -1)]]) };
    expect(replicationsOf(rows)).toEqual([0, 1, 2]);
    expect(contrast(rows, 0, 1, "price")!.paired.n).toBe(3);
  });
  test("of one replication is taken world by world, where worlds were sampled", () => {
    const factors = [
      { name: "variants", levels: ["a", "b"] },
      { name: "worlds", levels: ["0", "1", "2"] },
    ];
    const rows = rowsOf(([v, w]) => 10 * w! + v! * (w! + 1), 1, { factors });
    const found = contrast(rows, 0, 1, "price")!;
    expect(found.over).toBe("worlds");
    expect(found.paired).toMatchObject({ n: 3, mean: 2 });
    // Student's t with two degrees of freedom on 1, 2, 3: 4.303 / √3.
    expect(found.paired.high - found.paired.mean).toBeCloseTo(4.3027 / Math.sqrt(3), 3);
    expect(found.combinations.map(({ mean }) => mean)).toEqual([1, 2, 3]);
    expect(found.combinations.every(({ low, high }) => Number.isNaN(low) && Number.isNaN(high))).toBe(true);
    expect(levelMean(rows, "price", { factor: "variants", level: "b" })).toMatchObject({ mean: 12, replications: 3 });
  });
  test("of several replications is taken replication by replication, worlds or not", () => {
    const factors = [
      { name: "variants", levels: ["a", "b"] },
      { name: "worlds", levels: ["0", "1", "2"] },
    ];
    expect(
      contrast(
        rowsOf(([v, w], r) => v! + w! + r, 2, { factors }),
        0,
        1,
        "price",
      ),
    ).toMatchObject({
      over: "replications",
      paired: { n: 2 },
    });
  });
  test("one replication gives none", () => {
    expect(
      contrast(
        rowsOf(() => 1, 1),
        0,
        1,
        "price",
      ),
    ).toBeUndefined();
  });
});

test("robustness counts the combinations in which a change turns round", () => {
  const rows = rowsOf(([v, s], r) => shock(r) + v! * [4, 4, -2][s!]!, 5);
  const { sameSign, opposite, least, most } = robustness(contrast(rows, 0, 1, "price")!);
  expect(sameSign).toBeCloseTo(2 / 3, 12);
  expect(opposite).toBe(1);
  expect([least, most].map((value) => Math.round(value))).toEqual([-2, 4]);
});

describe("a hypothesis is judged by sign, chance and size", () => {
  const hypothesis: StudyHypothesis = {
    id: "h",
    factor: "variants",
    level: "b",
    outcome: "price",
    direction: "higher",
    smallest: 1,
    because: undefined,
    role: "further",
  };
  const own = createRng("study-verdicts").stream("own");
  /** Difference of the given size with noise of about ± `wide`. */
  const verdict = (size: number, wide: number, changes: Partial<StudyHypothesis> = {}) => {
    const truth: Truth = ([v, s], r) => shock(r) + v! * size + wide * (own.uniform(v! * 3 + s!, r) - 0.5);
    return judged(rowsOf(truth, 10, { hypotheses: [{ ...hypothesis, ...changes }] }))[0]!.verdict;
  };
  test.each([
    [3, 0.5, {}, "supported"],
    [-3, 0.5, {}, "contradicted"],
    [0.2, 0.5, {}, "negligible"],
    [1, 40, {}, "undecided"],
    [-3, 0.5, { direction: "lower" }, "supported"],
    [0.2, 0.5, { direction: "same" }, "supported"],
    [3, 0.5, { direction: "same" }, "contradicted"],
  ] as const)("difference %d, noise %d, %j: %s", (size, wide, changes, expected) => {
    expect(verdict(size, wide, changes)).toBe(expected);
  });
  test("many hypotheses at once are held to a stricter level", () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ ...hypothesis, id: `h${i}` }));
    const truth: Truth = ([v, s], r) => shock(r) + v! * 1.3 + 4 * (own.uniform(v! * 3 + s!, r) - 0.5);
    const [alone] = judged(rowsOf(truth, 10, { hypotheses: [hypothesis] }));
    const [among] = judged(rowsOf(truth, 10, { hypotheses: many }));
    expect(among!.pValue).toBeCloseTo(Math.min(1, 20 * alone!.pValue), 12);
  });

  test("what decides is not made harder by what else is asked", () => {
    const others = Array.from({ length: 9 }, () => hypothesis);
    const truth: Truth = ([v, s], r) => shock(r) + v! * 1.3 + 4 * (own.uniform(v! * 3 + s!, r) - 0.5);
    const [alone] = judged(rowsOf(truth, 10, { hypotheses: [hypothesis] }));
    const found = judged(rowsOf(truth, 10, { hypotheses: [{ ...hypothesis, role: "main" }, ...others] }));
    expect(found[0]!.pValue).toBe(alone!.pValue);
    expect(found[1]!.pValue).toBeCloseTo(Math.min(1, 9 * alone!.pValue), 12);
  });
});

test("an expectation is about the mean over the runs of its level", () => {
  const about = { factor: "variants", level: "b", outcome: "price", atLeast: undefined, atMost: 20 };
  const rows = rowsOf(([v]) => (v === 1 ? 30 : 10), 3, {
    expectations: [about, { ...about, factor: undefined, level: undefined }, { ...about, level: "a", atLeast: 10 }],
  });
  expect(checked(rows).map(({ isKept, found }) => [isKept, found?.mean])).toEqual([
    [false, 30],
    [true, 20],
    [true, 10],
  ]);
  expect(levelMean(rows, "price", { factor: "size", level: "huge" })?.mean).toBe(20);
});

/** What sampled worlds, regimes, choices and lifetimes tell, on data of which the truth is known. */
import { describe, expect, test } from "vitest";
import { createRng } from "../../sim/engine/rng.ts";
import { pointsTogether, type WorldSetId, worldPoints } from "../../sim/scenario/point-sets/designs.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";
import { bestLevel, selected } from "./choice.ts";
import { leavesOf } from "./discovery.ts";
import { explored, limitsOf, plainExplored, whatIf } from "./explored.ts";
import { lifetimesBy } from "./lifetimes.ts";
import { regimesOf } from "./regimes.ts";
import type { StudyRows, StudyWorlds } from "./rows.ts";

const axes = [
  { path: "demand.rate", from: 10, to: 60, unit: "request/s", scale: "linear" },
  { path: "stake.total", from: 1, to: 100, unit: "", scale: "log" },
  { path: "idle", from: 0, to: 1, unit: "", scale: "linear" },
] as const;

type Truth = (u: readonly number[], variant: number, replication: number) => number | undefined;

/** Two variants in worlds of three assumptions. */
function rowsOf(method: WorldSetId, points: number, truth: Truth, replications = 2): StudyRows {
  const cube = worldPoints(method, points, axes.length, "explored-test") as number[][];
  const worlds: StudyWorlds = { method, axes, cube };
  const at = [0, 1].flatMap((variant) => cube.map((_, world) => [variant, world]));
  const runs = Array.from({ length: at.length * replications }, (_, run) => ({
    run,
    point: run % at.length,
    replication: Math.floor(run / at.length),
  }));
  const price = runs.map(({ point, replication }) => truth(cube[at[point]![1]!]!, at[point]![0]!, replication));
  const factors = [
    { name: "variants", levels: ["a", "b"] },
    { name: "worlds", levels: cube.map((_, i) => `${i + 1}`) },
  ];
  const outcomes = [outcomeNamed("price")];
  return {
    factors,
    points: at,
    runs,
    values: new Map([["price", price]]),
    outcomes,
    hypotheses: [],
    expectations: [],
    worlds,
  };
}

/** The first assumption decides under a; b is cheaper by 2, but dearer by 6 where the second is above 0.7. */
const truth: Truth = ([x, y], variant) => 20 + 10 * x! + 1 * y! + variant * (y! > 0.7 ? 6 : -2);

describe.each(["morris", "saltelli", "sobol", "latin-hypercube"] as const)("worlds by %s", (method) => {
  const points = method === "sobol" || method === "latin-hypercube" ? 64 : 16 * pointsTogether(method, 3);
  const found = explored(rowsOf(method, points, truth), "price")!;
  test("the assumption that decides comes first, the idle one last", () => {
    const { drivers } = found.targets[0]!;
    if ("because" in drivers) throw new Error(drivers.because);
    const weights = drivers.axes.map(({ weight }) => weight);
    expect(weights[0]).toBeGreaterThan(5 * weights[1]!);
    expect(Math.abs(weights[2]!)).toBeLessThan(0.05 * weights[0]!);
    if (method === "morris") expect(weights[0]).toBeCloseTo(10, 9);
    else expect(drivers.axes[0]!.alone).toBeGreaterThan(0.9);
  });
  test("a what-if between the worlds is near the truth, within its own error", () => {
    const [a] = whatIf(found, [0.4, 0.3, 0.9]);
    expect(a!.mean).toBeCloseTo(24.3, 1);
    expect(a!.explained).toBeGreaterThan(0.99);
    expect(a!.low).toBeLessThanOrEqual(24.3 + 0.02);
    expect(a!.high).toBeGreaterThanOrEqual(24.3 - 0.02);
  });
});

describe("where a change turns round", () => {
  const found = explored(rowsOf("latin-hypercube", 120, truth), "price")!;
  const [, change] = found.targets;
  test("the box is where it does, in the units of the range", () => {
    const box = change!.box.box!;
    expect(change!.box.hits / 120).toBeCloseTo(0.3, 1);
    const [limit, ...rest] = limitsOf(axes, box.low, box.high);
    expect(rest).toEqual([]);
    expect(limit).toMatchObject({ path: "stake.total", to: undefined });
    // 0.7 of a range over logarithms from 1 to 100; a density of 0.8 lets a fifth of others in, down to 1 − 0.3 / 0.8 = 0.625.
    expect(limit!.from).toBeGreaterThan(100 ** 0.6);
    expect(limit!.from).toBeLessThan(100 ** 0.72);
    expect(box.density).toBeGreaterThanOrEqual(0.8);
  });
  test("and the tree asks for it first", () => {
    const leaves = leavesOf(change!.tree!, axes);
    expect(leaves.map(({ mean }) => Math.round(mean))).toEqual([-2, 6]);
    expect(change!.tree!.explained).toBeGreaterThan(0.9);
  });
  test("regret, and what knowing is worth", () => {
    const { judged, chosen, bestOnAverage, perfect, partial } = found.choice!;
    expect(judged.map(({ regretMax }) => Math.round(regretMax))).toEqual([2, 6]);
    expect(chosen).toBe(0);
    // b gains 2 in 70 % of the worlds and loses 6 in 30 %: a is better by 0.4 on average, and knowing is worth 1.4.
    expect(bestOnAverage).toBe(0);
    expect(perfect.value).toBeCloseTo(1.4, 1);
    expect(partial[1]!.value).toBeGreaterThan(1);
    expect(partial[2]!.value).toBeLessThan(0.3);
    for (const one of partial) expect(one!.value).toBeLessThanOrEqual(perfect.value);
  });
  test("is told in plain data", () => {
    expect(JSON.parse(JSON.stringify(plainExplored(found)))).toMatchObject({
      outcome: "price",
      worlds: 120,
      choice: { leastRegret: "a" },
    });
  });
});

test("a world without all its runs is left out, and with it its walk", () => {
  const rows = rowsOf("morris", 5 * 4, truth);
  const hole = rows.runs.findIndex(({ point, replication }) => point === 6 && replication === 1);
  const values = new Map([["price", rows.values.get("price")!.with(hole, undefined)]]);
  const found = explored({ ...rows, values }, "price")!;
  expect(found.table.whole).toHaveLength(19);
  expect(found.table.whole).not.toContain(6);
  const { drivers } = found.targets[0]!;
  expect("because" in drivers ? drivers.because : drivers.axes[0]!.weight).toBeCloseTo(10, 9);
});

test("an outcome that is the same everywhere hangs on nothing, and says so", () => {
  const found = explored(
    rowsOf("sobol", 16, () => 3),
    "price",
  )!;
  expect(found.targets[0]!.drivers).toEqual({ because: "it is the same in every world" });
  expect(whatIf(found, [0.5, 0.5, 0.5])).toEqual([]);
});

const own = createRng("explored-test").stream("own");

/** Three rules in two sizes, 12 replications with common shocks. */
function gridRows(gain: (rule: number, size: number) => number): StudyRows {
  const points = [0, 1, 2].flatMap((rule) => [0, 1].map((size) => [rule, size]));
  const runs = Array.from({ length: points.length * 12 }, (_, run) => ({
    run,
    point: run % points.length,
    replication: Math.floor(run / points.length),
  }));
  const price = runs.map(
    ({ run, point, replication }) =>
      50 + 30 * own.uniform(0, replication) + own.uniform(1, run) - gain(points[point]![0]!, points[point]![1]!),
  );
  const factors = [
    { name: "variants", levels: ["a", "b", "c"] },
    { name: "size", levels: ["small", "large"] },
  ];
  const outcomes = [outcomeNamed("price")];
  return { factors, points, runs, values: new Map([["price", price]]), outcomes, hypotheses: [], expectations: [] };
}

test("a regime map names the best rule of each cell, and leaves open what is open", () => {
  const rows = gridRows((rule, size) => (size === 0 ? [0, 4, 0][rule]! : 0.01 * rule));
  const [small, large] = regimesOf(rows, 0, "price", "lower");
  expect(small).toMatchObject({ at: [-1, 0], best: 1, isClear: true });
  expect(large!.isClear).toBe(false);
  expect(large!.contenders.length).toBeGreaterThan(1);
});

test("the best level comes with its probability, and the stated procedure with its choice", () => {
  const rows = gridRows((rule) => 3 * rule);
  expect(bestLevel(rows, 0, "price", "lower")).toMatchObject({ best: 2 });
  expect(bestLevel(rows, 0, "price", "lower")!.probability).toBeGreaterThan(0.99);
  const asked = {
    factor: "variants",
    outcome: "price",
    better: "lower",
    smallest: 1,
    confidence: 0.95,
    most: 40,
  } as const;
  expect(selected(rows, asked)?.best).toBe(2);
  const close = selected(
    gridRows(() => 0),
    { ...asked, smallest: 0.001 },
  );
  expect(close?.best).toBeUndefined();
  expect(close?.survivors.length).toBeGreaterThan(1);
});

test("lifetimes are compared between levels, censored runs included", () => {
  const rows = gridRows(() => 0);
  const times = rows.runs.map(({ run, point }) => {
    const [rule] = rows.points[point]!;
    const time = 5 + 10 * own.uniform(2, run) + (rule === 1 ? 20 : 0);
    return { run, time: Math.min(time, 20), happened: time < 20 };
  });
  const [a, b, c] = lifetimesBy(rows, 0, { id: "x", event: "x", times });
  expect(a!.happened).toBe(24);
  expect(b).toMatchObject({ happened: 0, median: undefined });
  expect(b!.pValue).toBeLessThan(1e-6);
  expect(c!.pValue).toBeGreaterThan(0.001);
});

/** Where it happens, what tells it, what holds in many worlds, and what it is worth to know. */
import seedrandom from "seedrandom";
import { describe, expect, test } from "vitest";
import { pointSet } from "../../sim/scenario/point-sets/point-sets.ts";
import { boxOfDensity, peelingPath } from "./box-search.ts";
import { normalQuantile } from "./quantiles-of-laws.ts";
import { leafCount, predicted, regressionTree } from "./regression-tree.ts";
import { minimaxRegret, robustness } from "./robustness.ts";
import { partialInformation, perfectInformation } from "./value-of-information.ts";

const normal = (seed: string) => {
  const draw = seedrandom.alea(seed);
  return () => normalQuantile((Math.floor(draw() * 1e9) + 0.5) / 1e9);
};
const points = pointSet("latin-hypercube", 800, 4, "discovery");

describe("boxes", () => {
  const options = { slice: 0.05, massMin: 0.05 };
  const isHit = points.map(([a, b]) => a > 0.6 && b < 0.4);
  const path = peelingPath(points, isHit, options);
  test("finds the corner, and cuts no axis that does nothing", () => {
    const box = boxOfDensity(path, 0.9)!;
    expect(box.coverage).toBeGreaterThan(0.9);
    expect(Math.abs(box.low[0] - 0.6)).toBeLessThan(0.05);
    expect(Math.abs(box.high[1] - 0.4)).toBeLessThan(0.05);
    expect([box.low[2], box.high[2], box.low[3], box.high[3]]).toEqual([-Infinity, Infinity, -Infinity, Infinity]);
    expect(box.pValues[0]).toBeLessThan(1e-6);
    expect(box.pValues[2]).toBe(1);
  });
  test("the path starts at the whole cube, and gains density for coverage", () => {
    expect(path[0]).toMatchObject({ points: 800, coverage: 1, mass: 1 });
    for (const [i, box] of path.entries()) {
      if (i === 0) continue;
      expect(box.points).toBeLessThan(path[i - 1].points);
      expect(box.density * box.points).toBeCloseTo(box.hits, 9);
    }
    expect(path.at(-1)!.points).toBeGreaterThanOrEqual(40);
  });
  test("a limit that chance put there is owned up to", () => {
    const draw = seedrandom.alea("nothing");
    const nothing = peelingPath(
      points,
      points.map(() => draw() < 0.3),
      options,
    );
    expect(boxOfDensity(nothing, 0.9)).toBeUndefined();
    expect(Math.max(...nothing[3].pValues)).toBeGreaterThan(0.05);
  });
  test("values of a few levels are cut between levels", () => {
    const levels = points.map(([a, b]) => [Math.floor(3 * a), b]);
    const box = boxOfDensity(
      peelingPath(
        levels,
        levels.map(([a]) => a === 1),
        options,
      ),
      1,
    )!;
    expect([box.low[0], box.high[0], box.coverage]).toEqual([1, 1, 1]);
  });
  test("where it never happens there is nothing to box", () => {
    expect(() =>
      peelingPath(
        points,
        points.map(() => false),
        options,
      ),
    ).toThrow(/at no point/);
  });
});

describe("regression tree", () => {
  const z = normal("tree");
  const options = { leafMin: 10, folds: 10, seed: "tree" };
  const step = ([a, b]: readonly number[]) => (a < 0.3 ? 0 : b < 0.7 ? 5 : 9);
  test("finds three steps through noise, and no more", () => {
    const { tree, explained } = regressionTree(
      points,
      points.map((p) => step(p) + z()),
      options,
    );
    expect(leafCount(tree)).toBe(3);
    expect(tree.split).toMatchObject({ dimension: 0 });
    expect(Math.abs(tree.split!.at - 0.3)).toBeLessThan(0.02);
    expect(Math.abs(predicted(tree, [0.8, 0.9, 0.1, 0.1]) - 9)).toBeLessThan(0.3);
    // Variance of the steps is about 11.5, of the noise 1.
    expect(explained).toBeGreaterThan(0.88);
  });
  test("pure noise is one leaf that tells nothing", () => {
    const { tree, explained } = regressionTree(points, points.map(z), options);
    expect(leafCount(tree)).toBe(1);
    expect(Math.abs(explained)).toBeLessThan(0.02);
  });
  test("a constant is one leaf, and too few points are refused", () => {
    expect(
      leafCount(
        regressionTree(
          points,
          points.map(() => 4),
          options,
        ).tree,
      ),
    ).toBe(1);
    expect(() => regressionTree(points.slice(0, 5), [1, 2, 3, 4, 5], options)).toThrow(/too few for 10 folds/);
  });
});

describe("robustness", () => {
  // The safe variant is never best by much and never bad.
  const outcomes = [
    [10, 0, 10, 0],
    [6, 6, 6, 6],
    [0, 8, 0, 8],
  ];
  const judged = robustness(outcomes, { better: "higher", threshold: 5, seed: "worlds" });
  test("Savage's table by hand", () => {
    expect(judged.map(({ regretMax }) => regretMax)).toEqual([8, 4, 10]);
    expect(judged.map(({ regretMean }) => regretMean)).toEqual([4, 3, 5]);
    expect(judged.map(({ satisficing }) => satisficing!.share)).toEqual([0.5, 1, 0.5]);
    expect(judged[1].satisficing!.interval.high).toBe(1);
    expect(minimaxRegret(judged)).toBe(1);
    expect(judged[0].worstWorld).toBe(1);
  });
  test("the choice holds but where only one kind of world was drawn: 1 − 2/16 of the sets", () => {
    const error = Math.sqrt((0.875 * 0.125) / 1000);
    expect(Math.abs(judged[1].chosenShare - 0.875)).toBeLessThan(4 * error);
    expect(judged.reduce((sum, { chosenShare }) => sum + chosenShare, 0)).toBeCloseTo(1, 12);
  });
  test("less may be better, and no threshold is no share", () => {
    const lower = robustness(outcomes, { better: "lower", threshold: undefined, seed: "worlds" });
    expect(lower.map(({ regretMax }) => regretMax)).toEqual([10, 6, 8]);
    expect(lower[0].satisficing).toBeUndefined();
    expect(() => robustness([[1], [1, 2]], { better: "lower", threshold: 0, seed: "s" })).toThrow(/2 worlds/);
    expect(() => robustness([[]], { better: "lower", threshold: 0, seed: "s" })).toThrow(/no worlds/);
  });
});

describe("value of information", () => {
  // u₀ = 0, u₁ = a + b, a of deviation 2, b of 1: knowing all is worth √5 / √2π, a alone 2 / √2π, b alone 1 / √2π, c nothing.
  const z = normal("value");
  const worlds = Array.from({ length: 2000 }, () => [2 * z(), z(), z()]);
  const utilities = [worlds.map(() => 0), worlds.map(([a, b]) => a + b)];
  const unit = 1 / Math.sqrt(2 * Math.PI);
  const column = (j: number) => worlds.map((world) => [world[j]]);
  test("of all", () => {
    const { value, low, high } = perfectInformation(utilities, "s");
    expect(low < Math.sqrt(5) * unit && Math.sqrt(5) * unit < high).toBe(true);
    expect(Math.abs(value - Math.sqrt(5) * unit)).toBeLessThan(0.06);
  });
  test.each([
    ["the large one", 0, 2],
    ["the small one", 1, 1],
    ["the one without effect", 2, 0],
  ])("of %s", (_, j, want) => {
    expect(Math.abs(partialInformation(utilities, column(j), "s").value - want * unit)).toBeLessThan(0.07);
  });
  test("of both that matter together: as much as of all", () => {
    const both = partialInformation(
      utilities,
      worlds.map(([a, b]) => [a, b]),
      "s",
    ).value;
    expect(Math.abs(both - perfectInformation(utilities, "s").value)).toBeLessThan(0.03);
  });
  test("a variant that is always best: nothing to gain", () => {
    expect(
      perfectInformation(
        [
          [1, 2, 3],
          [0, 1, 2],
        ],
        "s",
      ).value,
    ).toBe(0);
    expect(() => perfectInformation([[1, 2, 3]], "s")).toThrow(/nothing to choose/);
  });
});

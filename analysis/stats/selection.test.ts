/** Choosing among many: by simulation, in the hardest case (all others worse by exactly the smallest difference that matters). */
import seedrandom from "seedrandom";
import { describe, expect, test } from "vitest";
import { normalQuantile } from "./quantiles-of-laws.ts";
import { regimeMap, regimeShares } from "./regime-map.ts";
import { probabilityOfBest, type SelectionRule, selection } from "./selection.ts";

const normal = (seed: string) => {
  const draw = seedrandom.alea(seed);
  return () => normalQuantile((Math.floor(draw() * 1e9) + 0.5) / 1e9);
};
const rule: SelectionRule = { smallest: 0.5, better: "higher", confidence: 0.95, firstStage: 10 };

/** Replications are added for the survivors until one is left; `shared` is the part of the variance that all have in common. */
function study(z: () => number, shared: number, better: "higher" | "lower") {
  const values: number[][] = [[], [], [], [], []];
  const [common, own] = [Math.sqrt(shared), Math.sqrt(1 - shared)];
  const add = (survivors: readonly number[]) => {
    const shock = common * z();
    for (const i of survivors) values[i].push((better === "higher" ? 1 : -1) * (i === 3 ? 0.5 : 0) + shock + own * z());
  };
  for (let r = 0; r < 10; r++) add([0, 1, 2, 3, 4]);
  for (;;) {
    const found = selection(values, { ...rule, better });
    if (found.best !== undefined) return { ...found, runs: values.flat().length };
    add(found.survivors);
  }
}

describe("the best of five", () => {
  test.each([
    ["independent", 0, "higher"],
    ["with shared shocks", 0.8, "higher"],
    ["where less is better", 0.5, "lower"],
  ] as const)("%s: right in at least 95 % of 400 studies", (name, shared, better) => {
    const z = normal(`selection ${name}`);
    const studies = Array.from({ length: 400 }, () => study(z, shared, better));
    expect(studies.filter(({ best }) => best === 3).length).toBeGreaterThanOrEqual(380);
  });
  test("shared shocks save runs", () => {
    const runs = (shared: number) => {
      const z = normal("savings");
      return Array.from({ length: 50 }, () => study(z, shared, "higher").runs).reduce((a, b) => a + b, 0);
    };
    expect(runs(0.8)).toBeLessThan(0.5 * runs(0));
  });
  test("replications that came at once change nothing", () => {
    const z = normal("at once");
    const values = Array.from({ length: 3 }, (_, i) => Array.from({ length: 200 }, () => i + z()));
    const once = selection(values, rule);
    const enough = values.map((row) => row.slice(0, once.replications));
    expect(once.best).toBe(2);
    expect(selection(enough, rule)).toEqual(once);
  });
  test("equal variants end too, and without any spread at once", () => {
    expect(
      selection(
        [
          [1, 1],
          [1, 1],
          [0, 0],
        ],
        { ...rule, firstStage: 2 },
      ),
    ).toEqual({ best: 0, survivors: [0], replications: 2 });
  });
  test("what cannot be chosen from is refused", () => {
    expect(() => selection([[1, 2]], rule)).toThrow(/two or more/);
    expect(() =>
      selection(
        [
          [1, 2],
          [1, 2],
        ],
        rule,
      ),
    ).toThrow(/first stage needs 10/);
    expect(() =>
      selection(
        [
          [1, 2],
          [1, 2],
        ],
        { ...rule, firstStage: 2, smallest: 0 },
      ),
    ).toThrow(/above 0/);
    expect(() =>
      selection(
        [
          [1, 2],
          [1, 2],
        ],
        { ...rule, firstStage: 2, confidence: 0.5 },
      ),
    ).toThrow(/confidence/);
  });
});

describe("the probability of having chosen rightly", () => {
  test("is right on average: claimed 0.8 to 0.9, true in at least as many studies", () => {
    const z = normal("probability");
    let [studies, right] = [0, 0];
    for (let k = 0; k < 4000; k++) {
      // Means drawn anew each time, as a flat prior has it.
      const means = Array.from({ length: 3 }, () => 2 * z());
      const values = means.map((mean) => Array.from({ length: 8 }, () => mean + z()));
      const totals = values.map((row) => row.reduce((a, b) => a + b, 0));
      const chosen = totals.indexOf(Math.max(...totals));
      const claimed = probabilityOfBest(values, chosen, "higher");
      if (claimed < 0.8 || claimed > 0.9) continue;
      studies++;
      if (means[chosen] === Math.max(...means)) right++;
    }
    expect(studies).toBeGreaterThan(150);
    expect(right / studies).toBeGreaterThan(0.8);
    expect(right / studies).toBeLessThan(0.95);
  });
  test("two equal variants: one half; no spread: sure", () => {
    expect(
      probabilityOfBest(
        [
          [1, 2, 3],
          [3, 2, 1],
        ],
        0,
        "higher",
      ),
    ).toBeCloseTo(0.5, 12);
    expect(
      probabilityOfBest(
        [
          [1, 2, 3],
          [2, 3, 4],
        ],
        1,
        "higher",
      ),
    ).toBe(1);
    expect(
      probabilityOfBest(
        [
          [1, 2, 3],
          [2, 3, 4],
        ],
        1,
        "lower",
      ),
    ).toBe(0);
  });
});

describe("regime map", () => {
  const z = normal("regimes");
  const cells = [-1, -0.5, 0, 0.5, 1].flatMap((x) =>
    [0, 1].map((y) => {
      const shocks = Array.from({ length: 12 }, z);
      return { x, y, values: [shocks.map((s) => s + x), shocks.map((s) => s + 0.1 * z()), shocks.map((s) => s - 2)] };
    }),
  );
  const map = regimeMap(cells, "higher");
  test("the first variant wins to the right, the second to the left, nobody in the middle", () => {
    for (const { x, best, isClear, contenders, lead } of map) {
      expect(contenders).not.toContain(2);
      expect(isClear).toBe(x !== 0);
      if (x !== 0) expect(best).toBe(x > 0 ? 0 : 1);
      expect(Math.abs(lead - Math.abs(x))).toBeLessThan(0.1);
    }
    expect(regimeShares(map)).toEqual({ clear: [0.4, 0.4, 0], open: 0.2 });
  });
  test("less may be better, and equal variants are both contenders", () => {
    expect(regimeMap(cells, "lower").every(({ best, isClear }) => best === 2 && isClear)).toBe(true);
    const same = regimeMap(
      [
        {
          x: 0,
          y: 0,
          values: [
            [1, 1],
            [1, 1],
          ],
        },
      ],
      "higher",
    );
    expect(same[0]).toMatchObject({ best: 0, isClear: false, contenders: [0, 1], lead: 0 });
    expect(() => regimeMap([{ x: 0, y: 0, values: [[1, 1]] }], "higher")).toThrow(/two or more/);
  });
  test("twelve equal variants: the true best is excluded in at most 5 % of 400 cells", () => {
    const draw = normal("excluded");
    const many = Array.from({ length: 400 }, (_, x) => ({
      x,
      y: 0,
      values: Array.from({ length: 12 }, (_, v) => Array.from({ length: 10 }, () => (v === 0 ? 1e-9 : 0) + draw())),
    }));
    const lost = regimeMap(many, "higher").filter(({ contenders }) => !contenders.includes(0)).length;
    expect(lost).toBeLessThanOrEqual(20);
  });
});

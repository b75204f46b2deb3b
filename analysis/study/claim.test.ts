/** Verdicts on claims, certainty and drivers, on data of which the truth is known. */
import { describe, expect, test } from "vitest";
import { claimRows as rowsOf, worldCount as worlds } from "../../test/support/claim-rows.ts";
import { likelihoodWord } from "../stats/likelihood.ts";
import { type Certainty, certainty, leastCertain } from "./certainty.ts";
import { judgeClaim } from "./claim.ts";
import { drivers, effectsByWorld, worldAxis } from "./drivers.ts";

/** Effects of the treatment by world, of the counter-case and of the placebo. */
const judge = (treated: (world: number) => number, counter = 0, pill = 0) =>
  judgeClaim(rowsOf((v, w) => [0, treated(w), counter, pill][v]!));

describe("a claim is", () => {
  test.each([
    ["supported where it holds in every world", () => 3, 0, 0, "supported"],
    [
      "supported under conditions where one world in five is reversed",
      (w: number) => (w < 2 ? -3 : 4),
      0,
      0,
      "conditional",
    ],
    [
      "supported under conditions where a third of the worlds have too small an effect",
      (w: number) => (w < 3 ? 0.2 : 4),
      0,
      0,
      "conditional",
    ],
    ["supported under conditions where the case against stands", () => 3, 3, 0, "conditional"],
    ["not supported where the effect is too small to matter", () => 0.3, 0, 0, "unsupported"],
    ["contradicted where it is the other way round", () => -3, 0, 0, "contradicted"],
    ["not supported, whatever the effect, where the placebo moves", () => 3, 0, 3, "unsupported"],
  ] as const)("%s", (_, treated, counter, pill, expected) => {
    expect(judge(treated, counter, pill).verdict).toBe(expected);
  });

  test("counted world by world: those that hold and those that are clearly reversed", () => {
    const { holding } = judge((w) => (w < 2 ? -3 : w < 5 ? 0.3 : 4)).main[0]!;
    expect(holding).toMatchObject({ worlds: 10, hold: 5, reversed: 2 });
    expect(holding.interval.low).toBeLessThan(0.5);
    expect(holding.interval.high).toBeGreaterThan(0.5);
  });
});

describe("certainty is lowered", () => {
  const calm = {
    claim: {
      assumptions: [{ name: "a", says: "a", basis: "published", source: "b" }],
      indirect: [],
    },
    validatedParts: 1,
    isPlaceboQuiet: true,
    missingShare: 0,
  } as const;
  const sure = (treated: (world: number) => number, changes: Partial<Parameters<typeof certainty>[1]> = {}) =>
    certainty(judge(treated).main[0]!, { ...calm, ...changes });

  test("by nothing where nothing speaks for it", () => {
    expect(sure(() => 3)).toEqual({ name: "high", level: 3, downgrades: [] });
  });
  test.each([
    ["two steps where a world is reversed", (w: number) => (w === 0 ? -3 : 4), {}, "low", ["inconsistency"]],
    ["a step where worlds differ", (w: number) => (w < 4 ? 0.3 : 4), {}, "moderate", ["inconsistency"]],
    [
      "where the interval crosses what matters, and so do single worlds",
      () => 1.01,
      {},
      "low",
      ["imprecision", "inconsistency"],
    ],
    [
      "a step for each reason of indirectness, two at most",
      () => 3,
      { claim: { ...calm.claim, indirect: ["a", "b", "c"] } },
      "low",
      ["indirectness", "indirectness"],
    ],
    ["two steps by a placebo that moved", () => 3, { isPlaceboQuiet: false }, "low", ["risk of bias"]],
    ["a step without a validated part", () => 3, { validatedParts: 0 }, "moderate", ["risk of bias"]],
    ["a step by missing runs", () => 3, { missingShare: 0.2 }, "moderate", ["risk of bias"]],
  ] as const)("%s", (_, treated, changes, name, domains) => {
    const found = sure(treated, changes);
    expect([found.name, found.downgrades.map(({ domain }) => domain)]).toEqual([name, domains]);
  });
  test("to that of the least certain finding", () => {
    const at = (level: number): Certainty => ({ name: "low", level, downgrades: [] });
    expect(leastCertain([at(2), at(1), at(3)]).level).toBe(1);
    expect(() => leastCertain([])).toThrow(/no finding/);
  });
});

test("a driver is the change of the effect over the range of an assumption, others averaged", () => {
  const rows = rowsOf((v, w) => (v === 1 ? 2 + 4 * (w / (worlds - 1)) : 0));
  const { contrast } = judgeClaim(rows).main[0]!;
  const axis = (key: string, at: (world: number) => number, isLogarithmic = false) => {
    const values = Array.from({ length: worlds }, (_, w) => at(w));
    const ends = { from: Math.min(...values), to: Math.max(...values) };
    return { key, unit: "", ...ends, range: ends, isLogarithmic, values };
  };
  const steep = axis("steep", (w) => 10 ** (w / (worlds - 1)), true);
  const [first, second] = drivers(effectsByWorld(rows, contrast!), [axis("idle", (w) => (w * 7) % worlds), steep]);
  expect(first!.axis.key).toBe("steep");
  expect(first!.swing).toBeCloseTo(4, 1);
  expect([first!.atFrom, first!.atTo].map((value) => Math.round(value))).toEqual([2, 6]);
  expect(Math.abs(second!.swing)).toBeLessThan(2);
});

describe("an assumption keeps the range and the unit that were written", () => {
  const scenarios = [{ demand: { rate: 8, part: 0.2 } }, { demand: { rate: 21, part: 0.35 } }];
  const scale = "linear";
  test("where the resolved scenarios are in that unit", () => {
    const axis = worldAxis({ path: "demand.rate", from: 6, to: 24, unit: "request/s", scale }, scenarios);
    expect(axis).toMatchObject({ unit: "request/s", from: 8, to: 21, range: { from: 6, to: 24 } });
  });
  test("per cents become the fractions that a scenario holds", () => {
    const axis = worldAxis({ path: "demand.part", from: 0, to: 40, unit: "%/year", scale }, scenarios);
    expect(axis).toMatchObject({ unit: "", from: 0.2, to: 0.35, range: { from: 0, to: 0.4 } });
  });
  test("in another unit it is what was drawn, without one", () => {
    const axis = worldAxis({ path: "demand.rate", from: 6000, to: 24_000, unit: "request/h", scale }, scenarios);
    expect(axis).toMatchObject({ unit: "", range: { from: 8, to: 21 } });
  });
});

describe("a word of likelihood is taken at the cautious end", () => {
  test.each([
    [40, 40, "very likely"],
    [269, 270, "very likely"],
    [275, 275, "virtually certain"],
    [8, 8, "likely"],
    [2, 2, undefined],
    [0, 40, "very unlikely"],
    [0, 275, "exceptionally unlikely"],
    [60, 120, "about as likely as not"],
    [4, 8, undefined],
    [100, 130, "likely"],
  ] as const)("%i of %i: %s", (hits, n, word) => expect(likelihoodWord(hits, n)).toBe(word));
});

import { expect, test } from "vitest";
import type { Observed } from "../../analysis/study/observed.ts";
import { observedFigure } from "./against-observed.ts";
import { newDocument } from "./draw.ts";
import { type Figure, figureBlock, isAbsent } from "./figure.ts";

const fact = (date: string, value: number) => ({ date, value, basis: "chain", source: `told of ${date}` });
const fall = (run: number, first: number) =>
  Array.from({ length: 101 }, (_, epoch) => ({ run, epoch, value: first / 16 ** (epoch / 100) }));
const observed: Observed = {
  name: "hosts",
  start: "2026-01-16",
  epochSeconds: 86_400,
  facts: [fact("2025-10", 60), fact("2026-01", 380), fact("2026-02", 100), fact("2026-04-26", 24)],
  values: [...fall(0, 400), ...fall(1, 360), ...fall(2, 380)],
};
const runs = new Set([0, 1, 2]);

function figureOf(changes: Partial<Observed>, of = runs): Figure {
  const figure = observedFigure({ ...observed, ...changes }, of, "of “as given”");
  if (isAbsent(figure)) throw new Error(figure.because);
  return figure;
}

test("the sentence says which part of the fall is made, and which counts the interval leaves out", () => {
  expect(figureOf({}).finding).toBe(
    "From 380 hosts in January 2026 to 24 on 26 April 2026, as published; the model’s median ends at 23.8, 100% of that fall in logarithms. " +
      "Its 90% interval leaves out 1 of 2 later counts: 100 in February 2026 (simulated 158 to 173)",
  );
});

test.each([
  ["a rise", { facts: [fact("2026-01", 380), fact("2026-04-26", 760)] }, "the other way than that rise"],
  [
    "all inside",
    { facts: [fact("2026-01", 380), fact("2026-04-26", 24)] },
    "Its 90% interval holds the one later count",
  ],
  [
    "the one count outside",
    { facts: [fact("2026-01", 380), fact("2026-04-26", 99)] },
    "leaves out the one later count: 99 on 26 April 2026 (",
  ],
  [
    "no count to begin with",
    { facts: [fact("2026-04-26", 24)] },
    "24 hosts on 26 April 2026, as published; the model’s median ends at 23.8.",
  ],
])("%s", (_, changes, words) => {
  expect(figureOf(changes).finding).toContain(words);
});

test("one run is told without an interval", () => {
  const { finding, note, legend } = figureOf({}, new Set([2]));
  expect(finding).toMatch(/of that fall in logarithms$/);
  expect(note).toMatch(/^One run has no interval/);
  expect(legend?.map(({ label }) => label)).toEqual(["simulated, median", "published"]);
});

test("the table has each month and each count, with its source, in order of time", () => {
  const { rows } = figureOf({});
  expect(rows.map(({ date }) => date)).toEqual([
    "2025-10",
    "2026-01",
    "2026-01-16",
    "2026-02-01",
    "2026-02",
    "2026-03-01",
    "2026-04-01",
    "2026-04-26",
  ]);
  expect(rows[0]).toMatchObject({ epoch: -93, published: 60, median: null, inside: "–" });
  expect(rows[2]).toMatchObject({ epoch: 0, published: null, median: 380 });
  expect(rows[4]).toMatchObject({ published: 100, inside: "no", basis: "chain", source: "told of 2026-02" });
  expect(rows[7]).toMatchObject({ published: 24, inside: "yes" });
});

test("it is drawn for wide and narrow pages, on a logarithmic axis where counts are far apart, and for runs of a few days", () => {
  const drawn = (figure: Figure) => figureBlock(figure, 1, "", newDocument()).html;
  const wide = drawn(figureOf({}));
  expect(wide.match(/<svg /g)).toHaveLength(2);
  expect(figureOf({}).shows).toContain("logarithmic");
  for (const text of [">Feb<", ">380<", ">100<", ">24<", "first day of the month, 2026"]) expect(wide).toContain(text);
  const near = figureOf({ facts: [fact("2026-01-20", 350)], values: observed.values.filter(({ epoch }) => epoch < 9) });
  expect(near.shows).not.toContain("logarithmic");
  expect(drawn(near)).toContain("epochs after 2026-01-16");
});

test("what cannot be compared is said", () => {
  expect(observedFigure(observed, new Set([9]), "")).toMatchObject({ because: "no run measured them" });
  const early = { ...observed, facts: observed.facts.slice(0, 2) };
  expect(observedFigure(early, runs, "")).toMatchObject({
    because: "nothing was published of the time that runs cover",
  });
});

/** A claim's page says what its rows say: other rows, other sentences. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { outcomeNamed } from "../../sim/store/outcomes.ts";
import { claimDataOf } from "../../test/support/claim-data.ts";
import { futuresBlock } from "./futures.ts";
import { claimsIndex, entryOf } from "./index-page.ts";
import { methodPage } from "./method.ts";
import { claimReport } from "./page.ts";
import { tablesOf, validatedParts, validations } from "./validation.ts";

/** By variant: the baseline, the treatment, the counter-case, the placebo. */
const effects =
  (treated: (world: number) => number, counter = 0) =>
  (v: number, w: number) =>
    [0, treated(w), counter, 0][v]!;
const up = claimDataOf(effects(() => 3));
const down = claimDataOf(effects(() => -3));
const mixed = claimDataOf(effects((w) => (w < 2 ? -3 : 4)));
const countered = claimDataOf(effects(() => 3, 3));
const text = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
const made = claimReport(up);

describe("flipped rows flip the page", () => {
  test("title, verdict and sentences follow the sign", () => {
    expect(made.page).toContain("<h1>The treatment makes tokens dearer everywhere</h1>");
    expect(text(made.page)).toMatch(
      /“Treated” raises the price of a token by 2\.99 base unit\/token \(95% interval 2\.97 to 3\.02\)/,
    );
    const flipped = claimReport(down).page;
    expect(flipped).toContain("<h1>The treatment makes tokens cheaper</h1>");
    expect(text(flipped)).toMatch(/“Treated” lowers the price of a token by 3\.01 base unit/);
    expect(flipped).toContain("Contradicted");
    expect(flipped).not.toContain("dearer everywhere");
  });
  test("what the runs leave open is not said to be false", () => {
    const open = claimReport(claimDataOf(effects((w) => (w % 2 === 0 ? 0 : 1.98)))).page;
    expect(open).toContain("<h1>Not shown by these runs: the treatment makes tokens dearer everywhere</h1>");
    const small = claimReport(claimDataOf(effects(() => 0.3))).page;
    expect(small).toContain("<h1>The treatment does not make tokens dearer</h1>");
  });
  test("a placebo that moved leaves the question open", () => {
    const moved = claimReport(claimDataOf((v, w) => [0, w % 2 === 0 ? 0 : 1.98, 0, 3][v]!)).page;
    expect(moved).toContain(
      "<h1>This study cannot tell whether the treatment makes tokens dearer everywhere: its placebo moved</h1>",
    );
  });
  test("worlds in which it is reversed make it conditional, and are counted", () => {
    const page = text(claimReport(mixed).page);
    expect(page).toContain("Supported under conditions");
    expect(page).toMatch(
      /holds in 8 of 10 sampled worlds \(90% interval [\d]+% to [\d]+% of such worlds\), and is clearly reversed in 2/,
    );
    expect(page).toMatch(/two steps down: it holds in 8 of 10 worlds and is clearly reversed in 2/);
  });
  test("what was measured is said before any number, and a difference has its unit", () => {
    expect(text(made.page)).toMatch(
      /What was measured\. Price of a token: price, averaged over markets .*? \+2\.99 base unit\/token/,
    );
  });
  test("an assumption is only said to move it where that is no chance", () => {
    expect(text(made.page)).toContain("No assumption that was varied clearly moves its size.");
    expect(text(claimReport(claimDataOf(effects((w) => 3 + w))).page)).toMatch(
      /What moves its size most is “traffic”: from \+[\d.]+ base unit\/token at 0 requests\/s to \+[\d.]+ base unit\/token at 9 requests\/s/,
    );
  });
  test("no word of likelihood where certainty is low", () => {
    expect(text(made.page)).toMatch(/10 of 10 sampled worlds \(90% interval 79% to 100% of such worlds; likely\)/);
    const indirect = { ...up, claim: { ...up.claim, indirect: ["One reason.", "Another reason."] } };
    expect(text(claimReport(indirect).page)).not.toContain("; likely)");
  });
  test("the case against is said to stand, or not", () => {
    expect(text(made.page)).toContain("The strongest case against it does not stand:");
    expect(text(claimReport(countered).page)).toContain("The strongest case against it stands:");
  });
  test("the findings for machines say the same", () => {
    const of = (data: typeof up) =>
      JSON.parse(claimReport(data).findings) as { verdict: string; hypotheses: { verdict: string }[] };
    expect([up, down, mixed, countered].map((data) => of(data).verdict)).toEqual([
      "supported",
      "contradicted",
      "conditional",
      "conditional",
    ]);
    expect(of(up).hypotheses.map(({ verdict }) => verdict)).toEqual(["supported", "negligible", "supported"]);
  });
});

test("all figures are there, each with its query, and the page fetches nothing", () => {
  expect(made.figures).toBe(10);
  expect(made.page).not.toMatch(/<script|src=|@import|url\(/);
  expect(made.page.match(/<figure /g)).toHaveLength(10);
  expect(made.page).toContain("analysis/queries/claims/lorenz.sql");
  expect(made.page).toContain("C7 &lt;Known&gt; truth");
  expect(claimReport(up).page).toBe(made.page);
});

test("what was set out in a grid becomes a map, and is counted as combinations", () => {
  const [variants, worlds] = up.rows.factors;
  const seasons = { name: "season", levels: worlds!.levels.map((_, i) => `season ${i}`) };
  const data = claimDataOf(effects((w) => (w === 4 ? 9 : 3)));
  const { page } = claimReport({ ...data, axes: [], rows: { ...data.rows, factors: [variants!, seasons] } });
  expect(text(page)).toMatch(
    /price of a token runs from 6[5-7][\d.]* base unit\/token \(95% interval [\d.]+ to [\d.]+\) with “.*?” to 7[4-6][\d.]* base unit\/token \(95% interval [\d.]+ to [\d.]+\) with “treated, season 4”/,
  );
  expect(text(page)).toContain("10 of 10 combinations of world and circumstances");
  expect(text(made.page)).not.toContain("map of circumstances");
});

test("of what was set out in a grid it is said where it holds", () => {
  const [variants, worlds] = up.rows.factors;
  const seasons = { name: "season", levels: worlds!.levels.map((_, i) => `season ${i}`) };
  const data = claimDataOf(effects((w) => (w === 4 ? 0 : 3)));
  const { page } = claimReport({ ...data, axes: [], rows: { ...data.rows, factors: [variants!, seasons] } });
  expect(text(page)).toMatch(/Season matters: it holds in 1 of 1 under “season 0”, .*in 0 of 1 under “season 4”/);
});

test("what cannot be drawn is said", () => {
  const bare = claimReport({ ...up, places: [], flows: [], lorenz: [] });
  expect(bare.figures).toBe(7);
  expect(text(bare.page)).toContain(
    "The map of access is not drawn: the store holds neither access by place nor single requests.",
  );
});

test("the map of access says whether requests or clients are served, and how many", () => {
  const mapped = (counted: "requests" | "clients", lost: number) => {
    const places = up.places.map((row) => ({ ...row, counted, served: row.served - lost }));
    return text(claimReport({ ...up, places }).page);
  };
  expect(mapped("requests", 0)).toContain("On average over 3 places that ask, 80% of requests are served with");
  expect(mapped("clients", 0.1)).toContain("On average over 3 places that ask, 70% of clients are served with");
});

test("what is the same under every variant is said and not drawn", () => {
  const holders = up.holders.map((row) => ({ ...row, hhi: 0.2 }));
  const same = claimReport({ ...up, holders, flows: up.flows.map((row) => ({ ...row, amount: 10 })) });
  expect(same.figures).toBe(8);
  const alike = claimReport({ ...up, path: up.path.map((row) => ({ ...row, value: 55 + 2 * row.epoch })) });
  expect(text(alike.page)).toContain("Time until it happens is not drawn: it is the same");
  for (const what of ["concentration of rewards over time", "flow of money"])
    expect(text(same.page)).toContain(
      `The ${what} is not drawn: it is the same, to twelve digits, under every variant that is compared.`,
    );
});

test("a part without published figures is named", () => {
  expect(text(made.page)).toContain("Parts without published figures in these pages: folklore.");
  expect(text(claimReport({ ...up, validation: [] }).page)).toContain(
    "No part that decides this claim was held against published figures yet",
  );
});

test("futures are compared outcome by outcome, each with the first", () => {
  const priced = (data: typeof up) => {
    const outcomes = [outcomeNamed("work-price")];
    return {
      ...data,
      rows: {
        ...data.rows,
        outcomes: [...data.rows.outcomes, ...outcomes],
        values: new Map([...data.rows.values, ["work-price", data.rows.values.get("price")!]]),
      },
    };
  };
  const block = text(futuresBlock(priced(up), true)!.html);
  expect(block).toMatch(
    /Price of an hour.{1,6}s work \(USD\/h\) 66\.5 \([\d.]+ to [\d.]+\) 69\.5 \([\d.]+ to [\d.]+\) \+2\.99 \(\+2\.97 to \+3\.02\)/,
  );
  expect(block).toMatch(
    /“Treated” raises the price of an hour.{1,6}s work by 2\.99 USD\/h \(95% interval 2\.97 to 3\.02\)/,
  );
  expect(block).toContain("not told from chance");
  expect(block).toContain("of the quick size");
  const flipped = text(futuresBlock(priced(down), false)!.html);
  expect(flipped).toContain("−3.01 (−3.03 to −2.98)");
  expect(flipped).toMatch(/“Treated” lowers the price of an hour/);
  expect(flipped).not.toContain("of the quick size");
  expect(futuresBlock(up, true)).toBeUndefined();
});

describe("the index", () => {
  const parts = { missing: [], hasPdf: true, size: "quick", futures: undefined } as const;
  test("counts verdicts and links every page", () => {
    const entries = [up, down, mixed].map(entryOf);
    const page = claimsIndex({ ...parts, entries });
    expect(page).toContain(
      "Of 3 claims about open GPU networks, 1 is supported, 1 is supported under conditions and 1 is contradicted",
    );
    expect(page.match(/href="c7\.html"/g)).toHaveLength(9);
    expect(page).not.toMatch(/<script|src=/);
  });
  test("names claims that could not be built", () => {
    expect(claimsIndex({ ...parts, entries: [entryOf(up)], missing: ["c4: no such store"] })).toContain(
      "c4: no such store",
    );
  });
});

test("the method page shows the calibration of the project’s page", () => {
  const calibration = readFileSync(new URL("../../docs/calibration.md", import.meta.url), "utf8");
  const page = methodPage(calibration);
  expect(tablesOf(calibration)[0]!.length).toBeGreaterThan(5);
  expect(text(page)).toContain("Elasticity of demand");
  expect(page).not.toMatch(/<script|src=/);
});

test("every part that a claim can rest on has figures in the pages that tests write", () => {
  const pageOf = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");
  const found = validations(validatedParts, pageOf);
  expect(found.map(({ part }) => part)).toEqual(validatedParts);
  expect(found.every(({ figures }) => figures.every(({ published, here }) => published !== "" && here !== ""))).toBe(
    true,
  );
});

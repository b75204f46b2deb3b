/** What makers, clouds and the token's price say that cannot all be true is refused where it stands, with a remedy. */
import { expect, test } from "vitest";
import { loadScenarioFile } from "../host/scenario-file.ts";
import { ScenarioError } from "./problem.ts";

/** Paths and messages of all that is wrong. */
function wrongWith(file: string, ...sets: string[]): string[] {
  try {
    loadScenarioFile(`scenarios/${file}`, sets);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ path, message, remedy }) => [path, message, remedy].filter(Boolean).join(" — "));
  }
}

const firms = (pricing: string, others = "{ name: google }") =>
  wrongWith("futures/start.yaml", `economy.clouds.firms=[{ name: amazon, pricing: ${pricing} }, ${others}]`);
const at = "economy.clouds.firms.0.pricing";

// the first cloud's pricing, what is said of it
test.each([
  [
    "{ policy: learning, least: 4, most: 4 }",
    [`${at}.least — 4 is not below most, 4 — leave it prices to choose from`],
  ],
  ["{ policy: learning, least: 1.1, most: 4 }", []],
  [
    "{ policy: capacity-limited, least: 9, most: 2 }",
    [`${at}.least — 9 is not below most, 2 — leave it prices to choose from`],
  ],
  ["{ policy: capacity-limited, least: 1, most: 2 }", []],
  [
    "{ policy: predatory, alarm: 0.02, calm: 0.2 }",
    [`${at}.calm — 0.2 is above alarm, 0.02: a war would end as it begins — let it end at a smaller share`],
  ],
  ["{ policy: predatory, alarm: 0.2, calm: 0.2 }", []],
  [
    "{ policy: path, prices: [{ year: 1, price: 3 }, { year: 1, price: 2 }] }",
    [`${at}.prices.1.year — is not after the one before it — order them by time`],
  ],
  ["{ policy: path, prices: [{ year: 1, price: 3 }, { year: 2, price: 2 }] }", []],
  [
    "{ policy: price-leader, leader: 1 }",
    [`${at} — follows cloud 1, which does not lead — give that one "policy: price-leader, role: leader"`],
  ],
  ["{ policy: price-leader, role: leader }", []],
] as const)("clouds: %s", (pricing, said) => {
  expect(firms(pricing)).toEqual(said);
});

test("clouds: a name that is in no catalogue needs regions; two of one name cannot be told apart", () => {
  const path = "economy.clouds.firms.1.name";
  expect(firms("{ policy: best-response }", "{ name: tiny }")).toEqual([
    expect.stringMatching(/firms\.1\.name — "tiny" is in no catalogue — give it regions, or take one of amazon, /),
  ]);
  expect(firms("{ policy: best-response }", "{ name: tiny, regions: { USA: 1 } }")).toEqual([]);
  expect(firms("{ policy: best-response }", "{ name: amazon }")).toEqual([
    `${path} — a second cloud is named "amazon"`,
  ]);
});

test("makers: each has a name of its own; a doubling of output takes less than all off the cost", () => {
  const chips = (...sets: string[]) => wrongWith("chips.yaml", ...sets);
  const entrants = (...names: string[]) =>
    chips(`economy.chips.entrants=[${names.map((name) => `{ name: ${name}, hardware: gaudi3 }`).join(", ")}]`);
  const path = (i: number) => `economy.chips.entrants.${i}.name`;
  expect(entrants("one", "two")).toEqual([]);
  expect(entrants("NVIDIA")).toEqual([`${path(0)} — a second maker is named "NVIDIA" — give it a name of its own`]);
  expect(entrants("one", "one")).toEqual([`${path(1)} — a second maker is named "one" — give it a name of its own`]);
  for (const curve of ["learning", "entrantLearning"]) {
    expect(chips(`economy.chips.${curve}={ curve: wright, rate: 99 % }`)).toEqual([]);
    expect(chips(`economy.chips.${curve}={ curve: wright, rate: 100 % }`)).toEqual([
      expect.stringMatching(/rate — "100 %" is above the most allowed, 99 %/),
    ]);
  }
});

test("the token: a price cannot be anchored to fees of an epoch in which nobody is at the network", () => {
  const money = (rest: string, ...more: string[]) =>
    wrongWith("futures/start.yaml", `economy.money={ kind: endogenous${rest} }`, ...more);
  expect(money("")).toEqual([
    expect.stringMatching(
      /^economy\.money\.kind — nobody is at the network in the first epoch, .* — write "anchored: false"/,
    ),
  ]);
  expect(money(", anchored: false")).toEqual([]);
  expect(money("", "economy.demand.start=settled")).toEqual([]);
});

test("the token: prices in the order of time, and one maker of them", () => {
  const money = "economy.money={ kind: path, prices: [{ at: 1 year, price: 3 }, { at: 0.5 year, price: 2 }] }";
  expect(wrongWith("futures/start.yaml", money)).toEqual([
    "economy.money.prices.1.at — is not after the one before it — order them by time",
  ]);
  const both = ["economy.money={ kind: jumps }", "stake.tokenVolatility=0.5"];
  const said = wrongWith("futures/start.yaml", ...both);
  expect(said).toEqual([expect.stringContaining("economy.money makes the token's price — remove the volatility")]);
});

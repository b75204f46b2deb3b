import { describe, expect, test } from "vitest";
import { complaintsOf as complaintsOfScenario, scenarioText } from "../../test/support/scenario-text.ts";
import { headline, ScenarioError } from "./problem.ts";
import { loadStudy, type StudyFile } from "./study.ts";

const base = scenarioText.replace(/replications: \d+/, "replications: 5");

function study(design: string, text = base): StudyFile {
  return loadStudy({ path: "study.yaml", readText: () => `${text}\n${design}` });
}

function complaints(design: string, text = base): string[] {
  try {
    study(design, text);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(headline);
    throw error;
  }
}

const variants = "variants:\n  as it is: {}\n  cheapest: { routing: { rule: cheapest } }\n";

test("a file without a design is a study of one point", () => {
  const { points, factors } = study("");
  expect(points).toHaveLength(1);
  expect(factors).toEqual([]);
});

test("variants are laid over the base, the first is the baseline, and all are combined with the grid", () => {
  const { points, factors, replications } = study(
    `${variants}sweep:\n  grid:\n    demand.rate: [60 request/s, 240 request/s]\n`,
  );
  expect(factors.map(({ name, levels }) => [name, levels.map((level) => level.name)])).toEqual([
    ["variants", ["as it is", "cheapest"]],
    ["demand.rate", ["60 request/s", "240 request/s"]],
  ]);
  expect(replications).toBe(5);
  expect(points.map(({ scenario }) => [scenario.routing.rule, scenario.demand.rate])).toEqual([
    ["power-of-d", 60],
    ["power-of-d", 240],
    ["cheapest", 60],
    ["cheapest", 240],
  ]);
});

test("a grid takes named sets of keys, tied values go together, and combinations can be dropped", () => {
  const { points, factors } = study(`sweep:
  grid:
    size: { small: { network: { nodes: 600 } }, large: { network: { nodes: 2400, operators: 180 } } }
  tied:
    - { demand.rate: [60 request/s, 240 request/s], demand.patience: [1 s, 2 s] }
  drop:
    - { size: small, demand.rate & demand.patience: "240 request/s, 2 s" }
`);
  expect(factors[1]?.name).toBe("demand.rate & demand.patience");
  expect(points.map(({ scenario: { network, demand } }) => [network.nodes, demand.rate, demand.patience])).toEqual([
    [600, 60, 1],
    [2400, 60, 1],
    [2400, 240, 2],
  ]);
});

test.each(["latin-hypercube", "sobol", "halton", "random"])("worlds are drawn by %s within their ranges", (method) => {
  const { points } = study(`${variants}sweep:
  sample:
    points: 8
    method: ${method}
    ranges:
      demand.rate: { from: 50 request/s, to: 500 request/s, scale: log }
      network.nodes: { from: 400, to: 1600, whole: true }
`);
  expect(points).toHaveLength(16);
  const rates = points.slice(0, 8).map(({ scenario }) => scenario.demand.rate);
  expect(new Set(rates).size).toBe(8);
  for (const { scenario } of points) {
    expect(scenario.demand.rate).toBeGreaterThanOrEqual(50);
    expect(scenario.demand.rate).toBeLessThanOrEqual(500);
    expect(Number.isInteger(scenario.network.nodes)).toBe(true);
  }
  // Every variant meets each world.
  expect(points.slice(8).map(({ scenario }) => scenario.demand.rate)).toEqual(rates);
  if (method === "latin-hypercube") {
    const parts = rates.map((rate) => Math.floor((8 * Math.log(rate / 50)) / Math.log(10)));
    expect(parts.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  }
});

test("combinations are dropped by lists of levels and by bounds", () => {
  const grid = "demand.rate: [60 request/s, 240 request/s, 480 request/min], demand.patience: [1 s, 2 s, 3 s]";
  const left = (drop: string) =>
    study(`sweep:\n  grid: { ${grid} }\n  drop: [${drop}]\n`).points.map(({ scenario: { demand } }) => [
      demand.rate,
      demand.patience,
    ]);
  // 480 a minute are 8 a second: bounds look at quantities, not at text.
  expect(left('{ demand.rate: "< 100 request/s", demand.patience: ">= 2000 ms" }')).toEqual([
    [60, 1],
    [240, 1],
    [240, 2],
    [240, 3],
    [8, 1],
  ]);
  expect(left("{ demand.patience: [1 s, 3 s] }")).toHaveLength(3);
});

const ranges = `
    ranges:
      demand.rate: { from: 50 request/s, to: 500 request/s, scale: log }
      demand.patience: { from: 1 s, to: 9 s }
`;

test.each([
  ["morris", 9, 3],
  ["saltelli", 12, 4],
])("%s lays worlds out in groups, and the file keeps where they lie", (method, points, together) => {
  const { worlds, points: made } = study(`sweep:\n  sample:\n    method: ${method}\n    points: ${points}${ranges}`);
  expect(worlds?.cube).toHaveLength(points);
  expect(worlds?.axes).toEqual([
    { path: "demand.rate", from: 50, to: 500, unit: "request/s", scale: "log" },
    { path: "demand.patience", from: 1, to: 9, unit: "s", scale: "linear" },
  ]);
  const [first, second] = made.map(({ scenario: { demand } }) => demand);
  // Neighbours in a group differ in one range.
  expect(Number(first!.rate !== second!.rate) + Number(first!.patience !== second!.patience)).toBe(1);
  expect(points % together).toBe(0);
  expect(made[0]!.scenario.demand.patience).toBeCloseTo(1 + 8 * worlds!.cube[0]![1]!, 4);
});

describe("what is wrong is said before the first run, with its place and a remedy", () => {
  const hypothesis = (changes: string) =>
    `${variants}hypotheses:\n  - { id: h, variant: cheapest, outcome: price, direction: lower, smallest: 1${changes} }\n`;
  test.each([
    [
      "a hypothesis on no outcome",
      hypothesis("").replace("outcome: price", "outcome: prise"),
      /"prise".*did you mean "price"/,
    ],
    [
      "a hypothesis on no variant",
      hypothesis("").replace("variant: cheapest", "variant: cheapst"),
      /unknown variant "cheapst" — did you mean "cheapest"/,
    ],
    [
      "a hypothesis on the baseline",
      hypothesis("").replace("variant: cheapest", "variant: as it is"),
      /"as it is" is the baseline itself/,
    ],
    ["a hypothesis on nobody", hypothesis("").replace("variant: cheapest, ", ""), /no variant is named/],
    [
      "a variant like the baseline",
      "variants: { a: {}, b: { routing: { rule: power-of-d } } }\n",
      /"b" is the same scenario as the baseline, "a"/,
    ],
    [
      "a sweep over an unknown key",
      "sweep: { grid: { demand.rat: [1 request/s, 2 request/s] } }\n",
      /unknown key "rat" — did you mean "rate"/,
    ],
    ["a sweep over another rule's key", "sweep: { grid: { routing.byWeight: [0, 1] } }\n", /byWeight/],
    [
      "a sweep over what no outcome reads",
      "sweep: { grid: { outputs.nodesEvery: [1, 2] } }\n",
      /"outputs" cannot be varied — no outcome depends on it/,
    ],
    [
      "a sweep over the seed",
      "sweep: { grid: { seed: [1, 2] } }\n",
      /"seed" cannot be varied — all points meet the same shocks/,
    ],
    ["a value that is out of range", "sweep: { grid: { demand.patience: [1 s, -2 s] } }\n", /below the least allowed/],
    [
      "tied lists of unlike length",
      "sweep: { tied: [{ demand.rate: [1 request/s], demand.patience: [1 s, 2 s] }] }\n",
      /2 values are tied to 1/,
    ],
    [
      "an empty range",
      "sweep: { sample: { points: 4, ranges: { demand.rate: { from: 5 request/s, to: 5 request/s } } } }\n",
      /the range is empty/,
    ],
    [
      "ends in unlike units",
      "sweep: { sample: { points: 4, ranges: { demand.patience: { from: 5 s, to: 1 min } } } }\n",
      /“s” and “min”/,
    ],
    [
      "an unknown level in drop",
      `${variants}sweep: { drop: [{ variants: dearest }] }\n`,
      /unknown level "dearest" of variants — one of: as it is, cheapest/,
    ],
    [
      "everything dropped",
      `${variants}sweep: { drop: [{ variants: as it is }, { variants: cheapest }] }\n`,
      /every combination is dropped/,
    ],
    [
      "a bound that no level meets",
      'sweep: { grid: { demand.patience: [1 s, 2 s] }, drop: [{ demand.patience: "> 5 s" }] }\n',
      /no level of demand.patience is > 5 s/,
    ],
    [
      "a bound in another dimension",
      'sweep: { grid: { demand.patience: [1 s, 2 s] }, drop: [{ demand.patience: "> 5 USD" }] }\n',
      /cannot be compared with 5 USD/,
    ],
    [
      "a walk that is cut short",
      `sweep:\n  sample:\n    method: morris\n    points: 10${ranges}`,
      /do not divide into walks of 3, 3 or more — write points: 9/,
    ],
    [
      "a range that nobody reads",
      "sweep: { sample: { points: 4, ranges: { demand.rate: { from: 5 request/s, to: 6 request/s }, network.nodes: { from: 600.1, to: 600.4, whole: true } } } }\n",
      /both ends of network.nodes give the same scenario: nobody reads it/,
    ],
    [
      "a choice without levels",
      "select: { outcome: price, smallest: 1, most: 40 }\nsweep: { grid: { demand.patience: [1 s, 2 s] } }\n",
      /no levels of "variants" to choose from — one of: demand.patience/,
    ],
    [
      "a choice by an outcome that is a matter of view",
      `${variants}select: { outcome: utilization, smallest: 1 %, most: 40 }\n`,
      /a matter of view — write better/,
    ],
    [
      "a choice by too few",
      `${variants}select: { outcome: price, smallest: 1, most: 4 }\n`,
      /4 replications at most are too few to choose by/,
    ],
    ["a lifetime without a bound", `${variants}lifetimes: [{ id: x, of: power, measure: hhi }]\n`, /no bound is given/],
    [
      "a lifetime by what is not measured over those in control",
      `${variants}lifetimes: [{ id: x, of: power, by: control, measure: gini, above: 0.5 }]\n`,
      /gini is not measured over those in control/,
    ],
    ["an expectation without a bound", `${variants}expect: [{ outcome: price }]\n`, /no bound is given/],
    [
      "an expectation nothing can keep",
      `${variants}expect: [{ outcome: price, atLeast: 3, atMost: 2 }]\n`,
      /nothing lies between/,
    ],
    ["half a name", `${variants}expect: [{ outcome: price, level: cheapest, atMost: 2 }]\n`, /half a name/],
    [
      "a precision that few replications cannot judge",
      `${variants}precision: { outcome: price, halfWidth: 1, most: 5 }\n`,
      /5 replications at most are too few/,
    ],
  ])("%s", (_, design, expected) => {
    const found = complaints(design);
    expect(found.join("\n")).toMatch(expected);
    expect(found.every((line) => /^study\.yaml:\d+:\d+ /.test(line))).toBe(true);
  });

  test("too few replications for a hypothesis", () => {
    const few = base.replace("replications: 5", "replications: 2");
    expect(complaints(hypothesis(""), few).join()).toMatch(
      /2 replications cannot tell a difference from chance — write replications: 10/,
    );
  });

  test("errors of the base and of the design show at once", () => {
    const found = complaints(
      "variants: { a: {}, b: { routing: { rule: cheapst } } }\nsweep: { gird: 1 }\n",
      base.replace("seed:", "sead:"),
    );
    expect(found.join("\n")).toMatch(/unknown key "gird" — did you mean "grid"/);
    expect(found.join("\n")).toMatch(/unknown key "sead"/);
  });

  test("a study is no scenario to run", () => {
    expect(JSON.stringify(complaintsOfScenario(`${base}\n${variants}`))).toMatch(/this is a study, not one scenario/);
  });
});

import { describe, expect, test } from "vitest";
import { changed, loadText, loadTexts, scenarioText } from "../../test/support/scenario-text.ts";
import { explain, showOrigin } from "./explain.ts";
import { referenceKeys, referencePage } from "./reference.ts";
import { startingScenario } from "./starting-scenario.ts";
import { warnings } from "./warnings.ts";

describe("explain", () => {
  const files = { "a.yaml": "extends: base.yaml\ndemand: { patience: 2 s }\n", "base.yaml": scenarioText };
  const loaded = loadTexts(files, ["routing.d=4", "network.nodes=2_000"]);
  const rows = explain(loaded).map(({ key, shown, origin }) => [key, shown, showOrigin(origin)]);

  test.each([
    ["seed", "42", "base.yaml:4"],
    ["epochLength", "6 h", "base.yaml:8"],
    ["network.nodes", "2000", "--set network.nodes=2_000"],
    ["network.classes.neocloud", "0.1", "base.yaml:13"],
    ["network.batchMax", "256", "default"],
    ["demand.patience", "2 s", "a.yaml:2"],
    ["demand.growth", "40 %/year", "base.yaml:25"],
    ["routing.rule", "power-of-d", "base.yaml:30"],
    ["routing.d", "4", "--set routing.d=4"],
    ["verification.rule", "none", "default"],
    ["outages.scripted.1.length", "24 h", "base.yaml:41"],
    ["outputs.requestsFraction", "0.1 %", "base.yaml:42"],
  ])("%s is %s, from %s", (key, shown, origin) => {
    expect(rows.filter((row) => row[0] === key)).toEqual([[key, shown, origin]]);
  });

  test("an empty table is none", () => {
    const old = loadTexts({ ...files, "a.yaml": "extends: base.yaml\nrulesAt: genesis\n" }, []);
    expect(explain(old, "weight.coefficients").map(({ shown }) => shown)).toEqual(["none"]);
  });

  test("a part of it", () => {
    expect(explain(loaded, "routing").map((row) => row.key)).toEqual(["routing.rule", "routing.d"]);
    expect(explain(loaded, "nowhere.at.all")).toEqual([]);
  });
});

describe("reference", () => {
  test("every key and rule has a page that says what it is", () => {
    const keys = referenceKeys();
    expect(keys).toContain("outages.scripted.at");
    expect(keys).toContain("routing.power-of-d");
    for (const key of keys) expect(referencePage(key)?.description, key).toMatch(/\w/);
  });
  test("a rule's page has its sources and parameters", () => {
    const page = referencePage("routing.power-of-d");
    expect(page?.sources.join()).toContain("Mitzenmacher");
    expect(page?.below.map(({ name }) => name)).toEqual(["d"]);
    expect(referencePage("routing.power-of-d.d")).toMatchObject({
      fallback: "2",
      allowed: expect.stringMatching(/^from 1 to \d+$/),
    });
  });
  test("a quantity's page has unit, default and range in the writer's terms", () => {
    const patience = { unit: "s", fallback: "30 s", allowed: "from 0.001 s", isRequired: false, examples: ["30 s"] };
    expect(referencePage("demand.patience")).toMatchObject(patience);
    expect(referencePage("demand.rate")).toMatchObject({ isRequired: true, fallback: null });
    expect(referencePage("demand.nothing")).toBeUndefined();
  });
});

test("the starting scenario is valid and has nothing to warn of, whatever its name", () => {
  for (const title of ["my-network", 'quote " and # colon: too']) {
    const loaded = loadText(startingScenario({ title, schemaPath: "../docs/scenario.schema.json" }));
    expect(loaded.scenario.name).toBe(title);
    expect(warnings(loaded)).toEqual([]);
  }
});

describe("warnings", () => {
  test.each([
    [changed("jurisdiction: JPN", "jurisdiction: FRA"), "nobody has nodes in FRA: this outage changes nothing"],
    [changed("perYear: 0.5", "length: 3 h"), "there are no random outages: this length changes nothing"],
    [changed("rate: 120 request/s", "rate: 0 request/s"), "a rate of 0: nobody asks for anything"],
  ])("case %#", (text, message) => expect(warnings(loadText(text)).map((doubt) => doubt.message)).toEqual([message]));

  test.each([
    ["verification: { rule: none }", "nothing is checked: this model is not executed"],
    ["verification: { rule: uniform-sample, fraction: 10 % }", undefined],
  ])("a model that is named, under %s", (verification, message) => {
    const model = "kernel: { model: { weights: a.bin, smaller: b.bin, tokenizer: c.bin } }";
    const plain = startingScenario({ title: "named", schemaPath: "" }).replace(/^verification:.*\n/m, "");
    const found = warnings(loadText(`${plain.replace(/^kernel:.*\n/m, "")}\n${verification}\n${model}\n`));
    expect(found.map((doubt) => doubt.message)).toEqual(message === undefined ? [] : [message]);
  });

  const sanction = "{ kind: sanction, at: 1 epoch, length: 30 day, jurisdictions: [USA], scope: both }";
  const closed = changed("{ perEpoch: 3, length: 10 s, warmup: 5 s, firstWarmup: 1 min }", "0")
    .replace("outputs: { requestsFraction: 0.1 % }", "outputs: { requestsFraction: 0 }")
    .replace(/ +elasticity: .*\n/, "")
    .concat(`economy:\n  states:\n    acts: [${sanction}]\n`);
  test.each([
    ["", ["with windows: 0 and without economy.demand no client looks at links: this act changes nothing"]],
    ["  demand: {}\n  clouds: {}\n", []],
  ])("a sanction matters to clients who choose, case %#", (more, messages) => {
    expect(warnings(loadText(closed + more)).map((doubt) => doubt.message)).toEqual(messages);
  });

  test("a token worth its fees needs clients who answer to its price", () => {
    const text = changed("seed: 42", "seed: 42\neconomy: { money: { kind: endogenous } }").replace(
      / +elasticity: .*\n/,
      "",
    );
    const messages = (one: string) => warnings(loadText(one)).map((doubt) => doubt.message);
    expect(messages(text)).toEqual([expect.stringContaining("without economy.demand no client answers to it")]);
    expect(messages(text.replace("economy: { ", "economy: { demand: {}, "))).toEqual([]);
  });

  const power = "without economy.operators, clouds and strategies nobody reckons with the price of power";
  test.each([
    ["{ kind: cloud-exit", "", "without economy.clouds there is none to leave"],
    ["{ kind: cloud-exit", "  demand: {}\n  clouds: {}\n", undefined],
    ["{ kind: subsidy, fraction: 30 %", "", "without economy.operators nobody reckons with costs"],
    ["{ kind: subsidy, fraction: 30 %", "  operators: {}\n", undefined],
    ["{ kind: energy-shock, factor: 3", "", power],
    ["{ kind: energy-shock, factor: 3", "  operators: {}\n", undefined],
    ["{ kind: energy-shock, factor: 3", "  demand: {}\n  clouds: {}\n", undefined],
    ["{ kind: energy-shock, factor: 3", "  strategies: { menu: [{ strategy: honest, name: plain }] }\n", undefined],
  ])("%s: matters to those who act on it%s", (act, more, reason) => {
    const acts = `${act}, at: 1 epoch, length: 30 day, jurisdictions: [USA] }`;
    const text = closed.replace(sanction, acts) + more;
    const messages = reason === undefined ? [] : [`${reason}: this act changes nothing`];
    expect(warnings(loadText(text)).map((doubt) => doubt.message)).toEqual(messages);
  });
});

/** Trade rules at work on a population: what is refused is drawn again, and nothing else moves. */
import { describe, expect, test } from "vitest";
import { smallWorld, withPart } from "../../test/support/small-world.ts";
import { createRng } from "../engine/rng.ts";
import { cardChooser } from "./card-choice.ts";
import { exportFacts } from "./catalogue/export-facts.ts";
import { hardware } from "./catalogue/hardware.ts";
import { jurisdictions } from "./catalogue/jurisdictions.ts";
import { languageModels } from "./catalogue/language-models.ts";
import { nodeClasses } from "./catalogue/node-classes.ts";

const network = withPart("network", {
  nodes: 300,
  operators: 60,
  classes: { "gaming-pc": 1, "small-datacentre": 1, neocloud: 1 },
  jurisdictions: { USA: 1, CHN: 1, IND: 1 },
});

/** Cards by country of each node. */
function cards(rule: string) {
  const { nodes } = smallWorld({ ...network, trade: { rule }, windows: 0 });
  const { hardware: card, jurisdiction, cards: count, operator } = nodes.columns;
  return Array.from({ length: nodes.count }, (_, i) => ({
    card: card[i],
    country: jurisdictions[jurisdiction[i]].id,
    count: count[i],
    operator: operator[i],
  }));
}
const free = cards("free");
const isFast = (h: number) => exportFacts[h].isSubject && exportFacts[h].tpp >= 4800;

describe.each([
  ["bandwidth-and-performance", (h: number) => isFast(h) && exportFacts[h].chipToChipGbs >= 600],
  ["performance-density", isFast],
  ["diffusion-tiers", isFast],
] as const)("%s", (rule, isRefused) => {
  const changed = cards(rule);

  test("leaves no refused card in China, and had some to refuse", () => {
    const inChina = (of: typeof free) => of.filter((one) => one.country === "CHN" && isRefused(one.card)).length;
    expect(inChina(free)).toBeGreaterThan(10);
    expect(inChina(changed)).toBe(0);
  });

  test("moves no other draw: countries, owners, counts and allowed cards stay", () => {
    changed.forEach((one, i) => {
      const before = free[i] as (typeof free)[number];
      expect({ ...one, card: 0 }).toEqual({ ...before, card: 0 });
      if (one.country === "USA" || !isRefused(before.card))
        expect(one.card === before.card || one.country === "CHN").toBe(true);
    });
  });

  test("what comes instead is of the same market segment", () => {
    changed.forEach((one, i) => {
      const before = free[i] as (typeof free)[number];
      if (one.card !== before.card) expect(hardware[one.card].class).toBe(hardware[before.card].class);
    });
  });
});

test("when nothing that serves a model may stand in a country, the error names class and remedy", () => {
  const plan = {
    classes: nodeClasses,
    hardware,
    like: [...hardware.keys()],
    jurisdictionWeights: jurisdictions.map(() => 1 / jurisdictions.length),
    models: languageModels.slice(0, 1),
    trade: { allowed: () => 0 },
  };
  const stream = createRng("card choice").stream("population.trade");
  const choose = cardChooser(
    plan,
    nodeClasses.map(() => 10),
    () => true,
    stream,
  );
  const wish = { wished: 0, cards: 8, class: 4, jurisdiction: 3, host: 0, size: 1 };
  expect(() => choose(wish)).toThrow(/leaves no card for a node of class neocloud with 8 cards .* add a smaller model/);
});

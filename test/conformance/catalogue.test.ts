/** The catalogue of rules: its numbers, how many of them are there, and those of its first comparison grid. */
import { expect, test } from "vitest";
import { elsewhere } from "../../sim/mechanisms/elsewhere.ts";
import { type AnyMechanism, registry } from "../../sim/mechanisms/registry.ts";
import { scenarioJsonSchema } from "../../sim/scenario/json-schema.ts";

/** Of the schema that editors read, as far as needed here. */
interface Keys {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Keys>>;
}

const all = Object.values(registry).flat() as readonly AnyMechanism[];
const numbers = new Set(all.flatMap(({ catalogue }) => (catalogue === undefined ? [] : [catalogue])));

test("numbers are R-01 to R-66", () => {
  expect([...numbers].filter((number) => !/^R-(0[1-9]|[1-5]\d|6[0-6])$/.test(number))).toEqual([]);
});

test("each number is a rule in a slot, or the catalogue says where it stands", () => {
  const known = Array.from({ length: 66 }, (_, i) => `R-${String(i + 1).padStart(2, "0")}`);
  const others = elsewhere.map(({ number }) => number);
  expect(known.filter((number) => !numbers.has(number))).toEqual(others);
  for (const { at } of elsewhere) {
    let keys: Keys | undefined = scenarioJsonSchema() as Keys;
    for (const key of at.split(".")) keys = keys?.properties?.[key];
    expect(keys?.description, at).toBeDefined();
  }
});

test("the market side is there: checks, issuance, matching and prices, entry, pools, trade", () => {
  const side = [
    [6, 13],
    [28, 48],
    [49, 50],
    [52, 54],
    [61, 64],
  ].flatMap(([from = 0, to = 0]) =>
    Array.from({ length: to - from + 1 }, (_, i) => `R-${String(from + i).padStart(2, "0")}`),
  );
  expect(side.length).toBe(38);
  expect(side.filter((number) => !numbers.has(number))).toEqual([]);
});

test("a numbered rule has its equation", () => {
  const without = all.filter(({ catalogue, equation }) => catalogue !== undefined && equation === undefined);
  expect(without.map(({ id }) => id)).toEqual([]);
});

test("no two rules of a slot have the same equation or summary", () => {
  for (const rules of Object.values(registry) as (readonly AnyMechanism[])[]) {
    const summaries = rules.map(({ summary }) => summary);
    expect(new Set(summaries).size).toBe(summaries.length);
    const equations = rules.flatMap(({ equation }) => (equation === undefined ? [] : [equation]));
    expect(new Set(equations).size).toBe(equations.length);
  }
});

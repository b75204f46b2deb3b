/** The walk-through in docs/adding-a-rule.md shows a rule of the registry, its entry and its cases as they are. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findRule } from "../sim/mechanisms/registry.ts";

const page = readFileSync("docs/adding-a-rule.md", "utf8");
const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text]) => text as string);
const [rule, importLine, entry, cases] = blocks;

test("the page shows the rule's file and its cases", () => {
  expect(blocks.length).toBe(4);
  expect(rule).toBe(readFileSync("sim/mechanisms/emission/root-of-stake.ts", "utf8"));
  expect(cases).toBe(readFileSync("sim/mechanisms/emission/root-of-stake.test.ts", "utf8"));
});

test("the page shows the lines that the registry has", () => {
  const registry = readFileSync("sim/mechanisms/registry.ts", "utf8");
  const lines = [importLine, entry].flatMap((text) => (text as string).trimEnd().split("\n"));
  const shown = lines.filter((line) => !line.includes("// …"));
  expect(shown.length).toBe(5);
  expect(shown.filter((line) => !registry.includes(`${line}\n`))).toEqual([]);
});

test("the choice that the page names is one", () => {
  const [, slot, id, parameter] = page.match(/`(\w+): \{ rule: ([\w-]+), (\w+): \d+ \}`/) as string[];
  expect(slot).toBe("emission");
  expect(Object.keys(findRule("emission", id as string).params.shape)).toContain(parameter);
});

test("every file and folder that the page names is there", () => {
  const named = [...page.matchAll(/`((?:sim|test|docs)\/[\w./-]+)`/g)].map(([, path]) => path as string);
  expect(named.length).toBeGreaterThan(10);
  for (const path of named) expect(() => readFileSync(path), path).not.toThrow(/ENOENT/);
});

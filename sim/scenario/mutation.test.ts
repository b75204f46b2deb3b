/** A thousand damaged scenario files: each is either valid or refused in words, at a place that exists. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadText, scenarioText } from "../../test/support/scenario-text.ts";
import { frame, ScenarioError } from "./problem.ts";
import { scenarioSchema } from "./scenario.ts";

type Damage = (text: string, at: number, other: number) => string;

function onLines(change: (lines: string[], i: number, j: number) => void): Damage {
  return (text, at, other) => {
    const lines = text.split("\n");
    change(lines, Math.floor(at * lines.length), Math.floor(other * lines.length));
    return lines.join("\n");
  };
}

const words = [
  ..."{}[]:,#&*!|>'\"%@`-?\t\n\r\0\\~=<.",
  ...[
    "null",
    "true",
    "[]",
    "{}",
    "1e999",
    "-1",
    "0",
    ".nan",
    ".inf",
    "0x10",
    "1 GNK",
    "5 parsec",
    "<<: {a: 1}",
    "__proto__: 1",
  ],
  ...[
    "constructor: 1",
    "extends: b.yaml",
    "extends: a.yaml",
    "---",
    "...",
    "%YAML 1.1",
    "\uFEFF",
    "\uD800",
    "\u2028",
    "é",
    "👾",
  ],
  ...[
    "&a 1",
    "*a",
    "!!js/function x",
    "? a",
    "toString: 1",
    "rule: none",
    "- - - x",
    "|2",
    '"\\q"',
    "2024-01-01",
    "1:30",
  ],
];

const insert =
  (word: string): Damage =>
  (text, at) => {
    const offset = Math.floor(at * (text.length + 1));
    return text.slice(0, offset) + word + text.slice(offset);
  };

const damages: readonly Damage[] = [
  onLines((lines, i) => lines.splice(i, 1)),
  onLines((lines, i) => lines.splice(i, 0, lines[i] as string)),
  onLines((lines, i, j) => ([lines[i], lines[j]] = [lines[j] as string, lines[i] as string])),
  onLines((lines, i, j) => lines.splice(j, 0, ...lines.splice(i, 1))),
  onLines((lines, i, j) => (lines[i] = " ".repeat(j % 5) + lines[i])),
  onLines((lines, i) => (lines[i] = (lines[i] as string).trimStart())),
  onLines((lines, i, j) => (lines[i] = (lines[i] as string).replace(/:.*/, `: ${words[j % words.length]}`))),
  onLines((lines, i, j) => (lines[i] = (lines[i] as string).replace(/[\d_.]+/, words[j % words.length] as string))),
  onLines((lines, i) => (lines[i] = (lines[i] as string).replace(/ (s|ms|epoch|h|%|request\/s)\b/, ""))),
  (text, at, other) =>
    text.slice(0, Math.floor(at * text.length)) + text.slice(Math.floor(at * text.length) + Math.floor(other * 9)),
  (text, at) => text.slice(0, Math.floor(at * text.length)),
  (text, at, other) => insert(String.fromCharCode(Math.floor(other * 300)))(text, at, other),
  ...words.map(insert),
];

const unit = fc.double({ min: 0, max: 0.999999, noNaN: true });
const damaged = fc
  .array(fc.tuple(fc.nat(damages.length - 1), unit, unit), { minLength: 1, maxLength: 4 })
  .map((list) => list.reduce((text, [which, at, other]) => (damages[which] as Damage)(text, at, other), scenarioText));

/** Most messages end in under 200 characters; lists of names take more. */
const longestFrame = 900;

test("each is valid or refused in words, where it stands", () => {
  let [valid, refused] = [0, 0];
  fc.assert(
    fc.property(damaged, (text) => {
      try {
        const { scenario } = loadText(text);
        expect(scenario.network.operators).toBeLessThanOrEqual(scenario.network.nodes);
        valid++;
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error;
        refused++;
        expect(error.problems.length).toBeGreaterThan(0);
        for (const problem of error.problems) {
          const { offset, length, source } = problem.place;
          expect(offset).toBeLessThanOrEqual(source.text.length);
          expect(length).toBeGreaterThanOrEqual(0);
          const said = frame(problem);
          expect(said.length).toBeLessThan(longestFrame);
          expect(said.split("\n")[0]).not.toMatch(/undefined|\[object|NaN NaN|Invalid input/);
        }
      }
    }),
    { seed: 1_000_003, numRuns: 1000 },
  );
  // The damage must reach both sides, or the test shows nothing.
  expect(valid).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(500);
});

test("what is valid stays so: a resolved scenario holds nothing that the schema does not know", () => {
  const { scenario } = loadText(scenarioText);
  const observed = { series: "reference-network-hosts", start: "2026-01-16" };
  const { scenario: compared } = loadText(`${scenarioText}\nobserved: ${JSON.stringify(observed)}\n`);
  expect(compared).toEqual({ ...scenario, observed });
  expect(Object.keys(compared).sort()).toEqual(Object.keys(scenarioSchema.shape).sort());
});

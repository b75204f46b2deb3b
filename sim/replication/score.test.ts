import { expect, test } from "vitest";
import { scoreAnswer } from "./score.ts";

const known = { id: "x", family: "MMc", value: 10, tolerance: { rel: 0.03 } };
const run = { how: "simulate", seed: 1, n: 1000 } as const;

// value, se → hit, reason
test.each([
  [10.2, 0.1, true, ""],
  [10.4, 0.1, false, "tolerance"],
  [10.2, 0.16, false, "not enough evidence"],
  [Number.NaN, 0.1, false, "NaN"],
] as const)("a run that gives %d ± %d", (value, se, isHit, text) => {
  const verdict = scoreAnswer(known, { ...run, value, se });
  expect(verdict.isHit).toBe(isHit);
  expect(verdict.reason).toContain(text);
});

test("an exact answer needs no error; the wider of the two tolerances holds", () => {
  const loose = { ...known, tolerance: { rel: 0.001, abs: 0.5 } };
  expect(scoreAnswer(loose, { value: 10.5, how: "solve" }).isHit).toBe(true);
  expect(scoreAnswer(loose, { value: 10.6, how: "solve" }).isHit).toBe(false);
});

test("no answer is a miss", () => {
  expect(scoreAnswer(known, undefined)).toMatchObject({ isHit: false, reason: "unanswered" });
});

import { expect, test } from "vitest";
import { scores } from "../../../test/support/small-network.ts";
import rule from "./activation-hash.ts";

// exponents that differ, mean difference of mantissas → severity
test.each([
  [0, 0, 0],
  [19, 1, 0.5],
  [38, 10, 1],
  [0, 20, 2],
])("%d mismatches, mantissas off by %d: severity %d", (exponentMismatches, mantissaError, severity) => {
  const { severity: of } = rule.create({ mismatchesMax: 38, mantissaErrorMax: 10 }, {});
  expect(of(scores({ exponentMismatches, mantissaError }))).toBeCloseTo(severity, 12);
});

test("an answer too short for a chunk passes; one that was not measured at all cannot be told", () => {
  const { severity } = rule.create({ mismatchesMax: 38, mantissaErrorMax: 10 }, {});
  const noChunk = { exponentMismatches: Number.NaN, mantissaError: Number.NaN };
  expect(severity(scores({ ...noChunk, distance: 0.3 }))).toBe(0);
  expect(severity(scores({ ...noChunk, distance: Number.NaN }))).toBeNaN();
});

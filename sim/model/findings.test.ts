import { expect, test } from "vitest";
import type { Findings } from "./findings.ts";
import { copyFindings, findingNumbers } from "./findings.ts";

const found = (entries: readonly (readonly [number, number, number])[]): Findings => {
  const findings: Findings = new Map();
  for (const [account, by, count] of entries)
    findings.set(account, new Map([...(findings.get(account) ?? []), [by, count]]));
  return findings;
};

test("numbers of findings go by rows, not by when they were found", () => {
  const first = found([
    [3, 1, 2],
    [0, 5, 1],
    [3, 0, 4],
  ]);
  const other = found([
    [0, 5, 1],
    [3, 0, 4],
    [3, 1, 2],
  ]);
  expect(findingNumbers(first)).toEqual([0, 5, 1, 3, 0, 4, 3, 1, 2]);
  expect(findingNumbers(other)).toEqual(findingNumbers(first));
});

test("a copy shares nothing", () => {
  const first = found([[1, 2, 3]]);
  const copy = copyFindings(first);
  copy.get(1)?.set(2, 9);
  expect(findingNumbers(first)).toEqual([1, 2, 3]);
});

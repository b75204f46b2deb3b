import { expect, test } from "vitest";
import { claimParts, claimText } from "../../test/support/claim-text.ts";
import { studyBase } from "../../test/support/study-text.ts";
import { ScenarioError } from "./problem.ts";
import { loadStudy } from "./study.ts";

function load(text: string) {
  return loadStudy({ path: "c9.yaml", sets: [], readText: () => text });
}

function complaints(text: string): string {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ScenarioError)
      return error.problems.map(({ message, remedy }) => `${message}; ${remedy}`).join("\n");
    throw error;
  }
  throw new Error("nothing was wrong");
}

test("a claim study is read with its statements", () => {
  const { design, points } = load(claimText);
  expect(points).toHaveLength(8);
  expect(design.claim).toMatchObject({ id: "C9", path: "price", holders: "reward", worldsFull: 3 });
  expect(design.hypotheses!.map(({ role }) => role)).toEqual(["main", "against", "placebo"]);
});

test.each([
  [
    "no main hypothesis",
    claimText.replace("role: main", "role: further"),
    "no hypothesis decides the claim; give one of the hypotheses",
  ],
  [
    "no case against",
    claimText.replace("role: against", "role: further"),
    "no hypothesis is the strongest case against the claim",
  ],
  ["no placebo", claimText.replace("role: placebo", "role: further"), "no hypothesis is a placebo"],
  [
    "a placebo that is to change something",
    claimText.replace("direction: same", "direction: higher"),
    "a placebo must change nothing; write direction: same",
  ],
  [
    "a range without a source",
    claimText.replace("key: demand.elasticity, ", ""),
    'the range of demand.elasticity has no source; add an assumption with "key: demand.elasticity"',
  ],
  [
    "a source of a range that is not there",
    claimText.replace("key: demand.elasticity", "key: demand.rate"),
    "demand.rate is not sampled; leave the key out",
  ],
  ["roles without a claim", `${studyBase}${claimParts.design}`, "roles belong to claim studies; remove it"],
  ["a path that is not there", claimText.replace("path: price", "path: prize"), "prize"],
])("%s", (_, text, message) => expect(complaints(text)).toContain(message));

/** Laws that every verification rule keeps. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyNodes, epochView } from "../support/small-network.ts";
import { fixed, subjects } from "./rules-under-test.ts";

describe.each(subjects("verification"))("$name", ({ rule }) => {
  test("checks with a probability, the same when asked again", () => {
    fc.assert(
      fc.property(anyNodes, (rows) => {
        const see = epochView(rows);
        for (let i = 0; i < rows.length; i++) {
          const fraction = rule.checkFraction(see, i);
          expect(fraction >= 0 && fraction <= 1).toBe(true);
          expect(rule.checkFraction(see, i)).toBe(fraction);
        }
      }),
      fixed,
    );
  });
});

/** Laws that every admission rule keeps. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AdmissionRule } from "../../sim/model/slots.ts";
import { anyHolders, anyNodes, epochView, type HolderRow, type NodeRow } from "../support/small-network.ts";
import { fixed, subjects } from "./rules-under-test.ts";

const untouched = 77;

function admit(rule: AdmissionRule, rows: readonly NodeRow[], holders: readonly HolderRow[], junk = 1e300) {
  const see = epochView(rows, [], junk, holders);
  const out = new Uint8Array(2 * see.accountCount + 1).fill(untouched);
  const charge = new Float64Array(2 * see.accountCount + 1).fill(untouched);
  rule.admit(see, out, charge);
  const n = see.accountCount;
  return {
    out: [...out.subarray(0, n)],
    charge: [...charge.subarray(0, n)],
    beyond: [...out.subarray(n), ...charge.subarray(n)],
  };
}

describe.each(subjects("admission"))("$name", ({ fresh }) => {
  test("answers yes or no, and charges whole amounts to those it lets in", () => {
    fc.assert(
      fc.property(anyNodes, anyHolders, (rows, holders) => {
        const { out, charge } = admit(fresh(), rows, holders);
        expect(out.filter((answer) => answer !== 0 && answer !== 1)).toEqual([]);
        expect(
          charge.filter((amount, a) => !(Number.isSafeInteger(amount) && amount >= 0) || (out[a] === 0 && amount > 0)),
        ).toEqual([]);
      }),
      fixed,
    );
  });

  test("gives a place to who asks at the price that it names, and none where it names none; says so of both or of neither", () => {
    fc.assert(
      fc.property(anyNodes, anyHolders, (rows, holders) => {
        const rule = fresh();
        expect(rule.apply === undefined).toBe(rule.entryPrice === undefined);
        const see = epochView(rows, [], 1e300, holders);
        const answer = () => [new Uint8Array(see.accountCount), new Float64Array(see.accountCount)] as const;
        const [before, paid] = answer();
        rule.admit(see, before, paid);
        const asking = before.indexOf(0);
        if (rule.apply === undefined || rule.entryPrice === undefined || asking < 0) return;
        const price = rule.entryPrice(see);
        const [after, charge] = answer();
        rule.apply(see, [asking], after, charge);
        expect(after[asking]).toBe(Number.isFinite(price) ? 1 : 0);
        expect(charge[asking]).toBe(Number.isFinite(price) ? price : 0);
      }),
      fixed,
    );
  });

  test("neither reads nor writes beyond the count, and answers the same twice", () => {
    fc.assert(
      fc.property(anyNodes, anyHolders, (rows, holders) => {
        const rule = fresh();
        const first = admit(rule, rows, holders);
        expect(first.beyond.every((value) => value === untouched)).toBe(true);
        expect(admit(rule, rows, holders)).toEqual(first);
        expect(admit(fresh(), rows, holders, 1e-300)).toEqual(first);
      }),
      fixed,
    );
  });
});

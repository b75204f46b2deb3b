/** Laws that every reward rule keeps. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RewardRule } from "../../sim/model/slots.ts";
import { AccountStatus } from "../../sim/model/tables/accounts.ts";
import {
  anyDraw,
  anyMarkets,
  anyNodes,
  epochView,
  later,
  type MarketRow,
  type NodeRow,
} from "../support/small-network.ts";
import { fixed, subjects } from "./rules-under-test.ts";

/** Up to nine million tokens of 10⁹ base units. */
const anyEmission = fc.oneof(fc.nat({ max: 1000 }), fc.maxSafeNat());
/** One for each account that `anyNodes` may have. */
const anyStatuses = fc.array(fc.constantFrom(...Object.values(AccountStatus)), { minLength: 5, maxLength: 5 });
const untouched = -12_345;

/** Pay by account, and what the rule left in the rows beyond the count, whose columns hold `junk`. */
function pay(
  rule: RewardRule,
  rows: readonly NodeRow[],
  emission: number,
  markets: readonly MarketRow[],
  junk = 1e300,
) {
  const see = epochView(rows, markets, junk);
  const out = new Float64Array(2 * see.accountCount + 1).fill(untouched);
  let drawn = 0;
  rule.allocate(see, emission, out, (row, n) => {
    drawn++;
    return anyDraw(row, n);
  });
  return { drawn, see, paid: [...out.subarray(0, see.accountCount)], beyond: [...out.subarray(see.accountCount)] };
}

describe.each(subjects("reward"))("$name", ({ fresh }) => {
  test("pays whole amounts ≥ 0, together at most the emission", () => {
    fc.assert(
      fc.property(anyNodes, anyMarkets, anyEmission, (rows, markets, emission) => {
        const { paid } = pay(fresh(), rows, emission, markets);
        expect(paid.filter((amount) => !(Number.isSafeInteger(amount) && amount >= 0))).toEqual([]);
        expect(paid.reduce((sum, amount) => sum + BigInt(amount), 0n) <= BigInt(emission)).toBe(true);
      }),
      fixed,
    );
  });

  test("pays nothing to accounts of which no node was ever live", () => {
    fc.assert(
      fc.property(anyNodes, anyMarkets, anyEmission, (rows, markets, emission) => {
        const { paid, see } = pay(fresh(), rows, emission, markets);
        expect(paid.filter((amount, a) => see.accounts.liveNodes[a] === 0 && amount > 0)).toEqual([]);
      }),
      fixed,
    );
  });

  test("pays nothing to accounts that are not active, whatever they were in the epoch before", () => {
    fc.assert(
      fc.property(anyNodes, anyMarkets, anyEmission, anyStatuses, (rows, markets, emission, statuses) => {
        const rule = fresh();
        const at = (epoch: number, status: readonly number[]) => {
          const see = epochView(
            rows,
            markets,
            1e300,
            status.map((one) => ({ status: one, stake: 1e12 })),
          );
          const out = new Float64Array(see.accountCount);
          rule.allocate(later(see, epoch), emission, out, anyDraw);
          return [...out];
        };
        at(
          0,
          statuses.map(() => AccountStatus.active),
        );
        const unpaid = at(1, statuses).filter((_, a) => statuses[a] !== AccountStatus.active);
        expect(unpaid.filter((amount) => amount !== 0)).toEqual([]);
      }),
      fixed,
    );
  });

  test("neither reads nor writes beyond the count, and pays the same twice", () => {
    fc.assert(
      fc.property(anyNodes, anyMarkets, anyEmission, (rows, markets, emission) => {
        const { paid, beyond } = pay(fresh(), rows, emission, markets);
        expect(beyond.every((value) => value === untouched)).toBe(true);
        expect(pay(fresh(), rows, emission, markets).paid).toEqual(paid);
        expect(pay(fresh(), rows, emission, markets, 1e-300).paid).toEqual(paid);
      }),
      fixed,
    );
  });

  test("pays by what rows hold, not by where they stand", () => {
    fc.assert(
      fc.property(anyNodes, anyMarkets, fc.nat({ max: 2 ** 40 }), (rows, markets, emission) => {
        const { paid, drawn } = pay(fresh(), rows, emission, markets);
        const last = paid.length - 1;
        const others = rows.map((row) => ({ ...row, account: last - row.account }));
        const mirrored = pay(fresh(), others, emission, markets).paid;
        const total = (of: readonly number[]) => of.reduce((sum, amount) => sum + amount, 0);
        // Who wins a draw depends on the draw; what all get together does not.
        expect(Math.abs(total(mirrored) - total(paid))).toBeLessThanOrEqual(last + 1);
        if (drawn > 0) return;
        // Sums in another order may round differently: one base unit an account.
        for (let a = 0; a <= last; a++) expect(Math.abs((mirrored[last - a] ?? 0) - paid[a])).toBeLessThanOrEqual(1);
      }),
      fixed,
    );
  });
});

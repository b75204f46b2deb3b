import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvariantError } from "../engine/invariant.ts";
import { checkBooks, closeJournal, createLedger, firstHolder, LedgerAccount, LineKind, post } from "./ledger.ts";

describe("ledger", () => {
  test("money moves whole and the books sum to zero", () => {
    const ledger = createLedger(2, 0);
    post(ledger, LineKind.emission, LedgerAccount.supply, LedgerAccount.treasury, 100);
    post(ledger, LineKind.reward, LedgerAccount.treasury, firstHolder, 60);
    post(ledger, LineKind.fee, LedgerAccount.clients, firstHolder + 1, 7);
    expect(Array.from(ledger.balance)).toEqual([-100n, -7n, 40n, 0n, 0n, 0n, 0n, 0n, 60n, 7n]);
    expect(ledger.journal.lines).toBe(3);
    expect([...ledger.journal.amount.subarray(0, 3)]).toEqual([100, 60, 7]);
    expect(() => checkBooks(ledger)).not.toThrow();
  });

  test("balances beyond 2⁵³ stay exact", () => {
    const ledger = createLedger(1, 0);
    for (let i = 0; i < 5; i++) post(ledger, LineKind.fee, LedgerAccount.clients, firstHolder, Number.MAX_SAFE_INTEGER);
    post(ledger, LineKind.fee, LedgerAccount.clients, firstHolder, 1);
    expect(ledger.balance[firstHolder]).toBe(5n * BigInt(Number.MAX_SAFE_INTEGER) + 1n);
  });

  test.each([
    ["a fraction", 0.5],
    ["a negative amount", -1],
    ["4.6e18 and more", 4.6e18],
    ["no number", Number.NaN],
  ])("refuses %s", (_, amount) => {
    expect(() => post(createLedger(1, 0), LineKind.fee, LedgerAccount.clients, firstHolder, amount)).toThrow(
      InvariantError,
    );
  });

  test("sums by words are those of whole numbers of any size, and every line is kept", () => {
    const amounts = fc.array(fc.tuple(fc.bigInt(0n, 2n ** 60n), fc.nat(1), fc.nat(1)), { maxLength: 60 });
    fc.assert(
      fc.property(amounts, (lines) => {
        const ledger = createLedger(2, 0);
        const wanted = [0n, 0n];
        for (const [start, from, to] of lines) {
          const amount = Number(start);
          const exact = BigInt(amount);
          if (wanted[to]! + exact >= 2n ** 63n || wanted[from]! - exact < -(2n ** 63n)) continue;
          // `supply` and `clients` may owe.
          post(ledger, LineKind.fee, from, to, amount);
          wanted[from]! -= exact;
          wanted[to]! += exact;
        }
        expect([...ledger.balance.subarray(0, 2)]).toEqual(wanted);
      }),
      { seed: 64 },
    );
  });

  test("a journal grows and keeps its lines in order", () => {
    const ledger = createLedger(1, 0);
    const lines = 5000;
    for (let i = 1; i <= lines; i++) post(ledger, LineKind.fee, LedgerAccount.clients, firstHolder, i);
    expect(ledger.journal.lines).toBe(lines);
    expect(ledger.journal.amount.subarray(0, lines).every((amount, i) => amount === i + 1)).toBe(true);
    expect([...new Set(ledger.journal.to.subarray(0, lines))]).toEqual([firstHolder]);
  });

  test("refuses to pass 64 bits", () => {
    const ledger = createLedger(1, 0);
    const most = 4.5e18;
    post(ledger, LineKind.fee, LedgerAccount.clients, firstHolder, most);
    post(ledger, LineKind.fee, LedgerAccount.clients, firstHolder, most);
    expect(() => post(ledger, LineKind.fee, LedgerAccount.clients, firstHolder, most)).toThrow("beyond 64 bits");
  });

  test("only supply and clients may owe", () => {
    expect(() => post(createLedger(1, 0), LineKind.reward, LedgerAccount.treasury, firstHolder, 1)).toThrow(
      "account 2 at -1",
    );
  });

  test("a false balance is found", () => {
    const ledger = createLedger(1, 0);
    ledger.balance[firstHolder] = 3n;
    expect(() => checkBooks(ledger)).toThrow("balances sum to 3 base units");
  });

  test("nothing moved writes no line, and a closed journal is empty", () => {
    const ledger = createLedger(1, 0);
    post(ledger, LineKind.fee, LedgerAccount.clients, firstHolder, 0);
    expect(ledger.journal.lines).toBe(0);
    post(ledger, LineKind.fee, LedgerAccount.clients, firstHolder, 5);
    closeJournal(ledger);
    expect(ledger.journal.lines).toBe(0);
    expect(ledger.balance[firstHolder]).toBe(5n);
  });
});

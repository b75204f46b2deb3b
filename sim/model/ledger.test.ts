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
    expect(ledger.journal.amount).toEqual([100, 60, 7]);
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
    expect(ledger.journal.kind).toHaveLength(0);
    post(ledger, LineKind.fee, LedgerAccount.clients, firstHolder, 5);
    closeJournal(ledger);
    expect(ledger.journal).toEqual({ kind: [], from: [], to: [], amount: [] });
    expect(ledger.balance[firstHolder]).toBe(5n);
  });
});

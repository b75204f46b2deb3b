/**
 * Double-entry books in whole base units: each line takes an amount from one account and gives it to another, so that all balances
 * always sum to zero. `supply` is where money comes from (its balance is minus all money made); `clients` stand for the world outside,
 * which buys its tokens off the books, so that both may fall below zero. No other account may.
 */
import { invariant } from "../engine/invariant.ts";

/** The protocol's own accounts come first; account row r of the network is ledger account `firstHolder + r`. */
export const LedgerAccount = Object.freeze({ supply: 0, clients: 1, treasury: 2 });
export const firstHolder = 3;

/** Order of `ledgerKinds` in the store's tables. */
export const LineKind = Object.freeze({ emission: 0, reward: 1, fee: 2 });

export interface Ledger {
  readonly balance: BigInt64Array;
  /** Lines of this epoch. */
  readonly journal: { kind: number[]; from: number[]; to: number[]; amount: number[] };
}

export function createLedger(holders: number): Ledger {
  return {
    balance: new BigInt64Array(firstHolder + holders),
    journal: { kind: [], from: [], to: [], amount: [] },
  };
}

/**
 * Moves money.
 *
 * @param amount  whole, 0 ≤ amount < 2⁵³ [base unit]; 0 writes no line
 * @throws InvariantError when the amount is not whole or the payer cannot pay
 */
export function post(ledger: Ledger, kind: number, from: number, to: number, amount: number): void {
  invariant(Number.isSafeInteger(amount) && amount >= 0, () => `ledger: amount ${amount} from ${from} to ${to}`);
  if (amount === 0) return;
  const { balance, journal } = ledger;
  balance[from] -= BigInt(amount);
  balance[to] += BigInt(amount);
  invariant(from <= LedgerAccount.clients || balance[from] >= 0n, () => `ledger: account ${from} at ${balance[from]}`);
  journal.kind.push(kind);
  journal.from.push(from);
  journal.to.push(to);
  journal.amount.push(amount);
}

/** @throws InvariantError when the balances do not sum to zero */
export function checkBooks(ledger: Ledger): void {
  let sum = 0n;
  for (let i = 0; i < ledger.balance.length; i++) sum += ledger.balance[i];
  invariant(sum === 0n, () => `ledger: balances sum to ${sum} base units, expected 0`);
}

/** Forgets this epoch's lines; the balances stay. */
export function closeJournal(ledger: Ledger): void {
  const { kind, from, to, amount } = ledger.journal;
  kind.length = 0;
  from.length = 0;
  to.length = 0;
  amount.length = 0;
}

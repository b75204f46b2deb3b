/**
 * Double-entry books in whole base units: each line takes an amount from one account and gives it to another, so that all balances
 * always sum to zero. `supply` is where money comes from (its balance is minus all money made); `clients` stand for the world outside,
 * which buys its tokens off the books, so that both may fall below zero. No other account may.
 */
import { invariant } from "../engine/invariant.ts";

/** A single line moves less than this, and no balance passes 64 bits. [base unit] */
const amountMax = 4.6e18; // just below 2⁶²

/**
 * The protocol's own accounts come first. `burned` only ever receives; `collateral`, `unvested` and `bonded` hold what is
 * locked, whose owners' columns say how much is whose.
 */
export const LedgerAccount = Object.freeze({
  supply: 0,
  clients: 1,
  treasury: 2,
  burned: 3,
  collateral: 4,
  unvested: 5,
  bonded: 6,
  escrow: 7,
});
export const ledgerAccountNames = [
  "supply",
  "clients",
  "treasury",
  "burned",
  "collateral",
  "unvested",
  "bonded",
  "escrow",
] as const;

/** Account row r of the network is ledger account `firstHolder + r`; delegators come after the room for accounts. */
export const firstHolder = ledgerAccountNames.length;

/** Ledger account of a delegator's row. */
export const delegatorHolder = ({ accounts }: Ledger, row: number) => firstHolder + accounts + row;

/** Order of `ledgerKinds` in the store's tables. */
export const LineKind = Object.freeze({
  emission: 0,
  reward: 1,
  fee: 2,
  genesis: 3,
  burn: 4,
  lock: 5,
  unlock: 6,
  slash: 7,
  vest: 8,
  bond: 9,
  delegation: 10,
  admission: 11,
  refund: 12,
  deposit: 13,
  sale: 14,
  wash: 15,
  bribe: 16,
  pool: 17,
});

export interface Ledger {
  /** Accounts that there is room for. */
  readonly accounts: number;
  readonly balance: BigInt64Array;
  /** Lines of this epoch. */
  readonly journal: { kind: number[]; from: number[]; to: number[]; amount: number[] };
}

/** @param accounts  rows of accounts that there is room for; delegators come after them */
export function createLedger(accounts: number, delegators: number): Ledger {
  return {
    accounts,
    balance: new BigInt64Array(firstHolder + accounts + delegators),
    journal: { kind: [], from: [], to: [], amount: [] },
  };
}

/**
 * Moves money.
 *
 * @param amount  whole, 0 ≤ amount < 2⁶² [base unit]; 0 writes no line. A whole double is taken as it is, so that both sides agree.
 * @throws InvariantError when the amount is not whole, the payer cannot pay, or a balance would pass 64 bits
 */
export function post(ledger: Ledger, kind: number, from: number, to: number, amount: number): void {
  const isWhole = Number.isInteger(amount) && amount >= 0 && amount < amountMax;
  invariant(isWhole, () => `ledger: amount ${amount} from ${from} to ${to} — lower the price or the emission`);
  if (amount === 0) return;
  const { balance, journal } = ledger;
  balance[from] = kept(balance[from] - BigInt(amount), from);
  balance[to] = kept(balance[to] + BigInt(amount), to);
  invariant(from <= LedgerAccount.clients || balance[from] >= 0n, () => `ledger: account ${from} at ${balance[from]}`);
  journal.kind.push(kind);
  journal.from.push(from);
  journal.to.push(to);
  journal.amount.push(amount);
}

function kept(balance: bigint, account: number): bigint {
  const isKept = BigInt.asIntN(64, balance) === balance;
  invariant(
    isKept,
    () => `ledger: account ${account} would hold ${balance}, beyond 64 bits — lower the price or the emission`,
  );
  return balance;
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

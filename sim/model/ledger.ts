/**
 * Double-entry books in whole base units: each line takes an amount from one account and gives it to another, so that all balances
 * always sum to zero. `supply` is where money comes from (its balance is minus all money made); `clients` stand for the world outside,
 * which buys its tokens off the books, so that both may fall below zero. No other account may.
 */
import { InvariantError, invariant } from "../engine/invariant.ts";

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

/** Lines of this epoch: the first `lines` of each column, which grow as they fill. */
export interface Journal {
  lines: number;
  kind: Uint8Array;
  from: Int32Array;
  to: Int32Array;
  amount: Float64Array;
}

export interface Ledger {
  /** Accounts that there is room for. */
  readonly accounts: number;
  readonly balance: BigInt64Array;
  /** The same memory, in words of 32 bits: sums of 64 bits by words make no BigInt, which took most of the time of a line. */
  readonly words: Int32Array;
  readonly journal: Journal;
}

/** @param accounts  rows of accounts that there is room for; delegators come after them */
export function createLedger(accounts: number, delegators: number): Ledger {
  const balance = new BigInt64Array(firstHolder + accounts + delegators);
  return { accounts, balance, words: new Int32Array(balance.buffer), journal: createJournal(linesAtStart) };
}
const linesAtStart = 1024;

function createJournal(room: number): Journal {
  return {
    lines: 0,
    kind: new Uint8Array(room),
    from: new Int32Array(room),
    to: new Int32Array(room),
    amount: new Float64Array(room),
  };
}

/** A copy that shares nothing with the original. */
export function copyLedger({ accounts, balance: before, journal }: Ledger): Ledger {
  const balance = before.slice();
  const { lines, kind, from, to, amount } = journal;
  return {
    accounts,
    balance,
    words: new Int32Array(balance.buffer),
    journal: { lines, kind: kind.slice(), from: from.slice(), to: to.slice(), amount: amount.slice() },
  };
}

const twoTo32 = 4294967296;
const twoTo31 = 2147483648;
/** Which of the two words of a balance is the low one: machines differ. */
const lowWord = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;
const highWord = 1 - lowWord;

/**
 * Moves money.
 *
 * @param amount  whole, 0 ≤ amount < 2⁶² [base unit]; 0 writes no line. A whole double is taken as it is, so that both sides agree.
 * @throws InvariantError when the amount is not whole, the payer cannot pay, or a balance would pass 64 bits
 */
export function post(ledger: Ledger, kind: number, from: number, to: number, amount: number): void {
  if (amount === 0) return;
  const isWhole = Number.isInteger(amount) && amount >= 0 && amount < amountMax;
  if (!isWhole) refuse(`amount ${amount} from ${from} to ${to} — lower the price or the emission`);
  const high = Math.floor(amount / twoTo32);
  const low = amount - high * twoTo32;
  add(ledger, from, -high, -low);
  add(ledger, to, high, low);
  if (from > LedgerAccount.clients && ledger.words[2 * from + highWord] < 0)
    refuse(`account ${from} at ${ledger.balance[from]}`);
  writeLine(ledger.journal, kind, from, to, amount);
}

/** Adds high · 2³² + low to a balance, |low| < 2³². */
function add({ words, balance }: Ledger, account: number, high: number, low: number): void {
  const sum = (words[2 * account + lowWord] >>> 0) + low;
  const carry = sum < 0 ? -1 : sum >= twoTo32 ? 1 : 0;
  const upper = words[2 * account + highWord] + high + carry;
  if (upper < -twoTo31 || upper >= twoTo31) {
    const would = balance[account] + BigInt(high) * BigInt(twoTo32) + BigInt(low);
    refuse(`account ${account} would hold ${would}, beyond 64 bits — lower the price or the emission`);
  }
  words[2 * account + lowWord] = sum - carry * twoTo32;
  words[2 * account + highWord] = upper;
}

function refuse(law: string): never {
  throw new InvariantError(`ledger: ${law}`);
}

function writeLine(journal: Journal, kind: number, from: number, to: number, amount: number): void {
  if (journal.lines === journal.kind.length) {
    const wider = createJournal(2 * journal.lines);
    for (const name of ["kind", "from", "to", "amount"] as const) wider[name].set(journal[name]);
    Object.assign(journal, wider, { lines: journal.lines });
  }
  const line = journal.lines++;
  journal.kind[line] = kind;
  journal.from[line] = from;
  journal.to[line] = to;
  journal.amount[line] = amount;
}

/** @throws InvariantError when the balances do not sum to zero */
export function checkBooks(ledger: Ledger): void {
  // The two words of each apart: their sums are exact as numbers, and no balance is made an object.
  const { words } = ledger;
  let [low, high] = [0, 0];
  for (let at = 0; at < words.length; at += 2) {
    low += words[at + lowWord] >>> 0;
    high += words[at + highWord];
  }
  const sum = (BigInt(high) << 32n) + BigInt(low);
  invariant(sum === 0n, () => `ledger: balances sum to ${sum} base units, expected 0`);
}

/** Forgets this epoch's lines; the balances stay. */
export function closeJournal(ledger: Ledger): void {
  ledger.journal.lines = 0;
}

/**
 * Stake at the start: what accounts hold and have bonded, and the holders without machines.
 *
 * The part of the accounts is shared out by capacity, evenly, by draws of a Pareto law, or as the scenario lists it; the
 * rest goes to the delegators by draws of the same law. Money is whole: each share is rounded down, and the rest is never made.
 */
import { addRow, type Table } from "../engine/columns.ts";
import type { Rng } from "../engine/rng.ts";
import { paretoOf } from "../engine/variates.ts";
import { delegatorHolder, firstHolder, type Ledger, LedgerAccount, LineKind, post } from "./ledger.ts";
import type { AccountSpec } from "./tables/accounts.ts";
import type { DelegatorSpec } from "./tables/delegators.ts";

export const stakeSpreads = ["by-capacity", "even", "pareto", "as-listed"] as const;

export interface StakePlan {
  /** All stake at the start. [base unit] */
  readonly total: number;
  /** Part of it that accounts hold, 0…1. */
  readonly accountsFraction: number;
  readonly spread: (typeof stakeSpreads)[number];
  /** For `as-listed`: what each account has, by row; accounts beyond hold nothing. [base unit] */
  readonly listed: readonly number[];
  /** Exponent α of the Pareto law, > 1. */
  readonly exponent: number;
  /** Money besides that each account holds, not bonded. [base unit] */
  readonly liquidPerAccount: number;
}

/** Amounts up to this stay exact when a share of them is taken. [base unit] */
const heldMost = Number.MAX_SAFE_INTEGER;

/**
 * Makes the stake of accounts and delegators; `bond` then writes it into the books.
 *
 * @param capacity  throughput of each account at the start, which the spread by capacity goes by [token/s]
 * @throws RangeError when one holder would have more than 2⁵³ base units
 */
export function shareStake(
  tables: { readonly accounts: Table<AccountSpec>; readonly delegators: Table<DelegatorSpec> },
  plan: StakePlan,
  capacity: ArrayLike<number>,
  rng: Rng,
): void {
  const { accounts, delegators } = tables;
  const drawn = rng.stream("genesis.stake");
  const pareto = (n: number) => (row: number) => paretoOf(drawn.uniform(row, n), 1, plan.exponent);
  let toAccounts = Math.floor(plan.total * plan.accountsFraction);
  if (plan.spread === "as-listed") toAccounts = setListed(accounts.columns.stake, plan.listed);
  else {
    const weightOf = { "by-capacity": (row: number) => capacity[row], even: () => 1, pareto: pareto(0) }[plan.spread];
    share(accounts.columns.stake, accounts.count, toAccounts, weightOf);
  }
  while (delegators.count < delegators.capacity) addRow(delegators);
  share(delegators.columns.stake, delegators.count, Math.max(0, plan.total - toAccounts), pareto(1));
  delegators.columns.account.fill(-1);
  delegators.columns.movedAt.fill(0);
  delegators.columns.reward.fill(0);
  delegators.columns.votes.fill(0);
}

/**
 * Genesis in the books: money is made, and what is staked is bonded.
 *
 * @returns money made [base unit]
 */
export function bond(
  ledger: Ledger,
  { accounts, delegators }: { readonly accounts: Table<AccountSpec>; readonly delegators: Table<DelegatorSpec> },
  liquidPerAccount: number,
): number {
  let issued = 0;
  for (let a = 0; a < accounts.count; a++) {
    issued += accounts.columns.stake[a] + liquidPerAccount;
    post(ledger, LineKind.genesis, LedgerAccount.supply, firstHolder + a, accounts.columns.stake[a] + liquidPerAccount);
    post(ledger, LineKind.bond, firstHolder + a, LedgerAccount.bonded, accounts.columns.stake[a]);
  }
  for (let d = 0; d < delegators.count; d++) {
    const holder = delegatorHolder(ledger, d);
    issued += delegators.columns.stake[d];
    post(ledger, LineKind.genesis, LedgerAccount.supply, holder, delegators.columns.stake[d]);
    post(ledger, LineKind.bond, holder, LedgerAccount.bonded, delegators.columns.stake[d]);
  }
  return issued;
}

/** Writes what is listed, by row. @returns its sum [base unit] */
function setListed(out: Float64Array, listed: readonly number[]): number {
  let total = 0;
  listed.forEach((stake, row) => {
    checkHeld(stake, row);
    out[row] = stake;
    total += stake;
  });
  return total;
}

function share(out: Float64Array, count: number, amount: number, weightOf: (row: number) => number): void {
  let total = 0;
  for (let i = 0; i < count; i++) total += weightOf(i);
  for (let i = 0; i < count; i++) {
    out[i] = total > 0 ? Math.floor(amount * (weightOf(i) / total)) : 0;
    checkHeld(out[i], i);
  }
}

function checkHeld(stake: number, holder: number): void {
  if (stake <= heldMost) return;
  throw new RangeError(`stake: holder ${holder} would have ${stake} base units, more than 2⁵³ — lower stake.total`);
}

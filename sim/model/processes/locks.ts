/**
 * Money that is locked: deposits that back weight, and rewards that vest.
 *
 *   balance → collateral → unbonding → balance      reward → unvested → slice by slice → balance
 */
import { invariant } from "../../engine/invariant.ts";
import { depositWanted } from "../deposits.ts";
import { firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import { ProposalStatus } from "../proposals.ts";
import { grant, payVested } from "../vesting.ts";
import type { World } from "../world.ts";

/** Locks the vesting part of each account's reward of this epoch. */
export function lockVesting(world: World): void {
  const { rules, accounts, vesting, clock, ledger } = world;
  const { lockedFraction, epochs } = rules.vesting;
  if (lockedFraction === 0 || epochs === 0) return;
  const { reward, unvested } = accounts.columns;
  for (let a = 0; a < accounts.count; a++) {
    const locked = Math.floor(reward[a] * lockedFraction);
    if (locked === 0) continue;
    unvested[a] += locked;
    post(ledger, LineKind.lock, firstHolder + a, LedgerAccount.unvested, locked);
    grant(vesting, a, locked, clock.epoch + 1, epochs);
  }
}

/** Frees what vested and what was unbonded, and tops deposits up to what the rule asks, as far as money is there. */
export function settleLocks(world: World): void {
  freeVested(world);
  const { rules, view, accounts, clock, ledger, unbondings } = world;
  const { collateral, unbonding } = accounts.columns;
  while (unbondings.length > 0 && unbondings[0].at <= clock.epoch) {
    const { account, amount } = unbondings.shift() as { account: number; amount: number };
    const freed = Math.min(amount, unbonding[account]);
    unbonding[account] -= freed;
    collateral[account] -= freed;
    post(ledger, LineKind.unlock, LedgerAccount.collateral, firstHolder + account, freed);
  }
  for (let a = 0; a < accounts.count; a++) {
    const wanted = Math.ceil(depositWanted(rules, view, a));
    const held = collateral[a] - unbonding[a];
    if (wanted > held) {
      const amount = Math.min(wanted - held, Number(ledger.balance[firstHolder + a]));
      collateral[a] += amount;
      post(ledger, LineKind.lock, firstHolder + a, LedgerAccount.collateral, amount);
    } else if (held > wanted) {
      unbonding[a] += held - wanted;
      unbondings.push({ account: a, amount: held - wanted, at: clock.epoch + rules.collateral.unbondingEpochs });
    }
  }
}

function freeVested(world: World): void {
  const { vesting, clock, accounts, ledger } = world;
  const { unvested } = accounts.columns;
  payVested(vesting, clock.epoch, (a, amount) => {
    unvested[a] -= amount;
    post(ledger, LineKind.vest, LedgerAccount.unvested, firstHolder + a, amount);
  });
}

/** @throws InvariantError when the locked accounts of the ledger do not hold what their owners' columns say */
export function checkLocks({ accounts, delegators, ledger, sessions, proposals, challenges }: World): void {
  let [collateral, unvested, bonded] = [0n, 0n, 0n];
  for (let a = 0; a < accounts.count; a++) {
    collateral += BigInt(accounts.columns.collateral[a]);
    unvested += BigInt(accounts.columns.unvested[a]);
    bonded += BigInt(accounts.columns.stake[a]);
  }
  for (let d = 0; d < delegators.count; d++) bonded += BigInt(delegators.columns.stake[d]);
  const holds = (account: number, sum: bigint, what: string) =>
    invariant(ledger.balance[account] === sum, () => `ledger: ${what} holds ${ledger.balance[account]}, owners ${sum}`);
  holds(LedgerAccount.collateral, collateral, "collateral");
  holds(LedgerAccount.unvested, unvested, "unvested");
  holds(LedgerAccount.bonded, bonded, "bonded");
  let escrow = 0n;
  for (const { stake } of challenges.underWay) escrow += BigInt(stake);
  for (const { locked } of sessions.pending) escrow += BigInt(locked);
  for (const { status, deposit } of proposals) if (status === ProposalStatus.voting) escrow += BigInt(deposit);
  holds(LedgerAccount.escrow, escrow, "escrow");
}

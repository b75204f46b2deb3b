/**
 * Challenges of proofs: stake locked, a long proof through the next epoch, judged at its end.
 *
 *   opened at an epoch's end, stake P = k · E locked → the target proves throughout the next epoch
 *     → shows at least α of its proof: P goes to it, vested            (the challenger has lost)
 *     ↘ shows less: inactive, paid nothing, slashed as such; the challenger has P back and up to E of what was forfeited
 *
 * with E the target's gross pay. Challengers are drawn evenly among active accounts that can lay the stake, targets by weight; nobody
 * challenges itself, nor whom another challenges. What is shown is what machines had, up and not rented for the announced proof.
 *
 * @see Gonka, proposals/multi-model-poc/long-poc-challenge.md; v0.2.16, execution not confirmed
 */

import type { Challenge, ChallengePlan, JudgedChallenge } from "../challenges.ts";
import { drawsOf } from "../draws.ts";
import { firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import { AccountStatus } from "../tables/accounts.ts";
import { grant } from "../vesting.ts";
import type { World } from "../world.ts";

/** Judges what is under way: who failed is inactive before anything is slashed or paid. */
export function judgeChallenges(world: World): void {
  const { challenges, rules, accounts } = world;
  challenges.judged.length = 0;
  const due = challenges.underWay.splice(0);
  if (due.length === 0) return;
  const plan = rules.reward.challenges;
  const shown = shownShares(world);
  for (const one of due) {
    // Under a rule that knows no challenges any more nobody has failed one, and nobody has won.
    const hasFailed = plan !== undefined && shown[one.target] < plan.leastShown;
    if (hasFailed) accounts.columns.status[one.target] = AccountStatus.inactive;
    challenges.judged.push({ ...one, shown: shown[one.target], hasFailed, won: 0 });
  }
}

/**
 * Moves the stakes of what was judged. Called when rewards are in the books.
 *
 * @param forfeited  of the emission, what is left in the treasury [base unit]
 */
export function settleChallenges(world: World, emission: number, forfeited: number): void {
  const { challenges } = world;
  let left = forfeited;
  for (const [i, one] of challenges.judged.entries()) {
    const won = payJudged(world, one, left, emission);
    if (one.hasFailed) left -= won;
    challenges.judged[i] = { ...one, won };
  }
}

/** @returns what changed hands beside the stake given back [base unit] */
function payJudged(world: World, one: JudgedChallenge, forfeited: number, emission: number): number {
  const { ledger, rules, accounts, vesting, clock } = world;
  const { challenger, target, stake } = one;
  const holder = (account: number) => firstHolder + account;
  if (rules.reward.challenges === undefined || one.hasFailed) {
    post(ledger, LineKind.refund, LedgerAccount.escrow, holder(challenger), stake);
    if (!one.hasFailed) return 0;
    const won = Math.min(one.gross, grossOf(world, target, emission), forfeited);
    post(ledger, LineKind.reward, LedgerAccount.treasury, holder(challenger), won);
    return won;
  }
  const { lockedFraction, epochs } = rules.vesting;
  const locked = epochs > 0 ? Math.floor(stake * lockedFraction) : 0;
  post(ledger, LineKind.slash, LedgerAccount.escrow, holder(target), stake - locked);
  post(ledger, LineKind.slash, LedgerAccount.escrow, LedgerAccount.unvested, locked);
  accounts.columns.unvested[target] += locked;
  if (locked > 0) grant(vesting, target, locked, clock.epoch + 1, epochs);
  return stake;
}

/** What the account's weight would be paid without forfeits and caps. [base unit] */
function grossOf({ accounts }: World, account: number, emission: number): number {
  const { rewardWeight } = accounts.columns;
  let all = 0;
  for (let a = 0; a < accounts.count; a++) all += rewardWeight[a];
  return all > 0 ? Math.floor((emission * rewardWeight[account]) / all) : 0;
}

/** Opens new ones, on money that is free: called when delegators have their part and what vests is locked. */
export function openChallenges(world: World): void {
  const plan = world.rules.reward.challenges;
  if (plan !== undefined) layStakes(world, plan, world.clock.emission);
}

function layStakes(world: World, plan: ChallengePlan, emission: number): void {
  const { accounts, challenges, ledger, clock } = world;
  const { rewardWeight, status } = accounts.columns;
  const draw = drawsOf(world, "reward");
  const isActive = (account: number) => status[account] === AccountStatus.active;
  for (let k = 0; k < plan.most; k++) {
    const challenger = Math.min(accounts.count - 1, Math.floor(draw(0, 2 * k) * accounts.count));
    const target = drawnByWeight(rewardWeight, accounts.count, draw(0, 2 * k + 1));
    const gross = grossOf(world, target, emission);
    const stake = Math.floor(plan.stakeFraction * gross);
    if (stake === 0 || target === challenger || !isActive(challenger) || !isActive(target)) continue;
    if (challenges.underWay.some((other: Challenge) => other.target === target)) continue;
    if (ledger.balance[firstHolder + challenger] < BigInt(stake)) continue;
    post(ledger, LineKind.deposit, firstHolder + challenger, LedgerAccount.escrow, stake);
    challenges.underWay.push({ number: challenges.opened++, openedAt: clock.epoch, challenger, target, stake, gross });
  }
}

function shownShares({ accounts, nodes }: World): Float64Array {
  const shown = new Float64Array(accounts.count);
  const all = new Float64Array(accounts.count);
  const { account, proof, uptime, heldFraction } = nodes.columns;
  for (let i = 0; i < nodes.count; i++) {
    all[account[i]] += proof[i];
    shown[account[i]] += proof[i] * uptime[i] * heldFraction[i];
  }
  return shown.map((value, a) => (all[a] > 0 ? value / all[a] : 0));
}

function drawnByWeight(weight: Float64Array, count: number, uniform: number): number {
  let total = 0;
  for (let a = 0; a < count; a++) total += weight[a];
  let left = uniform * total;
  for (let a = 0; a < count; a++) {
    left -= weight[a];
    if (left < 0) return a;
  }
  return count - 1;
}

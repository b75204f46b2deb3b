/**
 * Pools: rewards go into a pot and out again by capacity, so that luck is shared; the pool keeps a fee.
 *
 *   outᵢ = ⌊(1 − f) · pot · capacityᵢ / Σ capacity⌋,   the leader gets the rest
 *
 * An operator is in the pool that is worth most to it, or in none: certain pay = m (1 − f) (1 − A cv² / 2), with the coefficient of
 * variation of the whole pool's pay, its own included. Mean and variance are those of what operators earned themselves, before the pot.
 */
import { type Coalition, type Coalitions, coalitionOf } from "../coalitions.ts";
import { firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import type { Strategies } from "../strategies.ts";
import type { World } from "../world.ts";
import { bySize, found } from "./coalitions.ts";

/** Members of each pool share the epoch's rewards. Called once rewards are paid. */
export function sharePots(world: World): void {
  const { coalitions, strategies } = world;
  if (coalitions === undefined || strategies === undefined) return;
  strategies.conducts.columns.pooled.fill(0);
  for (const coalition of coalitions.list) {
    const { role } = coalitions.plans[coalition.plan];
    if (role.sharesRewards) sharePot(world, strategies, coalition, role.fee);
  }
}

function sharePot(
  { accounts, operators, ledger }: World,
  strategies: Strategies,
  coalition: Coalition,
  fee: number,
): void {
  const { members } = coalition;
  const { pooled } = strategies.conducts.columns;
  const { operator, reward } = accounts.columns;
  const account = new Map<number, number>();
  let pot = 0;
  for (let a = 0; a < accounts.count; a++) {
    if (!members.includes(operator[a])) continue;
    if (!account.has(operator[a])) account.set(operator[a], a);
    const given = Math.min(reward[a], Number(ledger.balance[firstHolder + a]));
    post(ledger, LineKind.pool, firstHolder + a, LedgerAccount.escrow, given);
    pooled[operator[a]] -= given;
    pot += given;
  }
  // Who was taken over has no account left and is no member; where it led, the member that came next does.
  const present = members.filter((one) => account.has(one));
  if (present.length < members.length) coalition.members = present;
  const size = present.reduce((sum, one) => sum + operators.columns.capacity[one], 0);
  let left = pot;
  for (const one of [...present.slice(1), ...present.slice(0, 1)]) {
    const share = size > 0 ? operators.columns.capacity[one] / size : 1 / present.length;
    const paid = one === present[0] ? left : Math.min(left, Math.floor((1 - fee) * pot * share));
    post(ledger, LineKind.pool, LedgerAccount.escrow, firstHolder + (account.get(one) as number), paid);
    pooled[one] += paid;
    left -= paid;
  }
}

/** Operators go to the pool that is worth most to them. */
export function weighPools(world: World, coalitions: Coalitions, strategies: Strategies, plan: number): void {
  const { role } = coalitions.plans[plan];
  const next = world.clock.epoch + 1;
  const order = bySize(world);
  const pools = () => coalitions.list.filter((one) => one.plan === plan);
  for (const leader of order) {
    if (pools().length >= role.most) break;
    if (coalitionOf(coalitions, plan, leader) === undefined) found(coalitions, plan, next, [leader]);
  }
  for (const one of order) {
    const now = coalitionOf(coalitions, plan, one);
    // Who runs a pool stays with it.
    if (now?.members[0] === one) continue;
    const alone = worth(strategies, [one], one, 0, role.riskAversion);
    let best: Coalition | undefined;
    let most = alone + coalitions.gainLeast * Math.abs(alone);
    for (const pool of pools()) {
      const members = pool === now ? pool.members : [...pool.members, one];
      const value = worth(strategies, members, one, role.fee, role.riskAversion);
      if (value > most) [best, most] = [pool, value];
    }
    if (best === now) continue;
    if (now !== undefined) {
      now.members = now.members.filter((each) => each !== one);
      coalitions.deserted[plan]++;
    }
    best?.members.push(one);
  }
}

/** Certain pay of a member; NaN before anything was earned. Who loses money has no pay to steady: to it all are worth the same. */
function worth(
  { conducts }: Strategies,
  members: readonly number[],
  one: number,
  fee: number,
  aversion: number,
): number {
  const { ownMean, ownSquare } = conducts.columns;
  if (ownMean[one] <= 0) return ownMean[one];
  let [mean, variance] = [0, 0];
  for (const each of members) {
    mean += ownMean[each];
    variance += Math.max(0, ownSquare[each] - ownMean[each] * ownMean[each]);
  }
  const square = mean > 0 ? variance / (mean * mean) : 0;
  return ownMean[one] * (1 - fee) * Math.max(0, 1 - (aversion * square) / 2);
}

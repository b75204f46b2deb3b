/**
 * Delegates: owners who save the effort of voting by leaving their votes to a holder of many.
 *
 *   joins while votes an epoch · c > commission · worth of all votes · own share of them
 *
 * with c the effort of a vote and the votes an epoch counted so far. Each goes to the delegate with the most votes behind it: a known name.
 */
import { type Coalitions, coalitionOf } from "../coalitions.ts";
import { standingOf } from "../market-outlook.ts";
import type { World } from "../world.ts";
import { found } from "./coalitions.ts";

export function weighDelegates(world: World, coalitions: Coalitions, plan: number): void {
  const { role } = coalitions.plans[plan];
  const { voting } = world.settings;
  const next = world.clock.epoch + 1;
  const { power } = standingOf(world);
  const counted = world.proposals.filter(({ countedAt }) => countedAt >= 0 && countedAt < next).length;
  const saved = (counted / next) * voting.cost;
  const worth = voting.powerValue * world.clock.emission;
  const order = Array.from(power, (_, one) => one).sort((a, b) => power[b] - power[a] || a - b);
  const mine = () => coalitions.list.filter((one) => one.plan === plan);
  for (const leader of order) {
    if (mine().length >= role.most) break;
    if (coalitionOf(coalitions, plan, leader) === undefined) found(coalitions, plan, next, [leader]);
  }
  const behind = ({ members }: { readonly members: readonly number[] }) =>
    members.reduce((sum, one) => sum + power[one], 0);
  for (const one of order) {
    const now = coalitionOf(coalitions, plan, one);
    if (now?.members[0] === one) continue;
    const gains = saved > role.fee * worth * power[one] && saved > 0;
    if (gains === (now !== undefined)) continue;
    if (now !== undefined) {
      now.members = now.members.filter((each) => each !== one);
      coalitions.deserted[plan]++;
    } else {
      const known = mine().sort((a, b) => behind(b) - behind(a) || a.members[0] - b.members[0]);
      known[0]?.members.push(one);
    }
  }
}

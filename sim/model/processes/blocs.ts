/**
 * Blocs: who votes with a leader leaves where votes of its own would have brought it more.
 *
 *   forgoneᵢ = Σ over proposals decided of gainᵢ · (carried with i's votes for itself − carried as it was),  carried = 1 or 0
 *   i leaves when forgoneᵢ > g · |mean pay of i|
 *
 * gainᵢ is what the change brings i's accounts [base unit/epoch]; the others, the bloc included, vote as they did, and bought votes are
 * left out on both sides. What changes stay in force, so that the sum is what i would earn more by now. Whose votes never decide
 * forgoes nothing, and stays; who was carried by the bloc where it would have lost alone has forgone less than nothing.
 *
 * @see d'Aspremont and others, On the Stability of Collusive Price Leadership, 1983 (internal stability)
 */
import { type Coalitions, voterOf } from "../coalitions.ts";
import type { Proposal } from "../proposals.ts";
import type { Strategies } from "../strategies.ts";
import type { World } from "../world.ts";
import { type Stakes, tallyOf, votesOn } from "./ballots.ts";

/** What members' own votes would have changed in the count of a proposal that is decided now. */
export function noteForgone(world: World, proposal: Proposal, stakes: Stakes): void {
  const { coalitions, rules } = world;
  const isCarried = (votesWith: (operator: number) => number) => {
    const votes = votesOn(world, proposal, stakes, votesWith);
    return rules.governance.passes(tallyOf(world, votes, proposal.isExpedited)) === "passed";
  };
  const usual = (operator: number) => voterOf(world, operator);
  for (const { plan, members, forgone } of coalitions?.list ?? []) {
    if (coalitions?.plans[plan].role.weighing !== "ballots") continue;
    const together = isCarried(usual);
    for (const one of members.slice(1)) {
      const alone = isCarried((operator) => (operator === one ? one : usual(operator)));
      if (alone === together) continue;
      const gain = stakes.gain[world.accounts.columns.operator.indexOf(one)];
      forgone.set(one, (forgone.get(one) ?? 0) + (alone ? gain : -gain));
    }
  }
}

/** Members whose own votes would have brought them more leave; the leader has nothing to leave. */
export function weighBlocs(coalitions: Coalitions, { conducts }: Strategies, plan: number): void {
  const { payMean } = conducts.columns;
  for (const bloc of coalitions.list) {
    if (bloc.plan !== plan) continue;
    const leaving = bloc.members.slice(1).filter((one) => {
      const more = bloc.forgone.get(one) ?? 0;
      return more > 0 && more > coalitions.gainLeast * Math.abs(payMean[one]);
    });
    for (const one of leaving) bloc.forgone.delete(one);
    bloc.members = bloc.members.filter((one) => !leaving.includes(one));
    coalitions.deserted[plan] += leaving.length;
  }
}

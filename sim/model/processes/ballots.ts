/**
 * How the votes of one proposal come about: what each stands to gain decides how it votes, and what is at stake whether.
 *
 *   gainᵢ = payoff under the change − payoff under the rules in force, over all accounts of i's owner
 *   P(votes) = d + (1 − d) · (|gain| · H)^s / ((|gain| · H)^s + c^s · (1 − t) / t)
 *
 * d votes whatever is at stake, c is the effort of a vote, H the epochs that a voter looks ahead, t the turnout at |gain| · H = c. Who
 * gains votes yes, who loses votes no, and veto when it loses a great part of its income; whoever neither gains nor loses abstains.
 * An owner's accounts go to vote together and vote alike.
 *
 * @see Downs, An Economic Theory of Democracy, 1957: turnout where the stakes outweigh the cost
 */
import { pow } from "../../engine/pow.ts";
import { voterOf } from "../coalitions.ts";
import { type Payoffs, payoffsUnder } from "../payoffs.ts";
import { type Proposal, type Vote, VoteKind } from "../proposals.ts";
import type { Tally } from "../slots.ts";
import type { Choices, World } from "../world.ts";

/** What a change would bring, and what there is without it. [base unit/epoch] */
export interface Stakes {
  /** By account, summed over its owner's accounts. */
  readonly gain: Float64Array;
  readonly income: Float64Array;
  readonly delegatorGain: Float64Array;
  readonly delegatorIncome: Float64Array;
}

/** Payoffs and shares of the votes under the rules in force: what changes are measured against. */
export interface Standpoint {
  readonly payoffs: Payoffs;
  readonly power: Float64Array;
}

export function standpoint(world: World): Standpoint {
  return underRules(world, {});
}

/** @param change  slots filled anew; the run's own rules are not touched */
export function stakesOf(world: World, before: Standpoint, change: Partial<Choices>): Stakes {
  const after = underRules(world, change);
  const { operator } = world.accounts.columns;
  const byOwner = new Float64Array(world.operators.count);
  const incomes = new Float64Array(world.operators.count);
  const worth = world.settings.voting.powerValue * world.clock.emission;
  for (let a = 0; a < world.accounts.count; a++) {
    byOwner[operator[a]] += after.payoffs.accounts[a] - before.payoffs.accounts[a];
    byOwner[operator[a]] += worth * (after.power[a] - before.power[a]);
    incomes[operator[a]] += before.payoffs.accounts[a];
  }
  return {
    gain: Float64Array.from({ length: world.accounts.count }, (_, a) => byOwner[operator[a]]),
    income: Float64Array.from({ length: world.accounts.count }, (_, a) => incomes[operator[a]]),
    delegatorGain: after.payoffs.delegators.map((paid, d) => paid - before.payoffs.delegators[d]),
    delegatorIncome: before.payoffs.delegators,
  };
}

function underRules(world: World, change: Partial<Choices>): Standpoint {
  const rules = world.lawbook.trial(world, change);
  const payoffs = payoffsUnder(world, rules);
  const power = new Float64Array(world.accounts.count);
  if (world.settings.voting.powerValue === 0) return { payoffs, power };
  rules.power.assign(world.view, power);
  let total = 0;
  for (let a = 0; a < power.length; a++) total += power[a];
  for (let a = 0; a < power.length; a++) power[a] = total > 0 ? power[a] / total : 0;
  return { payoffs, power };
}

/** Gains and losses below this share of income are rounding. */
const noise = 1e-9;

export function kindOf(world: World, gain: number, income: number): number {
  if (!(Math.abs(gain) > noise * Math.max(1, Math.abs(income)))) return VoteKind.abstain;
  if (gain > 0) return VoteKind.yes;
  return -gain >= world.settings.voting.vetoLoss * Math.max(0, income) ? VoteKind.veto : VoteKind.no;
}

function turnsOut(world: World, gain: number, uniform: number): boolean {
  const { duty, turnout, cost, horizon, slope } = world.settings.voting;
  const stake = Math.abs(gain) * horizon;
  const odds = stake > 0 ? (turnout / (1 - turnout)) * pow(stake / cost, slope) : 0;
  const chance = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
  return uniform < duty + (1 - duty) * chance;
}

/**
 * The votes cast on a proposal; those of delegators that vote for themselves are taken from the account they back.
 *
 * @param votesWith  whom each operator votes with: its leader or itself
 */
export function votesOn(
  world: World,
  proposal: Proposal,
  stakes: Stakes,
  votesWith = (operator: number) => voterOf(world, operator),
): Vote[] {
  const { accounts, delegators, rules, streams } = world;
  const { power, operator, stake, delegated } = accounts.columns;
  const votes: Vote[] = [];
  const sharesOut = rules.power.countsDelegated === true;
  const taken = new Float64Array(accounts.count);
  for (let d = 0; d < delegators.count; d++) {
    const a = delegators.columns.account[d];
    delegators.columns.votes[d] = 0;
    if (!sharesOut || a < 0 || !(power[a] > 0)) continue;
    const gain = stakes.delegatorGain[d];
    if (!turnsOut(world, gain, streams.votes.uniform(d, 2 * proposal.number + 1))) continue;
    const part = (power[a] * delegators.columns.stake[d]) / (stake[a] + delegated[a]);
    taken[a] += part;
    delegators.columns.votes[d] = 1;
    const kind = kindOf(world, gain, stakes.delegatorIncome[d]);
    votes.push({ proposal: proposal.number, account: a, delegator: d, kind, power: part, gain });
  }
  const led = gainsOfLeaders(world, stakes);
  for (let a = 0; a < accounts.count; a++) {
    if (!(power[a] > 0)) continue;
    const owner = votesWith(operator[a]);
    const gain = led === undefined ? stakes.gain[a] : led[owner];
    const isOwn = owner === operator[proposal.proposer] && proposal.proposer >= 0;
    const isBound = isOwn || world.strategies?.conducts.columns.votes[owner] === 1;
    if (!isBound && !turnsOut(world, gain, streams.votes.uniform(owner, 2 * proposal.number))) continue;
    const kind = kindOf(world, gain, stakes.income[a]);
    const own = sharesOut ? (power[a] * stake[a]) / (stake[a] + delegated[a] || 1) : power[a];
    const follows = rules.governance.inheritance === "silent-follow" || !sharesOut;
    const counted = follows ? Math.max(0, power[a] - taken[a]) : own;
    votes.push({ proposal: proposal.number, account: a, delegator: -1, kind, power: counted, gain });
  }
  return votes;
}

/** What each owner stands to gain, where owners vote as a leader does. */
function gainsOfLeaders({ coalitions, accounts, operators }: World, stakes: Stakes): Float64Array | undefined {
  if (coalitions === undefined) return undefined;
  const gains = new Float64Array(operators.count);
  for (let a = 0; a < accounts.count; a++) gains[accounts.columns.operator[a]] = stakes.gain[a];
  return gains;
}

/** Votes counted by power, and by accounts. */
export function tallyOf(world: World, votes: readonly Vote[], isExpedited: boolean): Tally {
  const by = [0, 0, 0, 0];
  const heads = { yes: 0, no: 0, total: 0 };
  for (const { kind, power, delegator } of votes) {
    by[kind] += power;
    if (delegator >= 0) continue;
    if (kind === VoteKind.yes) heads.yes++;
    else if (kind !== VoteKind.abstain) heads.no++;
  }
  let total = 0;
  const { power } = world.accounts.columns;
  for (let a = 0; a < world.accounts.count; a++) {
    total += power[a];
    if (power[a] > 0) heads.total++;
  }
  const [yes, no, veto, abstain] = by as [number, number, number, number];
  return { yes, no, veto, abstain, total, heads, isExpedited };
}

/** How it would end if all who gain or lose voted. */
export function tallyOfAll(world: World, stakes: Stakes): Tally {
  const { power } = world.accounts.columns;
  const votes: Vote[] = [];
  for (let a = 0; a < world.accounts.count; a++) {
    const kind = kindOf(world, stakes.gain[a], stakes.income[a]);
    votes.push({ proposal: -1, account: a, delegator: -1, kind, power: power[a], gain: stakes.gain[a] });
  }
  return tallyOf(world, votes, false);
}

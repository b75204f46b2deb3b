/**
 * Votes that are bought: who gains by a proposal pays others to vote for it, cheapest first, if that is enough to carry it.
 *
 *   price of an owner's votes = max(0, −gain) · H + c        what it loses over its horizon, and the effort of voting
 *   budget of a buyer         = part · gain · H,  and what its richest account holds
 *
 * A seller is paid in full whether its vote decides or not: promises that pay only when they decide (Dal Bó 2007) would be cheaper still, so
 * that what is found here is an upper bound of the cost. Votes of delegators are not for sale.
 */
import { firstHolder, LineKind, post } from "../ledger.ts";
import { type Proposal, type Vote, VoteKind } from "../proposals.ts";
import type { World } from "../world.ts";
import type { Stakes } from "./ballots.ts";

interface Seller {
  readonly owner: number;
  readonly price: number;
  readonly power: number;
}

/** @returns the votes cast, with those that were bought */
export function withBoughtVotes(
  world: World,
  proposal: Proposal,
  stakes: Stakes,
  votes: Vote[],
  passes: (votes: readonly Vote[]) => boolean,
): Vote[] {
  const { strategies } = world;
  if (strategies === undefined || passes(votes)) return votes;
  const { bribe } = strategies.conducts.columns;
  const { operator } = world.accounts.columns;
  const { horizon } = world.settings.voting;
  const gains = new Float64Array(world.operators.count);
  for (let a = 0; a < world.accounts.count; a++) gains[operator[a]] = stakes.gain[a];
  const buyers = Array.from(gains, (_, one) => one).filter((one) => bribe[one] > 0 && gains[one] > 0);
  buyers.sort((a, b) => gains[b] - gains[a] || a - b);
  for (const buyer of buyers) {
    const holder = richest(world, buyer);
    const budget = Math.min(bribe[buyer] * gains[buyer] * horizon, Number(world.ledger.balance[holder]));
    const bought = cheapestThatCarry(world, { buyer, budget, proposal, stakes, gains }, votes, passes);
    if (bought === undefined) continue;
    for (const { owner, price } of bought.sellers)
      post(world.ledger, LineKind.bribe, holder, richest(world, owner), price);
    return bought.votes;
  }
  return votes;
}

interface Buying {
  readonly buyer: number;
  readonly budget: number;
  readonly proposal: Proposal;
  readonly stakes: Stakes;
  readonly gains: Float64Array;
}

function cheapestThatCarry(
  world: World,
  { buyer, budget, proposal, stakes, gains }: Buying,
  votes: readonly Vote[],
  passes: (votes: readonly Vote[]) => boolean,
) {
  const sellers: Seller[] = [];
  let [left, tried] = [budget, votes.slice()];
  for (const seller of sellersFor(world, buyer, gains)) {
    if (seller.price > left) continue;
    left -= seller.price;
    sellers.push(seller);
    tried = tried.filter(
      ({ account, delegator }) => delegator >= 0 || world.accounts.columns.operator[account] !== seller.owner,
    );
    for (let account = 0; account < world.accounts.count; account++) {
      const power = world.accounts.columns.power[account];
      if (world.accounts.columns.operator[account] !== seller.owner || !(power > 0)) continue;
      const gain = stakes.gain[account];
      tried.push({ proposal: proposal.number, account, delegator: -1, kind: VoteKind.yes, power, gain });
    }
    if (passes(tried)) return { sellers, votes: tried };
  }
  return undefined;
}

/** Owners of votes other than the buyer, the cheapest vote first. */
function sellersFor({ accounts, operators, settings }: World, buyer: number, gains: Float64Array): Seller[] {
  const { operator, power } = accounts.columns;
  const { horizon, cost } = settings.voting;
  const votes = new Float64Array(operators.count);
  for (let a = 0; a < accounts.count; a++) votes[operator[a]] += power[a];
  const all = Array.from(votes, (held, owner): Seller => {
    return { owner, power: held, price: Math.ceil(Math.max(0, -gains[owner]) * horizon + cost) };
  });
  const open = all.filter(({ owner, power: held }) => owner !== buyer && held > 0);
  return open.sort((a, b) => a.price / a.power - b.price / b.power || a.owner - b.owner);
}

/** Ledger account of the operator that holds the most money. */
function richest({ accounts, ledger }: World, operator: number): number {
  let best = -1;
  for (let a = 0; a < accounts.count; a++) {
    if (accounts.columns.operator[a] !== operator) continue;
    if (best < 0 || ledger.balance[firstHolder + a] > ledger.balance[best]) best = firstHolder + a;
  }
  return best;
}

/**
 * Families: an owner gives up a name where one name earns it more than two.
 *
 *   apart  = Σ over members of payoff under their own names − cost of passing for strangers
 *   merged = the same with one member's machines under the largest account of the head
 *   given up when merged − apart > g · |apart|
 *
 * Payoffs are those of `foresight.ts`: what is charged, slashed or not admitted by account is found because the rules are asked. Machines
 * and accounts go over to the head, which is their owner's other name, and do what the head does; stake and deposits stay in the accounts that
 * hold them, in the forecast as well. An owner looks at its smallest names, and gives up one at a look. Firms with books of their own
 * (`economy.operators`) stay apart: debts and orders are a name's own.
 */
import type { Coalition, Coalitions } from "../coalitions.ts";
import { coveredShare, joinDials } from "../coalitions.ts";
import { createForesight, type Foresight } from "../foresight.ts";
import { passMachine } from "../population-changes.ts";
import type { Strategies } from "../strategies.ts";
import type { World } from "../world.ts";
import { dialsFor } from "./strategies.ts";

/** Names that an owner looks at, smallest first: for large ones an account matters least. A judgement. */
const looked = 12;

export function weighFamilies(world: World, coalitions: Coalitions, strategies: Strategies, plan: number): void {
  if (world.finance !== undefined) return;
  for (const family of coalitions.list) {
    if (family.plan !== plan) continue;
    const onto = largestAccount(world, family.members[0]);
    if (onto < 0) continue;
    const foresight = createForesight(world, strategies);
    const earns = (merged?: number) => payoff({ world, coalitions, strategies, foresight, family, onto }, merged);
    const apart = earns();
    const least = coalitions.gainLeast * Math.abs(apart);
    const name = family.members
      .slice(1)
      .slice(-looked)
      .reverse()
      .find((one) => earns(one) - apart > least);
    if (name === undefined) continue;
    mergeInto(world, strategies, name, { operator: family.members[0], account: onto });
    family.members = family.members.filter((one) => one !== name);
    coalitions.deserted[plan]++;
  }
}

interface Looking {
  readonly world: World;
  readonly coalitions: Coalitions;
  readonly strategies: Strategies;
  readonly foresight: Foresight;
  readonly family: Coalition;
  readonly onto: number;
}

/** What all names earn together. @param merged  the one whose machines are under the account of the head [base unit/epoch] */
function payoff(looking: Looking, merged?: number): number {
  const { world, coalitions, strategies, foresight, family, onto } = looking;
  const { option } = strategies.conducts.columns;
  const [head] = family.members;
  const covered = coveredShare(foresight.live, family.members);
  const { dials } = coalitions.plans[family.plan].role;
  // The last name that is given up leaves an owner with nothing to hide.
  const isHiding = merged === undefined || family.members.length > 2;
  const supposed = family.members.map((operator) => {
    const does = option[operator === merged ? head : operator];
    const own = dialsFor(world, strategies, { operator, option: does, standing: foresight.standing });
    const isName = isHiding && operator !== merged;
    const where = operator === merged ? { onto } : {};
    return { operator, option: does, dials: isName ? joinDials(own, dials) : own, covered, ...where };
  });
  return foresight.payoffs(supposed).reduce((sum, one) => sum + one, 0);
}

/** −1: it has none. */
function largestAccount({ accounts }: World, owner: number): number {
  const { operator, capacity } = accounts.columns;
  let best = -1;
  for (let a = 0; a < accounts.count; a++)
    if (operator[a] === owner && (best < 0 || capacity[a] > capacity[best])) best = a;
  return best;
}

interface Heir {
  readonly operator: number;
  readonly account: number;
}

function mergeInto(world: World, strategies: Strategies, name: number, heir: Heir): void {
  const { nodes, accounts, operators } = world;
  const { operator: owner } = accounts.columns;
  for (let host = 0; host < nodes.count; host++) {
    if (nodes.columns.operator[host] !== name || nodes.columns.cards[host] === 0) continue;
    passMachine(world, host, heir.operator);
    nodes.columns.account[host] = heir.account;
    strategies.nodes.columns.home[host] = heir.account;
  }
  for (let a = 0; a < accounts.count; a++) {
    if (owner[a] !== name) continue;
    owner[a] = heir.operator;
    operators.columns.accounts[name]--;
    operators.columns.accounts[heir.operator]++;
  }
}

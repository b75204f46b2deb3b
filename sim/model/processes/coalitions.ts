/**
 * Coalitions form when their members gain after the split, and lose those who gain by leaving.
 *
 *   join   forecast: each member's pay with all in > (1 + g) · its pay alone
 *          variance: m (1 − f) (1 − A cvₚ² / 2) > (1 + g) · m (1 − A cv² / 2),  cvₚ² = Σ σ² / (Σ m)² over the pool
 *          effort:   cost of the votes gone to > commission · what its votes are worth
 *   leave  names:    all names' pay with one under another > (1 + g) · their pay apart (`families.ts`)
 *          ballots:  what its own votes would have brought > g · its pay (`blocs.ts`)
 *          forecast: vᵢₙ < ((1 − δ) v_out + (δ − δᵀ⁺¹) v_pun) / (1 − δᵀ⁺¹); with no punishment (T = 0) vᵢₙ < v_out
 *
 * v_out is what one that leaves earns while the others stay, v_pun what it earns when all go their own ways for T epochs. A coalition of
 * one is dissolved. Members keep what they sell; only pools pay each other (`pooling.ts`). Leaders are the largest; no operator is in
 * two coalitions of one kind.
 *
 * @see Friedman 1971 (reversion); d'Aspremont and others, On the Stability of Collusive Price Leadership, 1983 (internal and external stability)
 */
import { pow } from "../../engine/pow.ts";
import type { Coalition, CoalitionPlan, Coalitions } from "../coalitions.ts";
import { coalitionOf, coveredShare, joinDials } from "../coalitions.ts";
import { createForesight, type Foresight, type Supposed } from "../foresight.ts";

import type { Strategies } from "../strategies.ts";
import type { World } from "../world.ts";
import { weighBlocs } from "./blocs.ts";
import { weighDelegates } from "./delegates.ts";
import { weighFamilies } from "./families.ts";
import { weighPools } from "./pooling.ts";
import { dialsFor } from "./strategies.ts";

/** Draws of operators in coalitions that are there from the beginning. */
const standingDraw = 1;
const coalitionRows = 3_000_000_000;

/** Families and blocs are there from the start. */
export function startCoalitions(world: World): void {
  const { coalitions, strategies, operators } = world;
  if (coalitions === undefined || strategies === undefined) return;
  coalitions.plans.forEach(({ role }, plan) => {
    if (role.holds === undefined) return;
    const { jurisdiction } = operators.columns;
    const members = bySize(world).filter((one) =>
      role.holds?.({
        jurisdiction: jurisdiction[one],
        uniform: strategies.stream.uniform(coalitionRows + one, standingDraw + plan),
      }),
    );
    if (members.length > 1) found(coalitions, plan, 0, members);
  });
}

/** Whoever gains joins or leaves; called at an epoch's end, before what operators do next is set. */
export function reviseCoalitions(world: World, coalitions: Coalitions, strategies: Strategies): void {
  const next = world.clock.epoch + 1;
  if (next % coalitions.every !== 0) return;
  let foresight: Foresight | undefined;
  coalitions.plans.forEach((plan, number) => {
    const { weighing } = plan.role;
    if (weighing === "variance") weighPools(world, coalitions, strategies, number);
    if (weighing === "effort") weighDelegates(world, coalitions, number);
    if (weighing === "ballots") weighBlocs(coalitions, strategies, number);
    if (weighing === "names") {
      weighFamilies(world, coalitions, strategies, number);
      // Machines may have changed hands.
      foresight = undefined;
    }
    if (weighing !== "forecast") return;
    foresight ??= createForesight(world, strategies);
    const looking: Looking = { world, coalitions, strategies, foresight, plan, number };
    for (const one of coalitions.list.filter((each) => each.plan === number)) tryLeaving(looking, one);
    if (coalitions.list.filter((each) => each.plan === number).length < plan.role.most) tryForming(looking);
  });
  for (const one of coalitions.list) if (one.members.length < 2) coalitions.dissolved[one.plan]++;
  coalitions.list = coalitions.list.filter(({ members }) => members.length >= 2);
}

export function found(coalitions: Coalitions, plan: number, epoch: number, members: number[]): Coalition {
  const coalition: Coalition = { plan, foundedAt: epoch, members, punishedUntil: 0, forgone: new Map() };
  coalitions.list.push(coalition);
  coalitions.formed[plan]++;
  return coalition;
}

interface Looking {
  readonly world: World;
  readonly coalitions: Coalitions;
  readonly strategies: Strategies;
  readonly foresight: Foresight;
  readonly plan: CoalitionPlan;
  readonly number: number;
}

/** Operators by capacity, largest first. */
export function bySize({ nodes, operators }: World): number[] {
  const size = new Float64Array(operators.count);
  for (let host = 0; host < nodes.count; host++) size[nodes.columns.operator[host]] += nodes.columns.capacity[host];
  return Array.from(size, (_, one) => one).sort((a, b) => size[b] - size[a] || a - b);
}

/** Candidates that a leader asks, largest first; more would hardly be known to it. A judgement. */
const asked = 12;

/** The largest outside tries to win others one by one, as long as all who are in gain. */
function tryForming(looking: Looking): void {
  const { world, coalitions, plan, number } = looking;
  const free = bySize(world).filter((one) => coalitionOf(coalitions, number, one) === undefined);
  let members: number[] = free.slice(0, 1);
  for (const candidate of free.slice(1, asked)) {
    if (members.length >= plan.role.membersMost) break;
    const tried = [...members, candidate];
    if (members.length === 1 || allGain(looking, tried)) members = tried;
  }
  if (members.length > 1 && allGain(looking, members)) found(coalitions, number, world.clock.epoch + 1, members);
}

function allGain(looking: Looking, members: readonly number[]): boolean {
  const { coalitions } = looking;
  const together = payoffs(looking, members, members);
  const apart = payoffs(looking, [], members);
  return together.every((pay, i) => pay - apart[i] > coalitions.gainLeast * Math.abs(apart[i]));
}

/** @returns what these operators would earn if `acting` of them acted together and the rest of them alone */
function payoffs(looking: Looking, acting: readonly number[], members: readonly number[]): Float64Array {
  return looking.foresight.payoffs(members.map((one) => supposed(looking, one, acting)));
}

function supposed(
  { world, strategies, foresight, plan }: Looking,
  operator: number,
  acting: readonly number[],
): Supposed {
  const option = strategies.conducts.columns.option[operator];
  const alone = dialsFor(world, strategies, { operator, option, standing: foresight.standing });
  const isActing = acting.includes(operator);
  const covered = coveredShare(foresight.live, isActing && plan.role.covers ? acting : [operator]);
  if (!isActing) return { operator, dials: alone, option, covered };
  // What it saw while it acted alone says nothing of this.
  return { operator, dials: joinDials(alone, plan.role.dials), option: -1, covered };
}

/** One member after another asks whether it would do better outside; the first that does leaves. */
function tryLeaving(looking: Looking, coalition: Coalition): void {
  const { world, coalitions, plan } = looking;
  const next = world.clock.epoch + 1;
  if (coalition.punishedUntil > next) return;
  const { members } = coalition;
  const within = payoffs(looking, members, members);
  const punished = payoffs(looking, [], members);
  const d = coalitions.discount;
  const [once, until] = [pow(d, 1), pow(d, plan.role.punishment + 1)];
  for (const [i, one] of members.entries()) {
    const outside = payoffs(
      looking,
      members.filter((each) => each !== one),
      members,
    )[i];
    const value =
      plan.role.punishment === 0
        ? outside
        : ((1 - d) * outside + (once - until) * (punished[i] as number)) / (1 - until);
    if (!((within[i] as number) < value - coalitions.gainLeast * Math.abs(value))) continue;
    coalition.members = members.filter((each) => each !== one);
    coalition.punishedUntil = next + plan.role.punishment;
    coalitions.deserted[coalition.plan]++;
    return;
  }
}

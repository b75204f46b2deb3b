/** Who acts together, as the world holds it; `processes/coalitions.ts` says how it changes. */
import type { CoalitionRole } from "./coalition-roles.ts";
import type { Dials } from "./operator-roles.ts";
import type { World } from "./world.ts";

export interface CoalitionPlan {
  readonly name: string;
  readonly role: CoalitionRole;
}

/** One coalition; members in order of joining, the leader first. */
export interface Coalition {
  readonly plan: number;
  readonly foundedAt: number;
  members: number[];
  /** Epoch up to which its members go their own ways after one has left; 0: they do not. */
  punishedUntil: number;
  /** By member that votes with the leader: what it would earn more, had its votes been its own since the beginning. [base unit/epoch] */
  readonly forgone: Map<number, number>;
}

export interface Coalitions {
  readonly plans: readonly CoalitionPlan[];
  /** Epochs between looks at who gains by joining or leaving. */
  readonly every: number;
  /** Weight of the next epoch over this one to a member, 0…1. */
  readonly discount: number;
  /** Least gain, over what one has, for which one joins. */
  readonly gainLeast: number;
  /** Those there are. */
  list: Coalition[];
  /** Formed and dissolved since the start, and members that left to gain by it, by plan. */
  readonly formed: Uint32Array;
  readonly dissolved: Uint32Array;
  readonly deserted: Uint32Array;
}

export function createCoalitions(settings: Pick<Coalitions, "plans" | "every" | "discount" | "gainLeast">): Coalitions {
  const counts = () => new Uint32Array(settings.plans.length);
  return { list: [], formed: counts(), dissolved: counts(), deserted: counts(), ...settings };
}

/** A copy that shares nothing that changes. */
export function copyCoalitions(coalitions: Coalitions): Coalitions {
  return {
    ...coalitions,
    list: coalitions.list.map((one) => ({ ...one, members: one.members.slice(), forgone: new Map(one.forgone) })),
    formed: coalitions.formed.slice(),
    dissolved: coalitions.dissolved.slice(),
    deserted: coalitions.deserted.slice(),
  };
}

/** Numbers of the state, in a fixed order; for the digest. */
export function* coalitionNumbers({ list, formed, dissolved, deserted }: Coalitions): Generator<number> {
  for (const { plan, foundedAt, punishedUntil, members, forgone } of list)
    yield* [plan, foundedAt, punishedUntil, ...members, ...[...forgone].flat()];
  for (const counts of [formed, dissolved, deserted]) yield* counts;
}

/** The operator's coalition of a plan. */
export function coalitionOf({ list }: Coalitions, plan: number, operator: number): Coalition | undefined {
  return list.find((one) => one.plan === plan && one.members.includes(operator));
}

/** What its coalitions make an operator do in an epoch. */
export function coalitionDials({ coalitions }: World, operator: number, epoch: number): Partial<Dials> {
  if (coalitions === undefined) return {};
  const acting = coalitions.list.filter((one) => one.members.includes(operator) && one.punishedUntil <= epoch);
  let dials: Partial<Dials> = {};
  for (const { plan } of acting) dials = joinDials(dials, coalitions.plans[plan].role.dials);
  return dials;
}

/** Dials with those of a coalition over them; what it costs comes on top of what else is paid. */
export function joinDials<Own extends Partial<Dials>>(own: Own, more: Partial<Dials>): Own {
  const costUsd = (own.costUsd ?? 0) + (more.costUsd ?? 0);
  return { ...own, ...more, ...(more.costUsd === undefined ? {} : { costUsd }) };
}

/** Whether one lets the other's answers pass. */
export function covers({ coalitions }: World, one: number, other: number): boolean {
  if (coalitions === undefined || one === other) return false;
  return coalitions.list.some(
    ({ plan, members }) => coalitions.plans[plan].role.covers && members.includes(one) && members.includes(other),
  );
}

/** Live machines of each operator, and of all: whoever is drawn to check is drawn among them. */
export interface LiveMachines {
  readonly of: Uint32Array;
  readonly all: number;
}

export function liveMachines({ nodes, operators, present }: World): LiveMachines {
  const { operator, uptime } = nodes.columns;
  const of = new Uint32Array(operators.count);
  let all = 0;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (!(uptime[host] > 0)) continue;
    of[operator[host]]++;
    all++;
  }
  return { of, all };
}

/** Share of the live machines that belong to these operators, each named once: who, drawn to check one of them, lets it pass. */
export function coveredShare({ of, all }: LiveMachines, members: readonly number[]): number {
  let inside = 0;
  for (const one of members) inside += of[one];
  return all > 0 ? inside / all : 0;
}

/** Share of its checkers that let an operator pass whatever it does: its own machines, and those of its rings. */
export function coverOf({ coalitions }: World, operator: number, live: LiveMachines): number {
  const rings = (coalitions?.list ?? []).filter(
    ({ plan, members }) => coalitions?.plans[plan].role.covers && members.includes(operator),
  );
  return coveredShare(live, [...new Set([operator, ...rings.flatMap(({ members }) => members)])]);
}

/** Whom an operator votes with: its leader, or itself. */
export function voterOf({ coalitions }: World, operator: number): number {
  if (coalitions === undefined) return operator;
  const found = coalitions.list.find(
    ({ plan, members }) => coalitions.plans[plan].role.votesTogether && members.includes(operator),
  );
  return found === undefined ? operator : found.members[0];
}

/**
 * Who is in control of each operator: operators of one coalition have the same number, that of the lowest row among them; a pool run by
 * proxy belongs to the largest pool.
 */
export function controlOf({ coalitions, operators }: World): Int32Array {
  const control = new Int32Array(operators.count);
  for (let one = 0; one < control.length; one++) control[one] = one;
  if (coalitions === undefined) return control;
  const join = (a: number, b: number) => {
    const [one, other] = [rootOf(control, a), rootOf(control, b)];
    control[Math.max(one, other)] = Math.min(one, other);
  };
  for (const { members } of coalitions.list) for (const one of members) join(members[0], one);
  coalitions.plans.forEach(({ role }, plan) => {
    if (role.proxies === 0) return;
    const mine = coalitions.list.filter((one) => one.plan === plan);
    mine.sort((a, b) => b.members.length - a.members.length || a.members[0] - b.members[0]);
    for (const small of mine.slice(1).slice(-role.proxies)) join(mine[0].members[0], small.members[0]);
  });
  return control.map((_, one) => rootOf(control, one));
}

function rootOf(control: Int32Array, one: number): number {
  let at = one;
  while (control[at] !== at) at = control[at];
  return at;
}

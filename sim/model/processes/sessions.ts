/**
 * Fees that go through sessions: escrow, a group of slots, settlement by signatures.
 *
 *   created, escrow locked → requests served → signed by ⌊2 · slots/3⌋ + 1 slots → fees paid, rest of the escrow back
 *                                            ↘ not signed: next epoch, same slots → paid, or expired: all of it back to the client
 *
 * A session's slots are drawn by what accounts prove on its model. An account signs for all its slots with the share of the epoch that
 * its machines there were up. Of an epoch's sessions at most `groupsMost` groups are drawn, each for as many sessions as it takes.
 *
 * @see Gonka, inference-chain v0.2.13, x/inference/keeper/devshard_escrow.go and devshard_settlement.go
 */
import { LedgerAccount, LineKind, post } from "../ledger.ts";
import type { PendingSessions, SessionPlan } from "../sessions.ts";
import type { FeeSplit } from "../slots.ts";
import type { World } from "../world.ts";
import { payFee } from "./fees.ts";
import { sessionsNeeded } from "./session-limits.ts";

const groupsMost = 200;

/** Of one market, in this epoch: what accounts prove there, the part of it that was up, and their fees. */
interface Members {
  readonly proof: Float64Array;
  readonly up: Float64Array;
  readonly fees: Float64Array;
  served: number;
}

/** @param plan  undefined when the rule in force knows no sessions: then all that is locked goes back */
export function settleSessions(world: World, plan: SessionPlan | undefined, split: FeeSplit): void {
  const { sessions, markets } = world;
  const left = sessions.pending.splice(0);
  sessions.rows.length = 0;
  if (plan === undefined) {
    for (const { locked } of left)
      post(world.ledger, LineKind.refund, LedgerAccount.escrow, LedgerAccount.clients, locked);
    return;
  }
  const members = membersOf(world);
  const counts = sessionCounts(plan, members);
  for (let m = 0; m < markets.count; m++) {
    const old = left.find(({ market }) => market === m);
    const { late, expired } = old === undefined ? nothingLate : settleLate(world, old, members[m], { plan, split });
    openSessions(world, m, members[m], { plan, split, counts, late, expired });
  }
}
const nothingLate = { late: 0, expired: 0 };

interface Terms {
  readonly plan: SessionPlan;
  readonly split: FeeSplit;
}

function membersOf({ nodes, accounts, markets }: World): Members[] {
  const zeros = () => new Float64Array(accounts.count);
  const members = Array.from({ length: markets.count }, () => ({
    proof: zeros(),
    up: zeros(),
    fees: zeros(),
    served: 0,
  }));
  const { account, market, proof, uptime, fees, served } = nodes.columns;
  for (let host = 0; host < nodes.count; host++) {
    const to = members[market[host]];
    const a = account[host];
    to.proof[a] += proof[host];
    to.up[a] += proof[host] * uptime[host];
    to.fees[a] += fees[host];
    to.served += served[host];
  }
  return members;
}

/** Sessions of each model: as many as usual, or no more than are needed where together they would be too many. */
function sessionCounts(plan: SessionPlan, members: readonly Members[]): number[] {
  const needed = members.map(({ fees, served }) =>
    sessionsNeeded(plan, sum(fees) + Math.floor(served * plan.requestFee), served),
  );
  const usual = needed.map((count) => (count === 0 ? 0 : Math.max(plan.sessionsLeast, count)));
  return usual.reduce((all, count) => all + count, 0) > plan.sessionsMost ? needed : usual;
}

function openSessions(
  world: World,
  market: number,
  of: Members,
  terms: Terms & { counts: readonly number[]; late: number; expired: number },
): void {
  const { plan, late, expired } = terms;
  const cost = sum(of.fees);
  const requestFees = Math.floor(of.served * plan.requestFee);
  const spent = cost + requestFees;
  if (spent === 0 && late + expired === 0) return;
  const count = terms.counts[market];
  const locked = Math.max(count * plan.escrowLeast, spent);
  post(world.ledger, LineKind.deposit, LedgerAccount.clients, LedgerAccount.escrow, locked);
  post(
    world.ledger,
    LineKind.fee,
    LedgerAccount.clients,
    LedgerAccount.treasury,
    count * plan.draws * plan.creationFee,
  );
  const groups = drawGroups(world, market, of, { plan, count: Math.min(count, groupsMost) });
  const batch = { market, groups, fees: of.fees, requestFees, locked };
  const { rest, share } = settle(world, batch, of, terms);
  if (rest !== undefined) world.sessions.pending.push(rest);
  world.sessions.rows.push({
    market,
    sessions: count,
    escrow: count > 0 ? locked / count : 0,
    fees: cost,
    settledFraction: share,
    lateFraction: late,
    expiredFraction: expired,
    ...held(world, groups, plan),
  });
}

/**
 * Slots by what accounts prove on the model; nobody proves, nobody is drawn. Of several draws the one is kept in which the owner that
 * proves most has most slots, of equals the first.
 */
function drawGroups(
  world: World,
  market: number,
  { proof }: Members,
  { plan: { slots, draws }, count }: { readonly plan: SessionPlan; readonly count: number },
): Uint32Array {
  const upTo = new Float64Array(proof.length);
  let total = 0;
  for (let a = 0; a < proof.length; a++) {
    total += proof[a];
    upTo[a] = total;
  }
  if (total === 0) return new Uint32Array(0);
  const { clock, streams, markets } = world;
  const { operator } = world.accounts.columns;
  const largest = draws === 1 ? -1 : largestOwner(proof, operator, world.operators.count);
  const groups = new Uint32Array(count * slots);
  const drawn = new Uint32Array(slots);
  for (let g = 0; g < count; g++) {
    let most = -1;
    for (let k = 0; k < draws; k++) {
      const row = (k * markets.count + market) * groupsMost + g;
      let own = 0;
      for (let i = 0; i < slots; i++) {
        const wanted = streams.sessions.uniform(row, 2 * (clock.epoch * slots + i)) * total;
        drawn[i] = firstAbove(upTo, wanted);
        if (operator[drawn[i]] === largest) own++;
      }
      if (own > most) groups.set(drawn, g * slots);
      most = Math.max(most, own);
    }
  }
  return groups;
}

function largestOwner(proof: Float64Array, operator: Uint32Array, operators: number): number {
  const held = new Float64Array(operators);
  let largest = 0;
  for (let a = 0; a < proof.length; a++) held[operator[a]] += proof[a];
  for (let one = 1; one < operators; one++) if (held[one] > held[largest]) largest = one;
  return largest;
}

/** First row whose sum passes the value. */
function firstAbove(upTo: Float64Array, value: number): number {
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Pays for the groups that sign; what is left stays locked. */
function settle(world: World, batch: PendingSessions, of: Members, { plan, split }: Terms) {
  const { ledger } = world;
  const { groups, locked } = batch;
  const count = groups.length / plan.slots;
  const unsigned: number[] = [];
  for (let g = 0; g < count; g++) if (!isSigned(world, batch, of, { plan, group: g })) unsigned.push(g);
  const share = count === 0 ? 0 : (count - unsigned.length) / count;
  const fees = batch.fees.slice();
  let paid = 0;
  for (let a = 0; a < fees.length; a++) {
    const amount = Math.floor(fees[a] * share);
    payFee(world, LedgerAccount.escrow, { account: a, amount, split });
    fees[a] -= amount;
    paid += amount;
  }
  const requests = Math.floor(batch.requestFees * share);
  post(ledger, LineKind.fee, LedgerAccount.escrow, LedgerAccount.treasury, requests);
  const unspent = Math.floor((locked - sum(batch.fees) - batch.requestFees) * share);
  // With every group signed nothing stays behind.
  const back = unsigned.length === 0 && count > 0 ? locked - paid - requests : unspent;
  post(ledger, LineKind.refund, LedgerAccount.escrow, LedgerAccount.clients, back);
  const rest = locked - paid - requests - back;
  if (rest === 0) return { rest: undefined, share };
  const { slots } = plan;
  const kept = Uint32Array.from(unsigned.flatMap((g) => [...groups.subarray(g * slots, (g + 1) * slots)]));
  return { rest: { ...batch, groups: kept, fees, requestFees: batch.requestFees - requests, locked: rest }, share };
}

/** The second and last time: what is not signed now goes back to the client. */
function settleLate(world: World, batch: PendingSessions, of: Members, terms: Terms) {
  // A vote may have changed the number of slots: groups of another size can no longer be settled.
  const { rest, share } =
    batch.groups.length % terms.plan.slots === 0 ? settle(world, batch, of, terms) : { rest: batch, share: 0 };
  post(world.ledger, LineKind.refund, LedgerAccount.escrow, LedgerAccount.clients, rest?.locked ?? 0);
  return { late: share, expired: 1 - share };
}

function isSigned(
  { streams, clock }: World,
  { market, groups }: PendingSessions,
  { proof, up }: Members,
  { plan, group }: { readonly plan: SessionPlan; readonly group: number },
): boolean {
  const { slots } = plan;
  const members = groups.subarray(group * slots, (group + 1) * slots);
  let signatures = 0;
  for (let k = 0; k < slots; k++) {
    const a = members[k];
    // One draw for all slots of an account: that of its first.
    const first = members.indexOf(a);
    const uptime = proof[a] > 0 ? up[a] / proof[a] : 0;
    const drawn = streams.sessions.uniform(market * groupsMost + group, 2 * (clock.epoch * slots + first) + 1);
    if (drawn < uptime) signatures++;
  }
  return signatures >= plan.toSettle;
}

/** What single owners hold of the groups. */
function held({ accounts }: World, groups: Uint32Array, { slots, toSettle, toDecide, toBlock }: SessionPlan) {
  const count = groups.length / slots;
  const found = { settling: 0, deciding: 0, blocking: 0 };
  for (let g = 0; g < count; g++) {
    const owners = new Map<number, number>();
    for (const a of groups.subarray(g * slots, (g + 1) * slots)) {
      const owner = accounts.columns.operator[a];
      owners.set(owner, (owners.get(owner) ?? 0) + 1);
    }
    const most = Math.max(...owners.values());
    if (most >= toSettle) found.settling += 1 / count;
    if (most >= toDecide) found.deciding += 1 / count;
    if (most >= toBlock) found.blocking += 1 / count;
  }
  return found;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

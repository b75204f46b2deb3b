/**
 * What sessions of slots do to requests before anything is paid: too few sessions turn requests away, and a miss counts only when voted.
 *
 *   needed = max(⌈fees / escrowMost⌉, ⌈requests / requestsMost⌉) for each model;   when Σ needed > sessionsMost only the share
 *   ⌊needed · sessionsMost / Σ needed⌋ / needed of a model's requests is served, at all its machines alike
 *
 *   missed ← missed · P(the vote carries), by the share that the machine's owner has of what is proven on its model
 *
 * Requests are turned away at the epoch's end, when it is known how many there were: delays are those of a day without the limit.
 *
 * @see Gonka, inference-chain v0.2.13, x/inference/keeper/msg_server_create_devshard_escrow.go (most escrows of an epoch);
 *      devshard/state/machine.go, applyTimeout (missed is counted with more than half the slots, the executor's among them)
 */
import type { SessionPlan } from "../sessions.ts";
import type { World } from "../world.ts";

/** Sessions that so many requests with such fees need. @param cost  fees, those of requests among them [base unit] */
export function sessionsNeeded(plan: SessionPlan, cost: number, requests: number): number {
  // A whole number of sessions, scaled and scaled back, must not need one more.
  const few = requests / plan.requestsMost - rounding;
  return cost === 0 ? 0 : Math.max(Math.ceil(cost / plan.escrowMost), Math.ceil(few));
}
const rounding = 1e-9;

/** Turns away what no session can take, and takes back misses that no vote would confirm. Accounts are gathered after it. */
export function limitSessions(world: World): void {
  const plan = world.rules.verification.sessions;
  if (plan === undefined) return;
  turnAway(world, plan);
  countVotedMisses(world, plan);
}

function turnAway(world: World, plan: SessionPlan): void {
  const { nodes, markets } = world;
  const needed = new Float64Array(markets.count);
  const requests = new Float64Array(markets.count);
  const fees = new Float64Array(markets.count);
  for (let host = 0; host < nodes.count; host++) {
    const m = nodes.columns.market[host];
    requests[m] += nodes.columns.served[host];
    fees[m] += nodes.columns.fees[host];
  }
  let all = 0;
  for (let m = 0; m < markets.count; m++) {
    needed[m] = sessionsNeeded(plan, fees[m] + Math.floor(requests[m] * plan.requestFee), requests[m]);
    all += needed[m];
  }
  if (all <= plan.sessionsMost) return;
  const share = needed.map((count) => (count > 0 ? Math.floor((count * plan.sessionsMost) / all) / count : 1));
  for (let m = 0; m < markets.count; m++) turnAwayOf(world, m, share[m]);
  const { columns } = nodes;
  markets.columns.fees.fill(0, 0, markets.count);
  for (let host = 0; host < nodes.count; host++) {
    const m = columns.market[host];
    for (const name of ["work", "served", "checks", "faults"] as const) columns[name][host] *= share[m];
    for (const name of ["fees", "refunds"] as const) columns[name][host] = Math.floor(columns[name][host] * share[m]);
    markets.columns.fees[m] += columns.fees[host];
  }
}

/** The market's own sums; whom no session takes is a client for whom there was no node. */
function turnAwayOf({ markets, measured, windowLog, settings }: World, market: number, share: number): void {
  const { served, missed, tokens, utilization } = markets.columns;
  const lost = served[market] * (1 - share);
  let length = 0;
  for (const window of windowLog) length += window.length;
  measured.columns.missedNoNode[market] += length > 0 ? (lost * length) / settings.epochLength : lost;
  served[market] -= lost;
  missed[market] += lost;
  tokens[market] *= share;
  utilization[market] *= share;
}

/** Shares of owners, not of accounts: an owner votes with all of its. */
function countVotedMisses({ nodes, markets, operators }: World, { missStands }: SessionPlan): void {
  const { operator, market, proof, missed } = nodes.columns;
  const all = new Float64Array(markets.count);
  const own = new Float64Array(operators.count * markets.count);
  for (let host = 0; host < nodes.count; host++) {
    all[market[host]] += proof[host];
    own[operator[host] * markets.count + market[host]] += proof[host];
  }
  for (let host = 0; host < nodes.count; host++) {
    if (missed[host] === 0) continue;
    const share = own[operator[host] * markets.count + market[host]] / all[market[host]];
    // Without proofs nobody has slots, and nobody votes.
    missed[host] *= all[market[host]] > 0 ? missStands(share) : 0;
  }
}

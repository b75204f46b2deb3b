/** Rows on who decides: votes held and what they can do, proposals, votes cast, the path of parameters. */

import { fewest, type Prefixes, prefixesOf, type Side, votersInOrder } from "../measures/coalitions.ts";
import { sumBy } from "../measures/holdings.ts";
import {
  enumerableMost,
  isCountable,
  type PowerIndex,
  powerByCounting,
  powerByEnumeration,
  powerBySampling,
} from "../measures/power-index.ts";
import { type Address, addressesOf } from "../mechanisms/addresses.ts";
import { ProposalStatus } from "../model/proposals.ts";
import type { GovernanceRule, Tally } from "../model/slots.ts";
import type { Choices, World } from "../model/world.ts";
import { powerHolders, powerMethods } from "../store/governance-tables.ts";
import { absentI32, type RowBatch } from "../store/sink.ts";
import { rowsFrom } from "./rows.ts";

/** Votes and accounts of each holder. */
interface Held {
  readonly votes: Float64Array;
  readonly heads: Float64Array;
}

function heldBy({ accounts, operators }: World, by: (typeof powerHolders)[number]): Held {
  const { power, operator } = accounts.columns;
  const isVoter = new Float64Array(accounts.count);
  for (let a = 0; a < accounts.count; a++) isVoter[a] = power[a] > 0 ? 1 : 0;
  if (by === "account") return { votes: power.slice(0, accounts.count), heads: isVoter };
  return {
    votes: sumBy(power, operator, accounts.count, operators.count),
    heads: sumBy(isVoter, operator, accounts.count, operators.count),
  };
}

const nobody: Side = { votes: 0, heads: 0 };

function tally(yes: Side, no: Side, veto: Side, all: Side): Tally {
  const heads = { yes: yes.heads, no: no.heads + veto.heads, total: all.heads };
  return { yes: yes.votes, no: no.votes, veto: veto.votes, abstain: 0, total: all.votes, heads, isExpedited: false };
}

export function governanceRows(world: World): RowBatch {
  const { rules, clock, proposals } = world;
  const open = proposals.filter(({ status }) => status <= ProposalStatus.waiting).length;
  const rows = powerHolders.map((holder, by) => {
    const held = heldBy(world, holder);
    const prefixes = prefixesOf(held.votes, held.heads);
    const voters = prefixes.votes.length - 1;
    const votes = prefixes.votes[voters];
    const deciding = decidingOf(prefixes, rules.governance);
    return {
      epoch: clock.epoch,
      by,
      votes,
      voters,
      largest: voters > 0 ? prefixes.votes[1] / votes : Number.NaN,
      quota: quotaOf(rules.governance),
      ...Object.fromEntries(Object.entries(deciding).map(([name, n]) => [name, Number.isNaN(n) ? absentI32 : n])),
      is_captured: deciding.passing === 1 ? 1 : 0,
      open_proposals: open,
    };
  });
  return rowsFrom("governance", rows);
}

/** Fewest holders who pass against all others, when nobody else votes, who block, who veto. */
function decidingOf(prefixes: Prefixes, rule: GovernanceRule) {
  const all: Side = { votes: prefixes.votes.at(-1) as number, heads: prefixes.heads.at(-1) as number };
  const outcome = (yes: Side, no: Side, veto: Side) => rule.passes(tally(yes, no, veto, all));
  const canPass = all.votes > 0 && outcome(all, nobody, nobody) === "passed";
  return {
    passing: fewest(prefixes, (ours, others) => outcome(ours, others, nobody) === "passed"),
    passing_unopposed: fewest(prefixes, (ours) => outcome(ours, nobody, nobody) === "passed"),
    blocking: canPass ? fewest(prefixes, (ours, others) => outcome(others, ours, nobody) !== "passed") : Number.NaN,
    vetoing: fewest(prefixes, (ours, others) => outcome(others, nobody, ours) === "vetoed"),
  };
}

/** Halvings of the interval: to the last bit of a share. */
const halvings = 53;

/** Least share of all votes that passes against all others, heads in the same proportion; NaN when nothing passes. */
function quotaOf(rule: GovernanceRule): number {
  const passes = (share: number) => {
    const ours = { votes: share, heads: share };
    const others = { votes: 1 - share, heads: 1 - share };
    return rule.passes(tally(ours, others, nobody, { votes: 1, heads: 1 })) === "passed";
  };
  if (!passes(1)) return Number.NaN;
  let [low, high] = [0, 1];
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2;
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Draws in which estimates of power go, and the draws of votes that an epoch may cost. */
const drawsMost = 1000;
const coinsMost = 500_000;

/** @param top  holders listed */
export function powerRows(world: World, top: number): RowBatch {
  const quota = quotaOf(world.rules.governance);
  const rows = powerHolders.flatMap((holder, by) => {
    const { votes } = heldBy(world, holder);
    const order = Array.from(votersInOrder(votes));
    const weights = Float64Array.from(order, (row) => votes[row]);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    // A rule under which nothing passes leaves the question of a plain majority.
    const { index, method } = indexOf(world, weights, total * (Number.isNaN(quota) ? majority : quota));
    return order.slice(0, top).map((row, rank) => ({
      epoch: world.clock.epoch,
      by,
      rank: rank + 1,
      holder: row,
      operator: holder === "operator" ? row : world.accounts.columns.operator[row],
      votes: votes[row],
      share: votes[row] / total,
      banzhaf: index.banzhaf[rank],
      banzhaf_se: index.banzhafError[rank],
      shapley: index.shapley[rank],
      shapley_se: index.shapleyError[rank],
      method: powerMethods.indexOf(method),
    }));
  });
  return rowsFrom("powers", rows);
}
const majority = 0.5;

function indexOf(
  { streams, clock }: World,
  weights: Float64Array,
  quota: number,
): { readonly index: PowerIndex; readonly method: (typeof powerMethods)[number] } {
  if (weights.length <= enumerableMost) return { index: powerByEnumeration(weights, quota), method: "enumerated" };
  if (isCountable(weights, quota)) return { index: powerByCounting(weights, quota), method: "counted" };
  const draws = Math.max(1, Math.min(drawsMost, Math.floor(coinsMost / weights.length)));
  const first = clock.epoch * drawsMost;
  const index = powerBySampling(weights, quota, draws, (k, n) => streams.powers.uniform(first + k, n));
  return { index, method: "sampled" };
}

export function voteRows(world: World): RowBatch {
  const { operator } = world.accounts.columns;
  const rows = world.votes.map(({ kind, delegator, ...vote }) => ({
    ...vote,
    epoch: world.clock.epoch,
    delegator: delegator < 0 ? absentI32 : delegator,
    operator: operator[vote.account],
    vote: kind,
  }));
  return rowsFrom("votes", rows);
}

/** Once, at the end of the run. */
export function proposalRows(world: World): RowBatch {
  const { operator } = world.accounts.columns;
  const come = (epoch: number) => (epoch < 0 ? absentI32 : epoch);
  const rows = world.proposals.map((one) => ({
    proposal: one.number,
    change: JSON.stringify(one.change),
    is_scripted: one.isScripted ? 1 : 0,
    is_expedited: one.isExpedited ? 1 : 0,
    proposer: one.proposer,
    operator: operator[one.proposer],
    gain: one.gain,
    deposit: one.deposit,
    status: one.status,
    proposed_at: one.proposedAt,
    counted_at: come(one.countedAt),
    enacted_at: come(one.enactedAt),
    yes: one.yes,
    no: one.no,
    veto: one.veto,
    abstain: one.abstain,
    total: one.total,
    heads_yes: one.headsYes,
    heads_no: one.headsNo,
    heads_total: one.headsTotal,
  }));
  return rowsFrom("proposals", rows);
}

/** Follows the rules in force: all addresses at the start, then what has changed. */
export function createParameterPath(start: Choices): (world: World) => RowBatch[] {
  let before = start;
  const first = rowsFrom(
    "parameters",
    addressesOf(start).map((one) => parameterRow(one, -1, true)),
  );
  let batches: RowBatch[] = [first];
  return (world) => {
    if (world.choices !== before) {
      batches.push(rowsFrom("parameters", changesBetween(before, world.choices, world.clock.epoch)));
      before = world.choices;
    }
    const due = batches;
    batches = [];
    return due;
  };
}

function changesBetween(before: Choices, after: Choices, epoch: number) {
  const [old, now] = [addressesOf(before), addressesOf(after)].map(
    (list) => new Map(list.map((a) => [a.address, a])),
  ) as [Map<string, Address>, Map<string, Address>];
  const changed = [...now.values()].filter((one) => old.get(one.address)?.value !== one.value);
  const gone = [...old.values()].filter((one) => !now.has(one.address));
  return [
    ...changed.map((one) => parameterRow(one, epoch, true)),
    ...gone.map((one) => parameterRow(one, epoch, false)),
  ];
}

function parameterRow({ address, value, unit }: Address, epoch: number, isInForce: true | false) {
  const isNumber = typeof value === "number";
  return {
    epoch,
    address,
    value: isNumber ? value : Number.NaN,
    name: isNumber ? "" : String(value),
    unit,
    is_in_force: isInForce ? 1 : 0,
  };
}

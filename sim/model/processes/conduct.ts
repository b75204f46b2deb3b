/**
 * What operators' strategies do to their machines, at an epoch's end.
 *
 *   dials of the operator → service law, proof, on or off, account of each of its machines
 */
import { bringUpToDate } from "../batch.ts";
import { type LawFactors, lawAt, type MeanRequest, throughputOf } from "../cheap-work.ts";
import { controlOf } from "../coalitions.ts";
import { factorsFor } from "../law-memo.ts";
import { changeCapacity } from "../measuring.ts";
import { meanAnswer, meanPromptOf } from "../rejection.ts";
import { copyLaws, hasBatches } from "../serving.ts";
import type { Strategies } from "../strategies.ts";
import { Status } from "../tables/nodes.ts";
import * as serving from "../tables/serving-fields.ts";
import type { World } from "../world.ts";
import { settleStatus } from "./churn.ts";

/** Brings every machine to what its operator does now: new machines and new owners included. */
export function applyConduct(world: World, strategies: Strategies): void {
  const { nodes, operators, present } = world;
  const mine = strategies.nodes.columns;
  const { behaviour, substitution, claimed } = strategies.conducts.columns;
  const { operator, cards } = nodes.columns;
  const seen = new Uint32Array(operators.count);
  const on = machinesOn(world, strategies);
  const mean = { prompt: meanPromptOf(world), answer: meanAnswer(world) };
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    // The row of a machine that has left.
    if (cards[host] === 0) continue;
    const owner = operator[host];
    if (mine.isKnown[host] === 0) {
      mine.isKnown[host] = 1;
      mine.home[host] = nodes.columns.account[host];
    }
    if (mine.behaviour[host] !== behaviour[owner] || mine.substitution[host] !== substitution[owner])
      workAs(world, strategies, host, mean);
    if (mine.claimed[host] !== claimed[owner]) claimAs(world, strategies, host);
    const isIdle = seen[owner]++ >= on[owner] ? 1 : 0;
    if (isIdle !== mine.isIdle[host]) {
      mine.isIdle[host] = isIdle;
      settleStatus(world, host);
    }
  }
  spreadOverAccounts(world, strategies);
}

/** By operator: machines that it does not switch off, which are those that it had first. */
function machinesOn({ nodes, operators, present }: World, { conducts }: Strategies): Int32Array {
  const { operator, cards } = nodes.columns;
  const on = new Int32Array(operators.count);
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (cards[host] > 0) on[operator[host]]++;
  }
  for (let one = 0; one < on.length; one++) on[one] -= Math.round(conducts.columns.idle[one] * on[one]);
  return on;
}

/** The service law of the work that is really done. */
function workAs(world: World, { conducts, nodes: mine, laws }: Strategies, host: number, mean: MeanRequest): void {
  const { columns } = world.nodes;
  const owner = columns.operator[host];
  const { behaviour, substitution } = conducts.columns;
  const before = mine.columns;
  finishUnderLaw(world, host);
  const was = { behaviour: before.behaviour[host], share: before.substitution[host] };
  const old = factorsFor(laws, world, host, was, mean);
  const now = factorsFor(laws, world, host, { behaviour: behaviour[owner], share: substitution[owner] }, mean);
  const batch = Math.min(columns.places[host], columns.batchMax[host]);
  const throughput = throughputOf(lawAt(columns, host), batch, mean);
  changeLaw(columns, host, old, now);
  const capacity = columns.capacity[host] * (throughputOf(lawAt(columns, host), batch, mean) / throughput);
  if (columns.status[host] === Status.live)
    changeCapacity(world, columns.market[host], capacity - columns.capacity[host], 0);
  columns.capacity[host] = capacity;
  copyLaws(world.serving, columns, host);
  before.behaviour[host] = behaviour[owner];
  before.substitution[host] = substitution[owner];
}

/** Written out: a column looked up by its name takes longer than the sum. */
function changeLaw(columns: World["nodes"]["columns"], host: number, old: LawFactors, now: LawFactors): void {
  columns.stepBase[host] *= now.stepBase / old.stepBase;
  columns.stepRouted[host] *= now.stepRouted / old.stepRouted;
  columns.stepPerContext[host] *= now.stepPerContext / old.stepPerContext;
  columns.stepPerRequest[host] *= now.stepPerRequest / old.stepPerRequest;
  columns.stepOverhead[host] *= now.stepOverhead / old.stepOverhead;
  columns.stepOverheadPerRequest[host] *= now.stepOverheadPerRequest / old.stepOverheadPerRequest;
  columns.prefillPerToken[host] *= now.prefillPerToken / old.prefillPerToken;
  columns.prefillLeast[host] *= now.prefillLeast / old.prefillLeast;
}

/** Tokens given so far are given under the old law; the event that is due stays. */
function finishUnderLaw(world: World, host: number): void {
  if (!hasBatches(world.serving)) return;
  const { doubles, words } = world.serving;
  if (Number.isNaN(doubles[host * serving.doubles + serving.ticket])) return;
  if (words[host * serving.words + serving.prefilling] < 0) bringUpToDate(world, host);
}

/** What it shows at the announced proof, and the part of that which is there at other times. */
function claimAs({ nodes }: World, { conducts, nodes: mine }: Strategies, host: number): void {
  const claimed = conducts.columns.claimed[nodes.columns.operator[host]];
  const ratio = claimed / mine.columns.claimed[host];
  if (ratio === 1) return;
  nodes.columns.proof[host] *= ratio;
  nodes.columns.heldFraction[host] /= ratio;
  mine.columns.claimed[host] = claimed;
}

/** Machines of those who split go round their accounts; those of the others are where they were made. */
function spreadOverAccounts(world: World, { conducts, nodes: mine, settings }: Strategies): void {
  if (settings.accountsMost <= 1) return;
  const { nodes, accounts, operators } = world;
  const rows: number[][] = Array.from({ length: operators.count }, () => []);
  for (let a = 0; a < accounts.count; a++) rows[accounts.columns.operator[a]].push(a);
  const next = new Uint32Array(operators.count);
  const { account, operator } = nodes.columns;
  for (let host = 0; host < nodes.count; host++) {
    const owner = operator[host];
    const wanted = Math.min(conducts.columns.accounts[owner], rows[owner].length);
    account[host] = wanted > 1 ? rows[owner][next[owner]++ % wanted] : mine.columns.home[host];
  }
}

/** Strategies and behaviour of operators as other parts read them. */
export function showBehaviour(world: World, { conducts, reports }: Strategies): void {
  const { operators, accounts } = world;
  const control = controlOf(world);
  for (let a = 0; a < accounts.count; a++) {
    const owner = accounts.columns.operator[a];
    reports.copies[a] = conducts.columns.copies[owner];
    reports.favours[a] = conducts.columns.favours[owner];
    reports.circle[a] = control[owner];
  }

  for (let one = 0; one < operators.count; one++) {
    operators.columns.behaviour[one] = conducts.columns.behaviour[one];
    operators.columns.substitution[one] = conducts.columns.substitution[one];
  }
}

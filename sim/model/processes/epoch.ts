/**
 * The epoch's end: what was measured becomes work, work becomes weight, weight and work become reward and fees, the books
 * are closed, votes are counted, prices move.
 *
 *   measured → work of nodes and accounts → admission → weight → collateral → standing, slashing → fees → emission and
 *   reward → delegation → vesting and locks → refunds → votes → books → economy → rows → machines change models → price and asks → next epoch
 */
import { invariant } from "../../engine/invariant.ts";
import type { EventDef } from "../../engine/schedule.ts";
import type { Span } from "../../engine/units.ts";
import { gatherAccounts } from "../accounts.ts";
import { drawsOf } from "../draws.ts";
import { checkBooks, closeJournal } from "../ledger.ts";
import { settleCapacity } from "../measuring.ts";
import { checkLittle } from "../requests.ts";
import { clearSums } from "../serving.ts";
import { pricePerTokenMax } from "../slots.ts";
import * as at from "../tables/serving-fields.ts";
import type { World } from "../world.ts";
import { endSpells, settleUptime } from "./churn.ts";
import { beginChoice, reviewOffers } from "./clients.ts";
import { retune } from "./demand.ts";
import { addOwnDemand, decideForNext, moveAsks, runEconomy } from "./economy.ts";
import { estimateWithoutWindows } from "./fluid.ts";
import { countVotes } from "./governance.ts";
import { checkLocks, settleLocks } from "./locks.ts";
import { limitSessions } from "./session-limits.ts";
import { settleDelegation, settleFees, settleReward } from "./settlement.ts";
import { judgeAccounts, measureNetwork } from "./standing.ts";
import { moveMachines } from "./switching.ts";
import { moveTokenPrice } from "./token.ts";
import { settleRefunds } from "./verdict.ts";
import { beginMeasuring, endMeasuring } from "./windows.ts";

export const epochEnded: EventDef<World> = {
  kind: 8,
  name: "epoch-ended",
  phase: 3,
  handle(world) {
    const { clock, settings, markets, nodes, accounts } = world;
    endSpells(world);
    if (settings.windows.isWhole) endMeasuring(world);
    for (let m = 0; m < markets.count; m++) settleCapacity(world, m);
    world.view.epoch = clock.epoch;
    if (settings.windows.count > 0) scaleMeasured(world);
    else estimateWithoutWindows(world);
    addOwnDemand(world);
    limitSessions(world);
    gatherAccounts(nodes.columns, world.present, accounts);
    measureNetwork(world);
    judgeAccounts(world);
    settleFees(world);
    settleReward(world);
    settleDelegation(world);
    settleLocks(world);
    settleRefunds(world);
    gatherOperators(world);
    countVotes(world);
    checkLocks(world);
    checkBooks(world.ledger);
    checkLittle(world);
    runEconomy(world);
    world.output.epochEnded(world);
    closeJournal(world.ledger);
    if (world.clients !== undefined) reviewOffers(world, world.clients);
    moveMachines(world);
    decideForNext(world);
    setPrices(world);
    startEpoch(world);
    if (clock.epoch < settings.epochs) world.schedule.after(settings.epochLength as Span, epochEnded, 0);
  },
};

/** Scales what the windows measured to the epoch: each second measured stands for epoch length / measured length. */
function scaleMeasured(world: World): void {
  const { nodes, present, markets, measured, settings, windowLog } = world;
  const { doubles, isUsed } = world.serving;
  let length = 0;
  for (const window of windowLog) length += window.length;
  const scale = settings.epochLength / length;
  const { uptime, liveTime, busy, work, served, missed, fees, checks, faults, refunds, market } = nodes.columns;
  const paid = new Float64Array(markets.count);
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    settleUptime(world, host, world.schedule.now);
    uptime[host] = liveTime[host] / settings.epochLength;
    // Sums of others are 0, and need not be looked at.
    const isSeen = isUsed[host] === 1;
    const d = host * at.doubles;
    busy[host] = isSeen ? doubles[d + at.busyTime] / length : 0;
    work[host] = isSeen ? doubles[d + at.tokens] * scale : 0;
    served[host] = isSeen ? doubles[d + at.served] * scale : 0;
    missed[host] = isSeen ? doubles[d + at.missed] * scale : 0;
    // Fees are whole: the fraction of a base unit that scaling leaves stays with the clients.
    fees[host] = isSeen ? Math.floor(doubles[d + at.fees] * scale) : 0;
    if (isSeen) paid[market[host]] += fees[host];
    checks[host] *= scale;
    faults[host] *= scale;
    refunds[host] = Math.floor(refunds[host] * scale);
  }
  for (let m = 0; m < markets.count; m++) {
    const { columns } = markets;
    const seen = measured.columns;
    columns.capacity[m] = seen.epochCapacity[m] / (settings.epochLength / 1e6);
    columns.utilization[m] =
      seen.measuredCapacity[m] > 0 ? seen.outputTokens[m] / seen.measuredCapacity[m] : Number.NaN;
    columns.requests[m] = seen.offered[m] * scale;
    columns.served[m] = seen.served[m] * scale;
    columns.missed[m] = seen.missed[m] * scale;
    columns.tokens[m] = seen.tokens[m] * scale;
    columns.fees[m] = paid[m];
  }
}

/** Sums the nodes over their operators. */
function gatherOperators(world: World): void {
  const { nodes, operators, present } = world;
  const to = operators.columns;
  for (const name of ["capacity", "work", "fees", "reward"] as const) to[name].fill(0);
  const { operator, uptime, capacity, work, fees, reward } = nodes.columns;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    const owner = operator[host];
    to.capacity[owner] += capacity[host] * uptime[host];
    to.work[owner] += work[host];
    to.fees[owner] += fees[host];
    to.reward[owner] += reward[host];
  }
}

function setPrices(world: World): void {
  const { markets, rules, view, nodes } = world;
  const { price } = markets.columns;
  for (let m = 0; m < markets.count; m++) {
    const next = rules.price.next(view, m);
    invariant(next > 0 && Number.isFinite(next), () => `price of market ${m}: ${next} base units/token`);
    if (next === price[m]) continue;
    price[m] = next;
    world.output.happened(world, "price-changed", m, next);
  }
  const { ask } = nodes.columns;
  rules.asks.ask(view, ask, drawsOf(world, "asks"));
  moveAsks(world);
  for (let host = 0; host < nodes.count; host++) {
    const isAllowed = ask[host] > 0 && ask[host] <= pricePerTokenMax;
    invariant(isAllowed, () => `rule asks/${world.choices.asks.rule}: node ${host} asks ${ask[host]} base units/token`);
  }
  world.router.asksChanged();
}

/** Clears the sums of the epoch; state that lasts, such as who is live and what is in the batch, stays. */
function startEpoch(world: World): void {
  const { clock, serving, measured, nodes, windowLog, latencies, settings } = world;
  moveTokenPrice(world);
  clock.epoch++;
  world.findings.clear();
  world.view.epoch = clock.epoch;
  windowLog.length = 0;
  clearSums(serving);
  if (world.states !== undefined) for (const column of Object.values(world.states.access.columns)) column.fill(0);
  const lasting = new Set(["liveCapacity", "liveNodes", "changedAt"]);
  for (const [name, column] of Object.entries(measured.columns)) if (!lasting.has(name)) column.fill(0);
  for (const name of ["liveTime", "checks", "faults", "refunds"] as const) nodes.columns[name].fill(0, 0, nodes.count);
  for (const histogram of latencies) histogram.reset();
  if (world.clients !== undefined) beginChoice(world, world.clients);
  if (clock.awake === 1) retune(world);
  if (settings.windows.isWhole) beginMeasuring(world);
}

/**
 * The epoch's end: what was measured becomes work, work becomes reward and fees, the books are closed, prices move.
 *
 *   measured → work of nodes, accounts, operators → emission and reward → fees → checks → rows → price → next epoch
 */
import { invariant } from "../../engine/invariant.ts";
import type { EventDef } from "../../engine/schedule.ts";
import type { Span } from "../../engine/units.ts";
import { checkBooks, closeJournal, firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import { settleCapacity } from "../measuring.ts";
import { checkLittle } from "../requests.ts";
import type { World } from "../world.ts";
import { settleUptime } from "./churn.ts";
import { retune } from "./demand.ts";
import { estimateWithoutWindows } from "./fluid.ts";
import { beginMeasuring, endMeasuring } from "./windows.ts";

export const epochEnded: EventDef<World> = {
  kind: 8,
  name: "epoch-ended",
  phase: 3,
  handle(world) {
    const { clock, settings, markets } = world;
    if (settings.windows.isWhole) endMeasuring(world);
    for (let m = 0; m < markets.count; m++) settleCapacity(world, m);
    world.view.epoch = clock.epoch;
    if (settings.windows.count > 0) scaleMeasured(world);
    else estimateWithoutWindows(world);
    settleFees(world);
    settleReward(world);
    checkBooks(world.ledger);
    checkLittle(world);
    world.output.epochEnded(world);
    closeJournal(world.ledger);
    setPrices(world);
    startEpoch(world);
    if (clock.epoch < settings.epochs) world.schedule.after(settings.epochLength as Span, epochEnded, 0);
  },
};

/** Scales what the windows measured to the epoch: each second measured stands for epoch length / measured length. */
function scaleMeasured(world: World): void {
  const { nodes, serving, markets, measured, settings, windowLog } = world;
  let length = 0;
  for (const window of windowLog) length += window.length;
  const scale = settings.epochLength / length;
  for (let host = 0; host < nodes.count; host++) {
    settleUptime(world, host);
    const { uptime, liveTime, busy, work, served, missed, fees } = nodes.columns;
    uptime[host] = liveTime[host] / settings.epochLength;
    busy[host] = serving.columns.busyTime[host] / length;
    work[host] = serving.columns.tokens[host] * scale;
    served[host] = serving.columns.served[host] * scale;
    missed[host] = serving.columns.missed[host] * scale;
    // Fees are whole: the fraction of a base unit that scaling leaves stays with the clients.
    fees[host] = Math.floor(serving.columns.fees[host] * scale);
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
    columns.fees[m] = 0;
  }
  for (let host = 0; host < nodes.count; host++) {
    markets.columns.fees[nodes.columns.market[host]] += nodes.columns.fees[host];
  }
}

/** Clients pay the accounts whose nodes served them. */
function settleFees(world: World): void {
  const { accounts, ledger } = world;
  gather(world, "fees");
  gather(world, "work");
  gather(world, "capacity");
  for (let a = 0; a < accounts.count; a++) {
    post(ledger, LineKind.fee, LedgerAccount.clients, firstHolder + a, accounts.columns.fees[a]);
  }
}

/** The rule says who gets the new money; this moves it. What the rule leaves goes to the treasury. */
function settleReward(world: World): void {
  const { rules, view, nodes, accounts, ledger, clock } = world;
  const emission = rules.emission.perEpoch(clock.epoch);
  invariant(Number.isSafeInteger(emission) && emission >= 0, () => `emission of epoch ${clock.epoch}: ${emission}`);
  const { reward } = nodes.columns;
  rules.reward.allocate(view, emission, reward);
  let paid = 0;
  for (let host = 0; host < nodes.count; host++) {
    const amount = reward[host];
    invariant(Number.isSafeInteger(amount) && amount >= 0, () => `reward of node ${host}: ${amount} base units`);
    paid += amount;
  }
  invariant(paid <= emission, () => `reward paid ${paid} of ${emission} base units in epoch ${clock.epoch}`);
  gather(world, "reward");
  clock.emission = emission;
  clock.rewarded = paid;
  post(ledger, LineKind.emission, LedgerAccount.supply, LedgerAccount.treasury, emission);
  for (let a = 0; a < accounts.count; a++) {
    post(ledger, LineKind.reward, LedgerAccount.treasury, firstHolder + a, accounts.columns.reward[a]);
  }
}

/** Sums a column of nodes over accounts and operators. Capacity counts by uptime. */
function gather(world: World, name: "fees" | "work" | "capacity" | "reward"): void {
  const { nodes, accounts, operators } = world;
  const ofNode = nodes.columns[name];
  const ofAccount = accounts.columns[name].fill(0, 0, accounts.count);
  const ofOperator = operators.columns[name].fill(0, 0, operators.count);
  const { account, operator, uptime } = nodes.columns;
  const isCapacity = name === "capacity";
  for (let host = 0; host < nodes.count; host++) {
    const value = isCapacity ? ofNode[host] * uptime[host] : ofNode[host];
    ofAccount[account[host]] += value;
    ofOperator[operator[host]] += value;
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
  // Until operators choose their own ask, each asks the price of its market.
  for (let host = 0; host < nodes.count; host++) nodes.columns.ask[host] = price[nodes.columns.market[host]];
  world.router.asksChanged();
}

/** Clears the sums of the epoch; state that lasts, such as who is live and what is in the batch, stays. */
function startEpoch(world: World): void {
  const { clock, serving, measured, nodes, windowLog, latencies, settings } = world;
  clock.epoch++;
  world.view.epoch = clock.epoch;
  windowLog.length = 0;
  for (const name of ["busyTime", "outputTokens", "tokens", "served", "missed", "fees"] as const) {
    serving.columns[name].fill(0);
  }
  const lasting = new Set(["liveCapacity", "liveNodes", "changedAt"]);
  for (const [name, column] of Object.entries(measured.columns)) if (!lasting.has(name)) column.fill(0);
  for (let host = 0; host < nodes.count; host++) nodes.columns.liveTime[host] = 0;
  for (const histogram of latencies) histogram.reset();
  if (clock.awake === 1) retune(world);
  if (settings.windows.isWhole) beginMeasuring(world);
}

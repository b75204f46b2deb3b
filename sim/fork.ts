/** A copy of a running world that shares nothing that changes: a warmed-up state may be run on under several rules. */

import { copyTable } from "./engine/columns.ts";
import { copyPacked } from "./engine/packed.ts";
import { copyChallenges } from "./model/challenges.ts";
import { copyChips } from "./model/chips.ts";
import { copyClients } from "./model/clients.ts";
import { copyCoalitions } from "./model/coalitions.ts";
import { copyFinance } from "./model/finance.ts";
import { copyFindings } from "./model/findings.ts";
import { copyLedger } from "./model/ledger.ts";
import { copyMoney } from "./model/money.ts";
import { copyPresent } from "./model/present.ts";
import { createRouter } from "./model/router.ts";
import { copyServing } from "./model/serving.ts";
import { copySessions } from "./model/sessions.ts";
import { copyStates } from "./model/states.ts";
import { copyStrategies } from "./model/strategies.ts";
import { copyVesting } from "./model/vesting.ts";
import type { Choices, Output, World } from "./model/world.ts";
import { countsOf, forkSlots } from "./protocol.ts";

/**
 * Forks a world between two events.
 *
 * @param output  where the copy's rows go
 * @param change  slots to fill anew in the copy; the others keep their rule and what it remembers
 * @returns a world that, with the same rules, goes on to the same digest as the original
 */
export function fork(world: World, output: Output, change: Partial<Choices> = {}): World {
  const tables = {
    nodes: copyTable(world.nodes),
    serving: copyServing(world.serving),
    requests: copyPacked(world.requests),
    verdicts: copyTable(world.verdicts),
    accounts: copyTable(world.accounts),
    operators: copyTable(world.operators),
    delegators: copyTable(world.delegators),
    network: copyTable(world.network),
    markets: copyTable(world.markets),
    measured: copyTable(world.measured),
    segments: copyTable(world.segments),
  };
  const { nodes, serving, accounts, operators, markets, delegators, network } = tables;
  const strategies = world.strategies === undefined ? undefined : copyStrategies(world.strategies, copyTable);
  // Acts of states change distances.
  const roundTrip = world.roundTrip.slice();
  return {
    ...world,
    ...tables,
    roundTrip,
    oneWay: world.oneWay.slice(),
    chips: world.chips === undefined ? undefined : copyChips(world.chips, copyTable),
    states: world.states === undefined ? undefined : copyStates(world.states, copyTable),
    strategies,
    coalitions: world.coalitions === undefined ? undefined : copyCoalitions(world.coalitions),
    money: world.money === undefined ? undefined : copyMoney(world.money),
    finance: world.finance === undefined ? undefined : copyFinance(world.finance, copyTable),
    clients: world.clients === undefined ? undefined : copyClients(world.clients, copyTable),
    present: copyPresent(world.present),
    output,
    ...forkSlots(world, countsOf(world), change),
    view: {
      ...world.view,
      nodes: nodes.columns,
      accounts: accounts.columns,
      delegators: delegators.columns,
      network: network.columns,
      operators: operators.columns,
      markets: markets.columns,
      ...(strategies === undefined ? {} : { reports: strategies.reports }),
    },
    ledger: copyLedger(world.ledger),
    vesting: copyVesting(world.vesting),
    unbondings: world.unbondings.slice(),
    findings: copyFindings(world.findings),
    challenges: copyChallenges(world.challenges),
    sessions: copySessions(world.sessions),
    proposals: world.proposals.map((proposal) => ({ ...proposal })),
    votes: world.votes.slice(),
    router: createRouter({
      nodes: nodes.columns,
      serving,
      nodeCount: nodes.count,
      marketCount: markets.count,
      jurisdictionCount: world.utcOffset.length,
      roundTrip,
      stream: world.streams.routing,
      seats: world.router.seats(),
    }),
    schedule: world.schedule.fork(),
    outagesIn: world.outagesIn.slice(),
    outagesBegun: world.outagesBegun.slice(),
    latencies: world.latencies.map((histogram) => histogram.fork()),
    windowLog: world.windowLog.slice(),
    clock: { ...world.clock },
  };
}

/** (Scenario, replication) → World: the one place where everything meets. */

import { clientsOf } from "./clients.ts";
import { coalitionsOf } from "./coalitions.ts";
import { chipsOf, stateOperators, statesOf } from "./economy.ts";
import { accountRoom, financeOf, roomFor, startFinance } from "./economy-operators.ts";
import { createTable } from "./engine/columns.ts";
import { createHistogram } from "./engine/histogram.ts";
import { createPacked } from "./engine/packed.ts";
import { createRng, type Rng } from "./engine/rng.ts";
import type { Time } from "./engine/units.ts";
import { lawbook } from "./lawbook.ts";
import { createRule } from "./mechanisms/registry.ts";
import { jurisdictions } from "./model/catalogue/jurisdictions.ts";
import { languageModels } from "./model/catalogue/language-models.ts";
import { roundTripsMs } from "./model/catalogue/latency.ts";
import { nodeClasses } from "./model/catalogue/node-classes.ts";
import { catalogueWith, type HardwareCatalogue } from "./model/catalogue/own-hardware.ts";
import { workloads } from "./model/catalogue/workloads.ts";
import { createClock } from "./model/clock.ts";
import { bond, shareStake } from "./model/genesis.ts";
import { createLedger } from "./model/ledger.ts";
import { tabulate } from "./model/lengths.ts";
import { countListed } from "./model/listed-hosts.ts";
import { latencyMetricCount } from "./model/measuring.ts";
import { type PopulationPlan, populate } from "./model/population.ts";
import { rowsByJurisdiction } from "./model/population-changes.ts";
import { countAccounts } from "./model/population-sizes.ts";
import { createPresent } from "./model/present.ts";
import { startChurn } from "./model/processes/churn.ts";
import { startClients } from "./model/processes/clients.ts";
import { startEconomy } from "./model/processes/economy.ts";
import { epochEnded } from "./model/processes/epoch.ts";
import { startStates } from "./model/processes/states.ts";
import { startWindows } from "./model/processes/windows.ts";
import { createRouter } from "./model/router.ts";
import { addSegments } from "./model/segmentation.ts";
import { copyLaws, createServing, startServing } from "./model/serving.ts";
import type { Slots } from "./model/slots.ts";
import { overheadOf, slowServing } from "./model/slowness.ts";
import { addSpareAccounts } from "./model/strategies.ts";
import { createSwitching } from "./model/switching.ts";
import { accountSpec } from "./model/tables/accounts.ts";
import { delegatorSpec } from "./model/tables/delegators.ts";
import { marketSpec } from "./model/tables/markets.ts";
import { measuredSpec } from "./model/tables/measured.ts";
import { networkSpec } from "./model/tables/network.ts";
import { nodeSpec } from "./model/tables/nodes.ts";
import { operatorSpec } from "./model/tables/operators.ts";
import { doubles as requestStride } from "./model/tables/request-fields.ts";
import { requestLayout } from "./model/tables/requests.ts";
import { segmentSpec } from "./model/tables/segments.ts";
import { verdictSpec } from "./model/tables/verdicts.ts";
import { createVesting } from "./model/vesting.ts";
import type { Choices, Output, World } from "./model/world.ts";
import { firstTokenPrice, moneyOf } from "./money.ts";
import { choicesOf, countsOf, fillSlots, forkSlots, type Protocol } from "./protocol.ts";
import type { RunSpec } from "./run.ts";
import type { Scenario } from "./scenario/scenario.ts";
import { type Demand, demandOf, listedHosts, normalised, settingsOf, stakePlanOf } from "./settings.ts";
import { nothingYet, replayOf, scheduleFor, startConduct, streamsOf } from "./start.ts";
import { accountsMost, roomOf, strategiesOf } from "./strategies.ts";

/** Told apart from a tenth of a millisecond up; a year is the most that may be timed. [ms] */
const latencyRange = { least: 0.1, greatest: 3.2e10 };
/** Requests to make room for at the start; the table doubles when it is full. */
const requestsAtStart = 4096;
/** The same for verdicts that are due. */
const verdictsAtStart = 256;
const secondsPerMinute = 60;

/**
 * Makes a world ready to run.
 *
 * Streams are keyed by (seed, replication), so that variants of a scenario share their shocks.
 *
 * @param output  where rows go as the run makes them
 * @throws RangeError when the population cannot be made: a card that fits no model, more operators than nodes
 */
export function build({ scenario, replication, trace, verdicts }: RunSpec, output: Output): World {
  const rng = createRng(`${scenario.seed}/${replication}`);
  const demand = demandOf(scenario);
  const catalogue = catalogueWith(scenario.network.hardware ?? {});
  const plan = populationPlan(scenario, demand, catalogue);
  const tables = makeTables(scenario, demand, () => countAccounts(plan, rng));
  populate(tables, plan, rng);
  const { switching: moves, hosts } = scenario.network;
  const switching = moves && createSwitching(tables.nodes, plan, moves, countListed(hosts).nodes);
  startAccounts(tables, scenario);
  const stake = stakePlanOf(scenario);
  shareStake(tables, stake, tables.accounts.columns.capacity, rng);
  addSpareAccounts(tables, accountsMost(scenario));
  const ledger = createLedger(accountRoom(scenario, tables.accounts), tables.delegators.count);
  const protocol = fillSlots(choicesOf(scenario), countsOf({ ...tables, ledger }));
  slowServing(tables.nodes, overheadOf(protocol.rules));
  startMarkets(tables, protocol.rules, demand);
  startServing(tables.serving, tables.nodes.columns, tables.nodes.count);
  startConduct(tables, scenario, rng);
  const strategies = strategiesOf(scenario, roomOf(tables, verdicts), rng);
  const settings = settingsOf(scenario);
  addSegments(tables.segments, {
    jurisdictions: demand.jurisdictions,
    workloads: demand.workloads,
    markets: marketShares(tables, demand),
    segments: scenario.demand.segments,
    rate: scenario.demand.rate,
  });
  const replay = replayOf(trace, tables.segments, scenario.demand.rate);
  const economy = {
    chips: chipsOf(scenario, tables.operators.capacity, rng),
    states: statesOf(scenario, rng),
    clients: clientsOf(scenario, demand, tables, rng),
    strategies,
    coalitions: coalitionsOf(scenario),
    money: moneyOf(scenario),
    finance: financeOf(scenario, tables, plan, rng),
  };
  const made = { tables, catalogue, ledger, protocol, settings, demand, rng, output, replay };
  const world = assemble({ kernel: verdicts, switching, ...made, ...economy });
  tables.network.columns.issued[0] = bond(world.ledger, world, stake.liquidPerAccount);
  startFinance(world, scenario, rng);
  if (world.clients !== undefined) startClients(world, world.clients);
  startChurn(world);
  startWindows(world);
  startStates(world);
  startEconomy(world);
  world.schedule.at(settings.epochLength as Time, epochEnded, 0);
  return world;
}

type Tables = ReturnType<typeof makeTables>;

function makeTables(scenario: Scenario, demand: Demand, accountsAtStart: () => number) {
  const listed = countListed(scenario.network.hosts);
  const { nodes, accounts, operators } = roomFor(scenario, {
    nodes: scenario.network.nodes + listed.nodes,
    accounts: accountsAtStart,
    operators: scenario.network.operators + listed.operators + stateOperators(scenario),
  });
  return {
    nodes: createTable("nodes", nodeSpec, nodes),
    serving: createServing(scenario.windows === 0 ? 0 : nodes),
    requests: createPacked("requests", requestLayout, requestStride, requestsAtStart),
    verdicts: createTable("verdicts", verdictSpec, verdictsAtStart),
    accounts: createTable("accounts", accountSpec, accounts),
    operators: createTable("operators", operatorSpec, operators),
    delegators: createTable("delegators", delegatorSpec, scenario.stake.delegators),
    network: createTable("network", networkSpec, 1),
    markets: createTable("markets", marketSpec, demand.models.length),
    measured: createTable("measured", measuredSpec, demand.models.length),
    segments: createTable("segments", segmentSpec, scenario.demand.segments),
  };
}

function populationPlan(scenario: Scenario, demand: Demand, catalogue: HardwareCatalogue): PopulationPlan {
  const { network } = scenario;
  return {
    hosts: listedHosts(scenario, demand),
    proofMinutes: network.proofTime / secondsPerMinute,
    nodes: network.nodes,
    operators: network.operators,
    accountsPerOperator: network.accountsPerOperator,
    classWeights: network.nodes > 0 ? normalised(nodeClasses, network.classes ?? {}) : [],
    jurisdictionWeights: network.nodes > 0 ? normalised(jurisdictions, network.jurisdictions ?? {}) : [],
    modelWeights: demand.modelWeights,
    models: demand.models,
    classes: catalogue.classes,
    hardware: catalogue.models,
    like: catalogue.like,
    memoryReserve: network.memoryReserve,
    batchMax: network.batchMax,
    lengths: demand.lengths,
    trade: createRule("trade", scenario.trade, {}),
  };
}

/** Accounts at the start: nobody has been judged, nothing is locked. */
function startAccounts({ accounts, network, nodes }: Tables, scenario: Scenario): void {
  const { columns } = accounts;
  const { operator } = columns;
  for (const [name, column] of Object.entries(columns)) if (column !== operator && name !== "ledger") column.fill(0);
  columns.isAdmitted.fill(1, 0, accounts.count);
  columns.confirmed.fill(1, 0, accounts.count);
  network.count = 1;
  for (const column of Object.values(network.columns)) column.fill(0);
  network.columns.epochSeconds[0] = scenario.epochLength;
  network.columns.tokenPrice[0] = firstTokenPrice(scenario);
  // What is installed, until the first epoch has been measured.
  for (let host = 0; host < nodes.count; host++) {
    columns.capacity[nodes.columns.account[host]] += nodes.columns.capacity[host];
  }
}

function startMarkets({ markets, measured, nodes }: Tables, rules: Slots, demand: Demand): void {
  markets.count = markets.capacity;
  measured.count = measured.capacity;
  for (const column of Object.values(measured.columns)) column.fill(0);
  for (let m = 0; m < markets.count; m++) {
    markets.columns.model[m] = languageModels.indexOf(demand.models[m]);
    markets.columns.price[m] = rules.price.initial;
    markets.columns.priceAtStart[m] = rules.price.initial;
  }
  nodes.columns.ask.fill(rules.price.initial, 0, nodes.count);
}

/** Clients ask for models in proportion to the requests that installed, mostly live nodes can answer. */
function marketShares({ nodes, markets }: Tables, demand: Demand): number[] {
  if (demand.marketShares !== undefined) return demand.marketShares;
  const capacity = new Float64Array(markets.count);
  const { market, upMean, downMean } = nodes.columns;
  let total = 0;
  for (let host = 0; host < nodes.count; host++) {
    const live = upMean[host] / (upMean[host] + downMean[host]);
    capacity[market[host]] += nodes.columns.capacity[host] * live;
    total += nodes.columns.capacity[host] * live;
  }
  return Array.from(capacity, (c) => c / total);
}

type Economic = "chips" | "states" | "clients" | "money" | "finance" | "strategies" | "coalitions";
type Given = "catalogue" | "settings" | "output" | "replay" | "kernel" | "switching" | "ledger";
interface Parts extends Pick<World, Economic | Given> {
  readonly tables: Tables;
  readonly protocol: Protocol;
  readonly demand: Demand;
  readonly rng: Rng;
}

/** Other rules or parameters come into force; proofs that are made while serving may make it slower or faster. */
function refill(world: World, change: Partial<Choices>): void {
  const before = overheadOf(world.rules);
  Object.assign(world, forkSlots(world, countsOf(world), change));
  const slower = overheadOf(world.rules) / before;
  if (slower === 1) return;
  slowServing(world.nodes, slower);
  for (let host = 0; host < world.nodes.count; host++) copyLaws(world.serving, world.nodes.columns, host);
}

function assemble(parts: Parts): World {
  const { tables, protocol, demand, rng, ...given } = parts;
  const { nodes, serving, accounts, operators, markets, delegators, network } = tables;
  const count = jurisdictions.length;
  const present = createPresent(nodes);
  const roundTrip = roundTripsMs();
  return {
    models: demand.models, // a key of its own first: `test/laws/layout.test.ts`
    ...tables,
    ...protocol,
    ...given,
    refill,
    vesting: createVesting(accounts.capacity),
    ...nothingYet(),
    lawbook,
    view: {
      epoch: 0,
      nodeCount: nodes.count,
      accountCount: accounts.count,
      operatorCount: operators.count,
      marketCount: markets.count,
      delegatorCount: delegators.count,
      nodes: nodes.columns,
      accounts: accounts.columns,
      delegators: delegators.columns,
      network: network.columns,
      operators: operators.columns,
      markets: markets.columns,
      catalogue: given.catalogue,
      ...(given.strategies === undefined ? {} : { reports: given.strategies.reports }),
    },
    router: createRouter({
      nodes: nodes.columns,
      serving,
      nodeCount: nodes.count,
      marketCount: markets.count,
      jurisdictionCount: count,
      roundTrip,
      stream: rng.stream("routing"),
    }),
    roundTrip,
    roundTripAtStart: roundTrip.slice(),
    streams: streamsOf(rng),
    schedule: scheduleFor(nodes.count, serving.capacity === 0 ? 0 : requestsAtStart),
    outagesIn: new Uint32Array(count),
    outagesBegun: new Uint32Array(count),
    present,
    nodesIn: rowsByJurisdiction(nodes, present, count),
    prompts: workloads.map((workload) => tabulate(workload.prompt)),
    outputs: workloads.map((workload) => tabulate(workload.output)),
    meanPrompt: demand.meanPrompt,
    meanOutput: demand.meanOutput,
    correlation: workloads.map((workload) => workload.correlation),
    bursts: demand.bursts,
    hourly: workloads.map((workload) => workload.hourly),
    utcOffset: jurisdictions.map((jurisdiction) => jurisdiction.utcOffsetHours),
    oneWay: roundTrip.map((ms) => Math.floor(ms * 500 + 0.5)), // half a round trip, in µs
    latencies: Array.from({ length: markets.count * latencyMetricCount }, () => createHistogram(latencyRange)),
    windowLog: [],
    clock: createClock(),
  };
}

/** The section `economy.operators` of a scenario, from its units to those of the core, and the books as a run begins. */

import { usedValue } from "./economics/used-value.ts";
import { createTable, type Table } from "./engine/columns.ts";
import { exp, log } from "./engine/math.ts";
import type { Rng } from "./engine/rng.ts";
import { exponentialOf } from "./engine/variates.ts";
import { jurisdictions } from "./model/catalogue/jurisdictions.ts";
import { nodeClasses } from "./model/catalogue/node-classes.ts";
import { scaleLaws } from "./model/catalogue/operator-costs.ts";
import { proofRate } from "./model/catalogue/proof-rates.ts";
import { createScaleMemo, type Finance, type FinanceSettings, noFlows } from "./model/finance.ts";
import { describeMachine, settlePrices } from "./model/firm-machines.ts";
import { type PopulationPlan, servingTable } from "./model/population.ts";
import type { AccountSpec } from "./model/tables/accounts.ts";
import { FirmState, firmSpec, machineSpec, outlookSpec } from "./model/tables/finance.ts";
import type { World } from "./model/world.ts";
import type { Scenario } from "./scenario/scenario.ts";
import { accountsMost } from "./strategies.ts";

type Operators = NonNullable<Scenario["economy"]["operators"]>;

const secondsPerYear = 31_557_600; // Julian year
/** Longer memory over the recent one, from which the trend is read. */
const longerMemory = 12;
/** Room over what there is at the start, where the scenario does not say. */
const roomFactor = 4;

/**
 * Rows of the tables: those at the start, and what is reserved.
 *
 * @param start  those that are listed or drawn; accounts are counted only where nobody may open more, since each takes 200 bytes and
 * its slices that vest far more
 */
export function roomFor(
  scenario: Scenario,
  start: { readonly nodes: number; readonly accounts: () => number; readonly operators: number },
) {
  const plan = scenario.economy.operators;
  if (plan === undefined) {
    // An operator has at most as many accounts as nodes.
    const accounts = accountsMost(scenario) > 1 ? start.nodes : start.accounts();
    return { nodes: start.nodes, accounts, operators: start.operators };
  }
  const operators = plan.operatorsMax ?? roomFactor * start.operators;
  return {
    nodes: Math.max(start.nodes, plan.nodesMax ?? roomFactor * start.nodes),
    operators: Math.max(start.operators, operators),
    accounts: Math.max(start.nodes, plan.accountsMax ?? Math.max(start.nodes, roomFactor * operators)),
  };
}

/** Accounts for which rules remember and the ledger has a line. */
export function accountRoom({ economy }: Scenario, accounts: Table<AccountSpec>): number {
  return economy.operators === undefined ? accounts.count : accounts.capacity;
}

/** Books before anybody is in them; `startFinance` fills them. */
export function financeOf(
  scenario: Scenario,
  tables: Pick<World, "nodes" | "operators" | "markets">,
  plan: PopulationPlan,
  rng: Rng,
): Finance | undefined {
  const { operators } = scenario.economy;
  if (operators === undefined) return undefined;
  const finance: Finance = {
    settings: financeSettings(operators, scenario, tables, plan),
    firms: createTable("firms", firmSpec, tables.operators.capacity),
    machines: createTable("machines", machineSpec, tables.nodes.capacity),
    outlook: createTable("outlook", outlookSpec, tables.markets.count),
    flows: { ...noFlows },
    draining: [],
    came: [],
    smallVariation: new Float64Array(nodeClasses.length),
    newPrice: new Float64Array(plan.hardware.length),
    bidFactor: new Float64Array(plan.hardware.length),
    usedWorth: [],
    scales: createScaleMemo(tables.operators.capacity),
    streams: { reviews: rng.stream("operators.reviews"), entry: rng.stream("operators.entry") },
    candidates: 0,
  };
  finance.outlook.count = finance.outlook.capacity;
  return finance;
}

function financeSettings(
  operators: Operators,
  { epochLength }: Scenario,
  { nodes, operators: firms }: Pick<World, "nodes" | "operators">,
  plan: PopulationPlan,
): FinanceSettings {
  const yearsPerEpoch = epochLength / secondsPerYear;
  const halfLife = operators.memory / epochLength;
  const weightOf = (epochs: number) => 1 - exp(-log(2) / epochs);
  const meanAge = (epochs: number) => (epochs / log(2)) * yearsPerEpoch;
  const { accounts, credit, scale } = operators;
  const law = (of: keyof typeof scale) => ({ ...scaleLaws[of], exponent: scale[of] });
  return {
    yearsPerEpoch,
    reviewEvery: operators.reviewEvery / epochLength,
    recentWeight: weightOf(halfLife),
    longerWeight: weightOf(longerMemory * halfLife),
    trendYears: meanAge(longerMemory * halfLife) - meanAge(halfLife),
    extrapolation: operators.extrapolation,
    volatility: operators.volatility,
    riskAversion: operators.riskAversion,
    stepMost: operators.stepMost,
    reserve: operators.reserve,
    soldFraction: operators.sold,
    bondedFraction: operators.restaked,
    reinvested: operators.reinvested,
    credit: credit.loanToValue,
    loanYears: credit.term,
    capitalFactor: operators.capitalFactor,
    lifeFactor: operators.lifeFactor,
    candidates: operatorsByClass(nodes, firms).map((count) => count * operators.candidates),
    places: placesOf(plan),
    bargaining: operators.takeovers ? operators.bargaining : undefined,
    premium: operators.acquisitions?.premium,
    accounts: { areChosen: accounts.choice === "best", cost: accounts.cost, payback: accounts.payback },
    scale: {
      cards: law("cards"),
      power: law("power"),
      site: law("site"),
      staff: law("staff"),
      network: law("network"),
    },
    elsewhere: operators.elsewhere && {
      rents: operators.elsewhere.rents.map(({ at, price }) => ({ year: at, price })),
      kept: operators.elsewhere.kept,
    },
    usedSpread: operators.usedSpread,
    place: servingTable(plan),
    proofOf: proofs(plan),
  };
}

/** Where candidates come from: by the scenario's shares, else as listed hosts are. */
function placesOf({ jurisdictionWeights, hosts }: PopulationPlan): number[] {
  if (jurisdictionWeights.length > 0) return [...jurisdictionWeights];
  return jurisdictions.map((_, j) => hosts.filter(({ jurisdiction }) => jurisdiction === j).length);
}

/** Where hosts are listed, proofs are counted in the network's unit; else a machine proves what it can decode. */
function proofs({ hosts, models, hardware, proofMinutes }: PopulationPlan): FinanceSettings["proofOf"] {
  if (hosts.length === 0) return () => undefined;
  return (card, cards, market) => {
    const rate = proofRate(hardware[card].id, cards, models[market].id);
    return rate === undefined ? undefined : rate * proofMinutes;
  };
}

function operatorsByClass(nodes: World["nodes"], operators: World["operators"]): number[] {
  const seen = new Uint8Array(operators.count);
  const counts = nodeClasses.map(() => 0);
  for (let host = 0; host < nodes.count; host++) {
    const o = nodes.columns.operator[host];
    if (seen[o] === 0) counts[nodes.columns.class[host]]++;
    seen[o] = 1;
  }
  return counts;
}

/** Firms and machines as they are at the start: no debt, some cash, cards of some age. */
export function startFinance(world: World, scenario: Scenario, rng: Rng): void {
  const { finance } = world;
  const { operators } = scenario.economy;
  if (finance === undefined || operators === undefined) return;
  settlePrices(world, finance);
  const { firms, machines, streams, settings, newPrice } = finance;
  firms.count = world.operators.count;
  machines.count = world.nodes.count;
  const firm = firms.columns;
  for (const column of Object.values(firm)) column.fill(0);
  firm.endedAt.fill(Number.NaN);
  firm.buyer.fill(Number.NaN);
  firm.state.fill(FirmState.active);
  const ages = rng.stream("operators.ages");
  const { operator, class: kind, cards, hardware: card } = world.nodes.columns;
  for (let host = world.nodes.count - 1; host >= 0; host--) {
    const age = operators.startAge * ages.uniform(host, 0);
    const paid = cards[host] * newPrice[card[host]];
    describeMachine(world, finance, host, { paid, age });
    // The first machine of a firm says of what class it is.
    firm.class[operator[host]] = kind[host];
    firm.cash[operator[host]] += operators.startCash * paid * usedValue(age);
  }
  for (let o = 0; o < firms.count; o++) {
    firm.reviewAt[o] = exponentialOf(streams.reviews.uniform(o, 0), settings.reviewEvery);
    firm.paidIn[o] = firm.cash[o];
  }
}

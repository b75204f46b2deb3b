/** The section `economy` of a scenario, from its units to those of the core: the market for accelerators, acts of states. */
import { createVendorPolicy } from "./agents/vendor/registry.ts";
import { type CostCurve, calendarCurve, stagedCurve, wrightCurve } from "./economics/cost-curve.ts";
import { createTable } from "./engine/columns.ts";
import { log1p } from "./engine/math.ts";
import type { Rng, Stream } from "./engine/rng.ts";
import { exponentialOf } from "./engine/variates.ts";
import { hardware } from "./model/catalogue/hardware.ts";
import { jurisdictionIds } from "./model/catalogue/ids.ts";
import { type ChipVendor, chipVendors, endOfQuarter, ownersAt } from "./model/catalogue/ownership.ts";
import { products } from "./model/catalogue/products.ts";
import { flowGrowth, inHouse, startChips } from "./model/chip-start.ts";
import type { ChipMarket, ChipSettings, EntrySettings, VendorPlan } from "./model/chips.ts";
import { createStates, type StateAct, type States } from "./model/states.ts";
import { accessSpec } from "./model/tables/access.ts";
import type { Scenario } from "./scenario/scenario.ts";

type Economy = Scenario["economy"];
type Chips = NonNullable<Economy["chips"]>;
type Act = NonNullable<Economy["states"]>["acts"][number];

const secondsPerYear = 31_557_600; // Julian year
const quarterYears = 0.25;
const microsPerSecond = 1e6;

/** @param operators  that there is room for */
export function chipsOf(scenario: Scenario, operators: number, rng: Rng): ChipMarket | undefined {
  const chips = scenario.economy.chips;
  if (chips === undefined) return undefined;
  const start = {
    quarter: chips.start,
    others: chips.others,
    othersExponent: chips.othersExponent,
    operators,
    settings: chipSettings(chips, scenario.epochLength),
  };
  return startChips(start, rng.stream("chips"));
}

function chipSettings(chips: Chips, epochSeconds: number): ChipSettings {
  const yearsPerEpoch = epochSeconds / secondsPerYear;
  const wholeEpochs = (years: number) => Math.max(1, Math.round(years / yearsPerEpoch));
  const { small, middle, large, largest } = chips.elasticity;
  return {
    startYear: endOfQuarter(chips.start),
    yearsPerEpoch,
    allocateEvery: wholeEpochs(chips.allocateEvery / secondsPerYear),
    orderEvery: wholeEpochs(chips.orderEvery / secondsPerYear),
    quarter: wholeEpochs(quarterYears),
    vendors: [
      ...chipVendors.map((name) => incumbent(name, chips)),
      ...chips.entrants.map((one) => entrant(one, chips)),
    ],
    demandRatio: chips.demandRatio,
    elasticity: [small, middle, large, largest],
    leadLeast: chips.leadLeast / secondsPerYear,
    shelfLead: chips.shelfLead / secondsPerYear,
    patience: chips.patience,
    madeYears: chips.madeYears,
    listDefault: chips.listDefault,
    used: chips.used,
  };
}

function incumbent(name: ChipVendor, chips: Chips): VendorPlan {
  const first = flowGrowth(ownersAt(chips.start));
  const policies = policiesOf(chips);
  return {
    name,
    ...(inHouse.includes(name) ? forItself(policies) : policies),
    growth: { first, last: log1p(chips.growthLong), halfLife: chips.growthHalfLife },
    curve: curveOf(chips.learning),
    cards: cardsOf(name),
    entry: undefined,
  };
}

/**
 * Who makes cards for itself alone neither bids against itself for them nor grants itself a discount: it has them at cost, however it prices
 * them within. Its books count them at a list price, so that it orders as much whatever policies others sell by; rows tell no price of them.
 */
function forItself(policies: ReturnType<typeof policiesOf>) {
  const isAuctioning = policies.allocation.makesPrice === true;
  return {
    ...policies,
    allocation: isAuctioning ? createVendorPolicy("allocation", { policy: "pro-rata" }) : policies.allocation,
    pricing: createVendorPolicy("pricing", { policy: "list" }),
  };
}

/** Cards made to order, in order of release. */
function cardsOf(vendor: string): number[] {
  return hardware
    .map((_, h) => h)
    .filter((h) => hardware[h].vendor === vendor && products[h].isToOrder)
    .sort((a, b) => products[a].released - products[b].released || a - b);
}

function entrant({ name, hardware: card, ...entry }: Chips["entrants"][number], chips: Chips): VendorPlan {
  return {
    name,
    ...policiesOf(chips),
    // Its capacity goes by orders.
    growth: { first: 0, last: 0, halfLife: 1 },
    curve: curveOf(chips.entrantLearning),
    cards: [hardware.findIndex(({ id }) => id === card)],
    entry: entry satisfies EntrySettings,
  };
}

function curveOf(learning: Chips["learning"]): CostCurve {
  switch (learning.curve) {
    case "wright":
      return wrightCurve(learning.rate);
    case "calendar":
      return calendarCurve(learning.halving);
    case "two-stage":
      return stagedCurve([
        { fall: learning.fast, years: learning.years },
        { fall: learning.slow, years: Number.POSITIVE_INFINITY },
      ]);
  }
}

const policiesOf = (chips: Chips) => ({
  allocation: createVendorPolicy("allocation", chips.allocation),
  pricing: createVendorPolicy("pricing", chips.pricing),
  markup: chips.markup,
});

const placeOf = (id: string) => (jurisdictionIds as readonly string[]).indexOf(id);

/** @param rng  gives the instants of acts that strike at random */
export function statesOf(scenario: Scenario, rng: Rng): States | undefined {
  const states = scenario.economy.states;
  if (states === undefined) return undefined;
  const stream = rng.stream("states");
  const acts = states.acts.flatMap((act, number) => datesOf(act, scenario, stream, number).map((at) => actAt(act, at)));
  const access = createTable("access", accessSpec, jurisdictionIds.length);
  access.count = access.capacity;
  for (const column of Object.values(access.columns)) column.fill(0);
  return createStates(acts, jurisdictionIds.length, access);
}

/** Instants at which an act begins within the run: its own, or those of a Poisson process. [µs] */
function datesOf(act: Act, { epochLength, horizon }: Scenario, stream: Stream, number: number): number[] {
  const first = act.at * epochLength;
  if (!("perYear" in act) || act.perYear === undefined) return [Math.floor(first * microsPerSecond)];
  const mean = secondsPerYear / act.perYear;
  const dates: number[] = [];
  let at = first;
  for (let n = 0; ; n++) {
    at += exponentialOf(stream.uniform(number, n), mean);
    if (!(at < horizon * epochLength)) return dates;
    dates.push(Math.floor(at * microsPerSecond));
  }
}

/** @param at  [µs] */
function actAt(act: Act, at: number): StateAct {
  const seconds = "length" in act ? act.length : undefined;
  const length = seconds === undefined ? Number.POSITIVE_INFINITY : Math.floor(seconds * microsPerSecond);
  switch (act.kind) {
    case "export-rule":
      return { ...act, at, length };
    case "cable-cut":
      return { ...act, at, length, between: act.between.map(placeOf), and: act.and.map(placeOf) };
    default:
      return { ...act, at, length, jurisdictions: act.jurisdictions.map(placeOf) };
  }
}

/** Operators that states may become in the run: room for them is made in the tables. */
export function stateOperators(scenario: Scenario): number {
  const acts = scenario.economy.states?.acts ?? [];
  const places = acts.flatMap((act) => (act.kind === "nationalization" ? act.jurisdictions : []));
  return new Set(places).size;
}

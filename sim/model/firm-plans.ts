/**
 * What one more machine is worth to a firm, and one it has: under what it can know, by the prices of today.
 *
 *   revenue = (reward a unit of proof · proof + fees a unit of capacity · capacity) · hours on · (1 − own share) · certainty
 *
 * The pie is given, so what a firm adds it takes in part from itself: hence its own share (Tullock, 1980). The
 * certainty equivalent of a risky income is exp(−½ γ ln(1 + CV² of a year's)), of lognormal income under constant relative risk aversion γ.
 */
import { hourCost } from "../economics/operating-cost.ts";
import { entryMultiple, exitMultiple } from "../economics/real-options.ts";
import { priceOnPath } from "../economics/token-value.ts";
import { keepingCost, unitValue } from "../economics/unit-value.ts";
import { usedValue } from "../economics/used-value.ts";
import { exp, log1p } from "../engine/math.ts";
import { cardTerms, type OperatedCard } from "./card-cost.ts";
import { nodeClasses } from "./catalogue/node-classes.ts";
import { idleFraction } from "./catalogue/operator-costs.ts";
import { rentalRatio } from "./catalogue/rental-ratios.ts";
import type { Finance } from "./finance.ts";
import { worthOf } from "./firm-machines.ts";
import { capitalRateOf, kilowattsOf, lifeOf, scaleOf, variationOf } from "./firm-money.ts";
import { declineOf } from "./firm-outlook.ts";
import type { World } from "./world.ts";

const hoursPerYear = 8766;

/** A firm as its plans see it: one that is there, or one that might come. */
export interface Planner {
  readonly class: number;
  readonly jurisdiction: number;
  /** Part of all capacity that is its own, 0…1. */
  readonly share: number;
  /** Squared coefficient of variation of an epoch's income. */
  readonly variation: number;
  /** Row of a firm that is there; −1 for one that might come. */
  readonly row: number;
}

export interface Offer {
  readonly hardware: number;
  readonly cards: number;
  /** Of a card. [USD] */
  readonly price: number;
  /** [year] */
  readonly age: number;
  /** Until it earns. [year] */
  readonly delay: number;
}

export interface Appraisal {
  readonly market: number;
  /** Of the machine, in today's money. [USD] */
  readonly value: number;
  /** From which on it pays to buy, over the price. */
  readonly multiple: number;
}

export function plannerOf(world: World, finance: Finance, o: number, share: number): Planner {
  const firm = finance.firms.columns;
  return {
    class: firm.class[o],
    jurisdiction: world.operators.columns.jurisdiction[o],
    share,
    variation: variationOf(firm, o),
    row: o,
  };
}

/** The market in which a machine is worth most to a firm, and what it is worth there; undefined when it serves none. */
export function appraise(world: World, finance: Finance, planner: Planner, offer: Offer): Appraisal | undefined {
  const { settings, newPrice, bidFactor } = finance;
  const rate = capitalRateOf(finance, planner.class);
  const life = Math.max(0, lifeOf(finance, planner.class) - offer.age);
  const resale = offer.cards * newPrice[offer.hardware] * bidFactor[offer.hardware] * usedValue(offer.age + life);
  const hourly = machineCost(world, finance, planner, offer);
  const rent = letting(world, finance, offer);
  let best: Appraisal | undefined;
  const places = settings.place(offer.hardware, offer.cards);
  for (let m = 0; m < places.length; m++) {
    const placed = places[m];
    if (placed === null) continue;
    const on = onFraction(planner.class, offer.cards);
    const proof = settings.proofOf(offer.hardware, offer.cards, m) ?? placed.capacity;
    const { reward, fees } = finance.outlook.columns;
    if (!(reward[m] >= 0)) continue;
    const gross = (reward[m] * proof + fees[m] * placed.capacity) * on * hoursPerYear;
    const decline = Math.max(declineOf(finance, m), highestDrift * -rate);
    const load = world.markets.columns.utilization[m] || 0;
    const revenue = gross * (1 - planner.share) * certainty(finance, planner.variation);
    const running = costAt(hourly, on, load);
    // Whoever has such a card lets it where that earns more.
    if (rent !== undefined && revenue < (rent - costAt(hourly, 1, 1) + running) * hoursPerYear) continue;
    const value = unitValue({
      revenue,
      cost: running * hoursPerYear,
      decline,
      rate,
      delay: offer.delay,
      life,
      resale,
    });
    if (best !== undefined && value <= best.value) continue;
    best = { market: m, value, multiple: entryMultiple({ volatility: settings.volatility, rate, drift: -decline }) };
  }
  return best;
}

/** A drift nearer to the rate of discount would make waiting worth more than anything. */
const highestDrift = 0.8;

/** Of a machine, with the firm's economies of scale. [USD/h] */
interface HourlyCost {
  /** Cards, less what the state pays. */
  readonly own: number;
  /** Of a card. */
  readonly fixed: number;
  /** Power of a card under full load. */
  readonly full: number;
}

/** Running cost of an hour at a part of the time on and a load. [USD/h] */
const costAt = ({ own, fixed, full }: HourlyCost, on: number, load: number): number =>
  own * (fixed + full * (on * idleFraction + (1 - idleFraction) * Math.min(on, load)));

function machineCost(world: World, finance: Finance, planner: Planner, { hardware: card, cards }: Offer): HourlyCost {
  const model = world.catalogue.models[card];
  const terms = cardTerms(operated(finance, planner, model.powerW, cards), undefined, undefined);
  const kilowatts = kilowattsOf(model, cards);
  const firm = finance.firms.columns;
  const scale =
    planner.row >= 0
      ? scaleOf(finance.settings.scale, firm, planner.row, { servers: 1, kilowatts })
      : scaleOf(finance.settings.scale, newcomer(planner.class), 0, { servers: 1, kilowatts });
  const { states } = world;
  const shock = states?.powerFactor[planner.jurisdiction] ?? 1;
  const own = 1 - (states?.subsidy[planner.jurisdiction] ?? 0);
  const { site, staff, network } = hourCost(terms, 0);
  const fixed = site * scale.site + staff * scale.staff + network * scale.network;
  const full = (terms.watts / 1000) * terms.pue * terms.powerPrice * shock * scale.power;
  return { own: cards * own, fixed, full };
}

/** A firm without machines, as `scaleOf` reads it. */
function newcomer(kind: number): Finance["firms"]["columns"] {
  const row = { class: Uint8Array.of(kind), servers: Float64Array.of(0), kilowatts: Float64Array.of(0) };
  return row as unknown as Finance["firms"]["columns"];
}

function operated(finance: Finance, planner: Planner, powerW: number, cards: number): OperatedCard {
  return {
    class: planner.class,
    jurisdiction: planner.jurisdiction,
    powerW,
    cardsPerServer: cards,
    price: 0,
    resale: 0,
    life: 1,
    capitalRate: capitalRateOf(finance, planner.class),
  };
}

/** What a safe income is worth that is as good as the risky one, over its mean, 0…1. */
export function certainty({ settings }: Finance, variation: number): number {
  return exp(-0.5 * settings.riskAversion * log1p(variation * settings.yearsPerEpoch));
}

/** Part of the time that a machine of the class is on; as `population.ts` has its spells. */
export function onFraction(kind: number, cards: number): number {
  const { sessionHoursOn, sessionHoursOff, failuresPerCardHour, repairHours } = nodeClasses[kind];
  const off = sessionHoursOff / sessionHoursOn + cards * failuresPerCardHour * repairHours;
  return 1 / (1 + off);
}

/** Times to keep a machine that are weighed. [year] */
const keepingYears = [0.5, 1, 2, 4];

/** What a machine's cards bring an owner who lets them outside the network; undefined where nobody does. [USD/h] */
function letting(world: World, { settings }: Finance, { hardware: card, cards }: Pick<Offer, "hardware" | "cards">) {
  const { elsewhere } = settings;
  if (elsewhere === undefined) return undefined;
  const year = world.clock.epoch * settings.yearsPerEpoch;
  return cards * rentalRatio(card, world.catalogue.products) * priceOnPath(elsewhere.rents, year) * elsewhere.kept;
}

/**
 * Revenue of a machine that is there, what running it costs, and the revenue below which it goes, all by year: what keeping it costs times
 * the ratio below which it pays to sell, or, where that is more, what it would earn let to others, without an option of waiting, since it
 * can come back. The ratio orders machines of one owner, the worst first.
 *
 * @param o  the owner; what hangs on it alone is reckoned once, so nothing that it has may change while the answer is in use
 * @returns of a machine of that owner. Machines bought together lie together: one that is like the last has the same answer
 */
export function keepingOf(world: World, finance: Finance, o: number, share: number): (host: number) => Kept {
  const owner = {
    share,
    rate: capitalRateOf(finance, finance.firms.columns.class[o]),
    certainty: certainty(finance, variationOf(finance.firms.columns, o)),
    scale: scaleOf(finance.settings.scale, finance.firms.columns, o),
  };
  let last = -1;
  let kept: Kept | undefined;
  return (host) => {
    if (kept === undefined || !areAlike(world, finance, last, host)) kept = keeping(world, finance, owner, host);
    last = host;
    return kept;
  };
}

interface Kept {
  readonly revenue: number;
  readonly running: number;
  readonly least: number;
  readonly ratio: number;
  readonly letIncome: number;
}

interface Owner {
  readonly share: number;
  readonly rate: number;
  readonly certainty: number;
  readonly scale: ReturnType<typeof scaleOf>;
}

/** All that `keeping` reads of a machine. */
function areAlike({ nodes }: World, { machines }: Finance, a: number, b: number): boolean {
  const { market, proof, capacity, class: kind, cards, hardware, jurisdiction } = nodes.columns;
  const { newAt, power, site, staff, network } = machines.columns;
  return (
    newAt[a] === newAt[b] &&
    capacity[a] === capacity[b] &&
    proof[a] === proof[b] &&
    market[a] === market[b] &&
    hardware[a] === hardware[b] &&
    cards[a] === cards[b] &&
    kind[a] === kind[b] &&
    jurisdiction[a] === jurisdiction[b] &&
    power[a] === power[b] &&
    site[a] === site[b] &&
    staff[a] === staff[b] &&
    network[a] === network[b]
  );
}

function keeping(world: World, finance: Finance, owner: Owner, host: number): Kept {
  const { market, proof, capacity, class: kind, cards, hardware: card } = world.nodes.columns;
  const { settings, outlook } = finance;
  const { share, rate, scale } = owner;
  const own = finance.machines.columns;
  const m = market[host];
  const on = onFraction(kind[host], cards[host]);
  const { reward, fees } = outlook.columns;
  const gross = (reward[m] * proof[host] + fees[m] * capacity[host]) * on * hoursPerYear;
  const revenue = gross * (1 - share) * owner.certainty;
  const load = Math.min(on, world.markets.columns.utilization[m] || 0);
  const j = world.nodes.columns.jurisdiction[host];
  const fullPower = own.power[host] * (world.states?.powerFactor[j] ?? 1);
  const power = fullPower * (on * idleFraction + (1 - idleFraction) * load);
  const running =
    power * scale.power +
    own.site[host] * scale.site +
    own.staff[host] * scale.staff +
    own.network[host] * scale.network;
  const ownPart = 1 - (world.states?.subsidy[j] ?? 0);
  const cost = running * hoursPerYear * ownPart;
  const worth = worthOf(world, finance, host);
  const worthAfter = (years: number) => worthOf(world, finance, host, years);
  const decline = Math.max(declineOf(finance, m), highestDrift * -rate);
  const kept = keepingCost({ worth, worthAfter, cost, decline, rate }, keepingYears);
  const sale = kept * exitMultiple({ volatility: settings.volatility, rate, drift: -decline });
  const rent = letting(world, finance, { hardware: card[host], cards: cards[host] });
  if (rent === undefined) return { revenue, running: cost, least: sale, ratio: revenue / kept, letIncome: 0 };
  // Let, a machine is at full load, wherever it stands.
  const letIncome = (rent - (running - power * scale.power + fullPower * scale.power) * ownPart) * hoursPerYear;
  const least = Math.max(sale, cost + letIncome);
  return { revenue, running: cost, least, ratio: revenue / least, letIncome };
}

/**
 * Clouds: what they could serve this epoch, what they earned; costs, capacity and prices at a review.
 *
 *   bought → served as far as capacity goes → revenue → remembered by clients → (review) costs → capacity → prices
 *
 * Capacity follows what a firm would sell if it had enough, at the use that it aims at, with a lag and a greatest growth, as if the others
 * stood still: in a shortage all build at once, and a glut may follow. Cards that an export rule keeps from a country are not added
 * there. Cost of an hour sold, at use u of hours, with annuity a(P) of what the card costs now:
 *
 *   c = (a(P) + building + network + staff + power) / u
 */
import { lagPart } from "../../economics/client-choice.ts";
import { invariant } from "../../engine/invariant.ts";
import { exp, log1p } from "../../engine/math.ts";
import { pow } from "../../engine/pow.ts";
import { exportFacts } from "../catalogue/export-facts.ts";
import { hardware } from "../catalogue/hardware.ts";
import { outlookOf } from "../client-choice.ts";
import { type Clients, cellOf, termsOf } from "../clients.ts";
import { cloudHourCost } from "../cloud-costs.ts";
import type { CloudView } from "../cloud-roles.ts";
import type { World } from "../world.ts";

const hoursPerYear = 8766;
/** What was bought in the epoch is served where there is room for it, and paid for. */
export function settleClouds(clients: Clients): void {
  const { clouds, places, settings } = clients;
  const { firms, wantedIn, servedIn, capacityIn, costIn } = clouds;
  gatherWishes(clients);
  const columns = firms.columns;
  for (let firm = 0; firm < firms.count; firm++) {
    let [wanted, sold, revenue, costs] = [0, 0, 0, 0];
    for (let there = 0; there < places; there++) {
      const row = firm * places + there;
      servedIn[row] = wantedIn[row] > capacityIn[row] ? capacityIn[row] / wantedIn[row] : 1;
      const hours = wantedIn[row] * servedIn[row];
      wanted += wantedIn[row];
      sold += hours;
      revenue += (hours * columns.price[firm] * costIn[row]) / columns.cost[firm];
      // Capacity is there whether it is sold or not.
      costs += capacityIn[row] * clouds.settings.use * costIn[row];
    }
    columns.wanted[firm] = wanted;
    columns.sold[firm] = sold;
    columns.revenue[firm] = revenue;
    columns.profit[firm] = revenue - costs;
    columns.earned[firm] += (revenue - costs) * settings.yearsPerEpoch * hoursPerYear;
    const kept = wanted > 0 ? sold / wanted : 1;
    columns.reputation[firm] += lagPart(settings.yearsPerEpoch, settings.memory) * (kept - columns.reputation[firm]);
  }
}

/** Hours that clients want of each region. */
function gatherWishes(clients: Clients): void {
  const { clouds, pairs, settings, options, places, work, servedFrom } = clients;
  clouds.wantedIn.fill(0);
  for (let pair = 0; pair < pairs.length; pair++) {
    for (let kind = 0; kind < settings.kinds.length; kind++) {
      const terms = termsOf(clients, pairs[pair].jurisdiction, kind);
      const row = cellOf(clients, pair, kind) * options;
      for (let o = 1; o < options; o++) {
        if (servedFrom[terms + o] >= 0)
          clouds.wantedIn[(o - 1) * places + servedFrom[terms + o]] += work[row + o] / settings.use;
      }
    }
  }
}

/** At the start: clouds whose size the scenario leaves open have what serves their clients at the use that they aim at. */
export function sizeClouds(clients: Clients): void {
  const { clouds, places } = clients;
  gatherWishes(clients);
  for (let firm = 0; firm < clouds.firms.count; firm++) {
    if (clouds.settings.firms[firm].isSized) continue;
    for (let row = firm * places; row < (firm + 1) * places; row++)
      if (clouds.isThere[row] === 1)
        clouds.capacityIn[row] = Math.max(capacityLeast, clouds.wantedIn[row] / clouds.settings.use);
  }
}

/** A region without clients has so much, that there is a mean of costs. [H100e] */
const capacityLeast = 1e-6;
/** Part of all its capacity from which a firm begins to grow where it has next to none. */
const foothold = 0.01;

/** Costs of now, in each region and on average over a firm's capacity. */
export function reckonCosts(world: World, { clouds, places, settings }: Clients): void {
  const { firms, costIn, capacityIn, isThere } = clouds;
  const years = world.clock.epoch * settings.yearsPerEpoch;
  const card = cardPrice(world, years, clouds.settings.cost);
  for (let firm = 0; firm < firms.count; firm++) {
    let [cost, capacity] = [0, 0];
    for (let there = 0; there < places; there++) {
      const row = firm * places + there;
      if (isThere[row] === 0) continue;
      const factor = world.states?.powerFactor[there] ?? 1;
      costIn[row] = clouds.settings.firms[firm].costRatio * cloudHourCost(clouds.settings, { card, there, factor });
      cost += costIn[row] * capacityIn[row];
      capacity += capacityIn[row];
    }
    invariant(
      cost > 0 && Number.isFinite(cost / capacity),
      () => `cloud ${clouds.settings.firms[firm].name}: ${capacity} H100e at a cost of ${cost} USD/h`,
    );
    firms.columns.cost[firm] = cost / capacity;
    firms.columns.capacity[firm] = capacity;
  }
}

/** A card with its server falls in price as cards do: with the list prices of vendors where there is a market for them, else by the year. */
function cardPrice({ chips }: World, years: number, { card, cardFall }: Clients["clouds"]["settings"]["cost"]): number {
  if (chips === undefined) return card * pow(1 - cardFall, years);
  const { list, listAtStart, isLive, isInHouse } = chips.vendors.columns;
  let factor = Number.POSITIVE_INFINITY;
  for (let v = 0; v < chips.vendors.count; v++)
    if (isLive[v] === 1 && isInHouse[v] === 0) factor = Math.min(factor, list[v] / listAtStart[v]);
  return Number.isFinite(factor) ? card * factor : card * pow(1 - cardFall, years);
}

/** Capacity, then prices, in the order of the firms; each sees what those before it have just set. */
export function reviewClouds(world: World, clients: Clients): void {
  const { clouds, settings } = clients;
  growCapacity(world, clients, clouds.settings.reviewEvery * settings.yearsPerEpoch);
  setCloudPrices(world, clients, "review");
}

function growCapacity(world: World, clients: Clients, years: number): void {
  const { clouds, places } = clients;
  const { lead, growthMost, retired } = clouds.settings;
  const { capacityIn, isThere, firms } = clouds;
  const most = exp(log1p(growthMost) * years);
  const targets = targetsOf(world, clients);
  for (let there = 0; there < places; there++) {
    let country = 0;
    for (let firm = 0; firm < firms.count; firm++) country += targets[firm * places + there];
    for (let firm = 0; firm < firms.count; firm++) {
      const row = firm * places + there;
      if (isThere[row] === 0) continue;
      const target = targets[row];
      invariant(target >= 0, () => `cloud ${clouds.settings.firms[firm].name}: wants ${target} H100e`);
      if (target < capacityIn[row]) {
        // Given up whole where nobody wants it, a region would leave no costs to take a mean of.
        capacityIn[row] = Math.max(capacityLeast, target, capacityIn[row] * pow(1 - retired, years));
        continue;
      }
      const had = Math.max(0, target * allowedPart(world, there, target, country) - capacityIn[row]);
      const room = (most - 1) * Math.max(capacityIn[row], foothold * firms.columns.capacity[firm]);
      capacityIn[row] += Math.min(lagPart(years, lead) * had, room);
    }
  }
}

/** Capacity that each firm would have in each region: what it would sell at the price that it would ask if it had enough, at its use. [H100e] */
function targetsOf(world: World, clients: Clients): Float64Array {
  const { clouds, places } = clients;
  const { price, wanted } = clouds.firms.columns;
  const view = viewOf(world, clients);
  view.capacity.fill(Number.POSITIVE_INFINITY);
  const targets = clouds.wantedIn.map((hours) => hours / clouds.settings.use);
  const prices = price.slice();
  clouds.settings.firms.forEach(({ pricing }, cloud) => {
    // A policy that remembers would take the question for a review.
    if (pricing.memory !== undefined || !pricing.settles || wanted[cloud] === 0) return;
    prices[cloud] = pricing.price({ view, cloud, memory: noMemory, draw: () => Number.NaN });
    const aimed = Math.max(1, view.demandAt(cloud, prices) / wanted[cloud]);
    prices[cloud] = price[cloud];
    for (let row = cloud * places; row < (cloud + 1) * places; row++) targets[row] *= aimed;
  });
  return targets;
}

const noMemory = new Float64Array(0);

const card = hardware.findIndex(({ id }) => id === "h100");

/** Part of what a cloud wants to have in a country that the rule on trade lets it have. @param customer, country  wanted [H100e] */
function allowedPart({ rules }: World, jurisdiction: number, customer: number, country: number): number {
  const { tpp } = exportFacts[card];
  return rules.trade.allowed({ hardware: card, jurisdiction, customerTpp: customer * tpp, countryTpp: country * tpp });
}

/**
 * Prices of one review.
 *
 * @param stage  "first": of the run; "settling": those whose prices come to rest set them again, the others keep theirs. At both, clouds
 *   whose size the scenario leaves open may grow as they like
 */
export function setCloudPrices(world: World, clients: Clients, stage: "first" | "settling" | "review"): void {
  const { clouds } = clients;
  const view = viewOf(world, clients);
  if (stage !== "review")
    clouds.settings.firms.forEach(({ isSized }, firm) => {
      if (!isSized) view.capacity[firm] = Number.POSITIVE_INFINITY;
    });
  const draws = clouds.reviews * drawsPerReview;
  for (let firm = 0; firm < clouds.firms.count; firm++) {
    if (stage === "settling" && !clouds.settings.firms[firm].pricing.settles) continue;
    const price = clouds.settings.firms[firm].pricing.price({
      view,
      cloud: firm,
      memory: clouds.memory[firm],
      draw: (i) => clouds.stream.uniform(firm, draws + i),
    });
    invariant(price > 0 && Number.isFinite(price), () => `cloud ${clouds.settings.firms[firm].name}: price ${price}`);
    view.price[firm] = price;
  }
  clouds.reviews++;
}

/** Draws that a policy may take at one review. */
const drawsPerReview = 8;

function viewOf(world: World, clients: Clients): CloudView {
  const { clouds, settings } = clients;
  const { price, cost, capacity, wanted, earned } = clouds.firms.columns;
  const outlook = outlookOf(clients, pow(world.settings.growthPerEpoch, world.clock.epoch));
  return {
    count: clouds.firms.count,
    year: world.clock.epoch * settings.yearsPerEpoch,
    span: clouds.settings.reviewEvery * settings.yearsPerEpoch,
    price,
    cost,
    capacity: capacity.slice(),
    wanted,
    earned,
    networkShare: networkShare(clients),
    demandAt: outlook,
  };
}

/** Share of the network in all that clients spend. */
export function networkShare(clients: Clients): number {
  const { pairs, settings, options, work, networkPrice, clouds } = clients;
  let spent = 0;
  pairs.forEach(({ market }, pair) => {
    for (let kind = 0; kind < settings.kinds.length; kind++)
      spent += work[cellOf(clients, pair, kind) * options] * networkPrice[market];
  });
  let all = spent;
  for (let firm = 0; firm < clouds.firms.count; firm++) all += clouds.firms.columns.revenue[firm];
  return all > 0 ? spent / all : 0;
}

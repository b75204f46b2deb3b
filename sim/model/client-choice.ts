/** Who buys where: shares of the clients of each cell, the work that follows, and demand at prices that nobody has set yet. */
import { choiceShares, lagPart, logOf, priceUtility, shareAmong, unitsAt } from "../economics/client-choice.ts";
import { exp, log } from "../engine/math.ts";
import { pow } from "../engine/pow.ts";
import { regionRatio } from "./client-terms.ts";
import { type Clients, cellOf, termsOf } from "./clients.ts";
import type { World } from "./world.ts";

const baseUnitsPerToken = 1e9;

/** Price of an hour's work on the network in each market, at the prices of now. */
export function quoteNetwork(world: World, { networkPrice, tokensPerHour }: Clients): void {
  const usdPerUnit = world.network.columns.tokenPrice[0] / baseUnitsPerToken;
  for (let m = 0; m < networkPrice.length; m++)
    networkPrice[m] = world.markets.columns.price[m] * usdPerUnit * tokensPerHour[m];
}

/** What prices do not change at one choice, and room for one cell. */
interface Scratch {
  readonly utility: Float64Array;
  readonly shares: Float64Array;
  /** ln of price over the reference, and of reputation, by option. */
  readonly prices: Float64Array;
  readonly known: Float64Array;
}

const scratchOf = ({ options }: Clients): Scratch => ({
  utility: new Float64Array(options),
  shares: new Float64Array(options),
  prices: new Float64Array(options),
  known: new Float64Array(options),
});

/**
 * Clients whose turn it is choose anew, and those whose provider has gone out of reach.
 *
 * @param years  since the last choice; 0 for the displaced alone, Infinity for all
 */
export function chooseProviders(world: World, clients: Clients, years: number): void {
  const { settings, pairs, options, held, worth, factor } = clients;
  const scratch = scratchOf(clients);
  quoteClouds(clients, clients.clouds.firms.columns.price, scratch);
  clients.budget = 0;
  const growth = pow(world.settings.growthPerEpoch, world.clock.epoch);
  for (let pair = 0; pair < pairs.length; pair++) {
    factor[pair] = 0;
    quoteMarket(clients, pairs[pair].market, scratch);
    for (let kind = 0; kind < settings.kinds.length; kind++) {
      const cell = cellOf(clients, pair, kind);
      worth[cell] = weigh(clients, pair, kind, scratch);
      const part = years === 0 ? 0 : lagPart(years, settings.kinds[kind].review);
      move(held, cell * options, scratch, part);
      buy(clients, { pair, kind, growth });
    }
  }
}

export interface Cell {
  readonly pair: number;
  readonly kind: number;
  /** Of demand since the start, as a factor. */
  readonly growth: number;
}

/** ln of what an hour's work costs at each cloud over the reference, where its region costs the mean. */
function quoteClouds({ settings, options, clouds }: Clients, list: Float64Array, { prices, known }: Scratch): void {
  for (let o = 1; o < options; o++) {
    prices[o] = log(list[o - 1] / settings.use / settings.reference);
    known[o] = logOf(clouds.firms.columns.reputation[o - 1]);
  }
}

/** The same for the network in one market. */
function quoteMarket(
  { settings, networkPrice, reputation }: Clients,
  market: number,
  { prices, known }: Scratch,
): void {
  prices[0] = logOf(networkPrice[market] / settings.reference);
  known[0] = logOf(reputation[market]);
}

/** Utilities and shares of all options of a cell, into the scratch. @returns worth of the choice */
function weigh(clients: Clients, pair: number, kind: number, { utility, shares, prices, known }: Scratch): number {
  const { settings, options, held, friction, clouds } = clients;
  const { jurisdiction } = clients.pairs[pair];
  const { sensitivity, loyalty, cloudAppeal } = settings.kinds[kind];
  const terms = termsOf(clients, jurisdiction, kind);
  const row = cellOf(clients, pair, kind) * options;
  for (let o = 0; o < options; o++) {
    const felt = prices[o] + friction[terms + o] - known[o];
    const appeal = o === 0 ? settings.networkAppeal : cloudAppeal + clouds.settings.firms[o - 1].appeal;
    utility[o] =
      felt === Number.POSITIVE_INFINITY
        ? Number.NEGATIVE_INFINITY
        : appeal + loyalty * held[row + o] + priceUtility(sensitivity, settings.spending, felt);
  }
  return choiceShares(utility, options, settings.nesting, shares);
}

/** A part of the clients goes where they would choose; all whose provider is out of reach do. */
function move(held: Float64Array, row: number, { utility, shares }: Scratch, part: number): void {
  let displaced = 0;
  for (let o = 0; o < shares.length; o++) {
    if (utility[o] > Number.NEGATIVE_INFINITY) continue;
    displaced += held[row + o];
    held[row + o] = 0;
  }
  for (let o = 0; o < shares.length; o++) {
    const kept = held[row + o] + displaced * shares[o];
    held[row + o] = kept + part * (shares[o] - kept);
  }
}

/** Work that the cell's clients buy of each option, and their requests to the network. */
function buy(clients: Clients, { pair, kind, growth }: Cell): void {
  const { settings, options, held, work, factor, pairs } = clients;
  const { share } = settings.kinds[kind];
  const row = cellOf(clients, pair, kind) * options;
  const wish = pairs[pair].work * share * growth;
  clients.budget += wish * settings.reference;
  for (let o = 0; o < options; o++) {
    const { price } = paidAt(clients, { pair, kind, option: o, list: clients.clouds.firms.columns.price });
    const units =
      Number.isNaN(price) || held[row + o] === 0
        ? 0
        : held[row + o] * unitsAt(settings.spending, price / settings.reference);
    work[row + o] = wish * units;
    if (o === 0) factor[pair] += share * units;
  }
}

/** An option of a cell at given list prices. */
export interface Offered {
  readonly pair: number;
  readonly kind: number;
  readonly option: number;
  readonly list: Float64Array;
}

/** What an hour's work costs clients of a cell with one option, and what it costs a cloud; NaN when it is out of reach. [USD/h] */
export function paidAt(clients: Clients, { pair, kind, option, list }: Offered): { price: number; cost: number } {
  const { jurisdiction, market } = clients.pairs[pair];
  if (option === 0) return { price: clients.networkPrice[market], cost: Number.NaN };
  const there = clients.servedFrom[termsOf(clients, jurisdiction, kind) + option];
  if (there < 0) return { price: Number.NaN, cost: Number.NaN };
  const row = (option - 1) * clients.places + there;
  const price = (list[option - 1] * regionRatio(clients, option - 1, there)) / clients.settings.use;
  return { price, cost: clients.clouds.costIn[row] / clients.settings.use };
}

/** All cells at given list prices, one at a time. */
export interface Choosing {
  /** Of the cell weighed last, by option. */
  readonly shares: Float64Array;
  /** @returns worth of the choice */
  weigh(pair: number, kind: number): number;
}

export function choosingAt(clients: Clients, list: Float64Array): Choosing {
  const scratch = scratchOf(clients);
  quoteClouds(clients, list, scratch);
  return {
    shares: scratch.shares,
    weigh(pair, kind) {
      quoteMarket(clients, clients.pairs[pair].market, scratch);
      return weigh(clients, pair, kind, scratch);
    },
  };
}

/**
 * Hours rented of a cloud if all chose anew at other prices, with who is loyal to whom as it is now. [H100e]
 *
 * What does not depend on its own price is kept until another is asked about or others' prices differ: whoever looks for the best price asks a
 * dozen times.
 *
 * @param growth  of demand since the start
 */
export function outlookOf(clients: Clients, growth: number): (cloud: number, list: Float64Array) => number {
  const { settings, pairs, servedFrom } = clients;
  const kept = rivalryOf(clients);
  return (cloud, list) => {
    kept.recall(cloud, list);
    const relative = list[cloud] / settings.use / settings.reference;
    const position = settings.spending === "budget" ? log(relative) : relative;
    let hours = 0;
    for (let pair = 0; pair < pairs.length; pair++) {
      for (let kind = 0; kind < settings.kinds.length; kind++) {
        const there = servedFrom[termsOf(clients, pairs[pair].jurisdiction, kind) + 1 + cloud];
        if (there < 0) continue;
        const share = kept.share(cellOf(clients, pair, kind), position);
        const units = unitsAt(settings.spending, relative * regionRatio(clients, cloud, there));
        hours += pairs[pair].work * settings.kinds[kind].share * share * units;
      }
    }
    return (hours * growth) / settings.use;
  };
}

/** What a cloud's rivals are to its clients, cell by cell, while they keep their prices. */
function rivalryOf(clients: Clients) {
  const { settings, pairs } = clients;
  const scratch = scratchOf(clients);
  const column = () => new Float64Array(pairs.length * settings.kinds.length);
  // Utility at price 0 (units) or at the reference (budget), its fall with the price, and what there is beside the cloud.
  const [base, slope, best, rivals, others, network] = [column(), column(), column(), column(), column(), column()];
  const beside = { best: 0, rivals: 0, others: 0, network: 0 };
  const known = { cloud: -1, list: new Float64Array(clients.options - 1) };
  const learn = (cloud: number, pair: number, kind: number) => {
    const cell = cellOf(clients, pair, kind);
    weigh(clients, pair, kind, scratch);
    const { utility } = scratch;
    const { sensitivity } = settings.kinds[kind];
    const felt =
      clients.friction[termsOf(clients, pairs[pair].jurisdiction, kind) + 1 + cloud] - scratch.known[1 + cloud];
    const isUnits = settings.spending === "units";
    slope[cell] = isUnits ? sensitivity * exp(felt) : sensitivity;
    base[cell] = utility[1 + cloud] + (isUnits ? slope[cell] : 0);
    utility[1 + cloud] = Number.NEGATIVE_INFINITY;
    best[cell] = Number.NEGATIVE_INFINITY;
    for (let o = 1; o < utility.length; o++) best[cell] = Math.max(best[cell], utility[o]);
    rivals[cell] = 0;
    for (let o = 1; o < utility.length; o++)
      if (utility[o] > Number.NEGATIVE_INFINITY) rivals[cell] += exp((utility[o] - best[cell]) / settings.nesting);
    others[cell] = 1 + exp(utility[0]);
    network[cell] = utility[0];
  };
  return {
    recall(cloud: number, list: Float64Array) {
      if (known.cloud === cloud && known.list.every((price, k) => k === cloud || price === list[k])) return;
      known.cloud = cloud;
      known.list.set(list);
      quoteClouds(clients, list, scratch);
      scratch.prices[1 + cloud] = 0;
      for (let pair = 0; pair < pairs.length; pair++) {
        quoteMarket(clients, pairs[pair].market, scratch);
        for (let kind = 0; kind < settings.kinds.length; kind++) learn(cloud, pair, kind);
      }
    },
    share(cell: number, position: number) {
      beside.best = best[cell];
      beside.rivals = rivals[cell];
      beside.others = others[cell];
      beside.network = network[cell];
      return shareAmong(base[cell] - slope[cell] * position, settings.nesting, beside);
    },
  };
}

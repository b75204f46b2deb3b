/**
 * Clients through an epoch.
 *
 *   (epoch ends) what they got is remembered → clouds are settled and review prices → (next begins) those whose turn it is choose anew
 *
 * Acts of states and the price of the network act at the next choice; who loses his provider by an act chooses at once.
 */
import { lagPart } from "../../economics/client-choice.ts";
import { chooseProviders, quoteNetwork } from "../client-choice.ts";
import { measureNetwork, measureOffers } from "../client-terms.ts";
import type { Clients } from "../clients.ts";
import type { World } from "../world.ts";
import { reckonCosts, reviewClouds, setCloudPrices, settleClouds, sizeClouds } from "./clouds.ts";

/** At an epoch's end, before its rows are written. */
export function settleClients(world: World, clients: Clients): void {
  settleClouds(clients);
  rememberNetwork(world, clients);
}

/** At an epoch's end, after its rows are written: prices of the clouds for the epochs to come. */
export function reviewOffers(world: World, clients: Clients): void {
  if ((world.clock.epoch + 1) % clients.clouds.settings.reviewEvery !== 0) return;
  reckonCosts(world, clients);
  measureOffers(world, clients);
  reviewClouds(world, clients);
}

/** As an epoch begins, at its prices. @param years  since the last choice */
export function beginChoice(world: World, clients: Clients, years = clients.settings.yearsPerEpoch): void {
  quoteNetwork(world, clients);
  if (measureNetwork(world, clients)) measureOffers(world, clients);
  chooseProviders(world, clients, years);
}

/** Within an epoch: an act has begun or ended. */
export function rechooseDisplaced(world: World, clients: Clients): void {
  reckonCosts(world, clients);
  measureNetwork(world, clients);
  measureOffers(world, clients);
  chooseProviders(world, clients, 0);
}

/** What clients see of the network: requests answered, and answers that a check rejected. Verified quality is what checks say it is. */
function rememberNetwork(world: World, { reputation, settings }: Clients): void {
  const { markets, nodes } = world;
  const part = lagPart(settings.yearsPerEpoch, settings.memory);
  const [checks, faults] = [new Float64Array(markets.count), new Float64Array(markets.count)];
  for (let host = 0; host < nodes.count; host++) {
    const m = nodes.columns.market[host];
    checks[m] += nodes.columns.checks[host];
    faults[m] += nodes.columns.faults[host];
  }
  for (let m = 0; m < markets.count; m++) {
    const { served, missed } = markets.columns;
    const answered = served[m] + missed[m];
    // Nobody learns anything of a market in which nobody asks, nor of answers that nobody checks.
    if (!(answered > 0)) continue;
    const kept = served[m] / answered;
    const good = checks[m] > 0 ? 1 - faults[m] / checks[m] : 1;
    reputation[m] += part * (kept * good - reputation[m]);
  }
}

/** Rounds after which prices at the start count as settled, and the change that is no change. */
const roundsMost = 100;
const settled = 1e-7;

/** Before the first epoch: prices and clients settle, and clouds of no given size get the one that serves them. */
export function startClients(world: World, clients: Clients): void {
  const { clouds, held, options, settings } = clients;
  const { price } = clouds.firms.columns;
  const before = new Float64Array(price.length);
  quoteNetwork(world, clients);
  for (let round = 0; round < roundsMost; round++) {
    reckonCosts(world, clients);
    if (round === 0) price.set(clouds.firms.columns.cost);
    measureNetwork(world, clients);
    measureOffers(world, clients);
    before.set(price);
    setCloudPrices(world, clients, round === 0 ? "first" : "settling");
    chooseProviders(world, clients, Number.POSITIVE_INFINITY);
    sizeClouds(clients);
    if (price.every((one, i) => Math.abs(one / before[i] - 1) < settled)) break;
  }
  // As many draws are taken whether prices settled soon or late.
  clouds.reviews = 1;
  if (settings.start === "clouds") for (let row = 0; row < held.length; row += options) held[row] = 0;
  beginChoice(world, clients, 0);
}

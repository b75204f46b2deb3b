/** Every family that can be answered. A new one is a file under `families/` and a line here. */
import { diffusion, lockIn } from "./families/adoption.ts";
import { concentrationMeasures } from "./families/concentration.ts";
import { joinShortestSampled } from "./families/dispatch.ts";
import { comingAndGoing, entryUntilItPays } from "./families/entry-exit.ts";
import { baseFeeChaos, baseFeeMarket, blobFees } from "./families/fee-market.ts";
import { populationGames } from "./families/games.ts";
import { dearerTrade, exclusion, gainsFromTrade, inputCut, largeFirms } from "./families/geopolitics.ts";
import { growthAboveFloor, growthWithEntry, independentGrowth } from "./families/growth-of-firms.ts";
import { learningPrices, publishedResponse, trueResponse } from "./families/learning-prices.ts";
import { coolingFirms, quantitySellers, sellersFromOutcomes, sellersInTurn } from "./families/learning-sellers.ts";
import { logitPricing, priceGrid } from "./families/logit.ts";
import { delaySystem, lossSystem, roomForK } from "./families/many-servers.ts";
import { auctions, doubleAuctions, sales, scarceCapacity, zeroIntelligence } from "./families/market-design.ts";
import { catchUp, contest, withholding } from "./families/mining.ts";
import {
  adjustment,
  booms,
  cartelDiscount,
  edgeworthCycle,
  entry,
  mergerSize,
  priceWars,
  quantityCompetition,
} from "./families/oligopoly.ts";
import { firstComeFirstServed, priority, processorSharing, shortestRemainingFirst } from "./families/one-server.ts";
import { priorityFees } from "./families/priority-fees.ts";
import { preferentialTies, randomRemoval } from "./families/random-networks.ts";
import { rooflineDecode } from "./families/serving.ts";
import { prefill, serveAllWaiting } from "./families/serving-queues.ts";
import { compounding, poolEquilibrium, rewardSharing, riskPooling } from "./families/staking.ts";
import { doublings, experience, trendForecasts } from "./families/technology.ts";
import { type ReadTrace, traceFamily } from "./families/trace.ts";
import { committee, inspection, redundancy, sequentialTest, spotChecks } from "./families/verification.ts";
import { jury, pivotalVote, powerIndices, quadraticFunding, quadraticVotes, tokenVotes } from "./families/votes.ts";
import type { AnyFamily } from "./family.ts";

/** Of prices: oligopoly, repeated games, auctions, sellers that learn. */
const familiesOfPrices: readonly AnyFamily[] = [
  logitPricing,
  priceGrid,
  learningPrices,
  trueResponse,
  publishedResponse,
  sellersInTurn,
  sellersFromOutcomes,
  coolingFirms,
  quantitySellers,
  quantityCompetition,
  cartelDiscount,
  mergerSize,
  entry,
  priceWars,
  booms,
  edgeworthCycle,
  adjustment,
  auctions,
  doubleAuctions,
  zeroIntelligence,
  scarceCapacity,
  sales,
];

/** @param readTrace  gives the text of a trace file that the user has */
export function replicationFamilies(readTrace: ReadTrace): readonly AnyFamily[] {
  return [
    delaySystem,
    lossSystem,
    roomForK,
    firstComeFirstServed,
    processorSharing,
    shortestRemainingFirst,
    priority,
    joinShortestSampled,
    serveAllWaiting,
    prefill,
    rooflineDecode,
    traceFamily(readTrace),
    baseFeeMarket,
    baseFeeChaos,
    blobFees,
    priorityFees,
    withholding,
    catchUp,
    contest,
    riskPooling,
    rewardSharing,
    poolEquilibrium,
    compounding,
    redundancy,
    committee,
    sequentialTest,
    inspection,
    spotChecks,
    powerIndices,
    quadraticVotes,
    quadraticFunding,
    tokenVotes,
    pivotalVote,
    jury,
    concentrationMeasures,
    ...familiesOfPrices,
    independentGrowth,
    growthWithEntry,
    growthAboveFloor,
    preferentialTies,
    randomRemoval,
    lockIn,
    diffusion,
    comingAndGoing,
    entryUntilItPays,
    experience,
    trendForecasts,
    doublings,
    gainsFromTrade,
    inputCut,
    dearerTrade,
    largeFirms,
    exclusion,
    populationGames,
  ];
}

/** Every rule that a scenario may name, slot by slot. A new rule is one file and one entry here. */

import * as z from "zod";
import type { Columns, Spec } from "../engine/columns.ts";
import type { Slots } from "../model/slots.ts";
import largestByStake from "./admission/largest-by-stake.ts";
import openAdmission from "./admission/open.ts";
import registrationBurn from "./admission/registration-burn.ts";
import stakePerCard from "./admission/stake-per-card.ts";
import bestReply from "./asks/best-reply.ts";
import costPlus from "./asks/cost-plus.ts";
import exp3 from "./asks/exp3.ts";
import marketPrice from "./asks/market-price.ts";
import priceMatching from "./asks/price-matching.ts";
import qLearning from "./asks/q-learning.ts";
import spotDiscount from "./asks/spot-discount.ts";
import correlatedSlash from "./collateral/correlated-slash.ts";
import depositBackedPart from "./collateral/deposit-backed-part.ts";
import noCollateral from "./collateral/none.ts";
import rewardLinkedPledge from "./collateral/reward-linked-pledge.ts";
import slashPerFault from "./collateral/slash-per-fault.ts";
import defaultTarget from "./delegation/default-target.ts";
import feeEscalation from "./delegation/fee-escalation.ts";
import freeDelegation from "./delegation/free.ts";
import minimumMargin from "./delegation/minimum-margin.ts";
import noDelegation from "./delegation/none.ts";
import pledgeLeverage from "./delegation/pledge-leverage.ts";
import saturationAvoiding from "./delegation/saturation-avoiding.ts";
import selfStakeRatio from "./delegation/self-stake-ratio.ts";
import bondingController from "./emission/bonding-controller.ts";
import bondingControllerBounded from "./emission/bonding-controller-bounded.ts";
import exponentialDecay from "./emission/exponential-decay.ts";
import flatEmission from "./emission/flat.ts";
import halving from "./emission/halving.ts";
import monthlyDecay from "./emission/monthly-decay.ts";
import retargetedBlocks from "./emission/retargeted-blocks.ts";
import rootOfStake from "./emission/root-of-stake.ts";
import yearlyDecay from "./emission/yearly-decay.ts";
import burnedForService from "./fees/burned-for-service.ts";
import creditBurnMint from "./fees/credit-burn-mint.ts";
import takeRate from "./fees/take-rate.ts";
import feesToHost from "./fees/to-host.ts";
import bicameral from "./governance/bicameral.ts";
import delegatedInheritance from "./governance/delegated-inheritance.ts";
import noGovernance from "./governance/none.ts";
import supermajority from "./governance/supermajority.ts";
import tokenVoteQuorum from "./governance/token-vote-quorum.ts";
import weightVoteWithVeto from "./governance/weight-vote-with-veto.ts";
import type { Mechanism, MemorySpec } from "./mechanism.ts";
import powerByStake from "./power/by-stake.ts";
import powerByWeight from "./power/by-weight.ts";
import cappedPower from "./power/capped.ts";
import guardianBoosted from "./power/guardian-boosted.ts";
import oneAccountOneVote from "./power/one-account-one-vote.ts";
import perPerson from "./power/per-person.ts";
import quadratic from "./power/quadratic.ts";
import timeLocked from "./power/time-locked.ts";
import trustedWeight from "./power/trusted-weight.ts";
import baseFee from "./price/base-fee.ts";
import excessExponential from "./price/excess-exponential.ts";
import flatPrice from "./price/flat.ts";
import marginalAsk from "./price/marginal-ask.ts";
import medianOfAsks from "./price/median-of-asks.ts";
import postedList from "./price/posted-list.ts";
import utilizationBand from "./price/utilization-band.ts";
import blockLottery from "./reward/block-lottery.ts";
import byMarketFlow from "./reward/by-market-flow.ts";
import byMarketPrice from "./reward/by-market-price.ts";
import cappedStakeReports from "./reward/capped-stake-reports.ts";
import clippedConsensus from "./reward/clipped-consensus.ts";
import commitRevealReports from "./reward/commit-reveal-reports.ts";
import electedByStake from "./reward/elected-by-stake.ts";
import equalPerAccount from "./reward/equal-per-account.ts";
import liquidBonds from "./reward/liquid-bonds.ts";
import ownerWorkStake from "./reward/owner-work-stake.ts";
import poolPerShare from "./reward/pool-per-share.ts";
import poolRecentShares from "./reward/pool-recent-shares.ts";
import proportionalToCapacity from "./reward/proportional-to-capacity.ts";
import proportionalToStake from "./reward/proportional-to-stake.ts";
import proportionalToWeight from "./reward/proportional-to-weight.ts";
import proportionalToWork from "./reward/proportional-to-work.ts";
import saturatedByPledge from "./reward/saturated-by-pledge.ts";
import stakeWeightedMean from "./reward/stake-weighted-mean.ts";
import stakeWithEqualPart from "./reward/stake-with-equal-part.ts";
import weightedScores from "./reward/weighted-scores.ts";
import withheldBlocks from "./reward/withheld-blocks.ts";
import cheapest from "./routing/cheapest.ts";
import distanceCost from "./routing/distance-cost.ts";
import firstAcceptable from "./routing/first-acceptable.ts";
import homePremium from "./routing/home-premium.ts";
import latencyFirst from "./routing/latency-first.ts";
import leastLoaded from "./routing/least-loaded.ts";
import mixedRandom from "./routing/mixed-random.ts";
import powerOfD from "./routing/power-of-d.ts";
import reverseAuction from "./routing/reverse-auction.ts";
import waitingQueue from "./routing/waiting-queue.ts";
import weightedRandom from "./routing/weighted-random.ts";
import alwaysActive from "./standing/always-active.ts";
import downtimeAndSequentialTest from "./standing/downtime-and-sequential-test.ts";
import bandwidthAndPerformance from "./trade/bandwidth-and-performance.ts";
import diffusionTiers from "./trade/diffusion-tiers.ts";
import freeTrade from "./trade/free.ts";
import performanceDensity from "./trade/performance-density.ts";
import activationHash from "./verdict/activation-hash.ts";
import similarity from "./verdict/similarity.ts";
import similarityAndSurprise from "./verdict/similarity-and-surprise.ts";
import challengedWhenItPays from "./verification/challenged-when-it-pays.ts";
import claimsBySize from "./verification/claims-by-size.ts";
import committeeWhenLate from "./verification/committee-when-late.ts";
import none from "./verification/none.ts";
import plantedAnswers from "./verification/planted-answers.ts";
import proofOfExecution from "./verification/proof-of-execution.ts";
import refereedDuplicates from "./verification/refereed-duplicates.ts";
import reputationAndTraffic from "./verification/reputation-and-traffic.ts";
import sessionSlots from "./verification/session-slots.ts";
import uniformSample from "./verification/uniform-sample.ts";
import lockedShare from "./vesting/locked-share.ts";
import noVesting from "./vesting/none.ts";
import computeProof from "./weight/compute-proof.ts";
import provenWeight from "./weight/proven.ts";
import timedChallenges from "./weight/timed-challenges.ts";

// biome-ignore lint/suspicious/noExplicitAny: the union over all parameter schemas has no better name
export type AnyMechanism<S extends keyof Slots = keyof Slots> = Mechanism<S, string, any, any>;
export type Registry = { readonly [S in keyof Slots]: readonly [AnyMechanism<S>, ...AnyMechanism<S>[]] };

export const registry = {
  routing: [
    weightedRandom,
    powerOfD,
    leastLoaded,
    cheapest,
    latencyFirst,
    reverseAuction,
    mixedRandom,
    firstAcceptable,
    waitingQueue,
    homePremium,
    distanceCost,
  ],
  verification: [
    none,
    uniformSample,
    plantedAnswers,
    refereedDuplicates,
    challengedWhenItPays,
    proofOfExecution,
    claimsBySize,
    committeeWhenLate,
    reputationAndTraffic,
    sessionSlots,
  ],
  verdict: [similarity, similarityAndSurprise, activationHash],
  admission: [openAdmission, registrationBurn, stakePerCard, largestByStake],
  weight: [provenWeight, timedChallenges, computeProof],
  collateral: [noCollateral, slashPerFault, rewardLinkedPledge, correlatedSlash, depositBackedPart],
  standing: [alwaysActive, downtimeAndSequentialTest],
  emission: [
    exponentialDecay,
    halving,
    flatEmission,
    monthlyDecay,
    yearlyDecay,
    bondingController,
    bondingControllerBounded,
    retargetedBlocks,
    rootOfStake,
  ],
  reward: [
    proportionalToWork,
    proportionalToCapacity,
    equalPerAccount,
    byMarketPrice,
    byMarketFlow,
    blockLottery,
    poolPerShare,
    poolRecentShares,
    cappedStakeReports,
    clippedConsensus,
    commitRevealReports,
    electedByStake,
    liquidBonds,
    ownerWorkStake,
    proportionalToStake,
    saturatedByPledge,
    stakeWeightedMean,
    stakeWithEqualPart,
    weightedScores,
    proportionalToWeight,
    withheldBlocks,
  ],
  delegation: [
    noDelegation,
    freeDelegation,
    feeEscalation,
    selfStakeRatio,
    pledgeLeverage,
    minimumMargin,
    saturationAvoiding,
    defaultTarget,
  ],
  vesting: [noVesting, lockedShare],
  fees: [feesToHost, burnedForService, creditBurnMint, takeRate],
  price: [utilizationBand, baseFee, medianOfAsks, flatPrice, excessExponential, postedList, marginalAsk],
  asks: [marketPrice, costPlus, spotDiscount, bestReply, priceMatching, qLearning, exp3],
  trade: [freeTrade, bandwidthAndPerformance, performanceDensity, diffusionTiers],
  power: [
    powerByWeight,
    powerByStake,
    cappedPower,
    quadratic,
    timeLocked,
    oneAccountOneVote,
    perPerson,
    guardianBoosted,
    trustedWeight,
  ],
  governance: [noGovernance, tokenVoteQuorum, delegatedInheritance, weightVoteWithVeto, bicameral, supermajority],
} as const satisfies Registry;

/** Names of the slots, in the order of the registry. */
export const slots = Object.keys(registry) as readonly (keyof Slots)[];

/** Parameters of a rule with its name beside them: one member of a slot's union. */
type Choice<M> =
  M extends Mechanism<keyof Slots, infer Id, z.ZodObject<infer Shape, infer Config>>
    ? z.ZodObject<z.util.Extend<Shape, { rule: z.ZodLiteral<Id> }>, Config>
    : never;
type ChoicesOf<Rules extends readonly unknown[]> = { readonly [K in keyof Rules]: Choice<Rules[K]> };
type Choices<S extends keyof Slots> = Extract<ChoicesOf<(typeof registry)[S]>, readonly z.core.SomeType[]>;

/**
 * Schema of a slot in a scenario: a union over the slot's rules, told apart by `rule`; each member is strict, so that a
 * parameter of another rule neither parses nor compiles.
 */
export function ruleSchema<S extends keyof Slots>(slot: S): z.ZodDiscriminatedUnion<Choices<S>, "rule"> {
  const options = (registry[slot] as readonly AnyMechanism[]).map((rule) => withName(rule));
  // The tuple type cannot be followed through `map`; the options are made one for one from the registry's entries.
  return z.discriminatedUnion("rule", options as never) as never;
}

/** A rule by its name with its parameters, as a parsed scenario holds it. */
export type RuleChoice<S extends keyof Slots> = z.output<ReturnType<typeof ruleSchema<S>>>;

/**
 * The rule that a scenario chose, ready to be asked.
 *
 * @param choice  one slot of a parsed scenario: the rule's name and its parameters with defaults filled in
 * @param own     columns the rule remembers by, as it declared them
 * @throws RangeError when the registry has no such rule in that slot
 */
export function createRule<S extends keyof Slots>(
  slot: S,
  choice: { readonly rule: string },
  own: Readonly<Partial<Record<keyof MemorySpec, Columns<Spec>>>>,
): Slots[S] {
  const { rule: id, ...params } = choice;
  return findRule(slot, id).create(params, own);
}

/** @throws RangeError when the registry has no such rule in that slot */
export function findRule<S extends keyof Slots>(slot: S, id: string): AnyMechanism<S> {
  const rules = registry[slot] as unknown as readonly AnyMechanism<S>[];
  const found = rules.find((rule) => rule.id === id);
  if (found === undefined) {
    throw new RangeError(`no ${slot} rule is named "${id}" — known: ${rules.map((rule) => rule.id).join(", ")}`);
  }
  return found;
}

function withName(rule: AnyMechanism): z.ZodObject {
  return (rule.params as z.ZodObject).extend({ rule: z.literal(rule.id).describe(rule.summary) });
}

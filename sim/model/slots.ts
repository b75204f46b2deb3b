/**
 * The questions that the model asks of the protocol. A mechanism fills each slot; the model never knows which.
 *
 * Rules are pure: they read columns and write to `out`. Per-epoch slots own their loop; per-event slots take rows and
 * return one number. The order in which an epoch's end asks them is that of `processes/epoch.ts`.
 */
import type { ChallengePlan } from "./challenges.ts";
import type { Scores } from "./ports.ts";
import type { SessionPlan } from "./sessions.ts";
import type { EpochView, MarketView, RouterView } from "./view.ts";

export interface Slots {
  routing: RoutingRule;
  verification: VerificationRule;
  verdict: VerdictRule;
  admission: AdmissionRule;
  weight: WeightRule;
  collateral: CollateralRule;
  standing: StandingRule;
  emission: EmissionRule;
  reward: RewardRule;
  delegation: DelegationRule;
  vesting: VestingRule;
  fees: FeeRule;
  price: PriceRule;
  asks: AskRule;
  trade: TradeRule;
  power: PowerRule;
  governance: GovernanceRule;
}

/** A uniform draw in (0, 1) that depends on (seed, replication, slot, epoch, row, n) alone; n counts from 0. */
export type Draw = (row: number, n: number) => number;

/** Uniform draws that one request may use for its routing; a segment may then send 2³²/16 = 268 million requests. */
export const drawsPerRequest = 16;

/** Which node serves a request. */
export interface RoutingRule {
  /**
   * @param see     candidates of the request's market; live nodes only
   * @param market  row of the market (the model asked for)
   * @param origin  jurisdiction of the client, its index in the catalogue
   * @param draw    uniform draws of this request: draw(n) in (0, 1) for 0 ≤ n < `drawsPerRequest`, the same for the same n
   * @returns node row, or −1 when no live node serves that model
   */
  choose(see: RouterView, market: number, origin: number, draw: (n: number) => number): number;
}

/** Which finished requests are checked again by other nodes, and what a check costs. */
export interface VerificationRule {
  /** @returns probability in 0…1 that a request served by this node is challenged */
  checkFraction(see: EpochView, node: number): number;
  /** Nodes that check a challenged request. Absent means 1. */
  readonly checkers?: number;
  /** Work of a check as a multiple of reading prompt and answer once (a prefill). Absent means 1. */
  readonly effort?: number;
  /** Work added to serving a request, as a multiple of it, as proofs made while serving cost. Absent means 0. */
  readonly overhead?: number;
  /** Share of the checks that are answers planted by the protocol, known to be wrong: who passes one is at fault. Absent means 0. */
  readonly traps?: number;
  /** Requests come in sessions of slots, whose fees are paid when enough of them sign. Absent: each is paid for by itself. */
  readonly sessions?: SessionPlan;
  /**
   * What each account that takes part locks behind its answers, and loses for each fault that a check finds [base unit]. Held together with
   * what the collateral rule asks: the larger of the two. Absent means 0.
   */
  readonly bond?: number;
  /** Share of what a fault costs of the bond that goes to the accounts whose checks found it, 0…1. Absent means 0. */
  readonly bounty?: number;
  /** A check tells for certain what was done, by a proof or to the bit, whatever was measured. Absent means no. */
  readonly isExact?: boolean;
}

/** Who may take part, and what an identity costs. */
export interface AdmissionRule {
  /**
   * Writes to `out[0…accountCount)` 1 for each account that takes part in the next epoch, 0 for each that does not.
   *
   * @param charge  what each account that takes part pays for it this epoch, whole, ≥ 0; burned [base unit]
   */
  admit(see: EpochView, out: Uint8Array, charge: Float64Array): void;
  /**
   * What an account without a place would be charged for one at the next epoch's end; Infinity when none is to be had. Absent: nothing, whoever
   * meets the terms is in. [base unit]
   */
  entryPrice?(see: EpochView): number;
  /**
   * What `admit` would answer at the next epoch's end, were these accounts, and no others, to ask for places that they do not have. Present
   * where `entryPrice` is.
   */
  apply?(see: EpochView, asking: readonly number[], out: Uint8Array, charge: Float64Array): void;
}

/** How much an account counts. */
export interface WeightRule {
  /** Writes to `out[0…accountCount)` a weight ≥ 0 [proof unit]; accounts that are not admitted get 0. */
  assign(see: EpochView, out: Float64Array, draw: Draw): void;
  /**
   * Asked after the collateral rule, with `out` holding what it counted: lowers weights in place, as caps do. Absent: they stay.
   */
  limit?(see: EpochView, out: Float64Array): void;
  /**
   * Writes to `out[0…accountCount)` the share of each account's proof that random proofs within the epoch confirmed, 0…1.
   * Asked after `limit`. Absent: all of it.
   */
  confirm?(see: EpochView, out: Float64Array, draw: Draw): void;
  /**
   * Writes to `out[0…accountCount)` the weight that rewards go by, ≥ 0 [proof unit], where it differs from what votes go
   * by. Asked last. Absent: they are the same.
   */
  reward?(see: EpochView, out: Float64Array): void;
  /**
   * Writes to `out[0…marketCount)` what a proof of each market's model would count in the next epoch, ≥ 0, were `proofs` all that is
   * proven of each: what owners choose models by. Absent: 1.
   */
  worth?(see: EpochView, proofs: readonly number[], out: Float64Array): void;
}

/** What must be locked, what it does to weight, and what misconduct costs. */
export interface CollateralRule {
  /** @returns deposit that backs the account's weight in full, ≥ 0 [base unit] */
  required(see: EpochView, account: number): number;
  /** @returns weight that counts, given what is deposited; 0 ≤ it ≤ `accounts.proven` */
  counted(see: EpochView, account: number): number;
  /** @returns share of the deposit lost, 0…1, for this epoch's faults and misses as `standing` judged them */
  slashed(see: EpochView, account: number): number;
  /** Epochs from asking for a deposit back to its return, ≥ 0; it can be slashed until then. */
  readonly unbondingEpochs: number;
  /** Where slashed money goes. */
  readonly slashedTo: "treasury" | "burned";
}

/** Reputation and status from what was seen of an account. */
export interface StandingRule {
  /** Writes `AccountStatus` to `status` and 0…1 to `reputation`, both over [0…accountCount). */
  judge(see: EpochView, status: Uint8Array, reputation: Float64Array): void;
}

/** How much new money an epoch makes. */
export interface EmissionRule {
  /** @returns whole base units, ≥ 0 */
  perEpoch(epoch: number, see: EpochView): number;
}

/** Who gets the new money. */
export interface RewardRule {
  /**
   * Writes one whole amount ≥ 0 an account row to `out[0…accountCount)`; the sum is at most `emission`. Accounts with no
   * node live at any time of the epoch (uptime 0) get 0 unless they hold stake or delegations, and those that are not active get 0: who is
   * not admitted, or was found inactive or invalid.
   *
   * The reward of an account is the sum for itself and all who delegate to it; `delegation` splits it.
   */
  allocate(see: EpochView, emission: number, out: Float64Array, draw: Draw): void;
  /** Accounts may stake on others' having shown less than they were credited with. Absent: nobody challenges. */
  readonly challenges?: ChallengePlan | undefined;
}

/** Where token holders without machines put their stake, and what the account they chose keeps of its reward. */
export interface DelegationRule {
  /**
   * Writes to `out[0…delegatorCount)` the account row that each delegator backs in the next epoch, −1 for none. Asked at
   * each epoch's end; a delegator that keeps its choice writes it again.
   */
  choose(see: EpochView, out: Int32Array, draw: Draw): void;
  /** @returns most stake that may be delegated to the account [base unit]; Infinity for no limit */
  limit(see: EpochView, account: number): number;
  /** @returns share of the account's reward, 0…1, that it keeps before the rest is split by stake */
  commission(see: EpochView, account: number): number;
}

/** What part of a payment is locked, and for how long. */
export interface VestingRule {
  /** Part locked, 0…1; the rest is liquid at once. */
  readonly lockedFraction: number;
  /** Epochs over which the locked part is freed, in equal slices; the remainder of the division is in the first. */
  readonly epochs: number;
}

/** What becomes of a client's fee. */
export interface FeeRule {
  /** Asked once an epoch: the same split for every fee of it. */
  split(see: EpochView): FeeSplit;
}

export interface FeeSplit {
  /** Share of each fee that the serving account gets, 0…1. */
  readonly hostFraction: number;
  /** Share that is burned, 0…1; what neither takes goes to the treasury. */
  readonly burnedFraction: number;
  /** New money made for the serving account, over the fee; 0 unless the rule burns payments and mints pay anew, ≤ 10. */
  readonly mintedFraction: number;
}

/** No rule prices above this, so that the fee of a request of nine million tokens stays exact. [base unit/token] */
export const pricePerTokenMax = 1e5;

/** What a token costs in the next epoch. */
export interface PriceRule {
  /** First price. [base units per token, may be fractional unless the rule says otherwise] */
  readonly initial: number;
  /** @returns price of the next epoch in this market, 0 < price ≤ `pricePerTokenMax` */
  next(see: MarketView, market: number): number;
}

/** What each node asks for a token in the next epoch. */
export interface AskRule {
  /** Writes to `out[0…nodeCount)` the ask of each node, 0 < ask ≤ `pricePerTokenMax` [base unit/token] */
  ask(see: EpochView, out: Float64Array, draw: Draw): void;
}

/** Which cards may stand where: asked once for each node as the population is made. */
export interface TradeRule {
  /** @returns share of the cards asked for that may be had, 0…1 */
  allowed(wanted: CardsWanted): number;
}

/** A node's cards as its owner would have them. Processing performance is TFLOP/s × bits of a card, summed over cards [TPP]. */
export interface CardsWanted {
  /** Index of a published card, and of a jurisdiction, in their catalogues. */
  readonly hardware: number;
  readonly jurisdiction: number;
  /** What the owner wants in all, on average over the cards of its class. [TPP] */
  readonly customerTpp: number;
  /** What all owners want in that jurisdiction. [TPP] */
  readonly countryTpp: number;
}

/** How many votes an account has. */
export interface PowerRule {
  /** Writes to `out[0…accountCount)` a voting power ≥ 0 [vote] */
  assign(see: EpochView, out: Float64Array): void;
  /** Whether delegated stake is part of an account's votes, so that who delegated may vote it instead. Absent means no. */
  readonly countsDelegated?: boolean;
}

/** When a proposal passes. */
export interface GovernanceRule {
  /** Deposit that a proposal locks. [base unit] */
  readonly deposit: number;
  /** Epochs from proposal to the count, and from the count to enactment. */
  readonly votingEpochs: number;
  readonly timelockEpochs: number;
  /** The same from proposal to the count of an expedited one; not passed by then, it goes on as any other. Absent: none. */
  readonly expeditedEpochs?: number;
  /** Whether a delegator who does not vote is counted with the account it backs. */
  readonly inheritance: "silent-follow" | "silent-abstain";
  /** @param tally  votes cast, by kind, and all that could be; `heads` the same counted by account */
  passes(tally: Tally): Outcome;
}

export type Outcome = "passed" | "rejected" | "vetoed";

/** Votes by power; `no` leaves out `veto`, and `total` is all power there is. `heads` counts accounts, vetoes among the no. */
export interface Tally {
  readonly yes: number;
  readonly no: number;
  readonly veto: number;
  readonly abstain: number;
  readonly total: number;
  readonly heads: { readonly yes: number; readonly no: number; readonly total: number };
  readonly isExpedited: boolean;
}

/** Which checked answers pass. */
export interface VerdictRule {
  /**
   * How far an answer is from what passes: its worst score over the limit of that score. Up to 1 it passes, above 1 it is rejected. As one
   * number it has a ROC curve, with the rule's own point at 1.
   *
   * @returns ≥ 0; NaN when a score that the rule needs was not measured
   */
  severity(scores: Scores): number;
}

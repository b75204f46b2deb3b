/**
 * The questions that the model asks of the protocol. A mechanism fills each slot; the model never knows which.
 *
 * Rules are pure: they read columns and write to `out`. Per-epoch slots own their loop; per-event slots take rows and
 * return one number.
 */
import type { EpochView, MarketView, RouterView } from "./view.ts";

export interface Slots {
  routing: RoutingRule;
  emission: EmissionRule;
  reward: RewardRule;
  price: PriceRule;
  verification: VerificationRule;
}

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

/** How much new money an epoch makes. */
export interface EmissionRule {
  /** @returns whole base units, ≥ 0 */
  perEpoch(epoch: number): number;
}

/** Who gets the new money. */
export interface RewardRule {
  /**
   * Writes one whole amount ≥ 0 a node row to `out[0…count)`; the sum is at most `emission`. Rows that were not
   * live at any time of the epoch (uptime 0) get 0.
   */
  allocate(see: EpochView, emission: number, out: Float64Array): void;
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

/** Which finished requests are checked again by another node. */
export interface VerificationRule {
  /** @returns probability in 0…1 that a request served by this node is challenged */
  checkFraction(see: EpochView, node: number): number;
}

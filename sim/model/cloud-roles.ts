/** What the model asks of a cloud: its price. Policies in `sim/agents/cloud` answer; they see prices and demand, and change nothing. */

/** The market as a cloud sees it at a review of prices. Columns are by cloud, in the order of the scenario. */
export interface CloudView {
  readonly count: number;
  /** Years since the run began, and since the last review. */
  readonly year: number;
  readonly span: number;
  /** In force [USD/h]; a cloud may read what others charge, and what they have charged so far at this review. */
  readonly price: Float64Array;
  /** Of an hour sold. [USD/h] A cloud knows its own and guesses those of others from public prices of cards and power. */
  readonly cost: Float64Array;
  /** [H100e] */
  readonly capacity: Float64Array;
  readonly wanted: Float64Array;
  /** Since the start. [USD] */
  readonly earned: Float64Array;
  /** Share of the network in all that clients spend, 0…1. */
  readonly networkShare: number;
  /** Hours that clients would rent of a cloud at these prices if all chose anew, in H100-equivalents at a time. [H100e] */
  demandAt(cloud: number, prices: Float64Array): number;
}

/** One review. */
export interface CloudCall {
  readonly view: CloudView;
  /** Row of the one who is asked. */
  readonly cloud: number;
  /** Its own, kept from review to review; all 0 at first. */
  readonly memory: Float64Array;
  /** Independent uniform draws of this review in (0, 1). */
  draw(i: number): number;
}

export interface CloudPricing {
  /** Numbers that it keeps. Absent means none. */
  readonly memory?: number;
  /** Whether the price at the start is the one at which all such clouds rest; a learner and a path have none. */
  readonly settles: boolean;
  /** @returns the list price from now on, > 0 [USD/h] */
  price(call: CloudCall): number;
}

export interface CloudRoles {
  pricing: CloudPricing;
}

/** The market for accelerators: who makes them, who buys them. */

/** One row a vendor; those who have not entered yet included. */
export const vendorSpec = {
  /** 1 while it makes anything. */
  isLive: "u8",
  /** 1 while it makes for itself alone. */
  isInHouse: "u8",
  /** Epoch in which its sales begin; NaN until it has decided to enter. */
  startsAt: "f64",
  /** Output now. [H100e/year] */
  rate: "f64",
  /** All that its family ever made, and that at the start of the run or of sales. [H100e] */
  made: "f64",
  madeAtStart: "f64",
  /** Unit cost now and then. [USD/H100e] */
  cost: "f64",
  costAtStart: "f64",
  /** List price now and at the start. [USD/H100e] */
  list: "f64",
  listAtStart: "f64",
  /** Price of the last allocation when it made one, else NaN. [USD/H100e] */
  cleared: "f64",
  /** Made and not yet shipped. [H100e] */
  stock: "f64",
  /** Ordered and not yet shipped. [H100e] */
  backlog: "f64",
  /** Sums of the quarter. [H100e, USD] */
  produced: "f64",
  shipped: "f64",
  ordered: "f64",
  cancelled: "f64",
  revenue: "f64",
  costs: "f64",
  /** Profit since the start, the fixed cost of entry taken off. [USD] */
  profit: "f64",
} as const;
export type VendorSpec = typeof vendorSpec;

/** One row a buyer: first those outside the network, then the network's operators in the order of their rows. */
export const buyerSpec = {
  /** Index of the owner in the catalogue of owners; the last for operators. */
  owner: "u8",
  jurisdiction: "u8",
  /** [H100e] */
  holdings: "f64",
  /**
   * Sums of the quarter: wanted, refused by the export rule, shipped, given up; paid and waited for what was shipped.
   * [H100e, H100e, H100e, H100e, USD, H100e·year]
   */
  ordered: "f64",
  refused: "f64",
  shipped: "f64",
  cancelled: "f64",
  paid: "f64",
  waited: "f64",
} as const;
export type BuyerSpec = typeof buyerSpec;

/** Buyers by what they hold, from the smallest up; bounds in `sizeBounds`. */
export const buyerSizes = ["small", "middle", "large", "largest"] as const;
/** Holdings from which a buyer belongs to the next class: the thresholds of the diffusion rule, and a million. [H100e] */
export const sizeBounds = [1_700, 49_901, 1_000_000] as const;

/** What operators own, owe and intend; only in scenarios with `economy.operators`. */

/** One row an operator, the same as in `operators`. */
export const firmSpec = {
  /** Index in the class catalogue: how it builds, borrows and pays for power. */
  class: "u8",
  /** Index of `firmStates`. */
  state: "u8",
  /** Epochs in which it came and ended; NaN while it goes on. */
  enteredAt: "f64",
  endedAt: "f64",
  /** Why it ended, index of `firmEnds`, and the row of the operator that its machines passed to; NaN where they passed to none. */
  end: "u8",
  buyer: "f64",
  /** When it looks at its business next, and how often it did. [epoch] */
  reviewAt: "f64",
  reviews: "u32",
  /** [USD] */
  cash: "f64",
  debt: "f64",
  /** Expected bill of what it has on order. [USD] */
  committed: "f64",
  /** Sums of the epoch. [USD] */
  revenue: "f64",
  power: "f64",
  site: "f64",
  staff: "f64",
  network: "f64",
  interest: "f64",
  repaid: "f64",
  /** New loans; put in by the owner as it began. */
  borrowed: "f64",
  paidIn: "f64",
  /** Paid for machines and firms, got for them, taken out by the owner, lost by its lenders. */
  invested: "f64",
  /** Parts of `invested`: for other firms, and for used cards. */
  investedFirms: "f64",
  investedUsed: "f64",
  sold: "f64",
  payout: "f64",
  writtenOff: "f64",
  /** What dealers would pay for all its machines. [USD] */
  assets: "f64",
  /** Drawn by all its machines at full load, and their number. [kW, node] */
  kilowatts: "f64",
  servers: "f64",
  /** Means of an epoch's revenue and of its square, those of long ago forgotten, and the epochs since the first. [USD, USD², epoch] */
  incomeMean: "f64",
  incomeSquare: "f64",
  incomes: "u32",
} as const;
export type FirmSpec = typeof firmSpec;

export const firmStates = ["active", "left", "bankrupt", "acquired"] as const;
export const FirmState = Object.freeze({ active: 0, left: 1, bankrupt: 2, acquired: 3 });

/** Staying did not pay; it could not pay; it could go on and another bought it. */
export const firmEnds = ["none", "left", "bankrupt", "sold"] as const;
export const FirmEnd = Object.freeze({ none: 0, left: 1, bankrupt: 2, sold: 3 });

/** One row a machine, the same as in `nodes`. Costs are at the price of power as the run began, and of a firm of usual size. */
export const machineSpec = {
  /** Age of its cards as the run began, less: epoch in which they were new. */
  newAt: "f64",
  /** Paid for it by whoever bought it first. [USD] */
  paid: "f64",
  /** At full load. [kW] */
  kilowatts: "f64",
  /** [USD/h] Power at full load. */
  power: "f64",
  site: "f64",
  staff: "f64",
  network: "f64",
} as const;
export type MachineSpec = typeof machineSpec;

/** One row a market: what operators expect a machine to earn, from what machines there earned. */
export const outlookSpec = {
  /** Reward for a unit of proof, and fees for a unit of capacity, each for an hour on. [USD/(proof unit·h), USD/(token/s·h)] */
  reward: "f64",
  fees: "f64",
  /** Both together for a unit of capacity, of late and over a longer time. [USD/(token/s·h)] */
  recent: "f64",
  longer: "f64",
  /** Epochs seen, in which machines were there. [epoch] */
  epochs: "u32",
} as const;
export type OutlookSpec = typeof outlookSpec;

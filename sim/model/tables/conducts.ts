/** What each operator does beside what it is paid for, and what it has learned; rows only in scenarios with `economy.strategies`. */
import { type Dial, dialNames } from "../operator-roles.ts";

const dialColumns = Object.fromEntries(dialNames.map((name) => [name, "f64"])) as Record<Dial, "f64">;

/** One row an operator. */
export const conductSpec = {
  /** Its strategy by index in the menu, the epoch since which it holds, and when it looks again [epoch]. */
  option: "u8",
  since: "u32",
  reviewAt: "f64",
  reviews: "u32",
  /** 1 once it has a row of its own: operators may come later. */
  isKnown: "u8",
  /** What it earned in the epoch, electricity and other costs taken off [base unit], and running mean and mean square of that. */
  pay: "f64",
  payMean: "f64",
  paySquare: "f64",
  /** What pools gave it less what it gave them in the epoch; running mean and mean square of its pay without that. [base unit] */
  pooled: "f64",
  ownMean: "f64",
  ownSquare: "f64",
  /** What it did besides cost in the epoch: rent, fees to itself, deposits slashed, votes bought. [base unit] */
  costs: "f64",
  /** Epoch in which an account of it was first found invalid since it took up its strategy; −1 before. */
  caughtAt: "f64",
  /** Of the epoch: tokens that it bought from itself, and all that its machines served [token]; what it paid for votes [base unit]. */
  washedTokens: "f64",
  ownTokens: "f64",
  paidForVotes: "f64",
  ...dialColumns,
} as const;
export type ConductSpec = typeof conductSpec;

/** One row an operator and option: operators × options, row-major. */
export const recordSpec = {
  /** Running mean of the pay while it was held; NaN before it was. [base unit] */
  learned: "f64",
  /** Epochs that it was held. */
  epochs: "f64",
  /** Checks and rejections that the operator saw meanwhile, unscaled guesses of the epoch's. [check] */
  checks: "f64",
  faults: "f64",
} as const;
export type RecordSpec = typeof recordSpec;

/** One row a node: what of its operator's conduct is in force at it. */
export const nodeConductSpec = {
  isKnown: "u8",
  /** Account that it was made under. */
  home: "u32",
  behaviour: "u8",
  substitution: "f64",
  claimed: "f64",
  isIdle: "u8",
} as const;
export type NodeConductSpec = typeof nodeConductSpec;

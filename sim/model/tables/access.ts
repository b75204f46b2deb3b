/** What clients of each jurisdiction got in the measured time of an epoch. */
export const accessSpec = {
  /** Requests that arrived, were answered, were lost. [request] */
  offered: "f64",
  served: "f64",
  missed: "f64",
  /** Answered by a node at home. [request] */
  domestic: "f64",
  /** Prompt and output tokens of those answered, and what was paid for them. [token, base unit] */
  tokens: "f64",
  fees: "f64",
  /** Sums over those answered: round trip, time to the first token, time to the last. [ms] */
  roundTrip: "f64",
  firstToken: "f64",
  endToEnd: "f64",
} as const;
export type AccessSpec = typeof accessSpec;

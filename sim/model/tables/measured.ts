/** Measured: one row a market, sums over the measured time. Cleared at the epoch's end; what a window added is a difference. */
export const measuredSpec = {
  offered: "f64",
  served: "f64",
  missed: "f64",
  missedNoNode: "f64",
  missedNoRoom: "f64",
  missedPatience: "f64",
  missedNode: "f64",
  /** Output tokens of finished requests, and all their tokens. */
  outputTokens: "f64",
  tokens: "f64",
  fees: "f64",
  /** Live capacity now [token/s], the instant it was last changed [µs], its integral over measured time and over the epoch [token]. */
  liveCapacity: "f64",
  liveNodes: "f64",
  changedAt: "f64",
  measuredCapacity: "f64",
  epochCapacity: "f64",
  epochNodes: "f64",
} as const;
export type MeasuredSpec = typeof measuredSpec;

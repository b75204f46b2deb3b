/** Markets: one for each language model served. */
export const marketSpec = {
  /** Index in the language-model catalogue. */
  model: "u8",
  /** Price at the start, to which demand refers. [base unit/token] */
  priceAtStart: "f64",
  /** Price in force. [base unit/token] */
  price: "f64",
  /** Capacity of nodes weighted by the share of the epoch they were live. [token/s] */
  capacity: "f64",
  /** Decode throughput used over capacity, 0…1, this epoch; NaN when no window was simulated. */
  utilization: "f64",
  /** Tokens served this epoch, scaled. */
  tokens: "f64",
  requests: "f64",
  served: "f64",
  missed: "f64",
  fees: "f64",
} as const;
export type MarketSpec = typeof marketSpec;

/** Operators: who is really there. */
export const operatorSpec = {
  /** Code of the operator type, see `operatorTypes`. */
  type: "u8",
  jurisdiction: "u8",
  accounts: "u32",
  nodes: "u32",
  cards: "u32",
  /** Sums over the operator's nodes, this epoch. */
  capacity: "f64",
  work: "f64",
  reward: "f64",
  fees: "f64",
} as const;
export type OperatorSpec = typeof operatorSpec;

export const operatorTypes = ["hobbyist", "miner", "small-datacenter", "neocloud", "hyperscaler"] as const;

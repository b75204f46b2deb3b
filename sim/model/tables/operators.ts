/** Operators: who is really there. */
export const operatorSpec = {
  /** Code of the operator type, see `operatorTypes`. */
  type: "u8",
  jurisdiction: "u8",
  accounts: "u32",
  nodes: "u32",
  cards: "u32",
  /** Index in the catalogue of behaviours: what it does with the requests that it substitutes. Rules do not see it in a real network. */
  behaviour: "u8",
  /** Share of its requests so treated, 0…1. */
  substitution: "f64",
  /** Sums over the operator's nodes, this epoch. */
  capacity: "f64",
  work: "f64",
  reward: "f64",
  fees: "f64",
} as const;
export type OperatorSpec = typeof operatorSpec;

export const operatorTypes = ["hobbyist", "miner", "small-datacenter", "neocloud", "hyperscaler", "state"] as const;

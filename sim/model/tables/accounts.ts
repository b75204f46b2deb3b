/** Accounts: what the protocol sees. One operator may hold several. */
export const accountSpec = {
  operator: "u32",
  /** Row of the ledger account that holds its money. */
  ledger: "u32",
  /** Sums over the account's nodes, this epoch. */
  capacity: "f64",
  work: "f64",
  reward: "f64",
  fees: "f64",
} as const;
export type AccountSpec = typeof accountSpec;

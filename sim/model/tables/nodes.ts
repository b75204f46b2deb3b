/**
 * Nodes: one serving machine each, the unit that the protocol weighs and the router chooses.
 * Memory: 267 bytes a row; a million nodes take 267 MB, their batches 140 MB more where requests are simulated.
 */
/**
 * The last two are of machines whose owner gave them up, and last: `draining` ends what it has and takes no more, `gone` has no cards,
 * no capacity and no requests. Its row stays: rows are never reused in a run.
 */
export const Status = Object.freeze({ offline: 0, live: 1, failed: 2, outage: 3, draining: 4, gone: 5 });

export const nodeSpec = {
  /** Row of the account that the protocol pays. Set at build. */
  account: "u32",
  /** Row of the true owner. Set at build; rules do not see owners in a real network, measures do. */
  operator: "u32",
  /** Index in the hardware catalogue. */
  hardware: "u8",
  /** Index in the class catalogue. */
  class: "u8",
  /** Index in the jurisdiction catalogue. */
  jurisdiction: "u8",
  /** Cards in the machine. */
  cards: "u8",
  /** Row of the market (served model). */
  market: "u8",
  /** `Status` code. Written by churn. */
  status: "u8",
  /** 1 while the owner has it switched on and working, whatever happens to its jurisdiction. Written by churn. */
  isUp: "u8",
  /** Spells of up and down begun so far: the index of the next draw. Written by churn. */
  spells: "u32",
  /** Instant at which the spell ends. [µs]  ∞ for a node that is never down. Written by churn. */
  spellEnd: "f64",
  /** Instant since which it has been live. [µs]  NaN while it is not. */
  liveSince: "f64",
  /** Time live in this epoch up to the last change. [µs] */
  liveTime: "f64",
  /** Sustained decode throughput at full batch under the market's mean workload. [token/s]  Set at build. */
  capacity: "f64",
  /** Weight for routing and capacity-based reward; equals capacity in the first protocol. */
  weight: "f64",
  /** What a compute proof counts of the node in an epoch when it is there throughout. [proof unit]  Set at build. */
  proof: "f64",
  /** Share of `proof` that it can show at an instant nobody announced, 0…1; 1 unless it rents machines for the announced proof. */
  heldFraction: "f64",
  /** Ask price. [base unit/token]  Set at build and by the price rule. */
  ask: "f64",
  /** Mean lengths of its spells of being up and down. [µs]  Set at build from class and cards; downMean 0: it is always up. */
  upMean: "f64",
  downMean: "f64",
  /** Most requests in a batch, by the operator's choice; memory may allow fewer. */
  batchMax: "u32",
  /** Requests of mean length that fit in the batch, ≥ 1: what the router calls full. */
  places: "u32",
  /** Tokens of context that fit beside the weights. */
  kvTokensMax: "f64",
  /** Reading the weights once: the memory-bound part of a decode step that does not depend on the batch. [µs] */
  stepBase: "f64",
  /** The same for all routed experts of a mixture; a batch of b reads the share 1 − expertsMissed^b. [µs]  0 for a dense model. */
  stepRouted: "f64",
  expertsMissed: "f64",
  /** Added to a step by each token of context in the batch. [µs/token] */
  stepPerContext: "f64",
  /** Compute-bound part of a step, by each request in the batch. [µs/request] */
  stepPerRequest: "f64",
  /** Added to every step whatever bounds it: launch, sampling, scheduling. [µs] */
  stepOverhead: "f64",
  /** The same, by each request in the batch. [µs/request] */
  stepOverheadPerRequest: "f64",
  /** Prefill. [µs/token] */
  prefillPerToken: "f64",
  /** Shortest prefill: the weights are read once. [µs] */
  prefillLeast: "f64",
  /** Tokens served to clients (prompt + output of finished requests) this epoch, scaled to the epoch. Written at its end. */
  work: "f64",
  /** Share of the epoch that the node was live, 0…1. Written at the epoch's end. */
  uptime: "f64",
  /** Share of the measured time with requests in prefill or decode, 0…1; 0 while it was off. */
  busy: "f64",
  /** Requests finished and missed this epoch, scaled to the epoch; in sessions of slots misses are those that a vote confirms. */
  served: "f64",
  missed: "f64",
  /** Fees earned by the node this epoch, whole. [base unit] */
  fees: "f64",
  /** Verdicts on its answers this epoch, and those that rejected one; scaled to the epoch at its end. [check] */
  checks: "f64",
  faults: "f64",
  /** Paid for answers that were rejected this epoch, scaled at its end; then what was given back. [base unit] */
  refunds: "f64",
  /** Reward of the epoch, whole. [base unit] */
  reward: "f64",
} as const;
export type NodeSpec = typeof nodeSpec;

/** Client segments: a population in one jurisdiction with one kind of use of one model. */
export const segmentSpec = {
  jurisdiction: "u8",
  workload: "u8",
  market: "u8",
  /** Mean rate at the start, averaged over a day, at the first price. [request/s] */
  rateBase: "f64",
  /** Rate in force in the calm state. [request/s]  Written at windows, hours and price changes. */
  rate: "f64",
  /** 1 while it bursts. */
  isBursting: "u8",
  /** Arrivals so far: the index of the next draws. */
  arrivals: "u32",
  /** Turns of the burst state so far. */
  turns: "u32",
  /** Tickets of the next arrival and of the next turn; NaN when none is pending. */
  arrivalTicket: "f64",
  turnTicket: "f64",
  /** Part of the next unit-exponential time between arrivals still to run at rate 1, and the awake time it was true. [1, µs] */
  owed: "f64",
  owedAt: "f64",
} as const;
export type SegmentSpec = typeof segmentSpec;

/**
 * How precisely a simulated metric is wanted: standard error over value.
 *
 * Set per family so that two standard errors are half of what published comparisons of that family allow: 2–3 % for
 * means of
 * light-tailed queues, 4–6 % for tails, shared servers and laws of high variance, where a run as precise would take ten
 * times as long.
 */
export const precision = {
  /** Means and shares of queues, 3 %. */
  mean: 0.0075,
  /** Shares of losses, batch and prefill queues, d choices: 2 %, as these vary little. */
  fine: 0.005,
  /** Sharing and priority, 4 %. */
  coarse: 0.009,
  /** Quantiles far in the tail, 5 %. */
  tail: 0.0125,
  /** Services of high variance (scv above 2), 6 %. */
  bursty: 0.015,
} as const;

/**
 * Arrivals in which a one-server queue forgets its state: ρ (1 + scv) / (2 (1 − √ρ)²), exact for M/M/1 and its scaling
 * in heavy traffic.
 *
 * Source: J. Abate, W. Whitt, "Transient behavior of the M/M/1 queue", Queueing Systems 2 (1987).
 */
export function relaxationArrivals(utilization: number, scv: number): number {
  const slack = 1 - Math.sqrt(utilization);
  return (utilization * (1 + scv)) / (2 * slack * slack);
}

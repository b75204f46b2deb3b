/** One server, Poisson arrivals, service of any law: mean waits of first come first served, sharing and priority. */

/**
 * Mean time in queue, first come first served: W = ρ (1 + scv) m / (2 (1 − ρ)).
 *
 * Source: Pollaczek (1930), Khinchine (1932).
 *
 * @param utilization  ρ in (0, 1)
 * @param scv          squared coefficient of variation of the service time, ≥ 0
 * @param meanService  m [time unit of the answer]
 */
export function pollaczekKhinchine(utilization: number, scv: number, meanService: number): number {
  return (utilization * (1 + scv) * meanService) / (2 * (1 - utilization));
}

/**
 * Mean time in system under processor sharing: m / (1 − ρ), whatever the law.  Source: Sakata, Noguchi, Oizumi (1971).
 */
export function sharingMeanResponse(utilization: number, meanService: number): number {
  return meanService / (1 - utilization);
}

/** Mean of (time in system / own size) under processor sharing, the same for every size: 1 / (1 − ρ). */
export function sharingSlowdown(utilization: number): number {
  return 1 / (1 - utilization);
}

/**
 * Two classes, the higher first, nobody interrupted: W_high = R / (1 − ρ_high), W_low = R / ((1 − ρ_high)(1 − ρ)).
 *
 * R = Σ λᵢ E[Sᵢ²] / 2 is the mean work left of the job in service, here for one law in both classes: R = ρ m (1 + scv)
 * / 2.
 * Source: Cobham, "Priority assignment in waiting line problems", Operations Research 2 (1954).
 */
export function cobham(
  loads: { readonly high: number; readonly low: number },
  scv: number,
  meanService: number,
): { high: number; low: number } {
  const total = loads.high + loads.low;
  const residual = (total * meanService * (1 + scv)) / 2;
  const high = residual / (1 - loads.high);
  return { high, low: high / (1 - total) };
}

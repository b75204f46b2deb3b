/**
 * Poisson arrivals, exponential service, c servers: Erlang's loss and delay formulas.
 *
 * Source: A. K. Erlang (1917), as in W. J. Stewart, "Probability, Markov Chains, Queues, and Simulation" (2009),
 * sections 11.4–11.5.
 */
import { log } from "../../engine/math.ts";

/**
 * Share of arrivals lost when all c servers are busy (Erlang B); holds for any service law with this mean.
 *
 *   B(0) = 1,  B(k) = a B(k−1) / (k + a B(k−1))
 *
 * The recursion only multiplies and divides numbers in 0…1, so that it neither overflows nor cancels at c = 100 000.
 *
 * @param servers  c ≥ 0, whole
 * @param offered  a = λ/µ [erlang], > 0
 */
export function erlangB(servers: number, offered: number): number {
  let blocking = 1;
  for (let k = 1; k <= servers; k++) blocking = (offered * blocking) / (k + offered * blocking);
  return blocking;
}

/** Share of arrivals that wait (Erlang C) = B / (1 − ρ(1 − B)).  ρ = a/c must lie in (0, 1). */
export function erlangC(servers: number, utilization: number): number {
  const blocking = erlangB(servers, servers * utilization);
  return blocking / (1 - utilization * (1 - blocking));
}

/** Mean time in queue, those who do not wait included: C / (cµ − λ).  [unit of 1/serviceRate] */
export function erlangMeanWait(servers: number, utilization: number, serviceRate: number): number {
  return erlangC(servers, utilization) / (servers * serviceRate * (1 - utilization));
}

/**
 * Quantile of the time in queue: P(W > t) = C e^{−(cµ−λ)t}, with the atom 1 − C at nought.
 *
 * @param level  in (0, 1), such as 0.99
 */
export function erlangWaitQuantile(servers: number, utilization: number, serviceRate: number, level: number): number {
  const waits = erlangC(servers, utilization);
  if (level <= 1 - waits) return 0;
  return log(waits / (1 - level)) / (servers * serviceRate * (1 - utilization));
}

/**
 * Join the shortest of d sampled queues, number of servers → ∞.
 *
 *   sᵢ = λ^((dⁱ−1)/(d−1)), share of servers with at least i jobs;  E[T] = Σᵢ≥₁ λ^((dⁱ−d)/(d−1)) = Σᵢ≥₁ sᵢ / λ
 *
 * built by s₀ = 1, sᵢ₊₁ = λ sᵢᵈ, which needs no power of a power.
 * Source: M. Mitzenmacher, "The power of two choices in randomized load balancing", IEEE TPDS 12(10), 2001.
 */

/**
 * Mean time in system in units of the mean service.  @param load λ per server, in (0, 1)  @param choices d ≥ 1, whole
 */
export function supermarketMeanResponse(load: number, choices: number): number {
  let share = load;
  let sum = 0;
  // Terms below this change no digit of the sum, since they fall at least as fast as λⁱ.
  const negligible = 1e-18 * (1 - load);
  while (share > negligible) {
    sum += share;
    share = nextShare(share, load, choices);
  }
  return sum / load;
}

/** Share of servers with at least `jobs` jobs, 0…1. */
export function supermarketTail(load: number, choices: number, jobs: number): number {
  let share = 1;
  for (let i = 0; i < jobs; i++) share = nextShare(share, load, choices);
  return share;
}

function nextShare(share: number, load: number, choices: number): number {
  let product = load;
  for (let i = 0; i < choices; i++) product *= share;
  return product;
}

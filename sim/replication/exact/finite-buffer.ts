/**
 * M/M/1/K: one server, at most K in the system, others are lost.
 *
 *   pₙ = ρⁿ / Σ_{m ≤ K} ρᵐ
 *
 * Summed as it stands, so that ρ = 1 is no special case; for ρ > 1 the terms are taken from the full end, which cannot
 * overflow.
 * Source: W. J. Stewart (2009), section 11.3.
 */
export function finiteBuffer(capacity: number, utilization: number): { blocking: number; meanNumber: number } {
  const isOverloaded = utilization > 1;
  const ratio = isOverloaded ? 1 / utilization : utilization;
  let term = 1;
  let mass = 0;
  let moment = 0;
  for (let i = 0; i <= capacity; i++) {
    mass += term;
    moment += term * (isOverloaded ? capacity - i : i);
    if (i < capacity) term *= ratio;
  }
  return { blocking: (isOverloaded ? 1 : term) / mass, meanNumber: moment / mass };
}

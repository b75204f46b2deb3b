/**
 * M/G/1 under shortest remaining processing time.
 *
 *   E[T] = ∫ f(x) λ (m₂(x) + x² (1 − F(x))) / (2 (1 − ρ(x))²) dx + ∫ (1 − F(x)) / (1 − ρ(x)) dx
 *
 * with m₂(x) = ∫₀ˣ t² f, ρ(x) = λ ∫₀ˣ t f. The second term is the mean of ∫₀^size dt / (1 − ρ(t)), the sums exchanged.
 * Source: L. Schrage, L. Miller, "The queue M/G/1 with the shortest remaining processing time discipline", Operations
 * Research 14 (1966).
 */
import { exp, log } from "../../engine/math.ts";
import type { Law } from "../laws.ts";
import { pollaczekKhinchine } from "./single-server.ts";

/**
 * Mean time in system.  [unit of the law's mean]
 *
 * @param law          sizes; a law without density (all equal) is first come first served, since nobody is ever shorter
 * than what is left
 * @param utilization  ρ in (0, 1)
 */
export function srptMeanResponse(law: Law, utilization: number): number {
  const below = law.below;
  if (below === null) return law.mean + pollaczekKhinchine(utilization, law.scv, law.mean);
  const rate = utilization / law.mean;
  let sum = 0;
  let from = log(law.mean * smallest);
  for (;;) {
    const to = Math.min(from + panel, log(law.longest));
    const middle = (from + to) / 2;
    const half = (to - from) / 2;
    for (let i = 0; i < nodes.length; i++) {
      const x = exp(middle + half * nodes[i][0]);
      const { density, above, first, second } = below(x);
      const slack = 1 - rate * first;
      const wait = (density * rate * (second + x * x * above)) / (2 * slack * slack);
      sum += half * nodes[i][1] * x * (wait + above / slack);
    }
    const size = exp(to);
    const left = (below(size).above * size * size) / (law.mean * law.mean);
    if (size >= law.longest || (size > law.mean && left < negligible)) return sum + law.mean * smallest;
    from = to;
  }
}

// Panels of 5 % in size with five Gauss–Legendre nodes; halving the panel moves the result by less than 1e-12 of
// itself.
const panel = 0.05;
/** Start of the grid in means; below it the time in system is the size itself to 1e-12. */
const smallest = 1e-9;
/** Share of the second moment left out at the far end. */
const negligible = 1e-14;

/** Abramowitz and Stegun, table 25.4, n = 5: abscissa, weight. */
const nodes = [
  [0, 0.5688888888888889],
  [-0.5384693101056831, 0.47862867049936647],
  [0.5384693101056831, 0.47862867049936647],
  [-0.906179845938664, 0.23692688505618908],
  [0.906179845938664, 0.23692688505618908],
] as const;

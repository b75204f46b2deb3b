/** Prices that sellers draw by chance in equilibrium, and the cycle they go through when they move in turn. */
import { pow } from "../engine/pow.ts";

/**
 * Two sellers of capacity k, ½ < k < 1, one unit of demand worth 1 a piece: whoever is dearer sells what the other cannot.
 *
 *   F(p) = (p k − (1 − k)) / (p (2 k − 1)) on (1 − k) / k … 1,   profit 1 − k
 *
 * @see Edgeworth, La teoria pura del monopolio, 1897; Kreps, Scheinkman, Bell Journal of Economics 14(2), 1983
 * @param u  uniform: the price with F(p) = u
 */
export function capacityPrice(k: number, u: number): number {
  return (1 - k) / (k - u * (2 * k - 1));
}

/**
 * n sellers, a share s of buyers takes the lowest price, the others come to one seller by chance and pay up to 1.
 *
 *   F(p) = 1 − ((1 − p) (1 − s) / (n s p))^{1/(n−1)} from (1 − s) / (1 − s + n s) to 1,   profit (1 − s) / n
 *
 * @see Varian, A model of sales, American Economic Review 70(4), 1980
 * @param u  uniform: the price with F(p) = u
 */
export function salesPrice(n: number, informed: number, u: number): number {
  return (1 - informed) / (1 - informed + n * informed * pow(1 - u, n - 1));
}

/**
 * Mean profit of each of two sellers who move in turn and undercut each other by one step of 1/k to nothing, whereupon one goes
 * back to one step above the monopoly price; demand 1 − p goes to the cheaper.
 *
 * @see Klein, Autonomous algorithmic collusion: Q-learning under sequential pricing, RAND Journal of Economics 52(3), 2021, p. 546
 * @see Maskin, Tirole, A theory of dynamic oligopoly II, Econometrica 56(3), 1988
 */
export function undercuttingCycleProfit(k: number): number {
  const top = Math.ceil(k / 2) + 1;
  let sum = 0;
  // The period in which one goes back up earns nothing: the other's price is still 0.
  for (let step = 0; step < top; step++) sum += (step / k) * (1 - step / k);
  return sum / (top + 1) / 2;
}

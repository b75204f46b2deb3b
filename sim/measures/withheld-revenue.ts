/**
 * A miner that withholds its blocks: what it wins of the main chain, and from which share on that is more than its share.
 *
 *   R(a, g) = (a (1 − a)² (4a + g (1 − 2a)) − a³) / (1 − a (1 + (2 − a) a)),   a < 1/2;   R > a when a > (1 − g) / (3 − 2g)
 *
 * with a its share of the work and g the share of the others that builds on its block in a tie. The gain comes once difficulty has
 * followed the blocks that are lost.
 *
 * @see Eyal and Sirer, Majority Is Not Enough: Bitcoin Mining Is Vulnerable, Financial Cryptography 2014, equation 8 and section 5
 */
export function withheldRevenue(share: number, following: number): number {
  const [a, g] = [share, following];
  return (a * (1 - a) * (1 - a) * (4 * a + g * (1 - 2 * a)) - a * a * a) / (1 - a * (1 + (2 - a) * a));
}

/** Share of the work above which withholding pays. */
export function withholdingPaysFrom(following: number): number {
  return (1 - following) / (3 - 2 * following);
}

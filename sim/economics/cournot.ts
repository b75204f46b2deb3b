/**
 * Competition in quantities with linear demand, p = a − b Q.
 *
 *   firm i makes qᵢ = max(0, (p − cᵢ) / b), and p = (a + Σ cᵢ) / (n + 1) over the n firms that are active
 *   Σ sᵢ Lᵢ = HHI / ε: the share-weighted Lerner index is the concentration over the elasticity of demand
 *
 * @see Cournot, Recherches sur les principes mathématiques de la théorie des richesses, 1838
 * @see Cowling, Waterson, Price-cost margins and market structure, Economica 43, 1976: the identity
 */

export interface LinearDemand {
  /** a: price at which nobody buys. [money] */
  readonly intercept: number;
  /** b: fall of the price for a unit more. [money/unit] */
  readonly slope: number;
}

export interface QuantityEquilibrium {
  readonly price: number;
  /** In the order of the costs given. */
  readonly quantities: Float64Array;
}

/** The dearest firm leaves until all that are left gain by making something. */
export function cournotEquilibrium({ intercept, slope }: LinearDemand, costs: readonly number[]): QuantityEquilibrium {
  const order = costs.map((_, i) => i).sort((i, j) => costs[i] - costs[j] || i - j);
  let active = order.length;
  let sum = costs.reduce((total, cost) => total + cost, 0);
  let price = (intercept + sum) / (active + 1);
  while (active > 0 && costs[order[active - 1]] >= price) {
    sum -= costs[order[--active]];
    price = (intercept + sum) / (active + 1);
  }
  return { price, quantities: Float64Array.from(costs, (cost) => Math.max(0, (price - cost) / slope)) };
}

/**
 * Least number of n equal firms that gain by merging into one.
 *
 *   1 / (n − m + 2)² > m / (n + 1)²
 *
 * @see Salant, Switzer, Reynolds, Losses from horizontal merger, Quarterly Journal of Economics 98(2), 1983
 * @returns undefined for a single firm
 */
export function smallestProfitableMerger(n: number): number | undefined {
  for (let m = 2; m <= n; m++) if ((n + 1) * (n + 1) > m * (n - m + 2) * (n - m + 2)) return m;
  return undefined;
}

/** Equal firms that pay a fixed cost to be there. */
export interface EntryGame {
  /** a − c. [money] */
  readonly margin: number;
  readonly slope: number;
  readonly fixed: number;
}

/** Most firms of which each still earns its fixed cost: (a − c)² / (b (n + 1)²) ≥ F. */
export function freeEntry({ margin, slope, fixed }: EntryGame): number {
  let n = 0;
  while ((margin * margin) / (slope * (n + 2) * (n + 2)) >= fixed) n++;
  return n;
}

/**
 * The number of firms that is best for all, when firms once there choose their quantities: it is less than enters.
 *
 *   W(n) = (a − c)² n (n + 2) / (2 b (n + 1)²) − n F
 *
 * @see Mankiw, Whinston, Free entry and social inefficiency, RAND Journal of Economics 17(1), 1986
 */
export function secondBestEntry(game: EntryGame): number {
  const { margin, slope, fixed } = game;
  const welfare = (n: number) => (margin * margin * n * (n + 2)) / (2 * slope * (n + 1) * (n + 1)) - n * fixed;
  let n = 0;
  // Each firm adds less than the one before it.
  while (welfare(n + 1) > welfare(n)) n++;
  return n;
}

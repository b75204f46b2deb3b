/** Buyers of accelerators: what they hold, how large they are, what may be sold to them. */

import { h100Tpp, products } from "./catalogue/products.ts";
import type { ChipMarket } from "./chips.ts";
import { sizeBounds } from "./tables/chips.ts";
import type { World } from "./world.ts";

/** Index of `buyerSizes`. @param holdings  [H100e] */
export function sizeOf(holdings: number): number {
  let size = 0;
  while (size < sizeBounds.length && holdings >= sizeBounds[size]) size++;
  return size;
}

/**
 * What makers that sell to nobody shipped to their owners in the quarter, at the list price of the books. [H100e, USD]
 *
 * @throws RangeError when such a maker has more than one buyer, or none
 */
export function ownSupply({ settings, vendors, wishes, outside }: ChipMarket) {
  const { isInHouse, shipped, revenue } = vendors.columns;
  return settings.vendors.flatMap(({ name }, v) => {
    if (isInHouse[v] === 0) return [];
    const row = wishes.subarray(v * outside, (v + 1) * outside);
    const buyers = [...row.keys()].filter((b) => row[b] > 0);
    if (buyers.length !== 1)
      throw new RangeError(`${name} makes cards for itself alone, and has ${buyers.length} buyers`);
    return [{ buyer: buyers[0], shipped: shipped[v], usd: revenue[v] }];
  });
}

/** Counts what operators hold from their nodes, and what is held in each jurisdiction. */
export function gatherHoldings(
  { nodes, operators }: Pick<World, "nodes" | "operators">,
  { buyers, outside, heldIn }: ChipMarket,
): void {
  const { holdings, jurisdiction } = buyers.columns;
  for (let one = 0; one < operators.count; one++) jurisdiction[outside + one] = operators.columns.jurisdiction[one];
  holdings.fill(0, outside, buyers.count);
  const { operator, hardware, cards } = nodes.columns;
  for (let host = 0; host < nodes.count; host++) {
    holdings[outside + operator[host]] += cards[host] * products[hardware[host]].h100e;
  }
  heldIn.fill(0);
  for (let b = 0; b < buyers.count; b++) heldIn[jurisdiction[b]] += holdings[b];
}

/** Share of an order that the export rule in force lets through, 0…1. @param wanted  [H100e] */
export function allowedShare(
  { rules, strategies }: Pick<World, "rules" | "strategies">,
  { buyers, heldIn, outside }: ChipMarket,
  buyer: number,
  hardware: number,
  wanted: number,
): number {
  const { jurisdiction, holdings } = buyers.columns;
  const where = jurisdiction[buyer];
  return rules.trade.allowed({
    hardware,
    jurisdiction: where,
    // Who appears as several customers has, as each, a part of it.
    customerTpp: ((holdings[buyer] + wanted) * h100Tpp) / (strategies?.conducts.columns.shells[buyer - outside] ?? 1),
    countryTpp: (heldIn[where] + wanted) * h100Tpp,
  });
}

/**
 * Orders of buyers outside the network, once a month or as the scenario says.
 *
 *   orderᵢ = share of the vendor's orders · demand ratio · output of that time · (priceᵢ / list)^(−ε) · share let through
 *
 * with priceᵢ that of the best card which a rule lets through: who may buy only dear ones buys less.
 *
 * Shares are those of the year before the start. What they would pay at most has the law that makes demand so elastic:
 * bid = list · u^(−1 / ε), u uniform in (0, 1).
 */
import { pow } from "../../engine/pow.ts";
import { sizeOf } from "../chip-buyers.ts";
import { addOrder, bestCard, premiumOf, priceFor } from "../chip-orders.ts";
import type { ChipMarket } from "../chips.ts";
import type { World } from "../world.ts";
import { openOutside } from "./chip-entry.ts";

/** As a run begins orders are on their way: so many rounds as fit into the least time from order to shipment. */
export function orderBeforeStart(world: World, chips: ChipMarket): void {
  const { leadLeast, yearsPerEpoch, orderEvery } = chips.settings;
  const rounds = Math.round(leadLeast / (yearsPerEpoch * orderEvery));
  for (let k = rounds; k >= 1; k--) orderOutside(world, chips, -k * orderEvery);
}

/** @param placedAt  [epoch] */
export function orderOutside(world: World, chips: ChipMarket, placedAt: number): void {
  const { vendors, outside, wishes, settings } = chips;
  const { rate, isLive } = vendors.columns;
  const kept = keptFraction(chips);
  for (let v = 0; v < vendors.count; v++) {
    if (isLive[v] === 0) continue;
    const { entry } = settings.vendors[v];
    const yearly =
      entry === undefined ? rate[v] * settings.demandRatio * kept : openOutside(chips, entry) * entry.captured;
    const wished = yearly * settings.orderEvery * settings.yearsPerEpoch;
    for (let b = 0; b < outside; b++) {
      const share = wishes[v * outside + b];
      if (share > 0) order(world, chips, { vendor: v, buyer: b, wished: share * wished, placedAt });
    }
  }
}

/** Part of their orders that stays with those who were there when newcomers sell. */
function keptFraction({ vendors, settings }: ChipMarket): number {
  let gone = 0;
  for (let v = 0; v < vendors.count; v++) {
    const { entry } = settings.vendors[v];
    if (entry !== undefined && vendors.columns.isLive[v] === 1) gone += entry.openFraction * entry.captured;
  }
  return Math.max(0, 1 - gone);
}

interface Wish {
  readonly vendor: number;
  readonly buyer: number;
  /** [H100e] */
  readonly wished: number;
  /** [epoch] */
  readonly placedAt: number;
}

function order(world: World, chips: ChipMarket, { vendor, buyer, wished, placedAt }: Wish): void {
  const { hardware, allowed } = bestCard(world, chips, vendor, buyer, wished);
  chips.buyers.columns.ordered[buyer] += wished;
  const { holdings, refused } = chips.buyers.columns;
  const elasticity = chips.settings.elasticity[sizeOf(holdings[buyer])];
  const { list } = chips.vendors.columns;
  const { makesPrice } = chips.settings.vendors[vendor].allocation;
  const price = makesPrice === true ? list[vendor] : priceFor(chips, vendor, buyer, wished);
  const dearer = hardware < 0 ? 1 : (price / list[vendor]) * premiumOf(chips, vendor, hardware);
  const ordered = wished * pow(dearer, -elasticity) * allowed;
  refused[buyer] += wished * (1 - allowed);
  if (!(ordered > 0)) return;
  const u = chips.stream.uniform(buyer, chips.draws++);
  const bid = makesPrice === true ? list[vendor] * pow(u, -1 / elasticity) : Number.POSITIVE_INFINITY;
  addOrder(chips, { vendor, buyer, hardware, cards: Number.NaN, ordered, bid, placedAt });
}

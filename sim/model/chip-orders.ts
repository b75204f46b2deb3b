/**
 * Orders of accelerators: which card a vendor has for a buyer, what it costs, and how an operator orders one.
 *
 * An operator's order is refused where the export rule refuses the card; a rule that lets a share through lets each order
 * through with that chance, which is a licence granted or not.
 */
import { leadTime } from "../economics/lead-time.ts";
import { hardware as catalogue } from "./catalogue/hardware.ts";
import { products } from "./catalogue/products.ts";
import { allowedShare, sizeOf } from "./chip-buyers.ts";
import type { ChipMarket, ChipOrder } from "./chips.ts";
import type { OrderView } from "./vendor-roles.ts";
import type { World } from "./world.ts";

type Trader = Pick<World, "rules" | "clock" | "strategies">;

/** Now, at an epoch's end. [year] */
export function yearOf({ settings }: ChipMarket, epoch: number): number {
  return settings.startYear + epoch * settings.yearsPerEpoch;
}

/** The vendor who sells the card to order; −1 when nobody here does. */
export function vendorOf({ settings }: ChipMarket, hardware: number): number {
  return settings.vendors.findIndex((vendor) => vendor.cards.includes(hardware));
}

/** Whether a card is made now: it has been released, and not too long ago. An entrant's card is made while it sells. */
export function isMade(chips: ChipMarket, vendor: number, hardware: number, epoch: number): boolean {
  const { isLive } = chips.vendors.columns;
  if (isLive[vendor] === 0) return false;
  if (chips.settings.vendors[vendor].entry !== undefined) return true;
  const year = yearOf(chips, epoch);
  const { released } = products[hardware];
  const { cards } = chips.settings.vendors[vendor];
  // The last generation that the catalogue knows of is made on: what follows it is better by learning alone.
  const isNewest = !cards.some((card) => products[card].released > released && products[card].released <= year);
  return released <= year && (isNewest || year - released <= chips.settings.madeYears);
}

/**
 * The best card that a vendor makes and may sell to a buyer: most H100e, of equals the newest.
 *
 * @returns index of the hardware catalogue and the share of the order that is let through; −1 and 0 when there is none
 */
export function bestCard(world: Trader, chips: ChipMarket, vendor: number, buyer: number, wanted: number) {
  let best = { hardware: -1, allowed: 0 };
  for (const hardware of chips.settings.vendors[vendor].cards) {
    if (!isMade(chips, vendor, hardware, world.clock.epoch)) continue;
    if (best.hardware >= 0 && products[hardware].h100e < products[best.hardware].h100e) continue;
    const allowed = allowedShare(world, chips, buyer, hardware, wanted);
    if (allowed > 0) best = { hardware, allowed };
  }
  return best;
}

/**
 * Price of a card's H100-equivalent over the vendor's list price: cards made to pass a rule, or old ones, cost more for it. A
 * card without a published price costs as much for it as the vendor's card that is most like it.
 */
export function premiumOf(chips: ChipMarket, vendor: number, hardware: number): number {
  const priced = mostLike(chips.settings.vendors[vendor].cards, hardware);
  if (priced === undefined) return 1;
  return products[priced].usd / products[priced].h100e / chips.vendors.columns.listAtStart[vendor];
}

/** The card with a price whose performance is nearest by ratio; of equals the newest. Undefined when none has a price. */
function mostLike(cards: readonly number[], hardware: number): number | undefined {
  const { h100e } = products[hardware];
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const card of cards) {
    if (Number.isNaN(products[card].usd)) continue;
    const ratio = Math.max(products[card].h100e / h100e, h100e / products[card].h100e);
    if (card !== hardware && ratio > least) continue;
    best = card;
    least = card === hardware ? 0 : ratio;
  }
  return best;
}

/** Price of a card when new, at list prices now.  [USD] */
export function newPrice(chips: ChipMarket, hardware: number): number {
  const { usd, h100e } = products[hardware];
  const vendor = vendorOf(chips, hardware);
  if (vendor >= 0) {
    const { list } = chips.vendors.columns;
    return list[vendor] * h100e * premiumOf(chips, vendor, hardware);
  }
  // Cards on the shelf get cheaper as their maker's other cards do.
  const maker = chips.settings.vendors.findIndex((one) => one.name === catalogue[hardware].vendor);
  const { list, listAtStart } = chips.vendors.columns;
  const fallen = maker >= 0 ? list[maker] / listAtStart[maker] : 1;
  return (Number.isNaN(usd) ? chips.settings.listDefault * h100e : usd) * fallen;
}

/** What a buyer of one card now pays a card, and waits.  [USD, year] Undefined where it is not to be had new. */
export function quoteNew(world: Trader, chips: ChipMarket, operator: number, hardware: number, cards: number) {
  const buyer = chips.outside + operator;
  const { h100e, isToOrder } = products[hardware];
  if (products[hardware].released > yearOf(chips, world.clock.epoch)) return undefined;
  if (allowedShare(world, chips, buyer, hardware, cards * h100e) === 0) return undefined;
  const vendor = vendorOf(chips, hardware);
  if (vendor < 0) {
    if (isToOrder && Number.isNaN(products[hardware].usd)) return undefined;
    return { usd: newPrice(chips, hardware), leadYears: chips.settings.shelfLead };
  }
  const { columns } = chips.vendors;
  if (columns.isInHouse[vendor] === 1 || !isMade(chips, vendor, hardware, world.clock.epoch)) return undefined;
  const price = priceFor(chips, vendor, buyer, cards * h100e);
  return { usd: price * h100e * premiumOf(chips, vendor, hardware), leadYears: leadYears(chips, vendor) };
}

/** From an order placed now to its shipment when orders are worked off in turn.  [year] */
export function leadYears({ vendors, settings }: ChipMarket, vendor: number): number {
  return leadTime(vendors.columns.backlog[vendor], vendors.columns.rate[vendor], settings.leadLeast);
}

/** What a vendor asks of a buyer for an order of a size now.  [USD/H100e] */
export function priceFor(chips: ChipMarket, vendor: number, buyer: number, ordered: number): number {
  const { list, cost, cleared } = chips.vendors.columns;
  if (!Number.isNaN(cleared[vendor])) return cleared[vendor];
  const out = new Float64Array(1);
  const view = viewOf(chips, vendor, [{ buyer, ordered, left: ordered, bid: list[vendor] }]);
  chips.settings.vendors[vendor].pricing.price(view, list[vendor], cost[vendor], out);
  return out[0];
}

/** Orders as a vendor's policies see them. */
export function viewOf(
  chips: ChipMarket,
  vendor: number,
  orders: readonly Pick<ChipOrder, "buyer" | "ordered" | "left" | "bid">[],
): OrderView {
  const { buyers, bought, settings, stream } = chips;
  const { drawsLots } = settings.vendors[vendor].allocation;
  const count = orders.length;
  const row = vendor * buyers.capacity;
  const view: OrderView = {
    count,
    buyer: new Int32Array(count),
    wanted: new Float64Array(count),
    ordered: new Float64Array(count),
    holdings: new Float64Array(count),
    bought: new Float64Array(count),
    bid: new Float64Array(count),
    elasticity: new Float64Array(count),
    draw: new Float64Array(count).fill(Number.NaN),
  };
  // One loop in place of a closure a column: a year of weekly allocations over 6,000 orders took twice as long.
  for (let i = 0; i < count; i++) {
    const { buyer, ordered, left, bid } = orders[i];
    view.buyer[i] = buyer;
    view.wanted[i] = left;
    view.ordered[i] = ordered;
    view.holdings[i] = buyers.columns.holdings[buyer];
    view.bought[i] = bought[row + buyer];
    view.bid[i] = bid;
    view.elasticity[i] = settings.elasticity[sizeOf(view.holdings[i])];
    if (drawsLots === true) view.draw[i] = stream.uniform(vendor, chips.draws++);
  }
  return view;
}

export interface CardsOrdered {
  readonly operator: number;
  /** Index of the hardware catalogue. */
  readonly hardware: number;
  /** Whole, ≥ 1. */
  readonly cards: number;
  /** Most that it would pay for a card, finite: an auction may ask for it. [USD] */
  readonly bid: number;
}

/** What became of an operator's order: it waits, the export rule or a licence refused it, or nobody makes the card. */
export type OrderAnswer = "taken" | "refused" | "not-made";

/**
 * An operator orders new cards. They come with `deliveries`, when they are paid.
 *
 * @throws RangeError for a bid that is no amount of money
 */
export function orderCards(
  world: World,
  chips: ChipMarket,
  { operator, hardware, cards, bid }: CardsOrdered,
): OrderAnswer {
  if (!(bid >= 0 && bid < Number.POSITIVE_INFINITY))
    throw new RangeError(
      `operator ${operator} bids ${bid} USD a card — bid a finite amount, such as what a card earns`,
    );
  const buyer = chips.outside + operator;
  const wanted = cards * products[hardware].h100e;
  chips.buyers.columns.jurisdiction[buyer] = world.operators.columns.jurisdiction[operator];
  const allowed = allowedShare(world, chips, buyer, hardware, wanted);
  if (allowed === 0 || (allowed < 1 && chips.stream.uniform(buyer, chips.draws++) >= allowed)) {
    chips.buyers.columns.ordered[buyer] += wanted;
    chips.buyers.columns.refused[buyer] += wanted;
    return "refused";
  }
  const quote = quoteNew(world, chips, operator, hardware, cards);
  if (quote === undefined) return "not-made";
  const vendor = vendorOf(chips, hardware);
  const { epoch } = world.clock;
  chips.buyers.columns.ordered[buyer] += wanted;
  chips.networkOrders[chips.networkOrders.length - 1] += wanted;
  if (vendor < 0) {
    const at = epoch + chips.settings.shelfLead / chips.settings.yearsPerEpoch;
    chips.parcels.push({ operator, hardware, cards, usd: quote.usd * cards, at, isUsed: false });
    return "taken";
  }
  const premium = premiumOf(chips, vendor, hardware);
  const perUnit = bid / products[hardware].h100e / premium;
  addOrder(chips, { vendor, buyer, hardware, cards, ordered: wanted, bid: perUnit, placedAt: epoch });
  return "taken";
}

export function addOrder(chips: ChipMarket, order: Omit<ChipOrder, "left" | "paid">): void {
  const { columns } = chips.vendors;
  columns.ordered[order.vendor] += order.ordered;
  columns.backlog[order.vendor] += order.ordered;
  chips.orders[order.vendor].push({ ...order, left: order.ordered, paid: 0 });
}

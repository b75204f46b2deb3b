/** State of the market for accelerators, as the world holds it; `processes/chips.ts` says how it changes. */
import type { CostCurve } from "../economics/cost-curve.ts";
import type { FadingGrowth } from "../economics/growth.ts";
import type { Table } from "../engine/columns.ts";
import type { Stream } from "../engine/rng.ts";
import type { BuyerSpec, VendorSpec } from "./tables/chips.ts";
import type { VendorAllocation, VendorPricing } from "./vendor-roles.ts";

/** What the scenario fixed about one vendor. */
export interface VendorPlan {
  /** As in the hardware catalogue. */
  readonly name: string;
  readonly growth: FadingGrowth;
  /** From the start, or a newcomer's first sale. */
  readonly curve: CostCurve;
  readonly allocation: VendorAllocation;
  readonly pricing: VendorPricing;
  /** List price over unit cost, ≥ 1. */
  readonly markup: number;
  /** Cards that it sells, by index of the hardware catalogue, in order of release. */
  readonly cards: readonly number[];
  readonly entry: EntrySettings | undefined;
}

/** A vendor who is not there yet. */
export interface EntrySettings {
  /** [USD] */
  readonly fixedCost: number;
  /** Before which nobody looks. [epoch] */
  readonly from: number;
  /** [year] */
  readonly development: number;
  /** Years of sales that it counts. [year] */
  readonly life: number;
  /** Part of the volume open to it that it expects to win, 0…1. */
  readonly captured: number;
  /** Part of the orders of buyers outside the network that is open to a newcomer, 0…1. */
  readonly openFraction: number;
  /** Size of the first batch. [H100e] */
  readonly batch: number;
  /** Unit cost of the first batch over the dearest open vendor's list price. */
  readonly costRatio: number;
  /** Its price under the cheapest open vendor's, as a part of it. */
  readonly undercut: number;
  /** [1/year] */
  readonly discount: number;
}

export interface ChipSettings {
  /** When the run begins. [year] */
  readonly startYear: number;
  readonly yearsPerEpoch: number;
  /** Epochs between two allocations of output, between two rounds of orders from outside, and in a quarter; whole, ≥ 1. */
  readonly allocateEvery: number;
  readonly orderEvery: number;
  readonly quarter: number;
  readonly vendors: readonly VendorPlan[];
  /** Orders of buyers outside the network at list prices, over output. */
  readonly demandRatio: number;
  /** Elasticity of orders, as a positive number, by class of size. */
  readonly elasticity: readonly number[];
  /** From order to shipment when nothing is ahead; the same for cards on the shelf. [year] */
  readonly leadLeast: number;
  readonly shelfLead: number;
  /** After which an order not filled is cancelled. [year] */
  readonly patience: number;
  /** Years for which a vendor goes on making a card. */
  readonly madeYears: number;
  /** Price of an H100-equivalent where no card of the vendor has a price. [USD/H100e] */
  readonly listDefault: number;
  readonly used: UsedSettings;
}

export interface UsedSettings {
  /** Dealer's price for what it buys over what it sells at, 0…1. */
  readonly spread: number;
  /** Fall of the price of cards that nobody buys. [1/year] */
  readonly fall: number;
  /** Price over that of a new card below which cards are scrapped. */
  readonly scrap: number;
}

/** An order of one vendor; it lives until it is filled or cancelled. Amounts are reals: output is a flow. */
export interface ChipOrder {
  readonly vendor: number;
  /** Row of `buyers`. */
  readonly buyer: number;
  /** Index of the hardware catalogue. */
  readonly hardware: number;
  /** Whole for operators; NaN for others, whose orders are counted in H100e alone. */
  readonly cards: number;
  readonly ordered: number;
  /** [USD/H100e] */
  readonly bid: number;
  /** [epoch] */
  readonly placedAt: number;
  left: number;
  paid: number;
}

/** Cards that an operator has now. `usd` is what it pays for all of them. */
export interface Delivery {
  readonly operator: number;
  readonly hardware: number;
  readonly cards: number;
  readonly usd: number;
  readonly isUsed: boolean;
}

/** Cards from the shelf on their way to an operator. */
export interface Parcel extends Delivery {
  /** [epoch] */
  readonly at: number;
}

/** Cards at the dealers, all of one model together. */
export interface UsedStock {
  cards: number;
  /** Mean age. [year] */
  age: number;
  /** Price over the dealers' curve, 0…1: it falls while nobody buys. */
  factor: number;
  /** Sums over the run. [card] */
  taken: number;
  sold: number;
  scrapped: number;
}

export interface ChipMarket {
  readonly settings: ChipSettings;
  readonly vendors: Table<VendorSpec>;
  readonly buyers: Table<BuyerSpec>;
  /** Buyers outside the network: rows 0…outside of `buyers`. */
  readonly outside: number;
  /** Held in each jurisdiction by all of them; made from the tables. [H100e] */
  readonly heldIn: Float64Array;
  /** Share of a vendor's orders from outside that a buyer places, vendors × outside, row-major. */
  readonly wishes: Float64Array;
  /** Shipped so far, vendors × buyers, row-major. [H100e] */
  readonly bought: Float64Array;
  /** Open orders by vendor, oldest first. */
  readonly orders: ChipOrder[][];
  parcels: Parcel[];
  /** Not yet taken over: `takeDeliveries`. */
  readonly deliveries: Delivery[];
  /** By index of the hardware catalogue. */
  readonly used: UsedStock[];
  /** Ordered by operators in each of the last four quarters, this one included. [H100e] */
  readonly networkOrders: number[];
  /** Draws so far. */
  draws: number;
  readonly stream: Stream;
}

/** Hands over what was delivered since it was last asked; who owns operators does so once an epoch. */
export function takeDeliveries(chips: ChipMarket): readonly Delivery[] {
  return chips.deliveries.splice(0);
}

/** A copy that shares nothing that changes. @param copyRows  of tables */
export function copyChips(
  chips: ChipMarket,
  copyRows: <S extends VendorSpec | BuyerSpec>(table: Table<S>) => Table<S>,
): ChipMarket {
  return {
    ...chips,
    vendors: copyRows(chips.vendors),
    buyers: copyRows(chips.buyers),
    heldIn: chips.heldIn.slice(),
    wishes: chips.wishes.slice(),
    bought: chips.bought.slice(),
    orders: chips.orders.map((list) => list.map((order) => ({ ...order }))),
    parcels: chips.parcels.slice(),
    deliveries: chips.deliveries.slice(),
    used: chips.used.map((stock) => ({ ...stock })),
    networkOrders: chips.networkOrders.slice(),
  };
}

/** Numbers of the state that no table holds, in a fixed order; for the digest. */
export function* chipNumbers(chips: ChipMarket): Generator<number> {
  yield* chips.wishes;
  yield* chips.bought;
  for (const { vendor, buyer, hardware, ordered, left, paid, bid, placedAt } of chips.orders.flat())
    yield* [vendor, buyer, hardware, ordered, left, paid, bid, placedAt];
  for (const { operator, hardware, cards, usd, at } of chips.parcels) yield* [operator, hardware, cards, usd, at];
  for (const { operator, hardware, cards, usd } of chips.deliveries) yield* [operator, hardware, cards, usd];
  for (const { cards, age, factor, taken, sold, scrapped } of chips.used)
    yield* [cards, age, factor, taken, sold, scrapped];
  yield* chips.networkOrders;
  yield chips.draws;
}

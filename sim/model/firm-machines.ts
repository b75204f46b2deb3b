/**
 * Machines of operators: what cards cost and fetch, how a firm pays for them, and where they are put.
 *
 * With `economy.chips` new cards are ordered of their makers and come when these deliver; used ones come from the dealers at once.
 * Without it cards are to be had at their list price at once, and sold to dealers who keep a part of their worth.
 */
import { capitalCost, scaleFactor } from "../economics/operating-cost.ts";
import { usedValue } from "../economics/used-value.ts";
import { cardTerms, usualCard } from "./card-cost.ts";
import { nodeClasses } from "./catalogue/node-classes.ts";
import { h100Tpp } from "./catalogue/products.ts";
import { newPrice as chipPrice, premiumOf } from "./chip-orders.ts";
import type { ChipMarket, Delivery } from "./chips.ts";
import type { Finance } from "./finance.ts";
import { capitalRateOf, kilowattsOf } from "./firm-money.ts";
import { addMachine, giveUpMachine } from "./population-changes.ts";
import { FirmState } from "./tables/finance.ts";
import { sellUsed } from "./used-cards.ts";
import type { World } from "./world.ts";

/** Prices of this epoch, of each card of the catalogue. */
export function settlePrices(
  { chips, catalogue: { products } }: World,
  { newPrice, bidFactor, settings }: Finance,
): void {
  for (let h = 0; h < products.length; h++) {
    newPrice[h] = chips === undefined ? products[h].usd : chipPrice(chips, h);
    bidFactor[h] =
      chips === undefined ? 1 - settings.usedSpread : chips.used[h].factor * (1 - chips.settings.used.spread);
    // A card that was never sold singly is worth what an H100-equivalent of it costs elsewhere.
    if (Number.isNaN(newPrice[h])) newPrice[h] = products[h].h100e * unpriced;
  }
}

/** GB200 in 2025, 36,700 USD for 2.53 H100e (Epoch AI). [USD/H100e] */
const unpriced = 14_500;

/** What dealers pay for a machine's cards. [USD] */
export function worthOf(world: World, finance: Finance, host: number, later = 0): number {
  const { cards, hardware: card } = world.nodes.columns;
  const age = (world.clock.epoch - finance.machines.columns.newAt[host]) * finance.settings.yearsPerEpoch;
  return cards[host] * finance.newPrice[card[host]] * finance.bidFactor[card[host]] * usedValue(age + later);
}

/** An operator sells a machine's cards; it drains, and is gone an epoch later. */
export function sellMachine(world: World, finance: Finance, host: number): void {
  const { operator, cards, hardware: card } = world.nodes.columns;
  const { columns } = finance.firms;
  const o = operator[host];
  const age = Math.max(0, (world.clock.epoch - finance.machines.columns.newAt[host]) * finance.settings.yearsPerEpoch);
  const worth = worthOf(world, finance, host);
  const usd = world.chips === undefined ? worth : sellUsed(world.chips, card[host], cards[host], age);
  columns.cash[o] += usd;
  columns.sold[o] += usd;
  columns.assets[o] -= worth;
  columns.servers[o]--;
  columns.kilowatts[o] -= finance.machines.columns.kilowatts[host];
  giveUpMachine(world, host);
  finance.draining.push({ host, at: world.clock.epoch });
  finance.flows.machinesSold++;
}

export interface NewMachine {
  readonly operator: number;
  readonly class: number;
  readonly jurisdiction: number;
  readonly hardware: number;
  readonly cards: number;
  readonly market: number;
  /** Paid for it when new. [USD] */
  readonly paid: number;
  /** [year] */
  readonly age: number;
}

/** Puts a machine that was paid for to work. @returns its row */
export function installMachine(world: World, finance: Finance, machine: NewMachine): number {
  const { hardware: card, cards, market } = machine;
  const placed = finance.settings.place(card, cards)[market];
  if (placed === null)
    throw new RangeError(`${cards} × ${world.catalogue.models[card].id} cannot serve market ${market}`);
  const account = leastAccount(world, machine.operator);
  const host = addMachine(world, { ...machine, account, placed }, finance.settings.proofOf(card, cards, market));
  finance.machines.count = world.nodes.count;
  describeMachine(world, finance, host, machine);
  const firm = finance.firms.columns;
  firm.servers[machine.operator]++;
  firm.kilowatts[machine.operator] += finance.machines.columns.kilowatts[host];
  firm.assets[machine.operator] += worthOf(world, finance, host);
  finance.came.push(host);
  return host;
}

/** Writes the machine's row of the books. */
export function describeMachine(
  world: World,
  finance: Finance,
  host: number,
  { paid, age }: Pick<NewMachine, "paid" | "age">,
): void {
  const { hardware: card, cards, class: kind, jurisdiction } = world.nodes.columns;
  const to = finance.machines.columns;
  const model = world.catalogue.models[card[host]];
  const terms = cardTerms(
    usualCard({
      class: kind[host],
      jurisdiction: jurisdiction[host],
      powerW: model.powerW,
      cardsPerServer: cards[host],
      price: 0,
      resale: 0,
    }),
    undefined,
    undefined,
  );
  to.newAt[host] = world.clock.epoch - age / finance.settings.yearsPerEpoch;
  to.paid[host] = paid;
  to.kilowatts[host] = kilowattsOf(model, cards[host]);
  to.power[host] = to.kilowatts[host] * terms.pue * terms.powerPrice;
  const rate = capitalRateOf(finance, kind[host]);
  to.site[host] = cards[host] * capitalCost(terms.building * terms.watts, 0, terms.buildingLife, rate);
  to.staff[host] = cards[host] * terms.staff;
  to.network[host] = cards[host] * terms.network;
}

/** Account of an operator with the fewest machines; of equals the first. */
function leastAccount(world: World, operator: number): number {
  const { operator: owner, nodes } = world.accounts.columns;
  let best = -1;
  for (let a = 0; a < world.accounts.count; a++) {
    if (owner[a] === operator && (best < 0 || nodes[a] < nodes[best])) best = a;
  }
  if (best < 0) throw new RangeError(`operator ${operator} has no account`);
  nodes[best]++;
  return best;
}

/** What a card costs a firm that buys so many at once, at list price. [USD] */
export function orderPrice({ newPrice, settings }: Finance, card: number, cards: number): number {
  return newPrice[card] * scaleFactor(cards, settings.scale.cards);
}

/** A firm pays: from cash down to its reserve, the rest from new debt. */
export function pay({ firms }: Finance, o: number, usd: number, reserve: number): void {
  const { cash, debt, borrowed, invested } = firms.columns;
  const loan = Math.max(0, Math.min(usd, usd - Math.max(0, cash[o] - reserve)));
  debt[o] += loan;
  borrowed[o] += loan;
  cash[o] -= usd - loan;
  invested[o] += usd;
}

/** Cards that a maker or a dealer delivered are paid for and made into machines; what makes no machine goes to the dealers. */
export function installDelivery(world: World, finance: Finance, delivery: Delivery): void {
  const { operator: o, hardware: card, cards, usd, isUsed } = delivery;
  const firm = finance.firms.columns;
  pay(finance, o, usd, 0);
  if (isUsed) firm.investedUsed[o] += usd;
  const kind = firm.class[o];
  const perServer = cardsPerServer(kind);
  const age = isUsed && world.chips !== undefined ? world.chips.used[card].age : 0;
  let left = cards;
  while (left > 0) {
    const some = Math.min(left, perServer);
    const market = firm.state[o] === FirmState.active ? bestFit(finance, card, some) : -1;
    if (market < 0) break;
    const jurisdiction = world.operators.columns.jurisdiction[o];
    const paid = (usd / cards) * some;
    installMachine(world, finance, {
      operator: o,
      class: kind,
      jurisdiction,
      hardware: card,
      cards: some,
      market,
      paid,
      age,
    });
    finance.flows[isUsed ? "machinesUsed" : "machinesBought"]++;
    left -= some;
  }
  if (left === 0 || world.chips === undefined) return;
  const back = sellUsed(world.chips, card, left, age);
  firm.cash[o] += back;
  firm.sold[o] += back;
}

/** Market that such a machine earns most in, by what machines earned of late; −1 when it fits none. */
export function bestFit({ settings, outlook }: Finance, card: number, cards: number): number {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  settings.place(card, cards).forEach((placed, m) => {
    if (placed === null) return;
    const { reward, fees } = outlook.columns;
    const earns = reward[m] * (settings.proofOf(card, cards, m) ?? placed.capacity) + fees[m] * placed.capacity;
    if (earns > most) [best, most] = [m, earns];
  });
  return best;
}

/** Cards in the machine that is commonest in a class; of equals the larger. */
export function cardsPerServer(kind: number): number {
  const mix = Object.entries(nodeClasses[kind].cardsPerNode);
  return Number(mix.reduce((best, one) => (one[1] >= best[1] ? one : best))[0]);
}

/** Bills to come for what operators have on order. */
export function noteOrders(world: World, { firms }: Finance, chips: ChipMarket): void {
  const { committed } = firms.columns;
  committed.fill(0, 0, firms.count);
  for (const list of chips.orders) {
    for (const { vendor, buyer, hardware: card, left, paid } of list) {
      if (buyer < chips.outside) continue;
      committed[buyer - chips.outside] +=
        paid + left * chips.vendors.columns.list[vendor] * premiumOf(chips, vendor, card);
    }
  }
  for (const { operator, usd } of chips.parcels) committed[operator] += usd;
  void world;
}

/** All that a firm holds, in the measure of export rules. [TPP] */
export function tppOf(world: World, hosts: ArrayLike<number>): number {
  const { cards, hardware: card } = world.nodes.columns;
  let sum = 0;
  for (let i = 0; i < hosts.length; i++)
    sum += cards[hosts[i]] * world.catalogue.products[card[hosts[i]]].h100e * h100Tpp;
  return sum;
}

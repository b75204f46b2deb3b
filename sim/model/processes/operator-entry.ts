/**
 * Free entry by type: candidates come at random, look at what a first machine is worth to them where they are, and enter if it pays.
 *
 *   candidates of a class ~ Poisson(candidates a year · operators of the class at the start · epoch)
 *   place by the scenario's shares; machines by the class's Pareto law, all paid from the founder's own money, as is what the rules of
 *   admission charge, without which it does not pay
 */
import { aliasOf, aliasTable, exponentialOf, paretoOf, poissonOf } from "../../engine/variates.ts";
import { nodeClasses } from "../catalogue/node-classes.ts";
import { orderCards } from "../chip-orders.ts";
import type { Finance } from "../finance.ts";
import { installMachine } from "../firm-machines.ts";
import { placeCost } from "../firm-places.ts";
import type { Planner } from "../firm-plans.ts";
import { addAccount, addOperator } from "../population-changes.ts";
import { FirmState } from "../tables/finance.ts";
import { operatorTypes } from "../tables/operators.ts";
import { buyUsed } from "../used-cards.ts";
import type { World } from "../world.ts";
import { bestOffer } from "./operator-review.ts";

/** Nobody starts with more machines than that: a judgement. */
const firstMost = 50;
/** Founders put in so much beside the machines, over their price: a judgement. */
const cushion = 0.2;

export function considerEntries(world: World, finance: Finance): void {
  const { settings, streams } = finance;
  const places = aliasTable(settings.places);
  for (let c = 0; c < settings.candidates.length; c++) {
    const mean = settings.candidates[c] * settings.yearsPerEpoch;
    if (mean === 0) continue;
    const count = poissonOf(streams.entry.uniform(c, world.clock.epoch), mean);
    for (let k = 0; k < count; k++) consider(world, finance, c, places);
  }
}

function consider(world: World, finance: Finance, kind: number, places: ReturnType<typeof aliasTable>): void {
  const number = firstDraw + finance.candidates++;
  finance.flows.candidates++;
  const draw = (n: number) => finance.streams.entry.uniform(number, n);
  const planner: Planner = {
    class: kind,
    jurisdiction: aliasOf(places, draw(0)),
    share: 0,
    variation: finance.smallVariation[kind],
    row: -1,
  };
  const wished = Math.floor(paretoOf(draw(1), 1, nodeClasses[kind].nodesPerOperatorAlpha));
  const machines = Math.min(firstMost, wished);
  const best = bestOffer(world, finance, planner, [], machines);
  if (best === undefined) return;
  const founding = { ...best, machines: Math.min(machines, best.most), place: placeCost(world) };
  if (pays(founding)) found(world, finance, planner, founding, draw(2));
}

/** Draws of candidates come after those of classes. */
const firstDraw = 1000;

type Founding = NonNullable<ReturnType<typeof bestOffer>> & {
  readonly machines: number;
  /** What a place in the network costs. [USD] */
  readonly place: number;
};

/** A place is as sunk as the machines are, and is won back by all of them. */
function pays({ offer, value, multiple, machines, place }: Founding): boolean {
  return place === 0 || machines * value >= multiple * (machines * offer.price * offer.cards + place);
}

function found(world: World, finance: Finance, planner: Planner, founding: Founding, u: number): void {
  const { class: kind, jurisdiction } = planner;
  const type = operatorTypes.indexOf(nodeClasses[kind].operatorType);
  const o = addOperator(world, type, jurisdiction);
  addAccount(world, o);
  addFirm(world, finance, o, kind);
  const { offer, market, value, machines, place } = founding;
  const { hardware: card, cards, price, age } = offer;
  const usd = price * cards * machines;
  const firm = finance.firms.columns;
  firm.paidIn[o] = (usd + place) * (1 + cushion);
  firm.cash[o] = firm.paidIn[o];
  firm.reviewAt[o] = world.clock.epoch + 1 + exponentialOf(u, finance.settings.reviewEvery);
  finance.flows.entries++;
  if (world.chips !== undefined) {
    if (age > 0) firm.committed[o] = buyUsed(world.chips, o, card, cards * machines);
    else {
      const answer = orderCards(world, world.chips, {
        operator: o,
        hardware: card,
        cards: cards * machines,
        bid: value / cards,
      });
      if (answer === "taken") firm.committed[o] = usd;
      else finance.flows.ordersRefused++;
    }
    return;
  }
  firm.cash[o] -= usd;
  firm.invested[o] += usd;
  for (let k = 0; k < machines; k++) {
    const machine = {
      operator: o,
      class: kind,
      jurisdiction,
      hardware: card,
      cards,
      market,
      paid: price * cards,
      age: 0,
    };
    installMachine(world, finance, machine);
    finance.flows.machinesBought++;
  }
}

/** Books of an operator that came. */
export function addFirm(world: World, finance: Finance, o: number, kind: number): void {
  const { firms } = finance;
  firms.count = Math.max(firms.count, o + 1);
  for (const column of Object.values(firms.columns)) column[o] = 0;
  firms.columns.class[o] = kind;
  firms.columns.state[o] = FirmState.active;
  firms.columns.enteredAt[o] = world.clock.epoch;
  firms.columns.endedAt[o] = Number.NaN;
  firms.columns.buyer[o] = Number.NaN;
}

/** What an hour of a card costs an operator: the catalogues' prices put into the terms of `economics/operating-cost.ts`. */
import {
  type CardTerms,
  hoursPerYear,
  meanPowerPrice,
  type ScaleLaw,
  scaleFactor,
} from "../economics/operating-cost.ts";
import { sitingModel } from "../economics/siting-cost.ts";
import { buildingCosts } from "./catalogue/building-costs.ts";
import { jurisdictions } from "./catalogue/jurisdictions.ts";
import { nodeClasses } from "./catalogue/node-classes.ts";
import { adminUsdPerYear, buildingYears, idleFraction, operatorCosts, scaleLaws } from "./catalogue/operator-costs.ts";
import { powerShapes } from "./catalogue/power-shapes.ts";

/** A card of an operator. */
export interface OperatedCard {
  /** Indexes of the catalogues. */
  readonly class: number;
  readonly jurisdiction: number;
  /** [W] */
  readonly powerW: number;
  readonly cardsPerServer: number;
  /** Paid for it, and fetched at the end of its life. [USD] */
  readonly price: number;
  readonly resale: number;
  readonly life: number;
  /** [1/year] */
  readonly capitalRate: number;
}

/** What makes unit costs fall with size; undefined where size is made not to matter. */
export interface OperatorSize {
  readonly servers: number;
  /** Drawn by all its cards. [kW] */
  readonly kilowatts: number;
}

const wattsPerKilowatt = 1000;
/** η of the siting model by the power of the card that it stands for. [USD/(kW·h)] */
const networkPerKilowatt = (sitingModel.networkUsd * sitingModel.use) / sitingModel.kilowatts;

/** A card at what its class counts on: its own cost of capital and life. */
export function usualCard(
  card: Pick<OperatedCard, "class" | "jurisdiction" | "powerW" | "cardsPerServer" | "price" | "resale">,
): OperatedCard {
  const { capitalRate, life } = operatorCosts[card.class];
  return { ...card, capitalRate, life };
}

/** @param load  power drawn by local hour, 24 values, when power is priced by the hour; undefined for the annual mean */
export function cardTerms(
  card: OperatedCard,
  size: OperatorSize | undefined,
  load: ArrayLike<number> | undefined,
): CardTerms {
  const place = jurisdictions[card.jurisdiction];
  const kind = nodeClasses[card.class];
  const costs = operatorCosts[card.class];
  const watts = card.powerW;
  const draw = size === undefined ? undefined : size.kilowatts / costs.usualKilowatts;
  const tariff = place.electricityUsdPerKwh * kind.electricityMarkup * factorOf(scaleLaws.power, draw);
  const admin = adminUsdPerYear / (costs.serversPerAdmin * hoursPerYear * card.cardsPerServer);
  const network = ((networkPerKilowatt * watts) / wattsPerKilowatt) * costs.networkFraction;
  return {
    watts,
    idleFraction,
    pue: 1 + (place.pue - 1) * kind.pueOverheadFactor,
    powerPrice: load === undefined ? tariff : meanPowerPrice(tariff, powerShapes[card.jurisdiction], load),
    price: card.price,
    resale: card.resale,
    life: card.life,
    capitalRate: card.capitalRate,
    building: buildingCosts[card.jurisdiction] * costs.buildingFraction * factorOf(scaleLaws.site, draw),
    buildingLife: buildingYears,
    staff: admin * factorOf(scaleLaws.staff, size?.servers),
    network: network * factorOf(scaleLaws.network, size?.servers),
  };
}

/** What a card of an order costs beside a single one's list price. @param cards  in the order */
export function orderFactor(cards: number): number {
  return scaleFactor(cards, scaleLaws.cards);
}

function factorOf(law: ScaleLaw, size: number | undefined): number {
  return size === undefined ? 1 : scaleFactor(size, law);
}

/**
 * What an hour of a card costs who runs it: power, capital recovery, site, staff, network.
 *
 * Costs are of an hour of calendar time, the card on; `soldHourCost` divides by the part of the hours that is sold. With a cost of
 * capital of 0 and no staff and network it is the siting model of `siting-cost.ts`, but that the building, too, is paid while nothing is sold.
 */
import { pow } from "../engine/pow.ts";

/** Julian year. [h] */
export const hoursPerYear = 8766;
const wattsPerKilowatt = 1000;

/** One card of one operator in one place. */
export interface CardTerms {
  /** Drawn by the machine at full load, for each card. [W] */
  readonly watts: number;
  /** Part of it drawn while nothing is computed, 0…1. */
  readonly idleFraction: number;
  /** Power drawn by the building over that drawn by the machine, ≥ 1. */
  readonly pue: number;
  /** What the operator pays for power on average. [USD/kWh] */
  readonly powerPrice: number;
  /** Price paid for the card, and what it will fetch at the end of its life. [USD] */
  readonly price: number;
  readonly resale: number;
  /** [year] */
  readonly life: number;
  /** Operator's own cost of capital. [1/year] */
  readonly capitalRate: number;
  /** Cost of the building and its life. [USD/W, year] */
  readonly building: number;
  readonly buildingLife: number;
  /** [USD/h] */
  readonly staff: number;
  readonly network: number;
}

/** [USD/h] */
export interface HourCost {
  readonly power: number;
  readonly capital: number;
  readonly site: number;
  readonly staff: number;
  readonly network: number;
  readonly total: number;
}

/**
 * Full cost of an hour of calendar time.
 *
 * @param load  mean part of the hour in which the card computes, 0…1
 */
export function hourCost(terms: CardTerms, load: number): HourCost {
  const power = powerCost(terms, load);
  const capital = capitalCost(terms.price, terms.resale, terms.life, terms.capitalRate);
  const site = capitalCost(terms.building * terms.watts, 0, terms.buildingLife, terms.capitalRate);
  const { staff, network } = terms;
  return { power, capital, site, staff, network, total: power + capital + site + staff + network };
}

/** Full cost of an hour sold, when a part `load` > 0 of the hours is sold and the card computes in no other. [USD/h] */
export function soldHourCost(terms: CardTerms, load: number): number {
  return hourCost(terms, load).total / load;
}

/** What is saved by switching the card off: power and what is paid month by month. Building and card are sunk. [USD/h] */
export function avoidableCost(terms: CardTerms, load: number): number {
  return powerCost(terms, load) + terms.staff + terms.network;
}

type PowerTerms = Pick<CardTerms, "watts" | "idleFraction" | "pue" | "powerPrice">;

/** Power of an hour: a machine draws its idle part whatever it does, and the rest with its load. [USD/h] */
export function powerCost({ watts, idleFraction, pue, powerPrice }: PowerTerms, load: number): number {
  return ((watts * (idleFraction + (1 - idleFraction) * load) * pue) / wattsPerKilowatt) * powerPrice;
}

/**
 * What an hour must yield to win a price back over a life, with interest on what is still out:
 *
 *   (P − S / (1 + r)ⁿ) · r / (1 − (1 + r)⁻ⁿ) / 8766,   and (P − S) / n / 8766 at r = 0
 *
 * @param price   P, paid at first [USD]
 * @param resale  S, got at the end [USD]
 * @param life    n > 0 [year]
 * @param rate    r ≥ 0 [1/year]
 * @returns [USD/h]
 * @see Brealey, Myers and Allen, Principles of Corporate Finance, chapter on present values: annuities; equivalent annual cost
 */
export function capitalCost(price: number, resale: number, life: number, rate: number): number {
  if (rate === 0) return (price - resale) / (life * hoursPerYear);
  const discount = pow(1 + rate, -life);
  return ((price - resale * discount) * rate) / (1 - discount) / hoursPerYear;
}

/**
 * Mean price of power over a day when load and price have their hours: Σ lₕ pₕ / Σ lₕ.
 *
 * @param price  mean over the day, flat [USD/kWh]
 * @param shape  of the price by local hour, mean 1
 * @param load   power drawn by local hour, in any unit, not all 0
 */
export function meanPowerPrice(price: number, shape: ArrayLike<number>, load: ArrayLike<number>): number {
  let paid = 0;
  let drawn = 0;
  for (let hour = 0; hour < shape.length; hour++) {
    paid += shape[hour] * load[hour];
    drawn += load[hour];
  }
  return (price * paid) / drawn;
}

/**
 * Factor on a unit cost at another size, (size / reference)^(−exponent), within bounds: nobody saves or loses without end.
 *
 * @param exponent  ≥ 0; 0 is no economy of scale
 */
export function scaleFactor(size: number, { reference, exponent, least, most }: ScaleLaw): number {
  if (exponent === 0) return 1;
  return Math.max(least, Math.min(most, pow(size / reference, -exponent)));
}

export interface ScaleLaw {
  /** Size at which the factor is 1, in the unit of size. */
  readonly reference: number;
  readonly exponent: number;
  /** Bounds of the factor. */
  readonly least: number;
  readonly most: number;
}

/**
 * The siting model: what an hour of an H100 costs in a country, and what it costs when it is delivered to another.
 *
 *   c = PUE(θ) · γ · pE + ρ + γ · 1000 · pL / (D · H) (+ η),   PUE(θ) = 1.08 + 0.015 · max(0, θ − 15),   ρ = 25,000 / (3 · H · 0.7)
 *   delivered = (1 + λ) · (1 + τ · rtt) · c / ξ
 *
 * The published spread of 1.41 (Iran) to 1.62 USD (Greenland) leaves η, the network, out.
 *
 * @see Lokshin, World Bank draft of February 2026, with its replication data (github.com/sfgunkin/flops_export)
 */
import { hoursPerYear } from "./operating-cost.ts";

/** γ [kW], ρ's card [USD], its life [year], part of the hours sold, D [year], η [USD/h] */
export const sitingModel = {
  kilowatts: 0.7,
  cardUsd: 25_000,
  cardLife: 3,
  use: 0.7,
  buildingLife: 15,
  networkUsd: 0.15,
  premium: 0.1,
  perMillisecond: 0.0008,
} as const;

const wattsPerKilowatt = 1000;
const pueLeast = 1.08;
const puePerDegree = 0.015; // [1/°C]
const coolBelow = 15; // [°C]

/** @param hottestMonth  mean temperature of the hottest month [°C] */
export function sitingPue(hottestMonth: number): number {
  return pueLeast + puePerDegree * Math.max(0, hottestMonth - coolBelow);
}

/**
 * An hour of an H100 without network.
 *
 * @param powerPrice  pE [USD/kWh]
 * @param pue         PUE(θ)
 * @param building    pL [USD/W]
 * @returns [USD/h]
 */
export function sitingCost(powerPrice: number, pue: number, building: number): number {
  const { kilowatts, cardUsd, cardLife, use, buildingLife } = sitingModel;
  const card = cardUsd / (cardLife * hoursPerYear * use);
  const site = (kilowatts * wattsPerKilowatt * building) / (buildingLife * hoursPerYear);
  return pue * kilowatts * powerPrice + card + site;
}

/**
 * What a buyer elsewhere counts it as.
 *
 * @param premium      λ, 0 at home
 * @param roundTrip    [ms]
 * @param reliability  ξ, 0…1
 */
export function deliveredCost(cost: number, premium: number, roundTrip: number, reliability: number): number {
  return ((1 + premium) * (1 + sitingModel.perMillisecond * roundTrip) * cost) / reliability;
}

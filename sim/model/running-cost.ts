/** What a machine costs while it is on: power at the place's price. Card and building are sunk whatever it does. */
import { powerCost } from "../economics/operating-cost.ts";
import { jurisdictions } from "./catalogue/jurisdictions.ts";
import { nodeClasses } from "./catalogue/node-classes.ts";
import type { World } from "./world.ts";

/** @param load  part of the time on which it computes, 0…1; @returns [USD/h] */
export function runningCost(
  world: Pick<World, "nodes" | "states" | "catalogue">,
  host: number,
  idleFraction: number,
  load: number,
): number {
  const { hardware: card, cards, class: kind, jurisdiction } = world.nodes.columns;
  const place = jurisdictions[jurisdiction[host]];
  const { pueOverheadFactor, electricityMarkup } = nodeClasses[kind[host]];
  const factor = world.states?.powerFactor[jurisdiction[host]] ?? 1;
  const terms = {
    watts: cards[host] * world.catalogue.models[card[host]].powerW,
    idleFraction,
    pue: 1 + (place.pue - 1) * pueOverheadFactor,
    powerPrice: place.electricityUsdPerKwh * electricityMarkup * factor,
  };
  return powerCost(terms, load);
}

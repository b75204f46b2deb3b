/** The machine behind a row of `nodes`, as the roofline sees it. */
import { hardware } from "./catalogue/hardware.ts";
import { type Server, servingDefaults } from "./roofline.ts";
import type { World } from "./world.ts";

export function findServer({ nodes, models }: Pick<World, "nodes" | "models">, host: number): Server {
  const { hardware: card, cards, market } = nodes.columns;
  return { hardware: hardware[card[host]], cards: cards[host], model: models[market[host]], settings: servingDefaults };
}

/** The machine behind a row of `nodes`, as the roofline sees it. */
import { type Server, servingDefaults } from "./roofline.ts";
import type { World } from "./world.ts";

export function findServer(
  { nodes, models, catalogue }: Pick<World, "nodes" | "models" | "catalogue">,
  host: number,
): Server {
  const { hardware: card, cards, market } = nodes.columns;
  return {
    hardware: catalogue.models[card[host]],
    cards: cards[host],
    model: models[market[host]],
    settings: servingDefaults,
  };
}

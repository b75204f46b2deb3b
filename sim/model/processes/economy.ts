/** What participants do with money and machines at an epoch's end: the market for accelerators, operators. */
import type { World } from "../world.ts";
import { runChipMarket } from "./chips.ts";
import { settleClients } from "./clients.ts";
import { runOperators } from "./operators.ts";

export function runEconomy(world: World): void {
  if (world.chips !== undefined) runChipMarket(world, world.chips);
  if (world.finance !== undefined) runOperators(world, world.finance);
  if (world.clients !== undefined) settleClients(world, world.clients);
}

/** What participants do with money and machines at an epoch's end: cards, operators, what they do and who acts together. */
import { pricePerTokenMax } from "../slots.ts";
import type { World } from "../world.ts";
import { runChipMarket } from "./chips.ts";
import { settleClients } from "./clients.ts";
import { reviseCoalitions, startCoalitions } from "./coalitions.ts";
import { runOperators } from "./operators.ts";
import { sharePots } from "./pooling.ts";
import { learnFromEpoch, reviseStrategies, startStrategies } from "./strategies.ts";
import { buyFromOneself } from "./wash.ts";

/** What operators do and who acts together as the run begins. */
export function startEconomy(world: World): void {
  startCoalitions(world);
  startStrategies(world);
}

/** Demand of the epoch is known; accounts are not yet settled. */
export function addOwnDemand(world: World): void {
  if (world.strategies !== undefined) buyFromOneself(world, world.strategies);
}

export function runEconomy(world: World): void {
  if (world.chips !== undefined) runChipMarket(world, world.chips);
  if (world.finance !== undefined) runOperators(world, world.finance);
  if (world.clients !== undefined) settleClients(world, world.clients);
  sharePots(world);
  if (world.strategies !== undefined) learnFromEpoch(world, world.strategies);
}

/** The rows of the epoch are written, and what changes now is in force in the next. */
export function decideForNext(world: World): void {
  const { strategies, coalitions } = world;
  if (strategies === undefined) return;
  if (coalitions !== undefined) reviseCoalitions(world, coalitions, strategies);
  reviseStrategies(world, strategies);
}

/** Asks as their owners would have them, once the rule has said its own. */
export function moveAsks({ nodes, present, strategies }: World): void {
  if (strategies === undefined) return;
  const { ask, operator } = nodes.columns;
  const factor = strategies.conducts.columns.ask;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    ask[host] = Math.min(pricePerTokenMax, ask[host] * factor[operator[host]]);
  }
}

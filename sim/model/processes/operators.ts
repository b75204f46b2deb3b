/**
 * The operators' business, at an epoch's end:
 *
 *   tokens are sold → costs, interest and repayment are paid → machines that drained are gone → cards that came are installed
 *   → what machines earn is seen → those whose time has come review: buy, sell, leave, open accounts → who cannot pay ends
 *   → candidates look whether to enter → accounts without a place buy the tokens for one → router, outages and views learn who is there
 */
import { takeDeliveries } from "../chips.ts";
import { type Finance, noFlows } from "../finance.ts";
import { installDelivery, noteOrders } from "../firm-machines.ts";
import { chargeCosts, closeAccounts, sellTokens } from "../firm-money.ts";
import { learnOutlook } from "../firm-outlook.ts";
import { buyPlaces } from "../firm-places.ts";
import { removeMachines, settlePopulation } from "../population-changes.ts";
import type { World } from "../world.ts";
import { addFirm, considerEntries } from "./operator-entry.ts";
import { endInsolvent } from "./operator-exit.ts";
import { reviewFirms } from "./operator-review.ts";

export function runOperators(world: World, finance: Finance): void {
  finance.flows = { ...noFlows };
  finance.came = [];
  const wasDraining = finance.draining.length;
  addStates(world, finance);
  sellTokens(world, finance);
  chargeCosts(world, finance);
  closeAccounts(finance);
  const gone = finance.draining.filter(({ at }) => at < world.clock.epoch);
  if (gone.length > 0) {
    removeMachines(
      world,
      gone.map(({ host }) => host),
    );
    finance.draining = finance.draining.filter(({ at }) => at >= world.clock.epoch);
  }
  if (world.chips !== undefined) {
    for (const delivery of takeDeliveries(world.chips)) installDelivery(world, finance, delivery);
    noteOrders(world, finance, world.chips);
  }
  learnOutlook(world, finance);
  reviewFirms(world, finance);
  endInsolvent(world, finance);
  considerEntries(world, finance);
  buyPlaces(world, finance);
  if (finance.came.length > 0 || wasDraining + finance.draining.length > 0) settlePopulation(world, finance.came);
}

/** States that took machines over since: they have books, and never review. */
function addStates(world: World, finance: Finance): void {
  for (let o = finance.firms.count; o < world.operators.count; o++) {
    addFirm(world, finance, o, 0);
    finance.firms.columns.reviewAt[o] = Number.POSITIVE_INFINITY;
  }
}

/**
 * Owners move machines to the model on which they earn most, at an epoch's end, one machine at a time, until nobody gains.
 *
 *   looked at in a drawn order → its owner's share of all weight rises by more than the cost → it serves and proves that model
 *
 * An owner takes the others' machines as they stand and knows what the weight rule will count in the next epoch for any shares of the
 * models; fees are left out. What a machine had in its batch is lost, and the rest of the epoch's order is untouched: a machine that
 * moves is there as soon as it has moved.
 */
import { settleChoices } from "../../economics/model-choice.ts";
import { changeCapacity } from "../measuring.ts";
import { setServing } from "../population.ts";
import { createRouter } from "../router.ts";
import { copyLaws } from "../serving.ts";
import { overheadOf, slowMachine } from "../slowness.ts";
import { forgetConduct } from "../strategies.ts";
import type { Switching } from "../switching.ts";
import { Status } from "../tables/nodes.ts";
import type { World } from "../world.ts";
import { dropAll } from "./service.ts";

/** Draws of an epoch's order lie in rows of their own. */
const roundsMost = 1000;

export function moveMachines(world: World): void {
  const { switching, nodes, markets, clock, streams, rules, view } = world;
  if (switching === undefined) return;
  const { operator, market, status } = nodes.columns;
  // Machines given up stay where they are.
  const mayMove = (host: number) => status[host] < Status.draining;
  const machines = Array.from({ length: nodes.count }, (_, host) => ({
    host: operator[host],
    proofs: Array.from({ length: markets.count }, (_, m) =>
      m === market[host] ? nodes.columns.proof[host] : mayMove(host) ? switching.proofOn(host, m) : 0,
    ),
  }));
  const choice = [...market.subarray(0, nodes.count)];
  const worth = new Float64Array(markets.count).fill(1);
  const scoring = (proofs: readonly number[]) => {
    rules.weight.worth?.(view, proofs, worth);
    return worth;
  };
  settleChoices(machines, choice, scoring, {
    cost: switching.cost,
    roundsMost: Math.min(roundsMost, switching.rounds),
    uniform: (round, place) => streams.switching.uniform(clock.epoch * roundsMost + round, place),
  });
  let moved = 0;
  for (let host = 0; host < nodes.count; host++) {
    if (choice[host] === market[host]) continue;
    moveMachine(world, switching, host, choice[host]);
    moved++;
  }
  if (moved > 0) world.router = routerAnew(world);
}

function moveMachine(world: World, switching: Switching, host: number, to: number): void {
  const { nodes, serving } = world;
  const { columns } = nodes;
  const proof = switching.proofOn(host, to);
  const { market, capacity, heldFraction, status } = columns;
  const held = heldFraction[host];
  const isLive = status[host] === Status.live;
  dropAll(world, host);
  if (isLive) changeCapacity(world, market[host], -capacity[host], -1);
  const placed = switching.placedOn(host, to);
  if (placed === null) throw new RangeError(`switching: machine ${host} cannot hold the model of market ${to}`);
  setServing(nodes, host, placed);
  slowMachine(nodes, host, overheadOf(world.rules));
  columns.proof[host] = proof;
  heldFraction[host] = held;
  if (world.strategies !== undefined) forgetConduct(world.strategies, columns, host);
  market[host] = to;
  copyLaws(serving, columns, host);
  if (isLive) changeCapacity(world, to, capacity[host], 1);
  world.output.happened(world, "machine-moved", to, host);
}

/** Live nodes sit in order of row in their markets. */
function routerAnew({ nodes, serving, markets, utcOffset, roundTrip, streams }: World): World["router"] {
  return createRouter({
    nodes: nodes.columns,
    serving,
    nodeCount: nodes.count,
    marketCount: markets.count,
    jurisdictionCount: utcOffset.length,
    roundTrip,
    stream: streams.routing,
  });
}

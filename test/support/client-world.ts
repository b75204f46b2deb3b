/** Small worlds with clients who choose: 60 nodes in three countries, no windows, epochs of a day. */
import { build } from "../../sim/build.ts";
import { type Clients, cellOf } from "../../sim/model/clients.ts";
import type { World } from "../../sim/model/world.ts";
import { noOutput, runTo, smallScenario, withPart } from "./small-world.ts";

export interface ClientPlan {
  readonly demand?: object;
  readonly clouds?: object;
  readonly states?: object;
  readonly chips?: object;
  readonly money?: object;
  /** Other keys of the scenario. */
  readonly others?: object;
}

const secondsPerDay = 86_400;

/** Prices stay, one model, as many nodes as clients need. */
export const clientPlan = ({ demand = {}, clouds, states, chips, money, others = {} }: ClientPlan) => ({
  windows: 0,
  horizon: "400 epoch",
  epochLength: "24 h",
  price: { rule: "flat", price: 40 },
  ...withPart("network", { models: { "llama-3.1-8b-int4": 1 } }),
  ...withPart("demand", { rate: "60 request/s", segments: 24 }),
  ...others,
  economy: {
    demand,
    ...(clouds === undefined ? {} : { clouds }),
    ...(states === undefined ? {} : { states }),
    ...(chips === undefined ? {} : { chips }),
    ...(money === undefined ? {} : { money }),
  },
});

export function clientWorld(plan: ClientPlan, days = 0): World {
  const world = build({ scenario: smallScenario(clientPlan(plan)), replication: 0 }, noOutput);
  // To just after the end of that epoch.
  if (days > 0) runTo(world, days * secondsPerDay);
  return world;
}

export const clientsOf = (world: World): Clients => world.clients as Clients;

/** Part of clients, by budget, at an option: 0 the network, 1 … the clouds. @param place  where; everywhere without */
export function heldBy(world: World, option: number, place?: number): number {
  const clients = clientsOf(world);
  const { pairs, settings, options, held } = clients;
  let [all, there] = [0, 0];
  pairs.forEach(({ jurisdiction, work }, pair) => {
    if (place !== undefined && jurisdiction !== place) return;
    settings.kinds.forEach(({ share }, kind) => {
      all += work * share;
      there += work * share * held[cellOf(clients, pair, kind) * options + option];
    });
  });
  return there / all;
}

/** Requests a second to the network. */
export function requestsTo(world: World): number {
  const { columns, count } = world.segments;
  const { factor, pairOf } = clientsOf(world);
  let sum = 0;
  for (let s = 0; s < count; s++) sum += columns.rateBase[s] * factor[pairOf[s]];
  return sum;
}

/** Clients who mind nothing but the price. */
export const plainKind = {
  sovereignty: 0,
  perMs: "0/ms",
  ceiling: "100_000 ms",
  loyalty: 0,
  review: "0 year",
  cloudAppeal: 0,
};
export const plainDemand = { shares: { startup: 1 }, kinds: { startup: plainKind }, use: 1 };

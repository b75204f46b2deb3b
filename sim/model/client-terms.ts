/** What reaches whom at which delay: how clients of each place feel the price of the network and of each cloud. */
import { deliveredFactor, logOf } from "../economics/client-choice.ts";
import { log } from "../engine/math.ts";
import { type Clients, termsOf } from "./clients.ts";
import { sellsTo } from "./states.ts";
import type { World } from "./world.ts";

/** Brings the terms of the network to the nodes, links and acts of now. @returns whether another place is dark than before */
export function measureNetwork(world: World, clients: Clients): boolean {
  measureReach(world, clients);
  const { settings, places, isDark } = clients;
  let isOther = false;
  for (let place = 0; place < places; place++) {
    for (let kind = 0; kind < settings.kinds.length; kind++) {
      const terms = termsOf(clients, place, kind);
      clients.friction[terms] = networkFriction(clients, place, kind);
      clients.servedFrom[terms] = -1;
    }
    const dark = world.outagesIn[place] > 0 ? 1 : 0;
    if (dark !== isDark[place]) isOther = true;
    isDark[place] = dark;
  }
  return isOther;
}

/** Brings the terms of the clouds to their costs, links and acts of now. */
export function measureOffers(world: World, clients: Clients): void {
  const { settings, places, clouds } = clients;
  for (let place = 0; place < places; place++)
    for (let kind = 0; kind < settings.kinds.length; kind++)
      for (let firm = 0; firm < clouds.firms.count; firm++)
        nearestRegion(world, clients, { place, kind, firm, at: termsOf(clients, place, kind) + 1 + firm });
}

/** Means over the nodes that clients of a place may be served by, weighted by throughput: where the router sends a request it does not ask. */
function measureReach(world: World, { places, roundTrip, abroad }: Clients): void {
  const capacity = new Float64Array(places);
  const { nodes, states } = world;
  for (let host = 0; host < nodes.count; host++) {
    const there = nodes.columns.jurisdiction[host];
    if (world.outagesIn[there] === 0) capacity[there] += nodes.columns.capacity[host];
  }
  for (let place = 0; place < places; place++) {
    let [total, delay, foreign] = [0, 0, 0];
    for (let there = 0; there < places; there++) {
      if (capacity[there] === 0 || states?.barred[place * places + there] === 1) continue;
      total += capacity[there];
      delay += capacity[there] * world.roundTrip[place * places + there];
      if (there !== place) foreign += capacity[there];
    }
    roundTrip[place] = delay / total;
    abroad[place] = foreign / total;
  }
}

function networkFriction({ settings, roundTrip, abroad }: Clients, place: number, kind: number): number {
  const { sovereignty, perMs, ceilingMs } = settings.kinds[kind];
  // NaN where there is no node at all.
  if (!(roundTrip[place] <= ceilingMs)) return Number.POSITIVE_INFINITY;
  return log(deliveredFactor(settings.networkForeign * abroad[place], sovereignty, perMs, roundTrip[place]));
}

interface Offer {
  readonly place: number;
  readonly kind: number;
  readonly firm: number;
  /** Where the terms stand. */
  readonly at: number;
}

/** The region of a cloud whose offer clients feel as cheapest, with its price, border and delay. */
function nearestRegion(world: World, clients: Clients, { place, kind, firm, at }: Offer): void {
  const { settings, places, clouds, friction, servedFrom } = clients;
  const { states } = world;
  friction[at] = Number.POSITIVE_INFINITY;
  servedFrom[at] = -1;
  if (states !== undefined && !sellsTo(states, clouds.settings.firms[firm].name, place)) return;
  const { sovereignty, perMs, ceilingMs } = settings.kinds[kind];
  let best = Number.POSITIVE_INFINITY;
  for (let there = 0; there < places; there++) {
    const row = firm * places + there;
    const delay = world.roundTrip[place * places + there];
    const isCutOff = clients.isDark[there] === 1 || states?.severed[place * places + there] === 1;
    if (clouds.isThere[row] === 0 || isCutOff || delay > ceilingMs) continue;
    const felt =
      regionRatio(clients, firm, there) * deliveredFactor(there === place ? 0 : 1, sovereignty, perMs, delay);
    if (felt >= best) continue;
    best = felt;
    servedFrom[at] = there;
  }
  friction[at] = servedFrom[at] < 0 ? Number.POSITIVE_INFINITY : logOf(best);
}

/** A cloud passes on what a region costs over the mean of its regions. */
export function regionRatio({ clouds, places }: Clients, firm: number, there: number): number {
  return clouds.costIn[firm * places + there] / clouds.firms.columns.cost[firm];
}

/** What happens to a request at its arrival, wherever it came from: it is described, routed and sent on its way. */
import type { Span } from "../../engine/units.ts";
import { oneWayTime } from "../measuring.ts";
import * as request from "../tables/request-fields.ts";
import { Outcome } from "../tables/requests.ts";
import * as serving from "../tables/serving-fields.ts";
import type { World } from "../world.ts";
import { lose, requestReached } from "./service.ts";
import { nodeInReach } from "./states.ts";

/** @param prompt, output  lengths wished for [token]; a client cuts its prompt to what the model can read */
export function describe(world: World, row: number, segment: number, number: number, prompt: number, output: number) {
  const { words } = world.requests;
  const w = row * request.words;
  const market = world.segments.columns.market[segment];
  const contextMax = world.models[market].contextMax;
  const answer = Math.min(output, contextMax - 1);
  words[w + request.segment] = segment;
  words[w + request.number] = number;
  words[w + request.market] = market;
  words[w + request.output] = answer;
  words[w + request.prompt] = Math.min(prompt, contextMax - answer);
  const { requestsFraction } = world.settings;
  if (requestsFraction > 0 && world.streams.sampling.uniform(segment, number) < requestsFraction)
    words[w + request.isKept] = 1;
}

/**
 * Asks the rule for a node, and counts the request there; −1 when there is none. What the request asks for does not matter, and is drawn after:
 * the node's record comes from memory meanwhile.
 */
export function route(world: World, segment: number, number: number): number {
  const { router, segments } = world;
  router.drawFor(segment, number);
  const host = chosen(world, segments.columns.market[segment], segments.columns.jurisdiction[segment]);
  if (host < 0) return host;
  world.serving.words[host * serving.words + serving.outstanding] += 1;
  world.serving.sentAt[host] = world.clock.arrivals;
  router.changed(host);
  return host;
}

/** Sends the request to the node that it was routed to; without one it is lost. */
export function send(world: World, row: number, segment: number, host: number): void {
  if (host < 0) {
    lose(world, row, Outcome.noNode);
    return;
  }
  world.requests.words[row * request.words + request.node] = host;
  const home = world.segments.columns.jurisdiction[segment];
  const span = oneWayTime(world, home, world.nodes.columns.jurisdiction[host]);
  world.schedule.after(span as Span, requestReached, row);
}

/** The node that the rule chooses, or one in reach where a border or a cut lies between. */
function chosen({ router, rules, nodes, states }: World, market: number, home: number): number {
  const host = rules.routing.choose(router, market, home, router.draw);
  if (states === undefined || host < 0) return host;
  const where = nodes.columns.jurisdiction[host];
  if (states.barred[home * router.jurisdictionCount + where] === 0) return host;
  return nodeInReach(router, states, market, home, router.draw(0));
}

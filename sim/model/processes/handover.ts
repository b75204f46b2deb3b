/**
 * Handover: what becomes of sleeping requests whose node went off in the meantime.
 *
 * Between two windows lie hours, in which many nodes come and go, but their requests take seconds. Were they lost with their node, each window
 * would open on a network robbed of its long answers, and those that the nodes which came since would be serving were missing. So a node
 * that came takes over the batch of one that went: first of the same card, number and market, then by nearest capacity in the
 * market. What no node can take is lost, outside the measured time. No batch moves to where a border or a lost link bars one of its clients.
 */
import { fieldOf } from "../../engine/packed.ts";
import { Status } from "../tables/nodes.ts";
import * as request from "../tables/request-fields.ts";
import { Stage } from "../tables/requests.ts";
import * as serving from "../tables/serving-fields.ts";
import type { World } from "../world.ts";
import { dropAll, moveLoad } from "./service.ts";

/** Notes who is live as requests go to sleep. */
export function noteLive(world: World): void {
  const { status } = world.nodes.columns;
  const { words } = world.serving;
  for (let host = 0; host < world.nodes.count; host++)
    words[host * serving.words + serving.wasLive] = status[host] === Status.live ? 1 : 0;
}

/** Hands over or drops the requests of nodes that are off. Called as requests wake, before anything else. */
export function handOver(world: World): void {
  const rows = rowsOfDead(world);
  if (rows.size === 0) return;
  const free = freeNodes(world);
  const left: number[] = [];
  for (const from of [...rows.keys()].sort((a, b) => a - b)) {
    const load = rows.get(from) as number[];
    const to = take(free, keyOf(world, from), (host) => fits(world, from, host) && mayServe(world, load, host));
    if (to < 0) left.push(from);
    else moveLoad(world, from, to, load);
  }
  const { market } = world.nodes.columns;
  const others = regrouped(free, (host) => `${market[host]}`, world);
  for (const from of inOrderOfCapacity(world, left)) {
    const load = rows.get(from) as number[];
    const to = take(others, `${market[from]}`, (host) => fits(world, from, host) && mayServe(world, load, host));
    if (to < 0) dropAll(world, from);
    else moveLoad(world, from, to, load);
  }
}

/** Requests of each node that is off: node → rows. */
function rowsOfDead({ nodes, requests }: World): Map<number, number[]> {
  const { status } = nodes.columns;
  const { words } = requests;
  const rows = new Map<number, number[]>();
  for (let row = 0; row < requests.count; row++) {
    const host = words[row * request.words + request.node];
    if (words[row * request.words + request.stage] === Stage.free || status[host] === Status.live) continue;
    const others = rows.get(host);
    if (others === undefined) rows.set(host, [row]);
    else others.push(row);
  }
  return rows;
}

/** Nodes that came on while requests slept, by what they are, least capacity first. */
function freeNodes(world: World): Map<string, number[]> {
  const { status } = world.nodes.columns;
  const { words } = world.serving;
  const free: number[] = [];
  for (let host = 0; host < world.nodes.count; host++) {
    const w = host * serving.words;
    const isNew = status[host] === Status.live && words[w + serving.wasLive] === 0;
    if (isNew && words[w + serving.outstanding] === 0) free.push(host);
  }
  return grouped(inOrderOfCapacity(world, free), (host) => keyOf(world, host));
}

function keyOf({ nodes }: World, host: number): string {
  const { market, hardware, cards } = nodes.columns;
  return `${market[host]}/${hardware[host]}/${cards[host]}`;
}

function fits(world: World, from: number, to: number): boolean {
  return world.nodes.columns.kvTokensMax[to] >= fieldOf(world.serving, "reserved", from);
}

/** Whether clients of all these requests may be served by that node. */
function mayServe(
  { states, requests, segments, nodes, utcOffset }: World,
  rows: readonly number[],
  to: number,
): boolean {
  if (states === undefined) return true;
  const where = nodes.columns.jurisdiction[to];
  return rows.every((row) => {
    const home = segments.columns.jurisdiction[requests.words[row * request.words + request.segment]];
    return states.barred[home * utcOffset.length + where] === 0;
  });
}

/** The first of a group that will do, taken out; −1 when none. */
function take(groups: Map<string, number[]>, key: string, isFit: (host: number) => boolean): number {
  const group = groups.get(key);
  const at = group?.findIndex(isFit) ?? -1;
  return group === undefined || at < 0 ? -1 : (group.splice(at, 1)[0] as number);
}

function regrouped(groups: Map<string, number[]>, keyOf: (host: number) => string, world: World) {
  return grouped(inOrderOfCapacity(world, [...groups.values()].flat()), keyOf);
}

function grouped(hosts: readonly number[], keyOf: (host: number) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const host of hosts) {
    const group = groups.get(keyOf(host));
    if (group === undefined) groups.set(keyOf(host), [host]);
    else group.push(host);
  }
  return groups;
}

function inOrderOfCapacity({ nodes }: World, hosts: readonly number[]): number[] {
  const { capacity } = nodes.columns;
  return [...hosts].sort((a, b) => capacity[a] - capacity[b] || a - b);
}

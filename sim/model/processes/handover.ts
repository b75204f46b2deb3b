/**
 * Handover: what becomes of sleeping requests whose node went off in the meantime.
 *
 * Between two windows lie hours, in which many nodes come and go, but their requests take seconds. Were they lost with their node, each window
 * would open on a network robbed of its long answers, and those that the nodes which came since would be serving were missing. So a node
 * that came takes over the batch of one that went: first of the same card, number and market, then by nearest capacity in the
 * market. What no node can take is lost, outside the measured time. No batch moves to where a border or a lost link bars one of its clients.
 */
import { fieldOf } from "../../engine/packed.ts";
import { cancelNext, pause } from "../batch.ts";
import { settleBusy } from "../measuring.ts";
import { Status } from "../tables/nodes.ts";
import * as request from "../tables/request-fields.ts";
import { Stage } from "../tables/requests.ts";
import { Turned } from "../tables/serving.ts";
import * as serving from "../tables/serving-fields.ts";
import type { World } from "../world.ts";
import { admit, dropAll, schedulePrefill } from "./service.ts";

/** Notes who is live as requests go to sleep. */
export function noteLive(world: World): void {
  const { status } = world.nodes.columns;
  const { wasLive, turned } = world.serving;
  for (let host = 0; host < world.nodes.count; host++) {
    if (turned[host] === Turned.no) continue;
    const isLive = status[host] === Status.live;
    // It may be again what it was.
    if (isLive !== (turned[host] === Turned.wasLive)) wasLive[host] = isLive ? 1 : 0;
    turned[host] = Turned.no;
  }
}

/** Hands over or drops the requests of nodes that are off. Called as requests wake, before anything else. */
export function handOver(world: World): void {
  const rows = rowsOfDead(world);
  if (rows.size === 0) return;
  const alike = grouped(world, freeNodes(world), machineKind);
  const left: number[] = [];
  for (const from of [...rows.keys()].sort((a, b) => a - b)) {
    const load = rows.get(from) as number[];
    const to = take(world, alike.get(machineKind(world, from)), from, load);
    if (to < 0) left.push(from);
    else moveLoad(world, from, to, load);
  }
  if (left.length === 0) return;
  const still: number[] = [];
  for (const { hosts } of alike.values()) for (const host of hosts) still.push(host);
  const others = grouped(world, still, marketOf);
  for (const from of inOrderOfCapacity(world, left)) {
    const load = rows.get(from) as number[];
    const to = take(world, others.get(marketOf(world, from)), from, load);
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

/** Nodes that came on while requests slept. */
function freeNodes({ nodes, present, serving: { turned }, router }: World): number[] {
  const { status } = nodes.columns;
  const free: number[] = [];
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (turned[host] !== Turned.wasOff || status[host] !== Status.live) continue;
    // The router keeps loads side by side.
    if (router.load(host) === 0) free.push(host);
  }
  return free;
}

/** Of columns that are bytes. */
const byte = 256;

/** The same number for machines of one market, card and number of cards. */
function machineKind({ nodes }: World, host: number): number {
  const { market, hardware, cards } = nodes.columns;
  return (market[host] * byte + hardware[host]) * byte + cards[host];
}

function marketOf({ nodes }: World, host: number): number {
  return nodes.columns.market[host];
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
  for (const row of rows) {
    const home = segments.columns.jurisdiction[requests.words[row * request.words + request.segment]];
    if (states.barred[home * utcOffset.length + where] !== 0) return false;
  }
  return true;
}

const movedReals = [serving.virtual, serving.context, serving.reserved];
const movedCounts = [serving.active, serving.waiting, serving.outstanding];
const movedRows = [serving.waitingFirst, serving.waitingLast, serving.prefilling, serving.root];

/** Moves all requests of one node to another that has none, as they are; a prefill begins again. */
function moveLoad(world: World, from: number, to: number, rows: readonly number[]): void {
  const { doubles, words } = world.serving;
  if (words[from * serving.words + serving.prefilling] < 0) pause(world, from);
  cancelNext(world, from);
  for (const at of movedReals) {
    doubles[to * serving.doubles + at] = doubles[from * serving.doubles + at];
    doubles[from * serving.doubles + at] = 0;
  }
  for (const at of movedCounts) {
    words[to * serving.words + at] = words[from * serving.words + at];
    words[from * serving.words + at] = 0;
  }
  for (const at of movedRows) {
    words[to * serving.words + at] = words[from * serving.words + at];
    words[from * serving.words + at] = -1;
  }
  for (const row of rows) world.requests.words[row * request.words + request.node] = to;
  const inPrefill = words[to * serving.words + serving.prefilling];
  if (inPrefill >= 0) schedulePrefill(world, to, inPrefill);
  else admit(world, to);
  settleBusy(world, from);
  settleBusy(world, to);
  world.router.changed(from);
  world.router.changed(to);
}

interface Group {
  hosts: number[];
  /** By capacity, the least first; only once somebody asks. */
  isInOrder: boolean;
}

/** The least of a group that can take over the requests of a node, taken out; −1 when none. */
function take(world: World, group: Group | undefined, from: number, load: readonly number[]): number {
  if (group === undefined) return -1;
  if (!group.isInOrder) group.hosts = inOrderOfCapacity(world, group.hosts);
  group.isInOrder = true;
  const { hosts } = group;
  for (let at = 0; at < hosts.length; at++) {
    const host = hosts[at];
    if (!fits(world, from, host) || !mayServe(world, load, host)) continue;
    hosts.splice(at, 1);
    return host;
  }
  return -1;
}

function grouped(
  world: World,
  hosts: readonly number[],
  keyOf: (world: World, host: number) => number,
): Map<number, Group> {
  const groups = new Map<number, Group>();
  for (const host of hosts) {
    const key = keyOf(world, host);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { hosts: [host], isInOrder: false });
    else group.hosts.push(host);
  }
  return groups;
}

/** The least first, then by row. Most machines have the capacity of many others: only capacities are sorted. */
function inOrderOfCapacity({ nodes }: World, hosts: readonly number[]): number[] {
  const { capacity } = nodes.columns;
  const alike = new Map<number, number[]>();
  for (const host of hosts) {
    const rows = alike.get(capacity[host]);
    if (rows === undefined) alike.set(capacity[host], [host]);
    else rows.push(host);
  }
  const ordered: number[] = [];
  for (const [, rows] of [...alike].sort(([a], [b]) => a - b)) {
    // Most lists are in order, since machines are looked at in order.
    for (let i = 1; i < rows.length; i++) {
      if (rows[i] > rows[i - 1]) continue;
      rows.sort((a, b) => a - b);
      break;
    }
    for (const row of rows) ordered.push(row);
  }
  return ordered;
}

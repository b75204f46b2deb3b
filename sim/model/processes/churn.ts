/**
 * Churn: nodes come and go, jurisdictions go dark.
 *
 *   live ⇄ offline (an owner's session) or failed (a breakdown and its repair)
 *   live ⇄ outage  (the whole jurisdiction), while the node's own spell runs on unseen
 *
 * Spells are exponential with the means of the node's class; the first is drawn from the stationary law.
 *
 * While requests are awake the end of a spell is an event, since requests are lost by it. Asleep, nobody looks: ends are gathered by a
 * sweep when somebody does (a window opens, an outage begins or ends, the epoch ends), and happen then at their instants and in their order.
 */
import { noteDue, sortDue } from "../../engine/due.ts";
import type { EventDef } from "../../engine/schedule.ts";
import type { Span, Time } from "../../engine/units.ts";
import { exponentialOf } from "../../engine/variates.ts";
import { changeCapacity } from "../measuring.ts";
import { hasBatches } from "../serving.ts";
import { Status } from "../tables/nodes.ts";
import { type Serving, Turned } from "../tables/serving.ts";
import type { World } from "../world.ts";
import { dropAll } from "./service.ts";

const microsPerYear = 31_557_600_000_000; // Julian year, 365.25 days

/** The node's spell of being up or down is over, while requests are awake. */
export const spellEnded: EventDef<World> = {
  kind: 1,
  name: "spell-ended",
  phase: 0,
  handle(world, host) {
    const { isUp, status } = world.nodes.columns;
    if (status[host] >= Status.draining) return;
    isUp[host] = 1 - isUp[host];
    settleStatus(world, host);
    startSpell(world, host, world.schedule.now);
  },
};

/** Ends the spells that are over by now. To be called before anybody looks at who is live, while requests are asleep. */
export function endSpells(world: World): void {
  // Awake, each has its event.
  if (world.clock.awake === 1) return;
  const { present } = world;
  const { due } = present;
  const { spellEnd } = world.nodes.columns;
  const { now } = world.schedule;
  due.count = 0;
  for (let i = 0; i < present.count; i++) if (spellEnd[present.rows[i]] <= now) noteEnds(world, present.rows[i]);
  sortDue(due);
  const { times, rows } = due;
  for (let i = 0; i < due.count; i++) tellLive(world, rows[i] >>> 1, rows[i] & 1, times[i]);
}

/** Requests wake until `clock.awakeUntil`: spells that end by then are events. All before now must have ended. */
export function wakeSpells(world: World): void {
  const { present } = world;
  for (let i = 0; i < present.count; i++) scheduleEnd(world, present.rows[i]);
}

/** Brings a node to now. What others see of it is noted, twice its row and 1 if it goes live, and told when all are in order. */
function noteEnds(world: World, host: number): void {
  const { isUp, spellEnd, status } = world.nodes.columns;
  if (status[host] >= Status.draining) {
    spellEnd[host] = Number.POSITIVE_INFINITY;
    return;
  }
  const { now } = world.schedule;
  for (let end = spellEnd[host]; end <= now; end = startSpell(world, host, end)) {
    isUp[host] = 1 - isUp[host];
    if (changeStatus(world, host, end))
      noteDue(world.present.due, end, 2 * host + (status[host] === Status.live ? 1 : 0));
  }
}

/** A jurisdiction goes dark. Datum: length [µs]. */
export const outageStarted: EventDef<World> = {
  kind: 2,
  name: "outage-started",
  phase: 0,
  handle(world, jurisdiction, length) {
    endSpells(world);
    world.outagesIn[jurisdiction]++;
    const lost = settleJurisdiction(world, jurisdiction);
    world.output.happened(world, "outage-started", jurisdiction, lost);
    world.schedule.after(length as Span, outageEnded, jurisdiction);
  },
};

/** It is back. */
export const outageEnded: EventDef<World> = {
  kind: 3,
  name: "outage-ended",
  phase: 0,
  handle(world, jurisdiction) {
    endSpells(world);
    world.outagesIn[jurisdiction]--;
    const regained = settleJurisdiction(world, jurisdiction);
    world.output.happened(world, "outage-ended", jurisdiction, regained);
  },
};

/** A random outage begins, and the next one is drawn. */
export const outageStruck: EventDef<World> = {
  kind: 4,
  name: "outage-struck",
  phase: 0,
  handle(world, jurisdiction) {
    const number = world.outagesBegun[jurisdiction]++;
    const u = world.streams.outages.uniform(jurisdiction, 2 * number + 1);
    const length = Math.ceil(exponentialOf(u, world.settings.outageLength));
    world.schedule.after(0 as Span, outageStarted, jurisdiction, length);
    scheduleOutage(world, jurisdiction);
  },
};

/** First spells of all nodes, scripted outages, and the first random one of each jurisdiction. */
export function startChurn(world: World): void {
  const { nodes, streams, settings } = world;
  const { isUp, status, liveTime, upMean, downMean } = nodes.columns;
  for (let host = 0; host < nodes.count; host++) {
    isUp[host] = streams.churn.uniform(host, 0) < upMean[host] / (upMean[host] + downMean[host]) ? 1 : 0;
    status[host] = Status.offline;
    liveTime[host] = 0;
    nodes.columns.spells[host] = 1;
    settleStatus(world, host);
    startSpell(world, host, world.schedule.now);
  }
  for (const { jurisdiction, at, length } of settings.scriptedOutages) {
    world.schedule.at(at as Time, outageStarted, jurisdiction, length);
  }
  if (settings.outagesPerYear > 0) {
    for (let j = 0; j < world.utcOffset.length; j++) scheduleOutage(world, j);
  }
}

/** A machine that was just installed is switched on. The router knows it already. */
export function switchOn(world: World, host: number): void {
  const { isUp, status, liveTime, spells } = world.nodes.columns;
  isUp[host] = 1;
  status[host] = Status.offline;
  liveTime[host] = 0;
  spells[host] = 0;
  settleStatus(world, host);
  startSpell(world, host, world.schedule.now);
}

/** A machine is given up: it takes no more requests, and ends those that it has while they are awake. */
export function startDraining(world: World, host: number): void {
  const { status, liveSince } = world.nodes.columns;
  const wasLive = status[host] === Status.live;
  if (wasLive) settleUptime(world, host, world.schedule.now);
  status[host] = Status.draining;
  if (!wasLive) return;
  liveSince[host] = Number.NaN;
  markTurned(world.serving, host, false);
  tellLive(world, host, 0, world.schedule.now);
}

/** Brings uptime up to date. Called at the epoch's end and when a node stops being live. */
export function settleUptime({ nodes }: World, host: number, now: number): void {
  const { liveSince, liveTime } = nodes.columns;
  if (Number.isNaN(liveSince[host])) return;
  liveTime[host] += now - liveSince[host];
  liveSince[host] = now;
}

/** A spell of a node that is up, or down, begins. @returns the instant of its end [µs]; ∞ for a node that is never down */
function startSpell(world: World, host: number, now: number): number {
  const { isUp, spells, spellEnd, upMean, downMean } = world.nodes.columns;
  spellEnd[host] = Number.POSITIVE_INFINITY;
  if (downMean[host] > 0) {
    const mean = isUp[host] === 1 ? upMean[host] : downMean[host];
    spellEnd[host] = now + Math.ceil(exponentialOf(world.streams.churn.uniform(host, spells[host]++), mean));
  }
  scheduleEnd(world, host);
  return spellEnd[host];
}

/** A spell that ends before requests sleep has an event. */
function scheduleEnd({ nodes, clock, schedule }: World, host: number): void {
  const end = nodes.columns.spellEnd[host];
  if (end <= clock.awakeUntil) schedule.at(end as Time, spellEnded, host);
}

function scheduleOutage(world: World, jurisdiction: number): void {
  const u = world.streams.outages.uniform(jurisdiction, 2 * world.outagesBegun[jurisdiction]);
  const span = Math.ceil(exponentialOf(u, microsPerYear / world.settings.outagesPerYear));
  // Rare outages may be due beyond the 285 years that the clock can count; no run is that long.
  const left = Number.MAX_SAFE_INTEGER - world.schedule.now;
  world.schedule.after(Math.min(span, left) as Span, outageStruck, jurisdiction);
}

/** @returns nodes whose status changed */
function settleJurisdiction(world: World, jurisdiction: number): number {
  const { start, rows } = world.nodesIn;
  let changed = 0;
  for (let i = start[jurisdiction]; i < start[jurisdiction + 1]; i++) if (settleStatus(world, rows[i])) changed++;
  return changed;
}

/** Sets the status from the node's own spell and its jurisdiction's outages. @returns whether it became or ceased to be live */
export function settleStatus(world: World, host: number): boolean {
  const { now } = world.schedule;
  if (!changeStatus(world, host, now)) return false;
  const isLive = world.nodes.columns.status[host] === Status.live;
  tellLive(world, host, isLive ? 1 : 0, now);
  // Asleep, its requests wait for the next opening: see `handover.ts`.
  if (!isLive && world.clock.awake === 1) dropAll(world, host);
  return true;
}

/** What changes at the node itself. @returns whether it became or ceased to be live */
function changeStatus(world: World, host: number, now: number): boolean {
  const { columns } = world.nodes;
  const isDark = world.outagesIn[columns.jurisdiction[host]] > 0;
  const isOff = columns.isUp[host] === 0 || world.strategies?.nodes.columns.isIdle[host] === 1;
  const wanted = isOff ? Status.offline : isDark ? Status.outage : Status.live;
  const before = columns.status[host];
  if (wanted === before || before >= Status.draining) return false;
  if (before === Status.live) settleUptime(world, host, now);
  columns.status[host] = wanted;
  if (before !== Status.live && wanted !== Status.live) return false;
  columns.liveSince[host] = wanted === Status.live ? now : Number.NaN;
  markTurned(world.serving, host, wanted === Status.live);
  return true;
}

/** The next handover learns of it. */
function markTurned(serving: Serving, host: number, isLive: boolean): void {
  if (!hasBatches(serving) || serving.turned[host] !== Turned.no) return;
  serving.turned[host] = isLive ? Turned.wasOff : Turned.wasLive;
}

/** The market and the router learn of it. @param isLive  1 or 0 */
function tellLive(world: World, host: number, isLive: number, now: number): void {
  const { market, capacity } = world.nodes.columns;
  const sign = 2 * isLive - 1;
  changeCapacity(world, market[host], sign * capacity[host], sign, now);
  world.router.turned(host, isLive === 1);
}

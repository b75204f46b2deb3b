/**
 * Churn: nodes come and go, jurisdictions go dark.
 *
 *   live ⇄ offline (an owner's session) or failed (a breakdown and its repair)
 *   live ⇄ outage  (the whole jurisdiction), while the node's own spell runs on unseen
 *
 * Spells are exponential with the means of the node's class; the first is drawn from the stationary law.
 */
import type { EventDef } from "../../engine/schedule.ts";
import type { Span, Time } from "../../engine/units.ts";
import { exponentialOf } from "../../engine/variates.ts";
import { changeCapacity } from "../measuring.ts";
import { hasBatches } from "../serving.ts";
import { Status } from "../tables/nodes.ts";
import { Turned } from "../tables/serving.ts";
import type { World } from "../world.ts";
import { dropAll } from "./service.ts";

const microsPerYear = 31_557_600_000_000; // Julian year, 365.25 days

/** The node's spell of being up or down is over. */
export const spellEnded: EventDef<World> = {
  kind: 1,
  name: "spell-ended",
  phase: 0,
  handle(world, host) {
    const { isUp, status } = world.nodes.columns;
    if (status[host] >= Status.draining) return;
    isUp[host] = 1 - isUp[host];
    settleStatus(world, host);
    startSpell(world, host);
  },
};

/** A jurisdiction goes dark. Datum: length [µs]. */
export const outageStarted: EventDef<World> = {
  kind: 2,
  name: "outage-started",
  phase: 0,
  handle(world, jurisdiction, length) {
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
    startSpell(world, host);
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
  startSpell(world, host);
}

/** A machine is given up: it takes no more requests, and ends those that it has while they are awake. */
export function startDraining(world: World, host: number): void {
  const { status, liveSince, market, capacity } = world.nodes.columns;
  const wasLive = status[host] === Status.live;
  if (wasLive) settleUptime(world, host);
  status[host] = Status.draining;
  if (!wasLive) return;
  liveSince[host] = Number.NaN;
  changeCapacity(world, market[host], -capacity[host], -1);
  noteTurned(world, host);
}

/** The router learns of it, and so does the next handover. */
function noteTurned({ router, serving, nodes }: World, host: number): void {
  router.turned(host);
  if (!hasBatches(serving) || serving.turned[host] !== Turned.no) return;
  serving.turned[host] = nodes.columns.status[host] === Status.live ? Turned.wasOff : Turned.wasLive;
}

/** Brings uptime up to date. Called at the epoch's end and when a node stops being live. */
export function settleUptime(world: World, host: number): void {
  const { liveSince, liveTime } = world.nodes.columns;
  if (Number.isNaN(liveSince[host])) return;
  liveTime[host] += world.schedule.now - liveSince[host];
  liveSince[host] = world.schedule.now;
}

function startSpell(world: World, host: number): void {
  const { isUp, spells, upMean, downMean } = world.nodes.columns;
  if (downMean[host] === 0) return;
  const mean = isUp[host] === 1 ? upMean[host] : downMean[host];
  const span = Math.ceil(exponentialOf(world.streams.churn.uniform(host, spells[host]++), mean));
  world.schedule.after(span as Span, spellEnded, host);
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
  const { columns } = world.nodes;
  const isDark = world.outagesIn[columns.jurisdiction[host]] > 0;
  const isOff = columns.isUp[host] === 0 || world.strategies?.nodes.columns.isIdle[host] === 1;
  const wanted = isOff ? Status.offline : isDark ? Status.outage : Status.live;
  const before = columns.status[host];
  if (wanted === before || before >= Status.draining) return false;
  if (before === Status.live) settleUptime(world, host);
  columns.status[host] = wanted;
  if (before !== Status.live && wanted !== Status.live) return false;
  const isLive = wanted === Status.live;
  columns.liveSince[host] = isLive ? world.schedule.now : Number.NaN;
  changeCapacity(
    world,
    columns.market[host],
    isLive ? columns.capacity[host] : -columns.capacity[host],
    isLive ? 1 : -1,
  );
  noteTurned(world, host);
  // Asleep, its requests wait for the next opening: see `handover.ts`.
  if (!isLive && world.clock.awake === 1) dropAll(world, host);
  return true;
}

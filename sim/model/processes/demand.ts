/**
 * Demand: requests arrive from client segments.
 *
 *   calm ⇄ burst            (a two-state modulated Poisson process for each segment)
 *   arrived → routed → in transit → reached (service.ts)
 *
 * A segment owes a unit-exponential time to its next arrival, which runs down at its rate in force. A change of rate (hour, price,
 * burst, new window) only changes how fast it runs down, so that two rule variants use the same draws for the same arrivals.
 */
import { exp } from "../../engine/math.ts";
import { pow } from "../../engine/pow.ts";
import type { EventDef } from "../../engine/schedule.ts";
import type { Span, Ticket } from "../../engine/units.ts";
import { exponentialOf } from "../../engine/variates.ts";
import type { Burst } from "../catalogue/facts.ts";
import { lengthAt, secondRank } from "../lengths.ts";
import { countArrival } from "../measuring.ts";
import { enter } from "../requests.ts";
import { RequestKind } from "../tables/requests.ts";
import { awakeTime, type World } from "../world.ts";
import { describe, route, send } from "./arrival.ts";
import { startReplay } from "./replay.ts";

const microsPerHour = 3_600_000_000;
const hoursPerDay = 24;

/** A request leaves its client. */
export const requestArrived: EventDef<World> = {
  kind: 10,
  name: "request-arrived",
  phase: 1,
  handle(world, segment) {
    const { columns } = world.segments;
    const number = columns.arrivals[segment]++;
    columns.arrivalTicket[segment] = Number.NaN;
    const row = enter(world, RequestKind.client);
    const host = route(world, segment, number);
    draw(world, row, segment, number);
    countArrival(world, row);
    send(world, row, segment, host);
    owe(world, segment, number + 1);
    scheduleArrival(world, segment);
  },
};

/** The segment turns from calm to burst or back. */
export const burstTurned: EventDef<World> = {
  kind: 15,
  name: "burst-turned",
  phase: 0,
  handle(world, segment) {
    const { columns } = world.segments;
    runDown(world, segment);
    columns.isBursting[segment] = 1 - columns.isBursting[segment];
    scheduleTurn(world, segment);
    reschedule(world, segment);
  },
};

/** Somewhere the hour of the day has changed. */
export const hourStarted: EventDef<World> = {
  kind: 16,
  name: "hour-started",
  phase: 0,
  handle(world) {
    // Asleep, arrivals must not be set going: the next window tunes itself.
    if (world.clock.awake === 1) retune(world);
    scheduleHour(world);
  },
};

/**
 * Requests wake after `gap`: each segment finds the state that its burst process has then, given the one it had.
 *
 * P(burst after t) = f + (s − f)·exp(−t (1/c + 1/b)), with s its state before, f the share of time in bursts, c and b the mean lengths of
 * the two states. Without this, windows hours apart would share one state, and look alike where they are not.
 */
export function wakeBursts(world: World, gap: number): void {
  if (world.replay !== undefined) return;
  const { columns, count } = world.segments;
  for (let segment = 0; segment < count; segment++) {
    const burst = world.bursts[columns.workload[segment]];
    if (!turns(burst)) continue;
    // At the rate of the state that it leaves.
    runDown(world, segment);
    const { turnTicket } = columns;
    if (!Number.isNaN(turnTicket[segment])) world.schedule.cancel(turnTicket[segment] as Ticket);
    const memory = exp(-gap / 1e6 / burst.burstSeconds / (1 - burst.burstFraction));
    const chance = burst.burstFraction + (columns.isBursting[segment] - burst.burstFraction) * memory;
    const u = world.streams.turns.uniform(segment, columns.turns[segment]++);
    columns.isBursting[segment] = u < chance ? 1 : 0;
    scheduleTurn(world, segment);
  }
}

/** First arrivals of all segments; called when the world is made. */
export function startDemand(world: World): void {
  if (world.replay !== undefined) {
    startReplay(world);
    return;
  }
  for (let segment = 0; segment < world.segments.count; segment++) owe(world, segment, 0);
  // The first state is drawn from the long run.
  wakeBursts(world, Number.POSITIVE_INFINITY);
  retune(world);
  scheduleHour(world);
}

/** Local hours begin on whole and, in some zones, on half hours. */
function scheduleHour(world: World): void {
  const step = microsPerHour / 2;
  world.schedule.after((step - (world.schedule.now % step)) as Span, hourStarted, 0);
}

/** Brings every segment's rate to the hour, the price and the size of demand now. */
export function retune(world: World): void {
  if (world.replay !== undefined) return;
  const { columns, count } = world.segments;
  const growth = pow(world.settings.growthPerEpoch, world.clock.epoch);
  for (let segment = 0; segment < count; segment++) {
    runDown(world, segment);
    const hour = localHour(world, columns.jurisdiction[segment]);
    columns.rate[segment] =
      columns.rateBase[segment] *
      world.hourly[columns.workload[segment]][hour] *
      growth *
      priceResponse(world, segment);
    reschedule(world, segment);
  }
}

/** Requests over those at the first price: of the share of clients who chose the network, or of a constant elasticity. */
export function priceResponse({ clients, segments, markets, settings }: World, segment: number): number {
  if (clients !== undefined) return clients.factor[clients.pairOf[segment]];
  const market = segments.columns.market[segment];
  return pow(markets.columns.price[market] / markets.columns.priceAtStart[market], -settings.elasticity);
}

/** How long this client waits for service to start. [µs] */
export function patienceOf(world: World, segment: number, number: number): number {
  const u = world.streams.patience.uniform(segment, number);
  return Math.ceil(exponentialOf(u, world.settings.patience));
}

/** Draws the two lengths and writes what the request asks for. */
function draw(world: World, row: number, segment: number, number: number): void {
  const workload = world.segments.columns.workload[segment];
  const rank = world.streams.prompts.uniform(segment, number);
  const second = secondRank(rank, world.streams.outputs.uniform(segment, number), world.correlation[workload]);
  describe(
    world,
    row,
    segment,
    number,
    lengthAt(world.prompts[workload], rank),
    lengthAt(world.outputs[workload], second),
  );
}

/** The next time between arrivals begins. */
function owe(world: World, segment: number, number: number): void {
  const { columns } = world.segments;
  columns.owed[segment] = exponentialOf(world.streams.arrivals.uniform(segment, number), 1);
  columns.owedAt[segment] = awakeTime(world);
}

/** Takes off what has run down since. */
function runDown(world: World, segment: number): void {
  const { columns } = world.segments;
  const now = awakeTime(world);
  const run = ((now - columns.owedAt[segment]) / 1e6) * rateNow(world, segment);
  columns.owed[segment] = Math.max(0, columns.owed[segment] - Math.max(0, run));
  columns.owedAt[segment] = now;
}

function reschedule(world: World, segment: number): void {
  const { arrivalTicket } = world.segments.columns;
  if (!Number.isNaN(arrivalTicket[segment])) world.schedule.cancel(arrivalTicket[segment] as Ticket);
  arrivalTicket[segment] = Number.NaN;
  scheduleArrival(world, segment);
}

function scheduleArrival(world: World, segment: number): void {
  const { columns } = world.segments;
  const rate = rateNow(world, segment);
  if (!(rate > 0)) return;
  const span = Math.floor((columns.owed[segment] / rate) * 1e6 + 0.5);
  columns.arrivalTicket[segment] = world.schedule.after(span as Span, requestArrived, segment);
}

function scheduleTurn(world: World, segment: number): void {
  const { columns } = world.segments;
  const burst = world.bursts[columns.workload[segment]];
  if (!turns(burst)) return;
  const mean = columns.isBursting[segment] === 1 ? burst.burstSeconds : calmSeconds(burst);
  const u = world.streams.turns.uniform(segment, columns.turns[segment]++);
  columns.turnTicket[segment] = world.schedule.after(
    Math.ceil(exponentialOf(u, mean * 1e6)) as Span,
    burstTurned,
    segment,
  );
}

function turns(burst: Burst): boolean {
  return burst.burstFraction > 0 && burst.burstFraction < 1 && burst.burstRate !== burst.calmRate;
}

/** Mean length of the calm state. [s] */
function calmSeconds(burst: Burst): number {
  return (burst.burstSeconds * (1 - burst.burstFraction)) / burst.burstFraction;
}

/** [request/s] */
function rateNow(world: World, segment: number): number {
  const { columns } = world.segments;
  const burst = world.bursts[columns.workload[segment]];
  return columns.rate[segment] * (columns.isBursting[segment] === 1 ? burst.burstRate : burst.calmRate);
}

function localHour(world: World, jurisdiction: number): number {
  const hours = world.schedule.now / microsPerHour + world.utcOffset[jurisdiction];
  const hour = Math.floor(hours) % hoursPerDay;
  return hour < 0 ? hour + hoursPerDay : hour;
}

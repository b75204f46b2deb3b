/**
 * Windows: when requests are simulated one by one.
 *
 *   asleep → opened (warm-up) → measuring → closed (asleep)
 *
 * The epoch is cut into as many strata as there are windows, and each window lies at a random place of its own stratum. Between windows the
 * requests in flight sleep: their pending events move to the next opening, so that it starts from a loaded network and its warm-up need only
 * bridge the change of load. The first window of a run starts from an empty network, so its warm-up is longer.
 */
import type { EventDef } from "../../engine/schedule.ts";
import type { Span, Time } from "../../engine/units.ts";
import { settleCapacity } from "../measuring.ts";
import { settleArea } from "../requests.ts";
import * as at from "../tables/serving-fields.ts";
import { awakeTime, type World } from "../world.ts";
import { endSpells, wakeSpells } from "./churn.ts";
import { burstTurned, requestArrived, retune, startDemand, wakeBursts } from "./demand.ts";
import { handOver, noteLive } from "./handover.ts";
import { traceArrived } from "./replay.ts";
import { decodeDone, patienceEnded, prefillDone, requestReached } from "./service.ts";

/** Events that sleep with the requests. All others come hours apart and are slow for the schedule. */
export const asleepKinds: readonly EventDef<World>[] = [
  requestArrived,
  traceArrived,
  burstTurned,
  requestReached,
  patienceEnded,
  prefillDone,
  decodeDone,
];

/** Requests wake: the warm-up begins. Row: window of the epoch; datum: epoch. */
export const windowOpened: EventDef<World> = {
  kind: 5,
  name: "window-opened",
  phase: 0,
  handle(world, window, epoch) {
    const { clock, settings } = world;
    const { warmup, firstWarmup, length, isWhole } = settings.windows;
    const isFirst = epoch === 0 && window === 0;
    const bridge = isFirst ? firstWarmup : warmup;
    endSpells(world);
    const slept = world.schedule.now - clock.frozenAt;
    const gap = slept - clock.slept;
    clock.slept = slept;
    clock.awake = 1;
    clock.awakeUntil = isWhole ? Number.MAX_SAFE_INTEGER : world.schedule.now + bridge + length;
    clock.window = window;
    wakeSpells(world);
    if (isFirst) startDemand(world);
    else {
      handOver(world);
      wakeBursts(world, gap);
      retune(world);
    }
    world.schedule.after(bridge as Span, measuringStarted, window, epoch);
  },
};

/** The warm-up is over. */
export const measuringStarted: EventDef<World> = {
  kind: 6,
  name: "measuring-started",
  phase: 2,
  handle(world, window, epoch) {
    beginMeasuring(world);
    const { windows } = world.settings;
    if (!windows.isWhole) world.schedule.after(windows.length as Span, windowClosed, window, epoch);
  },
};

/** Requests go to sleep until the next window. */
export const windowClosed: EventDef<World> = {
  kind: 7,
  name: "window-closed",
  phase: 2,
  handle(world, window, epoch) {
    endMeasuring(world);
    const { clock, settings, schedule } = world;
    clock.frozenAt = awakeTime(world);
    clock.awake = 0;
    noteLive(world);
    const isLast = window + 1 === settings.windows.count;
    const nextEpoch = isLast ? epoch + 1 : epoch;
    const nextWindow = isLast ? 0 : window + 1;
    const opensAt = openingOf(world, nextEpoch, nextWindow);
    schedule.defer(asleepKinds, (opensAt - schedule.now) as Span);
    if (nextEpoch < settings.epochs) schedule.at(opensAt as Time, windowOpened, nextWindow, nextEpoch);
  },
};

/** The first window; called when the world is made. */
export function startWindows(world: World): void {
  if (world.settings.windows.count === 0) return;
  world.schedule.at(openingOf(world, 0, 0) as Time, windowOpened, 0, 0);
}

/** The measured part begins. */
export function beginMeasuring(world: World): void {
  const { clock, serving, markets } = world;
  const now = awakeTime(world);
  for (let m = 0; m < markets.count; m++) settleCapacity(world, m);
  settleArea(world, now);
  clock.area = 0;
  clock.measuring = 1;
  clock.measuringSince = world.schedule.now;
  const { doubles, isBusy } = serving;
  for (let host = 0; host < serving.count; host++)
    if (isBusy[host] === 1) doubles[host * at.doubles + at.busySince] = now;
}

/** The measured part ends: what it saw becomes a row of the window log. */
export function endMeasuring(world: World): void {
  const { clock, serving, markets, windowLog, measured } = world;
  const now = awakeTime(world);
  for (let m = 0; m < markets.count; m++) settleCapacity(world, m);
  settleArea(world, now);
  const { doubles, isBusy } = serving;
  for (let host = 0; host < serving.count; host++) {
    if (isBusy[host] === 0) continue;
    const d = host * at.doubles;
    doubles[d + at.busyTime] += now - doubles[d + at.busySince];
    doubles[d + at.busySince] = now;
  }
  clock.measuring = 0;
  const length = world.schedule.now - clock.measuringSince;
  const { offered, served, missed, outputTokens, tokens, measuredCapacity } = measured.columns;
  const since = (column: Float64Array, before: (row: (typeof windowLog)[number]) => number) => {
    let sum = 0;
    for (let m = 0; m < markets.count; m++) sum += column[m];
    for (const row of windowLog) sum -= before(row);
    return sum;
  };
  windowLog.push({
    startsAt: clock.measuringSince,
    length,
    inSystemMean: length > 0 ? clock.area / length : 0,
    offered: since(offered, (row) => row.offered),
    served: since(served, (row) => row.served),
    missed: since(missed, (row) => row.missed),
    outputTokens: since(outputTokens, (row) => row.outputTokens),
    tokens: since(tokens, (row) => row.tokens),
    capacity: since(measuredCapacity, (row) => row.capacity),
  });
}

/** Instant at which a window's warm-up begins, even over its stratum. [µs] */
function openingOf(world: World, epoch: number, window: number): number {
  const { epochLength, windows } = world.settings;
  const stratum = epochLength / windows.count;
  const isFirst = epoch === 0 && window === 0;
  const room = stratum - (isFirst ? windows.firstWarmup : windows.warmup) - windows.length;
  const u = windows.isWhole ? 0 : world.streams.windows.uniform(epoch, window);
  return epoch * epochLength + Math.floor(window * stratum + u * room);
}

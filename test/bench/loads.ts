/**
 * The engine's own loads, each in a process of its own: `loads LOAD [KEY=VALUE …]`. One line of JSON comes out.
 *
 * Spans come from a table of whole microseconds that every peer reads too, so that all fire the same events at the same
 * times: the count and the clock at the end are the same, and main.ts asserts it.
 */
import { readFileSync } from "node:fs";
import process from "node:process";
import { createHistogram } from "../../sim/engine/histogram.ts";
import { createPopulation } from "../../sim/engine/population.ts";
import { createSchedule, type EventDef, type Schedule } from "../../sim/engine/schedule.ts";
import type { Span, Ticket, Time } from "../../sim/engine/units.ts";
import { calvanoSession } from "./calvano.ts";
import { createFarm } from "./farm.ts";

export interface Measured {
  readonly events: number;
  readonly cpuSeconds: number;
  /** µs; customers' total wait, or the sum of what was learned, where that is what is counted. */
  readonly clock: number;
  readonly rssMiB: number;
}

interface Arguments {
  /** File of little-endian doubles, a power of two of them. */
  readonly table: string;
  readonly pending: number;
  readonly warm: number;
  readonly events: number;
  readonly queue: "auto" | "heap" | "calendar";
  readonly collect: "on" | "off";
}

interface World {
  readonly schedule: Schedule<World>;
  readonly spans: Float64Array;
  at: number;
}

const hold: EventDef<World> = {
  kind: 1,
  name: "hold",
  phase: 0,
  handle(world, row) {
    const { spans } = world;
    world.schedule.after(spans[world.at++ & (spans.length - 1)] as Span, hold, row);
  },
};

const timedOut: EventDef<World> = {
  kind: 3,
  name: "timed-out",
  phase: 0,
  handle(_world, row) {
    throw new Error(`timeout of row ${row} fired`);
  },
};
/**
 * Every event puts off a timeout that never fires: heartbeats and leases do so. The ticket travels with the beat as its datum; in a column
 * of its own it would be one more line of the cache, which is the load's and not the engine's (a fifth of the time).
 */
const beat: EventDef<World> = {
  kind: 2,
  name: "beat",
  phase: 0,
  handle(world, row, timeout) {
    const { schedule, spans } = world;
    schedule.cancel(timeout as Ticket);
    const next = schedule.after(timeoutSpan, timedOut, row);
    schedule.after(spans[world.at++ & (spans.length - 1)] as Span, beat, row, next);
  },
};
/** Longer than any span of the table, so that no timeout fires. [µs] */
const timeoutSpan = 30_000_000 as Span;

/** Jobs wander over places: each time a quarter of them goes elsewhere, as in ROSS's phold. */
interface PholdWorld extends World {
  readonly visits: Uint32Array;
}
const phold: EventDef<PholdWorld> = {
  kind: 4,
  name: "phold",
  phase: 0,
  handle(world, row) {
    const { spans, visits, schedule } = world;
    const at = world.at++;
    visits[row]++;
    const to = (at & 3) === 0 ? (Math.imul(at, 0x9e3779b1) >>> 0) % visits.length : row;
    schedule.after(spans[at & (spans.length - 1)] as Span, phold, to);
  },
};

/** M/M/c, first come first served, with every wait counted. Spans: the table holds services, its shifted copy the gaps. */
interface CounterWorld extends World {
  readonly servers: number;
  readonly queue: Float64Array;
  readonly waits: ReturnType<typeof createHistogram> | undefined;
  readonly present: ReturnType<typeof createPopulation> | undefined;
  gap: number;
  first: number;
  last: number;
  busy: number;
  waited: number;
}
const arrived: EventDef<CounterWorld> = {
  kind: 5,
  name: "arrived",
  phase: 0,
  handle(world, row) {
    const { schedule, spans, queue } = world;
    const now = schedule.now;
    world.present?.enter(now);
    if (world.busy < world.servers) {
      world.busy++;
      serve(world, now);
    } else queue[world.last++ & (queue.length - 1)] = now;
    const span = Math.floor(spans[(world.gap++ + 32_768) & (spans.length - 1)] / (0.9 * world.servers));
    schedule.after(span as Span, arrived, row);
  },
};
const finished: EventDef<CounterWorld> = {
  kind: 6,
  name: "finished",
  phase: 0,
  handle(world, _row, since) {
    const { queue } = world;
    world.present?.leave(world.schedule.now, since as Time);
    if (world.first < world.last) serve(world, queue[world.first++ & (queue.length - 1)] as Time);
    else world.busy--;
  },
};
function serve(world: CounterWorld, since: Time): void {
  const wait = world.schedule.now - since;
  world.waited += wait;
  world.waits?.add(wait);
  world.schedule.after(world.spans[world.at++ & (world.spans.length - 1)] as Span, finished, 0, since);
}

function spansOf(path: string): Float64Array {
  const bytes = readFileSync(path);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Fills the queue, fires the warm-up, then counts and times. */
function held<W extends World>(world: W, event: EventDef<W>, { pending, warm, events }: Arguments): Measured {
  const schedule = world.schedule as unknown as Schedule<W>;
  for (let row = 0; row < pending; row++)
    schedule.after(world.spans[world.at++ & (world.spans.length - 1)] as Span, event, row);
  schedule.runCount(world, warm);
  return timed(
    () => schedule.runCount(world, events),
    () => schedule.now,
  );
}

function timed(work: () => number, clock: () => number): Measured {
  const before = process.cpuUsage();
  const events = work();
  const { user, system } = process.cpuUsage(before);
  return { events, cpuSeconds: (user + system) / 1e6, clock: clock(), rssMiB: process.resourceUsage().maxRSS / 1024 };
}

/** Periods in place of events, and what was learned in place of the clock. */
function session({ warm, events }: Arguments): Measured {
  const { play } = calvanoSession();
  play(warm);
  let learned = Number.NaN;
  return timed(
    () => {
      learned = play(events);
      return events;
    },
    () => learned,
  );
}

function measure(load: string, given: Arguments): Measured {
  if (load === "calvano") return session(given);
  const spans = spansOf(given.table);
  const { queue, pending: capacity } = given;
  if (load === "hold")
    return held({ schedule: createSchedule<World>({ events: [hold], capacity, queue }), spans, at: 0 }, hold, given);
  if (load === "phold") {
    const schedule = createSchedule<PholdWorld>({ events: [phold], capacity, queue });
    return held({ schedule, spans, at: 0, visits: new Uint32Array(capacity) } as unknown as PholdWorld, phold, given);
  }
  if (load === "cancel") {
    const schedule = createSchedule<World>({ events: [beat, timedOut], capacity: 2 * capacity, queue });
    return held({ schedule, spans, at: 0 }, beat, given);
  }
  if (load === "mmc") return counter(spans, given);
  if (load === "farm") {
    const world = createFarm(spans, capacity, queue);
    world.schedule.runCount(world, given.warm);
    return timed(
      () => world.schedule.runCount(world, given.events),
      () => world.schedule.now,
    );
  }
  throw new Error(`unknown load ${load}: hold, phold, cancel, mmc, farm or calvano`);
}

/** `pending` is the number of servers; two events a customer. */
function counter(spans: Float64Array, { pending: servers, warm, events, queue, collect }: Arguments): Measured {
  const schedule = createSchedule<CounterWorld>({ events: [arrived, finished], capacity: servers + 8, queue });
  const isOn = collect === "on";
  const world: CounterWorld = {
    schedule: schedule as unknown as Schedule<World>,
    spans,
    at: 0,
    servers,
    queue: new Float64Array(1 << 20),
    waits: isOn ? createHistogram({ least: 1, greatest: 1e12 }) : undefined,
    present: isOn ? createPopulation("customers", 0 as Time) : undefined,
    gap: 0,
    first: 0,
    last: 0,
    busy: 0,
    waited: 0,
  };
  schedule.after(0 as Span, arrived, 0);
  schedule.runCount(world, warm);
  return timed(
    () => schedule.runCount(world, events),
    () => world.waited,
  );
}

function parsed(words: readonly string[]): Arguments {
  const given = new Map(words.map((word) => word.split("=") as [string, string]));
  const text = (key: string) => given.get(key) ?? fail(`${key}=… is missing`);
  return {
    table: text("table"),
    pending: Number(text("pending")),
    warm: Number(text("warm")),
    events: Number(text("events")),
    queue: (given.get("queue") ?? "auto") as Arguments["queue"],
    collect: (given.get("collect") ?? "off") as Arguments["collect"],
  };
}

function fail(message: string): never {
  throw new Error(message);
}

const [load, ...words] = process.argv.slice(2);
console.log(JSON.stringify(measure(load ?? "", parsed(words))));

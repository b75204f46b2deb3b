/** A fork of a warmed-up state goes on as the original does: to the digest, the fingerprint and the last ticket. */
import { describe, expect, test } from "vitest";
import { type Columns, copyTable, createTable, type Table } from "../../sim/engine/columns.ts";
import { createDigest } from "../../sim/engine/digest.ts";
import { createHistogram, type Histogram } from "../../sim/engine/histogram.ts";
import { createPopulation, type Population } from "../../sim/engine/population.ts";
import { createRng, type Stream } from "../../sim/engine/rng.ts";
import { createSchedule, type EventDef, type Schedule } from "../../sim/engine/schedule.ts";
import type { Span, Ticket, Time } from "../../sim/engine/units.ts";
import { exponentialOf } from "../../sim/engine/variates.ts";

const spec = { since: "f64", timeout: "f64", draws: "u32", misses: "u32" } as const;

interface World {
  schedule: Schedule<World>;
  readonly clients: Table<typeof spec>;
  readonly waits: Histogram;
  readonly present: Population;
  readonly stream: Stream;
}

const meanSpan = 1_000_000;

function next(world: World, row: number, mean: number): Span {
  const columns: Columns<typeof spec> = world.clients.columns;
  return Math.round(exponentialOf(world.stream.uniform(row, columns.draws[row]++), mean)) as Span;
}

const timedOut: EventDef<World> = {
  kind: 3,
  name: "timed-out",
  phase: 2,
  handle(world, row) {
    world.clients.columns.misses[row]++;
    finish(world, row);
  },
};
const answered: EventDef<World> = {
  kind: 2,
  name: "answered",
  phase: 0,
  handle(world, row, since) {
    const { timeout } = world.clients.columns;
    if (since !== world.clients.columns.since[row] || !world.schedule.cancel(timeout[row] as Ticket)) return;
    finish(world, row);
  },
};
const asked: EventDef<World> = {
  kind: 1,
  name: "asked",
  phase: 0,
  handle(world, row) {
    const { schedule, clients, present } = world;
    present.enter(schedule.now);
    clients.columns.since[row] = schedule.now;
    schedule.after(next(world, row, meanSpan), answered, row, schedule.now);
    clients.columns.timeout[row] = schedule.after((2 * meanSpan) as Span, timedOut, row);
  },
};

function finish(world: World, row: number): void {
  const since = world.clients.columns.since[row] as Time;
  world.present.leave(world.schedule.now, since);
  world.waits.add(world.schedule.now - since);
  world.clients.columns.since[row] = Number.NaN;
  world.schedule.after(next(world, row, 3 * meanSpan), asked, row);
}

function warmed(queue: "auto" | "heap" | "calendar", rows: number): World {
  const schedule = createSchedule<World>({ events: [asked, answered, timedOut], queue });
  const clients = createTable("clients", spec, rows);
  clients.count = rows;
  const world: World = {
    schedule,
    clients,
    waits: createHistogram({ least: 1, greatest: 1e9 }),
    present: createPopulation("questions", 0 as Time),
    stream: createRng("fork").stream("clients"),
  };
  for (let row = 0; row < rows; row++) schedule.after(next(world, row, meanSpan), asked, row);
  schedule.run(world, (20 * meanSpan) as Time);
  return world;
}

function forked(world: World): World {
  return {
    schedule: world.schedule.fork(),
    clients: copyTable(world.clients),
    waits: world.waits.fork(),
    present: world.present.fork(),
    stream: world.stream,
  };
}

function stateOf(world: World): string {
  const digest = createDigest();
  world.schedule.digestInto(digest);
  digest.table(world.clients);
  world.waits.digestInto(digest);
  world.present.digestInto(digest);
  return `${digest.hex()} ${world.schedule.fingerprint()} ${world.schedule.fired}`;
}

describe.each(["heap", "calendar", "auto"] as const)("%s", (queue) => {
  test.each([10, 3_000])("a fork of %i clients runs on as the original, and neither disturbs the other", (rows) => {
    const straight = warmed(queue, rows);
    const copy = forked(straight);
    const atFork = stateOf(copy);
    expect(atFork).toBe(stateOf(straight));
    straight.schedule.run(straight, (60 * meanSpan) as Time);
    expect(stateOf(copy)).toBe(atFork);
    copy.schedule.run(copy, (35 * meanSpan) as Time);
    copy.schedule.run(copy, (60 * meanSpan) as Time);
    expect(stateOf(copy)).toBe(stateOf(straight));
    expect(straight.clients.columns.misses.some((n) => n > 0)).toBe(true);
    const present = straight.clients.columns.since.filter((since) => !Number.isNaN(since));
    straight.present.check(straight.schedule.now, present);
  });
});

test("heap, calendar and auto end in the same state", () => {
  expect(new Set((["heap", "calendar", "auto"] as const).map((queue) => stateOf(warmed(queue, 2_000)))).size).toBe(1);
});

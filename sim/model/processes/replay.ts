/**
 * Replay: the requests of a trace file, in their order, at their times and with their lengths, again from the start when it ends.
 *
 * Times are stretched by one factor, so that the mean rate is the scenario's; neither hour, price nor growth changes them. Where a
 * request comes from and which model it asks is not in the file: it is drawn from the segments in proportion to their rates.
 */
import type { EventDef } from "../../engine/schedule.ts";
import type { Span } from "../../engine/units.ts";
import { aliasOf } from "../../engine/variates.ts";
import { countArrival } from "../measuring.ts";
import { enter } from "../requests.ts";
import { RequestKind } from "../tables/requests.ts";
import type { World } from "../world.ts";
import { describe, route, send } from "./arrival.ts";

/** The next request of the trace. Row: its number in the file. */
export const traceArrived: EventDef<World> = {
  kind: 17,
  name: "trace-arrived",
  phase: 1,
  handle(world, index) {
    const { replay, streams, segments } = world;
    if (replay === undefined) return;
    const draw = streams.replay.uniform(0, world.clock.replayed++);
    const segment = aliasOf(replay.segments, draw);
    const number = segments.columns.arrivals[segment]++;
    const row = enter(world, RequestKind.client);
    const host = route(world, segment, number);
    describe(world, row, segment, number, replay.prompt[index], replay.output[index]);
    countArrival(world, row);
    send(world, row, segment, host);
    scheduleNext(world, index);
  },
};

/** The first request; called when requests are first simulated. */
export function startReplay(world: World): void {
  world.schedule.after(0 as Span, traceArrived, 0);
}

/** The pause between the last request and the first again is the mean one. */
function scheduleNext(world: World, index: number): void {
  const { replay } = world;
  if (replay === undefined) return;
  const { seconds, stretch } = replay;
  const next = (index + 1) % seconds.length;
  const gap = next === 0 ? seconds[seconds.length - 1] / (seconds.length - 1) : seconds[next] - seconds[index];
  world.schedule.after(Math.floor(gap * stretch * 1e6 + 0.5) as Span, traceArrived, next);
}

/**
 * Processes: a generator that waits by `yield`, on top of the schedule. For tests, fixtures and teaching.
 *
 * Never in sim/model: a generator cannot be copied, so a world with processes has no fork, and each wait costs about
 * a third more than a handler.
 */
import type { EventDef, Phase, Schedule } from "./schedule.ts";
import type { Span, Ticket } from "./units.ts";

/** What a process may wait for. */
export type Wait = { readonly delay: Span } | { readonly signal: Signal } | { readonly resource: Resource };
export type Process = Generator<Wait, void, void>;

/** A call to all who wait for it. */
export interface Signal {
  readonly waiting: number[];
}

/** Places that are held and given back; those who wait are served in the order of asking. */
export interface Resource {
  readonly capacity: number;
  held: number;
  readonly waiting: number[];
}

export interface Processes<W> {
  /** To be listed among the schedule's events. */
  readonly resumed: EventDef<W>;
  /** Starts now, after the events already scheduled for now. */
  start(schedule: Schedule<W>, process: Process): Ticket;
  /** Resumes all who wait, in the order in which they came. */
  raise(schedule: Schedule<W>, signal: Signal): void;
  /** Gives one place back. @throws RangeError when none is held */
  release(schedule: Schedule<W>, resource: Resource): void;
}

export function delay(span: Span): Wait {
  return { delay: span };
}

export function wait(signal: Signal): Wait {
  return { signal };
}

/** Waits for a place and takes it. */
export function acquire(resource: Resource): Wait {
  return { resource };
}

export function createSignal(): Signal {
  return { waiting: [] };
}

/** @throws RangeError unless the capacity is a whole number ≥ 1 */
export function createResource(capacity: number): Resource {
  if (!Number.isInteger(capacity) || capacity < 1)
    throw new RangeError(`resource of capacity ${capacity}: whole and ≥ 1`);
  return { capacity, held: 0, waiting: [] };
}

/** @param kind  of the event that resumes a process, as in EventDef */
export function createProcesses<W extends { readonly schedule: Schedule<W> }>(
  kind: number,
  phase: Phase,
): Processes<W> {
  const running: Process[] = [];
  const resumed: EventDef<W> = {
    kind,
    name: "process-resumed",
    phase,
    handle({ schedule }, id) {
      const step = running[id].next();
      if (!step.done) suspend(schedule, resumed, step.value, id);
    },
  };
  const resume = (schedule: Schedule<W>, id: number) => schedule.after(0 as Span, resumed, id);
  return {
    resumed,
    start: (schedule, process) => resume(schedule, running.push(process) - 1),
    raise(schedule, signal) {
      for (const id of signal.waiting.splice(0)) resume(schedule, id);
    },
    release(schedule, resource) {
      if (resource.held === 0) throw new RangeError("release of a resource that nobody holds");
      const next = resource.waiting.shift();
      if (next === undefined) resource.held--;
      else resume(schedule, next);
    },
  };
}

function suspend<W>(schedule: Schedule<W>, resumed: EventDef<W>, wanted: Wait, id: number): void {
  if ("delay" in wanted) schedule.after(wanted.delay, resumed, id);
  else if ("signal" in wanted) wanted.signal.waiting.push(id);
  else if (wanted.resource.held < wanted.resource.capacity) {
    wanted.resource.held++;
    schedule.after(0 as Span, resumed, id);
  } else wanted.resource.waiting.push(id);
}

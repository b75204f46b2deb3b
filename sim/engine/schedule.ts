/**
 * The only door to the future: events are (kind, row, datum), fired in the order (time, phase, first scheduled first).
 *
 * The order does not depend on the queue behind it, nor does anything else that can be seen from outside.
 */
import { type Digest, hex8 } from "./digest.ts";
import { indexKinds } from "./kinds.ts";
import { EventQueue, type QueueKind } from "./queue.ts";
import {
  datumAt,
  doublesPerRecord,
  highWord,
  kindBits,
  kindMask,
  lowWord,
  rowAt,
  slotMax,
  tagAt,
  wordsPerRecord,
} from "./record-fields.ts";
import { refused, unfit } from "./refusals.ts";
import type { Span, Ticket, Time } from "./units.ts";

/** 0 environment · 1 agents · 2 protocol · 3 settlement · 4 measurement. */
export type Phase = 0 | 1 | 2 | 3 | 4;

export interface EventDef<W> {
  /** Numbered by hand, 0 … 65,535, never reused, as a tag in a wire format. */
  readonly kind: number;
  readonly name: string;
  readonly phase: Phase;
  /** Called as a plain function: it must not use `this`. */
  handle(world: W, row: number, datum: number): void;
}

export interface Schedule<W> {
  readonly now: Time;
  /** Events fired so far. */
  readonly fired: number;
  /** Events neither fired nor cancelled. */
  readonly pending: number;
  /** @throws RangeError when the span is negative, not whole, or ends beyond 2⁵³ µs, and when the row is not in 0 … 2³² − 1 */
  after(span: Span, event: EventDef<W>, row: number, datum?: number): Ticket;
  /** @throws RangeError when the time lies before now; else as `after` */
  at(time: Time, event: EventDef<W>, row: number, datum?: number): Ticket;
  /** Takes a pending event out of the queue; false when it fired or was cancelled before. NaN and 0 are tickets to nothing. */
  cancel(ticket: Ticket): boolean;
  isPending(ticket: Ticket): boolean;
  /** Fires all events with time ≤ until, also those scheduled meanwhile; then now = until. */
  run(world: W, until: Time): void;
  /** Fires the next events, at most `count`, whenever they are; returns how many there were. */
  runCount(world: W, count: number): number;
  /** Moves every pending event of these kinds by a span. Their order among themselves and their tickets stay. O(pending). */
  defer(kinds: readonly EventDef<W>[], span: Span): void;
  /** Tells of every event just before it is handled, from now on. Costs nothing where nobody asks. */
  observe(listener: (time: Time, event: EventDef<W>, row: number, datum: number) => void): void;
  /** Hash over (time, kind, row) of all events fired, in their order; 16 hexadecimal digits. */
  fingerprint(): string;
  /** Feeds the clock, the fingerprint and all pending events in their order. */
  digestInto(digest: Digest): void;
  /** An independent copy; tickets are good for both. */
  fork(): Schedule<W>;
}

export interface ScheduleOptions<W> {
  /** Every kind that may be scheduled. */
  readonly events: readonly EventDef<W>[];
  /**
   * Those of them that wait far longer than the others. They lie in a queue of their own, so that the others' is short and of one
   * scale; the order of firing does not depend on it.
   */
  readonly slow?: readonly EventDef<W>[];
  /** Pending events to make room for, and slow ones; more is possible. */
  readonly capacity?: number;
  readonly slowCapacity?: number;
  /** `auto` takes the faster one for the pending events at hand; the others are for tests and benches. */
  readonly queue?: QueueKind;
}

/** @throws RangeError when two events share a kind or a kind is out of range */
export function createSchedule<W>(options: ScheduleOptions<W>): Schedule<W> {
  const { events, slow = [], capacity = 64, slowCapacity = 64, queue = "auto" } = options;
  const made = new EventQueue(queue, capacity);
  const ordered = [...events.filter((event) => !slow.includes(event)), ...slow];
  const stranger = slow.find((event) => !events.includes(event));
  if (stranger) throw new RangeError(`slow event ${stranger.name} is not among the events of this schedule`);
  if (slow.length > 0) made.apart = new EventQueue(queue, slowCapacity);
  return new EventSchedule(ordered, indexKinds(ordered), ordered.length - slow.length, made);
}

const timeMax = 0x20000000000000;

class EventSchedule<W> implements Schedule<W> {
  now = 0 as Time;
  fired = 0;
  private readonly events: readonly EventDef<W>[];
  private handlers: readonly EventDef<W>["handle"][];
  private readonly kinds: Int32Array;
  private readonly indexOf: Int16Array;
  /** Kinds of this index and above are slow. */
  private readonly slowFrom: number;
  private readonly queue: EventQueue;
  private printLow = 0;
  private printHigh = 0;

  constructor(events: readonly EventDef<W>[], indexOf: Int16Array, slowFrom: number, queue: EventQueue) {
    this.events = events;
    this.handlers = events.map((event) => event.handle);
    this.kinds = Int32Array.from(events, (event) => event.kind);
    this.indexOf = indexOf;
    this.slowFrom = slowFrom;
    this.queue = queue;
  }

  get pending(): number {
    return this.queue.count + (this.queue.apart?.count ?? 0);
  }

  after(span: Span, event: EventDef<W>, row: number, datum = 0): Ticket {
    const time = this.now + span;
    if (!(span >= 0 && time <= timeMax && Math.floor(span) === span))
      throw refused("span", span, this.now, { event, row });
    return this.add(time, event, row, datum);
  }

  at(time: Time, event: EventDef<W>, row: number, datum = 0): Ticket {
    if (!(time >= this.now && time <= timeMax && Math.floor(time) === time))
      throw refused("time", time, this.now, { event, row });
    return this.add(time, event, row, datum);
  }

  cancel(ticket: Ticket): boolean {
    if (!this.isPending(ticket)) return false;
    const { queue } = this;
    if (ticket > 0) queue.remove(ticket & (slotMax - 1));
    else queue.apart?.remove(-ticket & (slotMax - 1));
    return true;
  }

  isPending(ticket: Ticket): boolean {
    const { queue } = this;
    return ticket > 0 ? holds(queue, ticket) : queue.apart !== undefined && holds(queue.apart, -ticket);
  }

  run(world: W, until: Time): void {
    if (!(until >= this.now && until <= timeMax && Math.floor(until) === until)) {
      throw new RangeError(`run until ${until} µs: the end must be whole and not before now (${this.now} µs)`);
    }
    const { queue } = this;
    const { apart } = queue;
    if (apart === undefined) while (queue.settle() && queue.nextTime() <= until) this.fireNext(world, queue);
    else {
      for (;;) {
        const next = firstOf(queue, apart);
        if (next === undefined || next.nextTime() > until) break;
        this.fireNext(world, next);
      }
    }
    this.now = until;
  }

  runCount(world: W, count: number): number {
    const { queue } = this;
    const { apart } = queue;
    let done = 0;
    if (apart === undefined) for (; done < count && queue.settle(); done++) this.fireNext(world, queue);
    else {
      for (; done < count; done++) {
        const next = firstOf(queue, apart);
        if (next === undefined) break;
        this.fireNext(world, next);
      }
    }
    return done;
  }

  defer(kinds: readonly EventDef<W>[], span: Span): void {
    if (!(span >= 0 && Math.floor(span) === span))
      throw new RangeError(`defer by ${span} µs: a span is whole and not negative`);
    const moves = new Uint8Array(kindMask + 1);
    for (const event of kinds) moves[this.indexed(event)] = 1;
    const { queue } = this;
    queue.shift(moves, span);
    if (moves.indexOf(1, this.slowFrom) >= 0) queue.apart?.shift(moves, span);
  }

  observe(listener: (time: Time, event: EventDef<W>, row: number, datum: number) => void): void {
    const told = this.handlers;
    this.handlers = this.events.map((event, i) => (world, row, datum) => {
      listener(this.now, event, row, datum);
      told[i](world, row, datum);
    });
  }

  fingerprint(): string {
    return hex8(this.printHigh) + hex8(this.printLow);
  }

  digestInto(digest: Digest): void {
    const { queue } = this;
    digest.number(this.now);
    digest.number(this.fired);
    digest.number(this.printLow);
    digest.number(this.printHigh);
    digest.number(this.pending);
    const slow = queue.apart?.inOrder() ?? new Int32Array(0);
    let j = 0;
    for (const slot of queue.inOrder()) {
      while (queue.apart !== undefined && j < slow.length && queue.apart.isSooner(slow[j], queue, slot))
        this.digestEvent(digest, queue.apart, slow[j++]);
      this.digestEvent(digest, queue, slot);
    }
    while (queue.apart !== undefined && j < slow.length) this.digestEvent(digest, queue.apart, slow[j++]);
  }

  fork(): Schedule<W> {
    const copy = new EventSchedule(this.events, this.indexOf, this.slowFrom, this.queue.copy());
    copy.now = this.now;
    copy.fired = this.fired;
    copy.printLow = this.printLow;
    copy.printHigh = this.printHigh;
    return copy;
  }

  /** Here, and not in the queue, because V8 would put time, datum and ticket in boxes where a call is not inlined. */
  private add(time: number, event: EventDef<W>, row: number, datum: number): Ticket {
    const { queue } = this;
    const index = this.indexOf[event.kind];
    if (this.events[index] !== event || row >>> 0 !== row) throw unfit(event, row, this.events[index] === event);
    if (index >= this.slowFrom) return this.addApart(time, event, row, datum);
    const slot = queue.take();
    const { doubles, words } = queue;
    const at = slot * wordsPerRecord;
    const tag = words[at + tagAt];
    words[at + rowAt] = row;
    words[at + tagAt] = (tag & ~kindMask) | index;
    doubles[slot * doublesPerRecord] = time;
    doubles[slot * doublesPerRecord + datumAt] = datum;
    queue.add(slot, event.phase);
    return ((tag >>> kindBits) * slotMax + slot) as Ticket;
  }

  /** Tickets of slow events are negative. */
  private addApart(time: number, event: EventDef<W>, row: number, datum: number): Ticket {
    const apart = this.queue.apart as EventQueue;
    const slot = apart.take();
    const { doubles, words } = apart;
    const at = slot * wordsPerRecord;
    const tag = words[at + tagAt];
    words[at + rowAt] = row;
    words[at + tagAt] = (tag & ~kindMask) | this.indexOf[event.kind];
    doubles[slot * doublesPerRecord] = time;
    doubles[slot * doublesPerRecord + datumAt] = datum;
    this.queue.addApart(slot, event.phase);
    return -((tag >>> kindBits) * slotMax + slot) as Ticket;
  }

  /** The fingerprint takes two lanes that multiply and rotate. Kinds enter it by number: the order of `events` does not matter. */
  private fireNext(world: W, queue: EventQueue): void {
    const slot = queue.pull();
    const { doubles, words } = queue;
    const at = slot * wordsPerRecord;
    const row = words[at + rowAt];
    const index = words[at + tagAt] & kindMask;
    const low = Math.imul(this.printLow ^ words[at + lowWord], 0x9e3779b1);
    const high = Math.imul(this.printHigh ^ (Math.imul(row, 0xc2b2ae3d) + words[at + highWord]), 0x85ebca77);
    this.printLow = (((low << 13) | (low >>> 19)) + high) | 0;
    this.printHigh = ((high << 17) | (high >>> 15)) ^ (low + this.kinds[index]);
    this.now = doubles[slot * doublesPerRecord] as Time;
    this.fired++;
    const datum = doubles[slot * doublesPerRecord + datumAt];
    queue.give(slot);
    this.handlers[index](world, row >>> 0, datum);
  }

  private digestEvent(digest: Digest, { doubles, words }: EventQueue, slot: number): void {
    digest.number(doubles[slot * doublesPerRecord]);
    digest.number(this.kinds[words[slot * wordsPerRecord + tagAt] & kindMask]);
    digest.number(words[slot * wordsPerRecord + rowAt] >>> 0);
    digest.number(doubles[slot * doublesPerRecord + datumAt]);
  }

  private indexed(event: EventDef<W>): number {
    const index = this.indexOf[event.kind];
    if (this.events[index] !== event) throw unfit(event, 0, false);
    return index;
  }
}

/** The queue whose head fires next; undefined when both are empty. */
function firstOf(queue: EventQueue, apart: EventQueue): EventQueue | undefined {
  if (!queue.settle()) return apart.settle() ? apart : undefined;
  return apart.settle() && apart.isBefore(queue) ? apart : queue;
}

function holds({ top, words }: EventQueue, ticket: number): boolean {
  const slot = ticket & (slotMax - 1);
  return slot < top && words[slot * wordsPerRecord + tagAt] >>> kindBits === Math.floor(ticket / slotMax);
}

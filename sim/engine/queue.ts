/**
 * The pending events, in the order (time, phase, first scheduled first).
 *
 * Events that come next lie in the front, a sorted run or a heap; later ones in a calendar while one pays. With the calendar closed
 * everything is in the front, which then is the 4-ary heap: this is the fallback, so that no pattern of times can cost more than a heap and
 * the vain work that `debtMax` allows.
 */
import { Calendar } from "./calendar.ts";
import { Front } from "./front.ts";
import { doublesPerRecord, kindMask, notPending, orderAt, Records, tagAt, wordsPerRecord } from "./records.ts";

export type QueueKind = "auto" | "heap" | "calendar";

/** Schedulings are numbered in 28 bits below the phase; when they run out, the pending ones are numbered anew. */
const numberBits = 28;
const firstOfPhase = 1 << numberBits;
/** From this many pending events on a calendar is tried, and below half of it given up. Measured: even at 40 to 80. */
const calendarFrom = 64;
/** Pushes to a heap until the queue asks whether a calendar would pay: at the start, and per pending event after a no. */
const patienceAtStart = 64;
const patienceAfterNo = 8;
/** Vain work, in buckets and events touched per pending event, at which a calendar is given up. */
const debtMax = 24;
/** A front of this share of all events is too long. */
const frontShareMax = 1 / 8;

export class EventQueue {
  records: Records;
  /** Pending events. */
  count = 0;
  private readonly kind: QueueKind;
  private front: Front;
  private calendar = new Calendar();
  private scheduled = 0;
  /** Cancelled events whose entry still lies in the front. */
  private dead = 0;
  /** Pushes to a heap until `reconsider`. */
  private patience = patienceAtStart;
  /** Pending events at which the calendar becomes too small. */
  private crowd = Number.POSITIVE_INFINITY;

  constructor(kind: QueueKind, capacity: number, scheduled = 0) {
    this.kind = kind;
    this.records = new Records(capacity);
    this.front = new Front(0);
    this.scheduled = scheduled;
    if (kind === "calendar") this.calendar.reset(1, 0, 0);
  }

  /** Takes in a record that is written but for its order. */
  add(slot: number, phase: number): void {
    if (this.scheduled === firstOfPhase) this.renumber();
    const { records, front } = this;
    records.words[slot * wordsPerRecord + orderAt] = (phase << numberBits) | this.scheduled++;
    if (this.calendar.put(records, slot)) {
      if (++this.count > this.crowd) this.rebuild("sample");
    } else {
      this.count++;
      front.push(records, slot);
      if (front.isHeap && --this.patience < 0) this.reconsider();
    }
  }

  /** True when an event is pending; the first then lies at the head of the front. */
  settle(): boolean {
    const { front } = this;
    for (;;) {
      while (front.head < front.tail) {
        if (this.dead === 0 || this.isAlive(front.orders[front.head], front.slots[front.head])) return true;
        front.drop();
        this.dead--;
      }
      if (this.count === 0) return false;
      this.openBucket();
    }
  }

  nextTime(): number {
    return this.front.times[this.front.head];
  }

  /** The slot of the first event, which leaves the queue; its record is still to be given back. */
  take(): number {
    const slot = this.front.slots[this.front.head];
    this.front.drop();
    this.count--;
    return slot;
  }

  /** Takes a pending event out. In the front its entry stays until a third of them is dead; its record is free at once. */
  remove(slot: number): void {
    const { records, calendar, front } = this;
    if (!calendar.covers(records, slot)) this.dead++;
    else if (!calendar.remove(records, slot)) {
      this.close();
      this.dead++;
    }
    records.words[slot * wordsPerRecord + orderAt] = notPending;
    records.give(slot);
    this.count--;
    if (this.dead > calendarFrom && this.dead * 3 > front.tail - front.head) this.bury();
  }

  /** Moves the events of the marked kinds (by index) by a span. */
  shift(moves: Uint8Array, span: number): void {
    const { doubles, words } = this.records;
    const slots = this.gather();
    for (const slot of slots) {
      if (moves[words[slot * wordsPerRecord + tagAt] & kindMask]) doubles[slot * doublesPerRecord] += span;
    }
    this.refill(slots, "sample");
  }

  /** Slots of all pending events in the order of firing. */
  inOrder(): Int32Array {
    const { doubles, words } = this.records;
    return this.gather().sort(
      (a, b) =>
        doubles[a * doublesPerRecord] - doubles[b * doublesPerRecord] ||
        words[a * wordsPerRecord + orderAt] - words[b * wordsPerRecord + orderAt],
    );
  }

  copy(): EventQueue {
    const copy = Object.assign(new EventQueue(this.kind, 0), this);
    copy.records = this.records.copy();
    copy.front = this.front.copy();
    copy.calendar = this.calendar.copy();
    return copy;
  }

  /** Moves the next bucket's events to the front, which is empty. */
  private openBucket(): void {
    const { records, calendar } = this;
    calendar.account(this.front.load(records, calendar.open(records)));
    if (calendar.isOffWidth()) this.rebuild("rate");
  }

  /** The front has been a heap for long. */
  private reconsider(): void {
    const isOpen = this.calendar.next < Number.POSITIVE_INFINITY;
    const isShort = this.front.tail - this.front.head < Math.max(calendarFrom, this.count * frontShareMax);
    this.patience = Math.max(patienceAtStart, this.count * patienceAfterNo);
    if (this.kind === "heap" || isShort || (isOpen && this.calendar.debt > this.count)) return;
    this.rebuild("sample");
  }

  /** Opens the calendar with a new width, or closes it when none helps. */
  private rebuild(basis: "rate" | "sample"): void {
    const isSmall = this.kind === "auto" && this.count < calendarFrom / 2;
    if (isSmall || (this.kind === "auto" && this.calendar.debt > debtMax * this.count)) this.close();
    else this.refill(this.gather(), basis);
  }

  private close(): void {
    const slots = this.gather();
    this.calendar.close();
    this.patience = Math.max(patienceAtStart, this.count * patienceAfterNo);
    this.crowd = Number.POSITIVE_INFINITY;
    this.distribute(slots);
  }

  private refill(slots: Int32Array, basis: "rate" | "sample"): void {
    const { calendar, records } = this;
    if (this.kind === "heap" || slots.length === 0) {
      this.distribute(slots);
      return;
    }
    const byRate = basis === "rate" ? calendar.widthByRate() : 0;
    const width = byRate > 0 ? byRate : calendar.widthBySample(records, slots);
    if (width === 0 && this.kind === "auto") {
      calendar.close();
      this.crowd = Number.POSITIVE_INFINITY;
    } else {
      calendar.reset(width, earliest(records, slots), slots.length);
      this.crowd = Math.max(calendarFrom, slots.length * 4);
    }
    this.distribute(slots);
  }

  private distribute(slots: Int32Array): void {
    const { records, front, calendar } = this;
    front.clear();
    this.dead = 0;
    for (const slot of slots) {
      if (!calendar.put(records, slot)) front.push(records, slot);
    }
  }

  /** Slots of all pending events, in no order; the queue still holds them. */
  private gather(): Int32Array {
    this.bury();
    const slots = new Int32Array(this.count);
    const { head, tail } = this.front;
    slots.set(this.front.slots.subarray(head, tail));
    this.calendar.gather(this.records, slots, tail - head);
    return slots;
  }

  private renumber(): void {
    const slots = this.gather();
    const { words } = this.records;
    slots.sort((a, b) => words[a * wordsPerRecord + orderAt] - words[b * wordsPerRecord + orderAt]);
    this.scheduled = 0;
    for (const slot of slots) {
      const phase = words[slot * wordsPerRecord + orderAt] >> numberBits;
      words[slot * wordsPerRecord + orderAt] = (phase << numberBits) | this.scheduled++;
    }
    this.refill(slots, "sample");
  }

  private bury(): void {
    if (this.dead > 0) this.front.filter((order, slot) => this.isAlive(order, slot));
    this.dead = 0;
  }

  private isAlive(order: number, slot: number): boolean {
    return this.records.words[slot * wordsPerRecord + orderAt] === order;
  }
}

function earliest(records: Records, slots: Int32Array): number {
  let time = Number.POSITIVE_INFINITY;
  for (const slot of slots) time = Math.min(time, records.doubles[slot * doublesPerRecord]);
  return time;
}

/**
 * The pending events, in the order (time, phase, first scheduled first).
 *
 * Events that come next lie in the front, a sorted run or a heap; later ones in a calendar while one pays. With the calendar closed
 * everything is in the front, which then is the 4-ary heap: this is the fallback, so that no pattern of times can cost more than a heap and
 * the vain work that `debtMax` allows.
 */
import { Calendar } from "./calendar.ts";
import {
  doublesPerRecord,
  kindMask,
  nextAt,
  none,
  notPending,
  orderAt,
  tagAt,
  wordsPerRecord,
} from "./record-fields.ts";

export type QueueKind = "auto" | "heap" | "calendar";

/** Schedulings are numbered in 28 bits below the phase; when they run out, the pending ones are numbered anew. */
const numberBits = 28;
const firstOfPhase = 1 << numberBits;
/** From this many pending events on a calendar is tried, and below half of it given up. */
const calendarFrom = 64;
/** Pushes to a heap until the queue asks whether a calendar would pay: at the start, and per pending event after a no. */
const patienceAtStart = 64;
const patienceAfterNo = 8;
/** Vain work, in buckets and events touched per pending event, at which a calendar is given up. */
const debtMax = 24;
/** A front of this share of all events is too long. */
const frontShareMax = 1 / 8;
/** More than all slots. */
const neverCrowded = 0x3fffffff;

export class EventQueue extends Calendar {
  /** Events that lie apart but share the numbers of schedulings with these. */
  apart: EventQueue | undefined;
  private readonly kind: QueueKind;
  private scheduled: number;
  /** Cancelled events whose entry still lies in the front. */
  private dead = 0;
  /** Pushes to a heap until `reconsider`. */
  private patience = patienceAtStart;
  /** Events in buckets at which the calendar becomes too small. */
  private crowd = neverCrowded;

  constructor(kind: QueueKind, capacity: number, scheduled = 0) {
    super(capacity);
    this.apart = undefined;
    this.kind = kind;
    this.scheduled = scheduled;
    if (kind === "calendar") this.openFor(1, 0, 0);
  }

  /** Pending events. */
  get count(): number {
    return this.held + this.farCount + this.tail - this.head - this.dead;
  }

  /** Takes in a record that is written but for its order. */
  add(slot: number, phase: number): void {
    if (this.scheduled === firstOfPhase) this.renumber();
    this.words[slot * wordsPerRecord + orderAt] = (phase << numberBits) | this.scheduled++;
    const x = this.doubles[slot * doublesPerRecord] * this.perMicro;
    const ahead = x - this.next;
    if (ahead >= 0 && ahead < this.heads.length) this.putIn(x & (this.heads.length - 1), slot);
    else this.addBeside(slot);
    if (this.held > this.crowd) this.rebuild("sample");
  }

  /** The same for a record of `apart`, which is numbered here. */
  addApart(slot: number, phase: number): void {
    const apart = this.apart as EventQueue;
    if (this.scheduled === firstOfPhase) this.renumber();
    apart.scheduled = this.scheduled++;
    apart.add(slot, phase);
  }

  /** True when an event is pending; the first then lies at the head of the front. */
  settle(): boolean {
    return (this.head < this.tail && this.dead === 0) || this.advance();
  }

  nextTime(): number {
    return this.times[this.head];
  }

  /** Whether the head of this front fires before that of another; both must be settled. */
  isBefore(other: EventQueue): boolean {
    const mine = this.times[this.head];
    const theirs = other.times[other.head];
    return mine < theirs || (mine === theirs && this.orders[this.head] < other.orders[other.head]);
  }

  /** Takes a pending event out. In the front its entry stays until a third of them is dead; its record is free at once. */
  remove(slot: number): void {
    // A far event is told by its mark, before its time is asked for.
    if (!this.takeFar(slot) && !(this.covers(slot) && this.takeOut(slot))) {
      if (this.covers(slot)) this.close();
      this.dead++;
    }
    this.words[slot * wordsPerRecord + orderAt] = notPending;
    this.give(slot);
    if (this.dead > calendarFrom && this.dead * 3 > this.tail - this.head) this.bury();
  }

  /** Moves the events of the marked kinds (by index) by a span. */
  shift(moves: Uint8Array, span: number): void {
    const { doubles, words } = this;
    const slots = this.gather();
    for (const slot of slots) {
      if (moves[words[slot * wordsPerRecord + tagAt] & kindMask]) doubles[slot * doublesPerRecord] += span;
    }
    this.refill(slots, "sample");
  }

  /** Whether the event of a slot fires before one of another queue. */
  isSooner(slot: number, other: EventQueue, others: number): boolean {
    const mine = this.doubles[slot * doublesPerRecord];
    const theirs = other.doubles[others * doublesPerRecord];
    return mine < theirs || (mine === theirs && this.orderOf(slot) < other.orderOf(others));
  }

  /** Slots of all pending events in the order of firing. */
  inOrder(): Int32Array {
    const { doubles, words } = this;
    return this.gather().sort(
      (a, b) =>
        doubles[a * doublesPerRecord] - doubles[b * doublesPerRecord] ||
        words[a * wordsPerRecord + orderAt] - words[b * wordsPerRecord + orderAt],
    );
  }

  copy(): EventQueue {
    const copy = Object.assign(new EventQueue(this.kind, 0), this);
    copy.part();
    copy.apart = this.apart?.copy();
    return copy;
  }

  /** An event that no bucket takes: it is due soon or far. */
  private addBeside(slot: number): void {
    if (this.put(slot)) return;
    this.push(slot);
    if (this.isHeap && --this.patience < 0) this.reconsider();
  }

  /** Drops dead entries and opens buckets until a pending event is at the head; false when there is none. */
  private advance(): boolean {
    for (;;) {
      while (this.head < this.tail) {
        if (this.dead === 0 || this.isAlive(this.orders[this.head], this.slots[this.head])) return true;
        this.pull();
        this.dead--;
      }
      if (this.held + this.farCount === 0) return false;
      if (this.openBucket()) this.rebuild("rate");
    }
  }

  /** The front has been a heap for long. */
  private reconsider(): void {
    const isOpen = this.next < Number.POSITIVE_INFINITY;
    const isShort = this.tail - this.head < Math.max(calendarFrom, this.count * frontShareMax);
    this.patience = Math.max(patienceAtStart, this.count * patienceAfterNo);
    if (this.kind === "heap" || isShort || (isOpen && this.debt > this.count)) return;
    this.rebuild("sample");
  }

  /** Opens the calendar with a new width, or closes it when none helps. */
  private rebuild(basis: "rate" | "sample"): void {
    const isSmall = this.kind === "auto" && this.count < calendarFrom / 2;
    if (isSmall || (this.kind === "auto" && this.debt > debtMax * this.count)) this.close();
    else this.refill(this.gather(), basis);
  }

  private close(): void {
    const slots = this.gather();
    this.shut();
    this.patience = Math.max(patienceAtStart, slots.length * patienceAfterNo);
    this.crowd = neverCrowded;
    this.distribute(slots);
  }

  private refill(slots: Int32Array, basis: "rate" | "sample"): void {
    if (this.kind === "heap" || slots.length === 0) {
      this.distribute(slots);
      return;
    }
    const byRate = basis === "rate" ? this.widthByRate() : 0;
    const width = byRate > 0 ? byRate : this.widthBySample(slots);
    if (width === 0 && this.kind === "auto") {
      this.shut();
      this.crowd = neverCrowded;
    } else {
      this.openFor(width, earliest(this.doubles, slots), slots.length);
      this.crowd = Math.max(calendarFrom, slots.length * 4);
    }
    this.distribute(slots);
  }

  private distribute(slots: Int32Array): void {
    this.clear();
    this.dead = 0;
    for (const slot of slots) {
      if (this.put(slot)) continue;
      // It may have been far.
      this.words[slot * wordsPerRecord + nextAt] = none;
      this.push(slot);
    }
  }

  /** Slots of all pending events, in no order; the queue still holds them. */
  private gather(): Int32Array {
    this.bury();
    const slots = new Int32Array(this.count);
    const { head, tail } = this;
    slots.set(this.slots.subarray(head, tail));
    this.gatherInto(slots, tail - head);
    return slots;
  }

  /** Gives all pending events the numbers 0, 1, … in the order that they had. */
  private renumber(): void {
    const { apart } = this;
    const here = this.gather();
    const there = apart?.gather() ?? new Int32Array(0);
    this.sortByOrder(here);
    apart?.sortByOrder(there);
    this.scheduled = 0;
    let j = 0;
    for (let i = 0; i <= here.length; i++) {
      const before = i < here.length ? this.orderOf(here[i]) : Number.POSITIVE_INFINITY;
      while (apart !== undefined && j < there.length && apart.orderOf(there[j]) < before)
        apart.setNumber(there[j++], this.scheduled++);
      if (i < here.length) this.setNumber(here[i], this.scheduled++);
    }
    this.refill(here, "sample");
    apart?.refill(there, "sample");
  }

  private sortByOrder(slots: Int32Array): void {
    slots.sort((a, b) => this.orderOf(a) - this.orderOf(b));
  }

  private orderOf(slot: number): number {
    return this.words[slot * wordsPerRecord + orderAt];
  }

  private setNumber(slot: number, number: number): void {
    this.words[slot * wordsPerRecord + orderAt] = ((this.orderOf(slot) >> numberBits) << numberBits) | number;
  }

  private bury(): void {
    if (this.dead > 0) this.filter((order, slot) => this.isAlive(order, slot));
    this.dead = 0;
  }

  private isAlive(order: number, slot: number): boolean {
    return this.words[slot * wordsPerRecord + orderAt] === order;
  }
}

function earliest(doubles: Float64Array, slots: Int32Array): number {
  let time = Number.POSITIVE_INFINITY;
  for (const slot of slots) time = Math.min(time, doubles[slot * doublesPerRecord]);
  return time;
}

/** The pending events, in the order (time, phase, first scheduled first). */
import { Front } from "./front.ts";
import {
  datumAt,
  doublesPerRecord,
  kindBits,
  kindMask,
  notPending,
  orderAt,
  Records,
  rowAt,
  slotMax,
  tagAt,
  wordsPerRecord,
} from "./records.ts";

export type QueueKind = "auto" | "heap" | "calendar";

/** Schedulings are numbered in 28 bits below the phase; when they run out, the pending ones are numbered anew. */
const numberBits = 28;
const firstOfPhase = 1 << numberBits;

export class EventQueue {
  readonly kind: QueueKind;
  records: Records;
  private front: Front;
  /** Pending events. */
  count = 0;
  private scheduled = 0;
  /** Cancelled events whose entry still lies in the front. */
  private dead = 0;

  constructor(kind: QueueKind, capacity: number) {
    this.kind = kind;
    this.records = new Records(capacity);
    this.front = new Front(capacity);
  }

  add(time: number, index: number, phase: number, row: number, datum: number): number {
    if (this.scheduled === firstOfPhase) this.renumber();
    const slot = this.records.take();
    const { doubles, words } = this.records;
    const at = slot * wordsPerRecord;
    const order = phase * firstOfPhase + this.scheduled++;
    const tag = (words[at + tagAt] & ~kindMask) | index;
    doubles[slot * doublesPerRecord] = time;
    doubles[slot * doublesPerRecord + datumAt] = datum;
    words[at + rowAt] = row;
    words[at + orderAt] = order;
    words[at + tagAt] = tag;
    this.count++;
    this.front.push(time, order, slot);
    return (tag >>> kindBits) * slotMax + slot;
  }

  /** True when an event is pending; the first then lies at the head of the front. */
  settle(): boolean {
    const { front } = this;
    while (front.head < front.tail) {
      if (this.dead === 0 || this.isAlive(front.orders[front.head], front.slots[front.head])) return true;
      front.drop();
      this.dead--;
    }
    return false;
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

  remove(slot: number): void {
    this.records.words[slot * wordsPerRecord + orderAt] = notPending;
    this.records.give(slot);
    this.count--;
    this.dead++;
    if (this.dead > 64 && this.dead > (this.front.tail - this.front.head) >> 1) this.bury();
  }

  /** Moves the events of the marked kinds (by index) by a span. */
  shift(moves: Uint8Array, span: number): void {
    const { doubles, words } = this.records;
    const slots = this.inOrder();
    for (const slot of slots) {
      if (moves[words[slot * wordsPerRecord + tagAt] & kindMask]) doubles[slot * doublesPerRecord] += span;
    }
    this.refill(slots);
  }

  /** Slots of all pending events in the order of firing. */
  inOrder(): Int32Array {
    this.bury();
    const { doubles, words } = this.records;
    const slots = this.front.slots.slice(this.front.head, this.front.tail);
    return slots.sort(
      (a, b) =>
        doubles[a * doublesPerRecord] - doubles[b * doublesPerRecord] ||
        words[a * wordsPerRecord + orderAt] - words[b * wordsPerRecord + orderAt],
    );
  }

  copy(): EventQueue {
    const copy = new EventQueue(this.kind, 0);
    copy.records = this.records.copy();
    copy.front = this.front.copy();
    copy.count = this.count;
    copy.scheduled = this.scheduled;
    copy.dead = this.dead;
    return copy;
  }

  private refill(slots: Int32Array): void {
    const { doubles, words } = this.records;
    this.front.clear();
    for (const slot of slots) {
      this.front.push(doubles[slot * doublesPerRecord], words[slot * wordsPerRecord + orderAt], slot);
    }
  }

  private renumber(): void {
    const slots = this.inOrder();
    const { words } = this.records;
    const byOrder = slots
      .slice()
      .sort((a, b) => words[a * wordsPerRecord + orderAt] - words[b * wordsPerRecord + orderAt]);
    this.scheduled = 0;
    for (const slot of byOrder) {
      const phase = words[slot * wordsPerRecord + orderAt] >> numberBits;
      words[slot * wordsPerRecord + orderAt] = phase * firstOfPhase + this.scheduled++;
    }
    this.refill(slots);
  }

  private bury(): void {
    this.front.filter((order, slot) => this.isAlive(order, slot));
    this.dead = 0;
  }

  private isAlive(order: number, slot: number): boolean {
    return this.records.words[slot * wordsPerRecord + orderAt] === order;
  }
}

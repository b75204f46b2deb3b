/**
 * The events that come next, in order of (time, order): a sorted run while that is cheap, a 4-ary heap otherwise.
 *
 * A run takes what arrives in order, or nearly so, in constant time; so a burst of events at one instant costs no logarithm. Since
 * a sorted run is also a heap, the first event that would have to travel far turns it into one.
 */

import { doublesPerRecord, nextAt, none, orderAt, type Records, wordsPerRecord } from "./records.ts";

/** An event may travel this far down a sorted run before the run becomes a heap. Measured: 16 to 48 are alike. */
const travelMax = 32;
/** Longest list that is sorted as it is read. */
const shortMax = 12;
const arity = 4;
const capacityMin = 64;

export class Front {
  times: Float64Array;
  orders: Int32Array;
  slots: Int32Array;
  /** Entries lie in head … tail − 1; a heap's head is 0. */
  head = 0;
  tail = 0;
  isHeap = false;
  /** A list on its way in. */
  private list = new Int32Array(capacityMin);

  constructor(capacity: number) {
    const length = Math.max(capacityMin, capacity);
    this.times = new Float64Array(length);
    this.orders = new Int32Array(length);
    this.slots = new Int32Array(length);
  }

  /** Numbers that are not small integers are not handed over but read here: V8 would put each in a box on the heap. */
  push(records: Records, slot: number): void {
    if (this.tail === this.times.length) this.makeRoom();
    if (this.isHeap) this.rise(records, this.tail++, slot);
    else this.insert(records, slot);
  }

  /**
   * Takes in a list of records, the last scheduled first. The front must be empty.
   *
   * @returns the length of the list
   */
  load(records: Records, first: number): number {
    const { doubles, words } = records;
    const { times, orders, slots } = this;
    let count = 0;
    for (let slot = first; slot !== none; slot = words[slot * wordsPerRecord + nextAt]) {
      if (count === shortMax) return this.loadLong(records, first);
      const time = doubles[slot * doublesPerRecord];
      const order = words[slot * wordsPerRecord + orderAt];
      let i = count++;
      while (i > 0) {
        const before = times[i - 1];
        if (before < time || (before === time && orders[i - 1] < order)) break;
        times[i] = before;
        orders[i] = orders[i - 1];
        slots[i] = slots[i - 1];
        i--;
      }
      times[i] = time;
      orders[i] = order;
      slots[i] = slot;
    }
    this.tail = count;
    return count;
  }

  /** Takes the first entry away; the caller has read it at `head`. */
  drop(): void {
    if (this.isHeap) this.dropRoot();
    else if (++this.head === this.tail) this.clear();
  }

  clear(): void {
    this.head = 0;
    this.tail = 0;
    this.isHeap = false;
  }

  /** Keeps the entries of which `keeps` is true, in place. */
  filter(keeps: (order: number, slot: number) => boolean): void {
    const { times, orders, slots, tail } = this;
    let kept = 0;
    for (let i = this.head; i < tail; i++) {
      if (!keeps(orders[i], slots[i])) continue;
      times[kept] = times[i];
      orders[kept] = orders[i];
      slots[kept] = slots[i];
      kept++;
    }
    this.head = 0;
    this.tail = kept;
    if (this.isHeap) this.heapify();
  }

  copy(): Front {
    const copy = new Front(0);
    copy.times = this.times.slice();
    copy.orders = this.orders.slice();
    copy.slots = this.slots.slice();
    copy.head = this.head;
    copy.tail = this.tail;
    copy.isHeap = this.isHeap;
    return copy;
  }

  /** In the order of scheduling, so that events of one instant come in sorted. */
  private loadLong(records: Records, first: number): number {
    const { words } = records;
    let count = 0;
    for (let slot = first; slot !== none; slot = words[slot * wordsPerRecord + nextAt]) {
      if (count === this.list.length) this.list = grown(this.list, new Int32Array(2 * count));
      this.list[count++] = slot;
    }
    for (let i = count - 1; i >= 0; i--) this.push(records, this.list[i]);
    return count;
  }

  private insert(records: Records, slot: number): void {
    const { times, orders, slots, head, tail } = this;
    const time = records.doubles[slot * doublesPerRecord];
    const order = records.words[slot * wordsPerRecord + orderAt];
    let i = tail;
    while (i > head) {
      const before = times[i - 1];
      if (before < time || (before === time && orders[i - 1] < order)) break;
      times[i] = before;
      orders[i] = orders[i - 1];
      slots[i] = slots[i - 1];
      i--;
    }
    times[i] = time;
    orders[i] = order;
    slots[i] = slot;
    this.tail = tail + 1;
    if (tail - i > travelMax) this.becomeHeap();
  }

  private becomeHeap(): void {
    this.shiftToStart();
    this.isHeap = true;
  }

  private shiftToStart(): void {
    const { head, tail } = this;
    this.times.copyWithin(0, head, tail);
    this.orders.copyWithin(0, head, tail);
    this.slots.copyWithin(0, head, tail);
    this.head = 0;
    this.tail = tail - head;
  }

  private makeRoom(): void {
    if (this.head > this.tail >> 1) {
      this.shiftToStart();
      return;
    }
    const capacity = Math.ceil(this.times.length * 1.5);
    this.times = grown(this.times, new Float64Array(capacity));
    this.orders = grown(this.orders, new Int32Array(capacity));
    this.slots = grown(this.slots, new Int32Array(capacity));
  }

  private rise(records: Records, from: number, slot: number): void {
    const { times, orders, slots } = this;
    const time = records.doubles[slot * doublesPerRecord];
    const order = records.words[slot * wordsPerRecord + orderAt];
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      const above = times[parent];
      if (above < time || (above === time && orders[parent] < order)) break;
      times[i] = above;
      orders[i] = orders[parent];
      slots[i] = slots[parent];
      i = parent;
    }
    times[i] = time;
    orders[i] = order;
    slots[i] = slot;
  }

  private dropRoot(): void {
    const last = --this.tail;
    if (last === 0) this.clear();
    else this.sink(0, last);
  }

  /** Moves the entry at `from` to where it belongs in the tree below `to`. */
  private sink(to: number, from: number): void {
    const { times, orders, slots, tail } = this;
    const time = times[from];
    const order = orders[from];
    const slot = slots[from];
    let i = to;
    for (;;) {
      const first = arity * i + 1;
      if (first >= tail) break;
      const end = Math.min(first + arity, tail);
      let child = first;
      let least = times[first];
      for (let j = first + 1; j < end; j++) {
        const other = times[j];
        if (other < least || (other === least && orders[j] < orders[child])) {
          child = j;
          least = other;
        }
      }
      if (time < least || (time === least && order < orders[child])) break;
      times[i] = least;
      orders[i] = orders[child];
      slots[i] = slots[child];
      i = child;
    }
    times[i] = time;
    orders[i] = order;
    slots[i] = slot;
  }

  private heapify(): void {
    for (let i = (this.tail - 2) >> 2; i >= 0; i--) this.sink(i, i);
  }
}

function grown<A extends Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

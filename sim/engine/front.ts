/**
 * The events that come next, in order of (time, order): a sorted run while that is cheap, a 4-ary heap otherwise.
 *
 * A run takes what arrives in order, or nearly so, in constant time; so a burst of events at one instant costs no logarithm. Since
 * a sorted run is also a heap, the first event that would have to travel far turns it into one.
 */

import { doublesPerRecord, nextAt, none, orderAt, wordsPerRecord } from "./record-fields.ts";
import { Records } from "./records.ts";

/** An event may travel this far down a sorted run before the run becomes a heap. */
const travelMax = 32;
/** Longest list that is sorted as it is read. */
const shortMax = 12;
/** A longer list is not sorted by order but left to the heap; order (31 bits) and place must fit 53 bits. */
const sortMax = 1 << 22;
const arity = 4;
const capacityMin = 64;

export abstract class Front extends Records {
  protected times = new Float64Array(capacityMin);
  protected orders = new Int32Array(capacityMin);
  slots = new Int32Array(capacityMin);
  /** Entries lie in head … tail − 1; a heap's head is 0. */
  head = 0;
  tail = 0;
  isHeap = false;
  /** A list on its way in. */
  private list = new Int32Array(capacityMin);

  /** Numbers that are not small integers are not handed over but read here: V8 would put each in a box on the heap. */
  protected push(slot: number): void {
    if (this.tail === this.times.length) this.makeRoom();
    if (this.isHeap) this.rise(this.tail++, slot);
    else this.insert(slot);
  }

  /**
   * Takes in a list of records, the last scheduled first. The front must be empty.
   *
   * @returns the length of the list
   */
  protected load(first: number): number {
    const { doubles, words, times, orders, slots } = this;
    let count = 0;
    for (let slot = first; slot !== none; slot = words[slot * wordsPerRecord + nextAt]) {
      if (count === shortMax) return this.loadLong(first);
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
    this.head = 0;
    this.tail = count;
    return count;
  }

  /** The slot of the first event, which leaves the front. */
  pull(): number {
    const slot = this.slots[this.head];
    if (this.isHeap) this.dropRoot();
    else this.head++;
    return slot;
  }

  protected clear(): void {
    this.head = 0;
    this.tail = 0;
    this.isHeap = false;
  }

  /** Keeps the entries of which `keeps` is true, in place. */
  protected filter(keeps: (order: number, slot: number) => boolean): void {
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

  protected override part(): void {
    super.part();
    this.times = this.times.slice();
    this.orders = this.orders.slice();
    this.slots = this.slots.slice();
    this.list = this.list.slice();
  }

  /** In the order of scheduling, so that events of one instant come in sorted. */
  private loadLong(first: number): number {
    const { words } = this;
    this.clear();
    let count = 0;
    let after = Number.POSITIVE_INFINITY;
    let isOrdered = true;
    for (let slot = first; slot !== none; slot = words[slot * wordsPerRecord + nextAt]) {
      if (count === this.list.length) this.list = grown(this.list, new Int32Array(2 * count));
      this.list[count++] = slot;
      const order = words[slot * wordsPerRecord + orderAt];
      if (order > after) isOrdered = false;
      after = order;
    }
    if (!isOrdered && count < sortMax) this.sortList(count);
    for (let i = count - 1; i >= 0; i--) this.push(this.list[i]);
    return count;
  }

  /** The last scheduled first. Order and place fit one double, so that no comparing function is called. */
  private sortList(count: number): void {
    const { words, list } = this;
    const keys = new Float64Array(count);
    for (let i = 0; i < count; i++) keys[i] = words[list[i] * wordsPerRecord + orderAt] * sortMax + i;
    keys.sort();
    const from = list.slice(0, count);
    for (let i = 0; i < count; i++) list[count - 1 - i] = from[keys[i] % sortMax];
  }

  private insert(slot: number): void {
    const { times, orders, slots, head, tail } = this;
    const time = this.doubles[slot * doublesPerRecord];
    const order = this.words[slot * wordsPerRecord + orderAt];
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

  private rise(from: number, slot: number): void {
    const { times, orders, slots } = this;
    const time = this.doubles[slot * doublesPerRecord];
    const order = this.words[slot * wordsPerRecord + orderAt];
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

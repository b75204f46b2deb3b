/**
 * Events that are not due soon, in buckets of equal width; what lies beyond the last bucket is far and waits unsorted.
 *
 * A lazy calendar (after Brown 1988, "Calendar queues", CACM 31(10); unsorted buckets as in Tang, Goh and Thng 2005, "Ladder
 * queue", ACM TOMACS 15(3)): an event is put in its bucket in constant time and sorted only when the bucket is opened, among a handful of
 * others. The buckets are a ring: window n … n + size − 1 of bucket numbers ⌊time / width⌋ moves on as they are opened.
 *
 * The width follows the rate of events. Where no width helps, the owner closes the calendar; the work done in vain is counted for that.
 */

import { Front } from "./front.ts";
import { datumAt, doublesPerRecord, nextAt, none, slotMax, tagAt, wordsPerRecord } from "./record-fields.ts";

/** Events that a bucket should hold. Measured on hold of 100,000, window unchanged: 243 ns an event with 2, 290 with 3, 318 with 4. */
const fill = 2;
/** Twice the window or more behind the events at hand: with exponential spans a tenth of the events then passes through `far`. */
const bucketsPerEvent = 1;
const sizeMin = 16;
/**
 * A bucket may hold this many times more, or fewer, events than it should before the width is set anew. One guessed from a sample is up to
 * three times too large; going on to one by the rate gives hold of 1,000 8 %, and lists of which three events are read ahead.
 */
const drift = 1.4;
/** Times looked at to guess a width, and the share of them, the earliest, that it is guessed from. */
const sampleSize = 512;
const sampleShare = 1 / 8;
/** What a far record has for `next` tells its place in `far`: this less the place. It is taken out without a look there. */
const farMark = none - 1;
/** Buckets whose records are read ahead together, and the number of records (of 4 MB) from which that pays: fewer are in the cache anyway. */
const touchBatch = 16;
const touchTopMin = 1 << 17;
/** Longest list that is searched for an event to be removed. */
const searchMax = 64;

export abstract class Calendar extends Front {
  /** Number of the first bucket not opened yet; ∞ while closed. Events of lower buckets belong to the front. */
  protected next = Number.POSITIVE_INFINITY;
  /** Buckets walked and events moved, less what the events opened should cost; high when the calendar does not pay. */
  protected debt = 0;
  protected heads = new Int32Array(sizeMin).fill(none);
  /** 1 / width. [buckets per µs] */
  protected perMicro = 0.5;
  /** Events in buckets. */
  protected held = 0;
  protected farCount = 0;
  private far = new Int32Array(0);
  /** Before the bucket of this number is opened, `far` must be looked through. */
  private farFrom = Number.POSITIVE_INFINITY;
  /** Bucket since which the width is being judged, and the events opened since. */
  private judgedFrom = Number.POSITIVE_INFINITY;
  private opened = 0;
  /** Of no meaning; without it the compiler would leave the reading out. */
  protected touched = 0;
  /** Bucket from which the next records are to be read ahead. */
  private touchFrom = Number.POSITIVE_INFINITY;

  /** Takes an event in, which may lie beyond the last bucket; false when it is due before the next bucket. */
  protected put(slot: number): boolean {
    const x = this.doubles[slot * doublesPerRecord] * this.perMicro;
    const ahead = x - this.next;
    if (!(ahead >= 0)) return false;
    if (ahead < this.heads.length) this.putIn(x & (this.heads.length - 1), slot);
    else this.putFar(slot);
    return true;
  }

  protected putIn(bucket: number, slot: number): void {
    const { heads } = this;
    this.words[slot * wordsPerRecord + nextAt] = heads[bucket];
    heads[bucket] = slot;
    this.held++;
  }

  protected putFar(slot: number): void {
    if (this.farCount === this.far.length) {
      const grown = new Int32Array(Math.max(64, Math.ceil(this.far.length * 1.5)));
      grown.set(this.far);
      this.far = grown;
    }
    this.words[slot * wordsPerRecord + nextAt] = farMark - this.farCount;
    this.far[this.farCount++] = slot;
  }

  /** Whether an event of that time belongs here. */
  protected covers(slot: number): boolean {
    return this.doubles[slot * doublesPerRecord] * this.perMicro >= this.next;
  }

  /** Takes an event out if it is far; tells whether it was. */
  protected takeFar(slot: number): boolean {
    const { words, far } = this;
    const mark = words[slot * wordsPerRecord + nextAt];
    if (mark > farMark) return false;
    const last = far[--this.farCount];
    far[farMark - mark] = last;
    words[last * wordsPerRecord + nextAt] = mark;
    return true;
  }

  /** Takes an event out of its bucket; false when that is so full that it was not searched for. */
  protected takeOut(slot: number): boolean {
    const { words, doubles } = this;
    const next = words[slot * wordsPerRecord + nextAt];
    const bucket = (doubles[slot * doublesPerRecord] * this.perMicro) & (this.heads.length - 1);
    let before = none;
    let at = this.heads[bucket];
    for (let step = 0; at !== slot; step++) {
      if (step === searchMax) return false;
      before = at;
      at = words[at * wordsPerRecord + nextAt];
    }
    if (before === none) this.heads[bucket] = next;
    else words[before * wordsPerRecord + nextAt] = next;
    this.held--;
    return true;
  }

  /**
   * Moves the events of the next bucket that holds any to the front. The front must be empty, the calendar not.
   *
   * @returns true when the width should be set anew; it is judged once a round of the ring
   */
  protected openBucket(): boolean {
    let first = none;
    do {
      if (this.held === 0) this.skipTo(this.farEarliest());
      if (this.next >= this.farFrom) this.fetchFar();
      first = this.walk();
    } while (first === none);
    const count = this.load(first);
    this.held -= count;
    this.opened += count;
    return this.next - this.judgedFrom >= this.heads.length && this.isOffWidth();
  }

  private isOffWidth(): boolean {
    const walked = this.next - this.judgedFrom;
    const average = this.opened / walked;
    this.debt = Math.max(0, this.debt + walked - this.opened * fill);
    if (average > fill * drift || average < fill / drift) return true;
    this.judgedFrom = this.next;
    this.opened = 0;
    if (this.top >= touchTopMin) this.touchFrom = Math.min(this.touchFrom, this.next + touchBatch);
    return false;
  }

  /** Width by the rate at which events were met since it was last judged; 0 when there were none. [µs] */
  protected widthByRate(): number {
    return this.opened > 0 ? (fill * (this.next - this.judgedFrom)) / (this.opened * this.perMicro) : 0;
  }

  /** Width by the earliest of the times at hand; 0 when they are all one. [µs] */
  protected widthBySample(slots: Int32Array): number {
    const stride = Math.max(1, Math.floor(slots.length / sampleSize));
    const times = new Float64Array(Math.ceil(slots.length / stride));
    for (let i = 0; i < times.length; i++) times[i] = this.doubles[slots[i * stride] * doublesPerRecord];
    times.sort();
    const last = times.length - 1;
    let share = Math.min(last, Math.max(1, Math.floor(times.length * sampleShare)));
    // Where the earliest are all due at one instant, the later ones tell.
    while (share < last && times[share] === times[0]) share = Math.min(last, 2 * share);
    return share > 0 ? (fill * (times[share] - times[0])) / (share * stride) : 0;
  }

  /** Empties the calendar and opens it anew for `count` events from the instant `from` on. The events are still to be put in. */
  protected openFor(width: number, from: number, count: number): void {
    let size = sizeMin;
    while (size < count * bucketsPerEvent) size *= 2;
    if (size === this.heads.length) this.heads.fill(none);
    else this.heads = new Int32Array(size).fill(none);
    this.perMicro = 1 / Math.max(1, width);
    this.held = 0;
    this.farCount = 0;
    this.opened = 0;
    this.debt += count;
    this.next = Math.floor(from * this.perMicro);
    this.judgedFrom = this.next;
    this.touchFrom = this.top < touchTopMin ? Number.POSITIVE_INFINITY : this.next;
    this.farFrom = this.next + size;
  }

  /** Everything goes to the front from now on. */
  protected shut(): void {
    this.next = Number.POSITIVE_INFINITY;
    this.heads = new Int32Array(sizeMin).fill(none);
    this.far = new Int32Array(0);
    this.held = 0;
    this.farCount = 0;
    this.debt = 0;
  }

  /** Writes all slots to `out` from `at` on. */
  protected gatherInto(out: Int32Array, at: number): void {
    let end = at;
    for (let i = 0; i < this.farCount; i++) out[end++] = this.far[i];
    if (this.held === 0) return;
    for (const head of this.heads) {
      for (let slot = head; slot !== none; slot = this.words[slot * wordsPerRecord + nextAt]) out[end++] = slot;
    }
  }

  protected override part(): void {
    super.part();
    this.heads = this.heads.slice();
    this.far = this.far.slice();
  }

  /** Steps over empty buckets; the head of the first that is not empty, or none at the end of the round. */
  private walk(): number {
    const { heads, farFrom } = this;
    const mask = heads.length - 1;
    let next = this.next;
    let slot = none;
    while (slot === none && next < farFrom) slot = heads[next++ & mask];
    this.next = next;
    if (next >= this.touchFrom) this.touchAhead();
    if (slot !== none) heads[(next - 1) & mask] = none;
    return slot;
  }

  /**
   * Reads the records of buckets ahead, many at once: loads that miss the cache then wait together, and not each in its turn. In three
   * steps, since a list is followed through its records: the first records of the third batch from here, the second ones of the second,
   * the third ones of the next; and what a datum points at if it is a ticket, since who is handed a ticket mostly cancels it
   * (content-directed prefetching, Cooksey, Jourdan and Grunwald 2002, ASPLOS X).
   */
  private touchAhead(): void {
    const { heads, words, next } = this;
    const mask = heads.length - 1;
    this.touchFrom = next + touchBatch;
    let sum = 0;
    for (let bucket = next; bucket < next + touchBatch; bucket++) {
      const ahead = heads[(bucket + 2 * touchBatch) & mask];
      if (ahead !== none) sum ^= words[ahead * wordsPerRecord + nextAt];
      const first = heads[(bucket + touchBatch) & mask];
      if (first !== none) {
        const second = words[first * wordsPerRecord + nextAt];
        if (second !== none) sum ^= words[second * wordsPerRecord + nextAt];
        sum ^= this.touchTarget(first);
      }
      const near = heads[bucket & mask];
      if (near === none) continue;
      const second = words[near * wordsPerRecord + nextAt];
      if (second === none) continue;
      sum ^= this.touchTarget(second);
      const third = words[second * wordsPerRecord + nextAt];
      if (third !== none) sum ^= this.touchTarget(third);
    }
    this.touched = sum;
  }

  /** Reads a record, and that which its datum is a ticket to, if it is one. */
  private touchTarget(slot: number): number {
    const datum = this.doubles[slot * doublesPerRecord + datumAt];
    const target = datum >= slotMax ? datum & (slotMax - 1) : this.top;
    return target < this.top ? this.words[target * wordsPerRecord + tagAt] : 0;
  }

  /** Buckets skipped count as not walked. */
  private skipTo(bucket: number): void {
    this.judgedFrom += bucket - this.next;
    this.next = bucket;
  }

  private farEarliest(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.farCount; i++) {
      const time = this.doubles[this.far[i] * doublesPerRecord];
      if (time < earliest) earliest = time;
    }
    this.debt += this.farCount;
    this.farFrom = 0;
    return Math.floor(earliest * this.perMicro);
  }

  /** Moves what the ring now reaches from `far` to its buckets. */
  private fetchFar(): void {
    const { far, farCount, heads, perMicro, doubles, words } = this;
    const mask = heads.length - 1;
    const limit = this.next + heads.length;
    let kept = 0;
    for (let i = 0; i < farCount; i++) {
      const slot = far[i];
      const x = doubles[slot * doublesPerRecord] * perMicro;
      const link = slot * wordsPerRecord + nextAt;
      if (x < limit) {
        words[link] = heads[x & mask];
        heads[x & mask] = slot;
      } else {
        words[link] = farMark - kept;
        far[kept++] = slot;
      }
    }
    this.held += farCount - kept;
    this.farCount = kept;
    this.farFrom = limit;
    this.debt += farCount;
  }
}

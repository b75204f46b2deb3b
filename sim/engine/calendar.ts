/**
 * Events that are not due soon, in buckets of equal width; what lies beyond the last bucket is far and waits unsorted.
 *
 * A lazy calendar (after Brown 1988, "Calendar queues", CACM 31(10); unsorted buckets as in Tang, Goh and Thng 2005, "Ladder
 * queue", ACM TOMACS 15(3)): an event is put in its bucket in constant time and sorted only when the bucket is opened, among a handful of
 * others. The buckets are a ring: window n … n + size − 1 of bucket numbers ⌊time / width⌋ moves on as they are opened.
 *
 * The width follows the rate of events. Where no width helps, the owner closes the calendar; the work done in vain is counted for that.
 */
import { doublesPerRecord, nextAt, none, type Records, wordsPerRecord } from "./records.ts";

/** Events that a bucket should hold. Measured: 2 to 8 are alike. */
const fill = 2;
/** Twice the window or more behind the events at hand: with exponential spans a tenth of the events then passes through `far`. */
const bucketsPerEvent = 1;
const sizeMin = 16;
/** A bucket may hold this many times more, or fewer, events than it should, on average, before the width is set anew. */
const drift = 3;
/** Times looked at to guess a width, and the share of them, the earliest, that it is guessed from. */
const sampleSize = 512;
const sampleShare = 1 / 8;
/** Longest list that is searched for an event to be removed. */
const searchMax = 64;

export class Calendar {
  /** Number of the first bucket not opened yet; ∞ while closed. Events of lower buckets belong to the front. */
  next = Number.POSITIVE_INFINITY;
  /** Buckets walked and events moved, less what the events opened should cost; high when the calendar does not pay. */
  debt = 0;
  private heads = new Int32Array(sizeMin).fill(none);
  private far = new Int32Array(0);
  private farCount = 0;
  /** Events in buckets. */
  private held = 0;
  /** Number of the first bucket beyond the ring. */
  private limit = Number.POSITIVE_INFINITY;
  /** Before the bucket of this number is opened, `far` must be looked through. */
  private farFrom = Number.POSITIVE_INFINITY;
  /** 1 / width. [buckets per µs] */
  private perMicro = 0;
  /** Buckets and events opened since the width was last judged. */
  private walked = 0;
  private opened = 0;

  get count(): number {
    return this.held + this.farCount;
  }

  /** Takes an event in; false when it is due before the next bucket. */
  put(records: Records, slot: number): boolean {
    const x = records.doubles[slot * doublesPerRecord] * this.perMicro;
    if (x < this.next) return false;
    if (x < this.limit) {
      const bucket = x & (this.heads.length - 1);
      records.words[slot * wordsPerRecord + nextAt] = this.heads[bucket];
      this.heads[bucket] = slot;
      this.held++;
    } else this.putFar(records, slot);
    return true;
  }

  /** Whether an event of that time belongs here. */
  covers(records: Records, slot: number): boolean {
    return records.doubles[slot * doublesPerRecord] * this.perMicro >= this.next;
  }

  /** Takes an event out; false when its bucket is so full that it was not searched for. */
  remove(records: Records, slot: number): boolean {
    const { words, doubles } = records;
    const next = words[slot * wordsPerRecord + nextAt];
    if (next >= 0 && next < this.farCount && this.far[next] === slot) {
      const last = this.far[--this.farCount];
      this.far[next] = last;
      words[last * wordsPerRecord + nextAt] = next;
      return true;
    }
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
   * Opens the next bucket that holds events: its list, the last scheduled first. The calendar must not be empty.
   *
   * @returns the first slot of the list
   */
  open(records: Records): number {
    for (;;) {
      if (this.held === 0) this.skipTo(this.farEarliest(records));
      if (this.next >= this.farFrom) this.fetchFar(records);
      const slot = this.walk();
      if (slot !== none) return slot;
    }
  }

  /** Tells how many events an opened bucket held. */
  account(count: number): void {
    this.held -= count;
    this.opened += count;
    this.debt -= count * fill;
  }

  /** The width is judged once a round of the ring; true when it should be set anew. */
  isOffWidth(): boolean {
    if (this.walked < this.heads.length) return false;
    const average = this.opened / this.walked;
    this.debt += this.walked;
    if (this.debt < 0) this.debt = 0;
    if (average > fill * drift || average < fill / drift) return true;
    this.walked = 0;
    this.opened = 0;
    return false;
  }

  /** Width by the rate at which events were met since it was last judged; 0 when there were none. [µs] */
  widthByRate(): number {
    return this.opened > 0 ? (fill * this.walked) / (this.opened * this.perMicro) : 0;
  }

  /** Width by the earliest of the times at hand; 0 when they are all one. [µs] */
  widthBySample(records: Records, slots: Int32Array): number {
    const stride = Math.max(1, Math.floor(slots.length / sampleSize));
    const times = new Float64Array(Math.ceil(slots.length / stride));
    for (let i = 0; i < times.length; i++) times[i] = records.doubles[slots[i * stride] * doublesPerRecord];
    times.sort();
    const share = Math.max(1, Math.floor(times.length * sampleShare));
    const span = times[Math.min(share, times.length - 1)] - times[0];
    return (fill * span) / (share * stride);
  }

  /** Empties the calendar and opens it anew for `count` events from the instant `from` on. The events are still to be put in. */
  reset(width: number, from: number, count: number): void {
    let size = sizeMin;
    while (size < count * bucketsPerEvent) size *= 2;
    if (size === this.heads.length) this.heads.fill(none);
    else this.heads = new Int32Array(size).fill(none);
    this.perMicro = 1 / Math.max(1, width);
    this.held = 0;
    this.farCount = 0;
    this.walked = 0;
    this.opened = 0;
    this.debt += count;
    this.skipTo(Math.floor(from * this.perMicro));
    this.farFrom = this.limit;
  }

  /** Everything goes to the front from now on. */
  close(): void {
    this.next = Number.POSITIVE_INFINITY;
    this.limit = Number.POSITIVE_INFINITY;
    this.heads = new Int32Array(sizeMin).fill(none);
    this.far = new Int32Array(0);
    this.held = 0;
    this.farCount = 0;
    this.debt = 0;
  }

  /** Writes all slots to `out` from `at` on; returns where they end. */
  gather(records: Records, out: Int32Array, at: number): number {
    let end = at;
    for (let i = 0; i < this.farCount; i++) out[end++] = this.far[i];
    if (this.held === 0) return end;
    for (const head of this.heads) {
      for (let slot = head; slot !== none; slot = records.words[slot * wordsPerRecord + nextAt]) out[end++] = slot;
    }
    return end;
  }

  copy(): Calendar {
    const copy = Object.assign(new Calendar(), this);
    copy.heads = this.heads.slice();
    copy.far = this.far.slice();
    return copy;
  }

  private putFar(records: Records, slot: number): void {
    if (this.farCount === this.far.length) {
      const grown = new Int32Array(Math.max(64, Math.ceil(this.far.length * 1.5)));
      grown.set(this.far);
      this.far = grown;
    }
    records.words[slot * wordsPerRecord + nextAt] = this.farCount;
    this.far[this.farCount++] = slot;
  }

  /** Steps over empty buckets; the head of the first that is not empty, or none at the end of the round. */
  private walk(): number {
    const { heads, farFrom } = this;
    const mask = heads.length - 1;
    let next = this.next;
    let slot = none;
    while (slot === none && next < farFrom) slot = heads[next++ & mask];
    this.walked += next - this.next;
    this.next = next;
    this.limit = next + heads.length;
    if (slot !== none) heads[(next - 1) & mask] = none;
    return slot;
  }

  private skipTo(bucket: number): void {
    this.next = bucket;
    this.limit = bucket + this.heads.length;
  }

  private farEarliest(records: Records): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.farCount; i++) {
      const time = records.doubles[this.far[i] * doublesPerRecord];
      if (time < earliest) earliest = time;
    }
    this.debt += this.farCount;
    this.farFrom = 0;
    return Math.floor(earliest * this.perMicro);
  }

  /** Moves what the ring now reaches from `far` to its buckets. */
  private fetchFar(records: Records): void {
    const { far, farCount, heads, limit, perMicro } = this;
    const { doubles, words } = records;
    const mask = heads.length - 1;
    let kept = 0;
    for (let i = 0; i < farCount; i++) {
      const slot = far[i];
      const x = doubles[slot * doublesPerRecord] * perMicro;
      const link = slot * wordsPerRecord + nextAt;
      if (x < limit) {
        words[link] = heads[x & mask];
        heads[x & mask] = slot;
      } else {
        words[link] = kept;
        far[kept++] = slot;
      }
    }
    this.held += farCount - kept;
    this.farCount = kept;
    this.farFrom = limit;
    this.debt += farCount;
  }
}

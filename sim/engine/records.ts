/** The records of pending events and the list of free ones; their fields are in `record-fields.ts`. */
import { linedDoubles, wordsOf } from "./lines.ts";
import {
  doublesPerRecord,
  kindBits,
  lastUse,
  nextAt,
  none,
  oneUse,
  slotMax,
  tagAt,
  wordsPerRecord,
} from "./record-fields.ts";

export class Records {
  doubles: Float64Array;
  words: Int32Array;
  /** Slots ever used: all records lie below. */
  top = 0;
  protected free = none;

  constructor(capacity: number) {
    this.doubles = linedDoubles(capacity * doublesPerRecord);
    this.words = wordsOf(this.doubles);
  }

  /** A slot to write to; its tag already counts this use. The slot freed last comes first: it is warm in the cache. */
  take(): number {
    const slot = this.free;
    if (slot === none) return this.extend();
    this.free = this.words[slot * wordsPerRecord + nextAt];
    return slot;
  }

  /** Gives a slot back. Tickets to it are void from now on. */
  give(slot: number): void {
    const { words } = this;
    const at = slot * wordsPerRecord;
    const tag = (words[at + tagAt] + oneUse) | 0;
    words[at + tagAt] = tag;
    if (tag >>> kindBits === lastUse) return;
    words[at + nextAt] = this.free;
    this.free = slot;
  }

  /** After a shallow copy: own buffers. */
  protected part(): void {
    this.replace(this.doubles.length);
  }

  private extend(): number {
    if (this.top * doublesPerRecord >= this.doubles.length) this.grow();
    const slot = this.top++;
    this.words[slot * wordsPerRecord + tagAt] = oneUse;
    return slot;
  }

  /** By half, so that at worst a third of the memory waits for use. */
  private grow(): void {
    const capacity = Math.min(slotMax, Math.ceil((this.doubles.length / doublesPerRecord) * 1.5) + 16);
    if (this.top >= capacity) throw new RangeError(`${this.top} pending events: the schedule holds no more than 2²⁶`);
    this.replace(capacity * doublesPerRecord);
  }

  private replace(length: number): void {
    const doubles = linedDoubles(length);
    doubles.set(this.doubles);
    this.doubles = doubles;
    this.words = wordsOf(doubles);
  }
}

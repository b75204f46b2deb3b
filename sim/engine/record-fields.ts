/**
 * What is known of each pending event: one record of 32 bytes in one buffer, found by its slot.
 *
 * | bytes | field | meaning                                                                        |
 * | ----- | ----- | ------------------------------------------------------------------------------ |
 * | 0–7   | time  | µs, whole                                                                      |
 * | 8–15  | datum | the handler's                                                                  |
 * | 16–19 | row   | the handler's, 0 … 2³² − 1                                                     |
 * | 20–23 | next  | slot of the next record in the same list; −1 ends it                           |
 * | 24–27 | order | phase · 2²⁸ + number of the scheduling; smaller fires first at the same time   |
 * | 28–31 | tag   | use of the slot (24 bits, from 1) and index of the kind (8 bits)               |
 *
 * One record an event, not a column a field: an event far down the queue then costs one line of the cache, not five
 * (hold model of 10⁶ pending, see docs/performance.md). This file imports nothing, so that a bundle has the constants as literals.
 */

export const none = -1;

/** Stride of a record, in doubles and in 32-bit words. */
export const doublesPerRecord = 4;
export const wordsPerRecord = 8;
/** Offsets within a record, in doubles. */
export const datumAt = 1;
/** Offsets within a record, in 32-bit words. */
export const rowAt = 4;
export const nextAt = 5;
export const orderAt = 6;
export const tagAt = 7;

/** The two words of a record's time; which comes first is up to the machine. */
export const highWord = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
export const lowWord = 1 - highWord;

/** A kind's index takes the low bits of a tag, the count of uses of the slot the rest. */
export const kindBits = 8;
export const kindMask = (1 << kindBits) - 1;
export const oneUse = 1 << kindBits;
/** A slot whose uses are spent is never used again, so that a ticket stays unique for ever. */
export const lastUse = 0xffffff;
/** Slots are numbered in 26 bits, so that (use, slot) fits a ticket of 53 bits. */
export const slotMax = 0x4000000;
/** The order of a record that is not pending; no event has it. */
export const notPending = -1;

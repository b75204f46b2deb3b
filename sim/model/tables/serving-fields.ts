/**
 * Places of the fields within a row of `serving`, in doubles and in 32-bit words: two lines of the cache.
 *
 * Literals, so that a bundle has them in the code. The first line is the batch now, which every event of a request reads. The second is
 * read as a request starts or ends, or the node falls idle; what only some rule or the end of a window asks for lies beside the rows.
 */

/** Stride of a row: 128 bytes. */
export const doubles = 16;
export const words = 32;

// First line: doubles 0 … 7, words 0 … 15.
export const virtual = 0;
export const advancedAt = 1;
export const context = 2;
export const ticket = 3;
export const active = 8;
export const waitingFirst = 9;
export const waitingLast = 10;
export const waiting = 11;
export const prefilling = 12;
export const root = 13;
export const outstanding = 14;
/** Row of `laws`; no state, since it repeats what `nodes` says. */
export const law = 15;
// Second line: doubles 8 … 15.
export const reserved = 8;
export const busySince = 9;
export const busyTime = 10;
export const served = 11;
export const tokens = 12;
export const outputTokens = 13;
export const fees = 14;
export const missed = 15;

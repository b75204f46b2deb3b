/** Memory that begins with a line of the cache. */

/**
 * From the start of a block of memory to its first line of the cache. glibc, and so an ArrayBuffer on Linux, begins a large block 16 bytes past
 * a page, so that half of all records would lie across two lines (schedule + cancel: 1.15 × the rate without). A program cannot
 * ask where its memory lies; where a block begins with a line, 48 costs what it saves here. [byte]
 */
const toLine = 48;

/** Zeroes, of this length in doubles. */
export function linedDoubles(length: number): Float64Array {
  return new Float64Array(new ArrayBuffer(toLine + length * Float64Array.BYTES_PER_ELEMENT), toLine, length);
}

/** The same memory as words of 32 bits. */
export function wordsOf({ buffer, byteOffset, length }: Float64Array): Int32Array {
  return new Int32Array(buffer, byteOffset, 2 * length);
}

/**
 * Order of rows by a key, and single order statistics, without a comparison function: calls of one are most of the time of a sort.
 *
 * @see Knuth, The Art of Computer Programming 3, sections 5.2.4 (merging) and 5.2.2 (Hoare's selection)
 */
import type { ReadonlyColumn } from "../engine/columns.ts";

/**
 * Rows 0 … count − 1 by ascending key, equal keys in order of row. A merge from the bottom up: O(n log n), never worse.
 *
 * @param keys  no NaN
 */
export function rowsInOrder(keys: ReadonlyColumn, count: number): Uint32Array {
  let from = new Uint32Array(count);
  let to = new Uint32Array(count);
  for (let i = 0; i < count; i++) from[i] = i;
  for (let width = 1; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) mergeRuns(keys, from, to, { start, width });
    [from, to] = [to, from];
  }
  return from;
}

/** Merges two runs that lie side by side, each of `width` rows or up to the end. */
function mergeRuns(
  keys: ReadonlyColumn,
  from: Uint32Array,
  to: Uint32Array,
  { start, width }: { readonly start: number; readonly width: number },
): void {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let [left, right] = [start, middle];
  for (let i = start; i < end; i++) {
    const isLeft = left < middle && (right >= end || keys[from[left]] <= keys[from[right]]);
    to[i] = isLeft ? from[left++] : from[right++];
  }
}

/**
 * Rows of each part, in order.
 *
 * @param partOf  of a row, 0 … parts − 1; −1 when it is of none
 */
export function rowsByPart(count: number, parts: number, partOf: (row: number) => number): Uint32Array[] {
  const sizes = new Uint32Array(parts);
  for (let row = 0; row < count; row++) {
    const part = partOf(row);
    if (part >= 0) sizes[part]++;
  }
  const rows = Array.from(sizes, (size) => new Uint32Array(size));
  sizes.fill(0);
  for (let row = 0; row < count; row++) {
    const part = partOf(row);
    if (part >= 0) rows[part][sizes[part]++] = row;
  }
  return rows;
}

/**
 * The value that would stand at a place if all were sorted, smallest first. Moves the values about; O(n) on average, and for many equal ones.
 *
 * @param place  0 … length − 1
 */
export function valueAt(values: Float64Array, place: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = middleOf(values[low], values[(low + high) >>> 1], values[high]);
    // [low, below) is less, [below, i) equal, (above, high] more.
    let [below, i, above] = [low, low, high];
    while (i <= above) {
      const value = values[i];
      if (value < pivot) {
        values[i++] = values[below];
        values[below++] = value;
      } else if (value > pivot) {
        values[i] = values[above];
        values[above--] = value;
      } else i++;
    }
    if (place >= below && place <= above) return pivot;
    if (place < below) high = below - 1;
    else low = above + 1;
  }
  return values[place];
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

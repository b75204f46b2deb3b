/**
 * A table whose rows are records: the fields of a row lie side by side, not each in a column of its own.
 *
 * For state that is read row by row, many fields at once and rows in no order: a row then costs two or three lines of the cache, where
 * columns cost one a field. Hot code reads `doubles[row * doublesPerRow + field]` and `words[row * wordsPerRow + field]` with constant
 * fields; all other code asks by name. State that is swept column by column belongs in a table of columns.
 */

import type { ColumnKind, Spec, Table } from "./columns.ts";
import { linedDoubles, wordsOf } from "./lines.ts";

export interface Field {
  readonly kind: Exclude<ColumnKind, "i64">;
  /** Place within the row: in doubles for `f64`, in 32-bit words for all else. */
  readonly at: number;
}
/** Field name → field; the order is that of the digest. */
export type Layout = Readonly<Record<string, Field>>;

export interface Packed<L extends Layout> {
  readonly name: string;
  readonly layout: L;
  /** Length of a row. [8 bytes] */
  readonly stride: number;
  readonly capacity: number;
  readonly doubles: Float64Array;
  /** The same memory. */
  readonly words: Int32Array;
  /** Rows in use: 0 ≤ count ≤ capacity. */
  count: number;
}

/** Makes an empty table: reals are NaN, so that forgetting to write one is seen, whole numbers 0. */
export function createPacked<L extends Layout>(name: string, layout: L, stride: number, capacity: number): Packed<L> {
  if (!Number.isInteger(capacity) || capacity < 0) throw new RangeError(`table ${name}: capacity ${capacity} rows`);
  const table = over(name, layout, stride, linedDoubles(capacity * stride), 0);
  const reals = Object.values(layout).filter(({ kind }) => kind === "f64");
  for (let row = 0; row < capacity; row++) {
    for (const { at } of reals) table.doubles[row * stride + at] = Number.NaN;
  }
  return table;
}

/** A copy that shares nothing with the original, with room for at least as many rows. */
export function copyPacked<L extends Layout>(table: Packed<L>, capacity = table.capacity): Packed<L> {
  const copy = createPacked(table.name, table.layout, table.stride, capacity);
  copy.doubles.set(table.doubles);
  copy.count = table.count;
  return copy;
}

/** Takes the next free row; a full table is an error that says so. */
export function addPackedRow<L extends Layout>(table: Packed<L>): number {
  if (table.count >= table.capacity) throw new RangeError(`table ${table.name} is full: ${table.capacity} rows`);
  return table.count++;
}

/** One field of one row, by name. */
export function fieldOf<L extends Layout>(table: Packed<L>, name: keyof L, row: number): number {
  const { kind, at } = table.layout[name];
  return kind === "f64" ? table.doubles[row * table.stride + at] : table.words[2 * row * table.stride + at];
}

export function setField<L extends Layout>(table: Packed<L>, name: keyof L, row: number, value: number): void {
  const { kind, at } = table.layout[name];
  if (kind === "f64") table.doubles[row * table.stride + at] = value;
  else table.words[2 * row * table.stride + at] = value;
}

/** Gives one field of all rows in use the same value. */
export function fillField<L extends Layout>(table: Packed<L>, name: keyof L, value: number): void {
  for (let row = 0; row < table.count; row++) setField(table, name, row, value);
}

/**
 * The rows in use as a table of columns, one column copied at a time: what a digest reads.
 *
 * @param count  rows to show; beyond those in use, of which there is one at least, the last is repeated
 */
export function columnsOf<L extends Layout>(table: Packed<L>, count = table.count): Table<Spec> {
  const { name, layout } = table;
  const columns = {};
  const spec: Record<string, ColumnKind> = {};
  for (const field of Object.keys(layout)) {
    spec[field] = layout[field].kind;
    Object.defineProperty(columns, field, { enumerable: true, get: () => columnOf(table, field, count) });
  }
  return { name, spec, capacity: count, buffer: new ArrayBuffer(0), columns, count };
}

function columnOf<L extends Layout>(
  table: Packed<L>,
  name: keyof L,
  count: number,
): Float64Array | Int32Array | Uint8Array {
  const { kind } = table.layout[name];
  const last = table.count - 1;
  const column = kind === "f64" ? new Float64Array(count) : new (kind === "u8" ? Uint8Array : Int32Array)(count);
  for (let row = 0; row < count; row++) column[row] = fieldOf(table, name, Math.min(row, last));
  return column;
}

function over<L extends Layout>(
  name: string,
  layout: L,
  stride: number,
  doubles: Float64Array,
  count: number,
): Packed<L> {
  return {
    name,
    layout,
    stride,
    capacity: doubles.length / stride,
    doubles,
    words: wordsOf(doubles),
    count,
  };
}

/**
 * A table is one buffer seen as typed columns.
 *
 * State lives in tables only, so copying a table's buffer copies the state: this is what fork, digest and hand-over to a
 * worker rest on. Unwritten reals are NaN, so that forgetting to write one is seen.
 */

export type ColumnKind = "f64" | "i64" | "u32" | "i32" | "u8";
export type Spec = Readonly<Record<string, ColumnKind>>;

interface ArrayOf {
  f64: Float64Array;
  i64: BigInt64Array;
  u32: Uint32Array;
  i32: Int32Array;
  u8: Uint8Array;
}

export type Columns<S extends Spec> = { readonly [K in keyof S]: ArrayOf[S[K]] };

/** A column without a pen. */
export interface ReadonlyColumn {
  readonly length: number;
  readonly [row: number]: number;
}
export interface ReadonlyBigColumn {
  readonly length: number;
  readonly [row: number]: bigint;
}
export type ColumnsView<S extends Spec> = {
  readonly [K in keyof S]: S[K] extends "i64" ? ReadonlyBigColumn : ReadonlyColumn;
};

export interface Table<S extends Spec> {
  readonly name: string;
  readonly spec: S;
  readonly capacity: number;
  readonly buffer: ArrayBuffer;
  readonly columns: Columns<S>;
  /** Rows in use: 0 ≤ count ≤ capacity. */
  count: number;
}

const bytesOf: Readonly<Record<ColumnKind, number>> = { f64: 8, i64: 8, u32: 4, i32: 4, u8: 1 };

/**
 * Makes an empty table.
 *
 * @param name      said in errors and digests
 * @param spec      column name → kind; the order is the order in the buffer and in the digest
 * @param capacity  rows, ≥ 0; fixed, since the scenario says how many there can be
 * @throws RangeError when the capacity is no whole number ≥ 0
 */
export function createTable<S extends Spec>(name: string, spec: S, capacity: number): Table<S> {
  if (!Number.isInteger(capacity) || capacity < 0) throw new RangeError(`table ${name}: capacity ${capacity} rows`);
  return tableOf(name, spec, capacity, "fresh");
}

function tableOf<S extends Spec>(name: string, spec: S, capacity: number, state: "fresh" | "written"): Table<S> {
  let bytes = 0;
  for (const column of Object.keys(spec)) bytes += padded(bytesOf[spec[column] as ColumnKind] * capacity);
  return overBuffer(name, spec, capacity, new ArrayBuffer(bytes), state);
}

/** A copy that shares nothing with the original. */
export function copyTable<S extends Spec>(table: Table<S>): Table<S> {
  const copy = overBuffer(table.name, table.spec, table.capacity, table.buffer.slice(0), "written");
  copy.count = table.count;
  return copy;
}

/** A copy of the rows in use, without room for more; to be written over and thrown away. */
export function copyRows<S extends Spec>(table: Table<S>): Table<S> {
  const copy = tableOf(table.name, table.spec, table.count, "written");
  copy.count = table.count;
  setRows(copy, table, Object.keys(table.spec));
  return copy;
}

/** Writes the rows in use of these columns over those of a copy that has as many. */
export function setRows<S extends Spec>(to: Table<S>, from: Table<S>, names: readonly (keyof S)[]): void {
  for (const name of names) {
    const rows = from.columns[name].subarray(0, from.count);
    (to.columns[name] as { set(rows: unknown): void }).set(rows);
  }
}

/** Takes the next free row; a full table is an error that says so. */
export function addRow<S extends Spec>(table: Table<S>): number {
  if (table.count >= table.capacity) throw new RangeError(`table ${table.name} is full: ${table.capacity} rows`);
  return table.count++;
}

/** Bytes of one row over all columns. */
export function rowBytes(spec: Spec): number {
  let bytes = 0;
  for (const column of Object.keys(spec)) bytes += bytesOf[spec[column] as ColumnKind];
  return bytes;
}

function overBuffer<S extends Spec>(
  name: string,
  spec: S,
  capacity: number,
  buffer: ArrayBuffer,
  state: "fresh" | "written",
): Table<S> {
  const columns = slotsFor(Object.keys(spec));
  let offset = 0;
  for (const column of Object.keys(spec)) {
    const kind = spec[column] as ColumnKind;
    columns[column] = view(kind, buffer, offset, capacity);
    if (kind === "f64" && state === "fresh") (columns[column] as Float64Array).fill(Number.NaN);
    offset += padded(bytesOf[kind] * capacity);
  }
  return { name, spec, capacity, buffer, columns: columns as Columns<S>, count: 0 };
}

/**
 * An object with these keys, to be filled: what V8 calls fast, a fixed place for each key.
 *
 * An object that grows key by key in a loop turns into a hash table at about 20 keys, which nodes and requests have, and then each
 * access to a column is a look-up by hash. The parser of JSON lays all keys out at once. This took
 * the warm baseline from 0.26 to 0.38 M events per CPU-second.
 */
function slotsFor(names: readonly string[]): Record<string, ArrayOf[ColumnKind]> {
  return JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))));
}

/** A cache line, and the addresses after which a first-level cache begins anew. [byte] */
const line = 64;
const round = 4096;

/**
 * Columns start at multiples of a cache line, as 64-bit views allow, and five lines further into the round than the one before.
 *
 * Columns of a power of two of rows would otherwise start at equal places of the round, so that the 22 fields of one request
 * fight for the 8 ways of one set of the cache.
 */
function padded(bytes: number): number {
  return Math.ceil(bytes / round) * round + 5 * line;
}

function view(kind: ColumnKind, buffer: ArrayBuffer, offset: number, length: number): ArrayOf[ColumnKind] {
  switch (kind) {
    case "f64":
      return new Float64Array(buffer, offset, length);
    case "i64":
      return new BigInt64Array(buffer, offset, length);
    case "u32":
      return new Uint32Array(buffer, offset, length);
    case "i32":
      return new Int32Array(buffer, offset, length);
    case "u8":
      return new Uint8Array(buffer, offset, length);
  }
}

/**
 * Copies typed columns whole into the vectors of a DuckDB data chunk.
 *
 * This is the one place that calls `@duckdb/node-bindings`, a published but low-level package that `@duckdb/node-api`
 * pins to its own version. It replaces values set one by one: 1.8 against 0.6 million rows a second (test/bench/store.ts).
 */
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBAppender,
  DuckDBDataChunk,
  type DuckDBType,
  DuckDBTypeId,
  ENUM8,
  INTEGER,
  VARCHAR,
} from "@duckdb/node-api";
import bindings from "@duckdb/node-bindings";
import { absentI32, type ColumnData } from "../store/sink.ts";
import type { OutputColumn, OutputKind } from "../store/tables.ts";

/** Rows of a data chunk: DuckDB's vector size. */
export const chunkRows = 2048;

/** Labels that fit an enum of one byte. */
const labelsMax = 255;

/** @throws RangeError when an enum has no labels or more than one byte can count */
export function duckdbType(column: OutputColumn): DuckDBType {
  const kind: OutputKind = column.kind;
  switch (kind.type) {
    case "i32":
      return INTEGER;
    case "i64":
      return BIGINT;
    case "f64":
      return DOUBLE;
    case "bool":
      return BOOLEAN;
    case "text":
      return VARCHAR;
    case "enum":
      if (kind.labels.length === 0 || kind.labels.length > labelsMax)
        throw new RangeError(
          `column ${column.name}: an enum of ${kind.labels.length} labels, 1…${labelsMax} can be stored`,
        );
      return ENUM8(kind.labels);
  }
}

interface ChunkColumn {
  readonly vector: ReturnType<typeof bindings.data_chunk_get_vector>;
  /** Bit i is 1 when row i has a value. */
  readonly valid: Uint8Array;
  hasNulls: boolean;
}

/** Rows on their way into one table: fills a chunk, hands full ones to the appender. The first column is the run's number. */
export class TypedAppender {
  readonly #appender: DuckDBAppender;
  readonly #chunk: DuckDBDataChunk;
  readonly #columns: ChunkColumn[];
  readonly #run: Int32Array;
  #filled = 0;
  #isOpen = true;

  /**
   * @param appender  of a table whose columns are `run` and then `columns`
   * @param run       value of the first column in all rows
   */
  constructor(appender: DuckDBAppender, columns: readonly OutputColumn[], run: number) {
    this.#appender = appender;
    this.#chunk = DuckDBDataChunk.create([INTEGER, ...columns.map(duckdbType)]);
    this.#columns = ["run", ...columns].map((_, k) => ({
      vector: bindings.data_chunk_get_vector(this.#chunk.chunk, k),
      valid: new Uint8Array(chunkRows / 8).fill(0xff),
      hasNulls: false,
    }));
    this.#run = new Int32Array(chunkRows).fill(run);
  }

  /** @param data  one entry a column, each `count` long and of the declared type (checked before, see `delivery.ts`) */
  append(data: readonly ColumnData[], count: number): void {
    for (let from = 0; from < count; ) {
      const rows = Math.min(chunkRows - this.#filled, count - from);
      this.#copy(0, this.#run, 0, rows);
      for (let k = 0; k < data.length; k++) this.#copy(k + 1, data[k]!, from, rows);
      this.#filled += rows;
      from += rows;
      if (this.#filled === chunkRows) this.#emit();
    }
  }

  /** Hands over the last, partly filled chunk and closes the appender: all rows are then in the transaction. */
  close(): void {
    if (this.#filled > 0) this.#emit();
    this.#isOpen = false;
    this.#appender.closeSync();
  }

  /** Forgets rows not yet in the transaction. Without this an appender left alone writes them, outside of any transaction. */
  discard(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#appender.clear();
    this.#appender.closeSync();
  }

  #copy(k: number, data: ColumnData, from: number, rows: number): void {
    const column = this.#columns[k]!;
    if (isText(data)) {
      for (let i = 0; i < rows; i++)
        bindings.vector_assign_string_element(column.vector, this.#filled + i, data[from + i]!);
      return;
    }
    const width = data.BYTES_PER_ELEMENT;
    const source = data.byteOffset + from * width;
    bindings.copy_data_to_vector(column.vector, this.#filled * width, data.buffer as ArrayBuffer, source, rows * width);
    if (data instanceof Float64Array) markNaN(column, data, from, rows, this.#filled);
    else if (data instanceof Int32Array && k > 0) markAbsent(column, data, from, rows, this.#filled);
  }

  #emit(): void {
    for (const column of this.#columns) {
      if (!column.hasNulls) continue;
      bindings.vector_ensure_validity_writable(column.vector);
      bindings.copy_data_to_vector_validity(
        column.vector,
        0,
        column.valid.buffer as ArrayBuffer,
        0,
        column.valid.byteLength,
      );
      column.valid.fill(0xff);
      column.hasNulls = false;
    }
    this.#chunk.rowCount = this.#filled;
    this.#appender.appendDataChunk(this.#chunk);
    this.#chunk.reset();
    this.#filled = 0;
  }
}

function isText(data: ColumnData): data is readonly string[] {
  return Array.isArray(data);
}

function markNaN(column: ChunkColumn, data: Float64Array, from: number, rows: number, at: number): void {
  for (let i = 0; i < rows; i++) {
    const value = data[from + i]!;
    if (Number.isNaN(value)) markNull(column, at + i);
  }
}

function markAbsent(column: ChunkColumn, data: Int32Array, from: number, rows: number, at: number): void {
  for (let i = 0; i < rows; i++) if (data[from + i] === absentI32) markNull(column, at + i);
}

function markNull(column: ChunkColumn, row: number): void {
  column.valid[row >> 3]! &= ~(1 << (row & 7));
  column.hasNulls = true;
}

/** Bytes that a value takes in a vector. Text is not kept in the vector. */
const widthOf: Partial<Record<DuckDBTypeId, number>> = {
  [DuckDBTypeId.BOOLEAN]: 1,
  [DuckDBTypeId.INTEGER]: 4,
  [DuckDBTypeId.BIGINT]: 8,
  [DuckDBTypeId.DOUBLE]: 8,
  [DuckDBTypeId.ENUM]: 1,
};

/** What a column of a chunk holds, whatever chunk it is in. */
export interface ColumnBytes {
  /** Values as stored, zero where NULL; text as JSON strings. */
  readonly values: Uint8Array;
  /** One byte a row: 1 when it has a value. */
  readonly present: Uint8Array;
}

/** @throws Error for a type that no table of a store has */
export function columnBytes(chunk: DuckDBDataChunk, k: number): ColumnBytes {
  const rows = chunk.rowCount;
  const { typeId } = chunk.getColumnVector(k).type;
  const present = new Uint8Array(rows).fill(1);
  if (typeId === DuckDBTypeId.VARCHAR) {
    const texts = chunk.getColumnValues(k);
    texts.forEach((text, i) => {
      if (text === null) present[i] = 0;
    });
    return {
      values: Buffer.from(
        texts
          .map((text) => JSON.stringify(text))
          .join("\n")
          .concat("\n"),
      ),
      present,
    };
  }
  const width = widthOf[typeId];
  if (width === undefined) throw new Error(`column ${k} has DuckDB type ${typeId}, which no table of a store has`);
  const vector = bindings.data_chunk_get_vector(chunk.chunk, k);
  const values = Uint8Array.from(bindings.vector_get_data(vector, rows * width));
  const validity = bindings.vector_get_validity(vector, Math.ceil(rows / 64) * 8) as Uint8Array | null;
  for (let i = 0; validity !== null && i < rows; i++) {
    if (((validity[i >> 3]! >> (i & 7)) & 1) === 1) continue;
    values.fill(0, i * width, (i + 1) * width);
    present[i] = 0;
  }
  return { values, present };
}

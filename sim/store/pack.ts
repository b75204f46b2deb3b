/** A batch as one buffer, so that it crosses to another thread by one transfer. Copies: the sender keeps its arrays. */
import type { ColumnData, RowBatch } from "./sink.ts";
import type { OutputKind, OutputTable } from "./tables.ts";

export interface PackedBatch {
  readonly table: string;
  readonly count: number;
  /** Number columns one after the other, each from a multiple of 8 bytes. */
  readonly buffer: ArrayBuffer;
  /** Text columns, in their order. */
  readonly texts: readonly (readonly string[])[];
}

/** Columns start at multiples of this, as 64-bit views demand. [byte] */
const alignment = 8;

/** @param batch  checked against its table, see `delivery.ts` */
export function packBatch(batch: RowBatch): PackedBatch {
  let bytes = 0;
  for (const data of batch.columns) if (isNumbers(data)) bytes += aligned(data.byteLength);
  const packed = new Uint8Array(bytes);
  const texts: (readonly string[])[] = [];
  let offset = 0;
  for (const data of batch.columns) {
    if (isNumbers(data)) {
      packed.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
      offset += aligned(data.byteLength);
    } else texts.push(data);
  }
  return { table: batch.table, count: batch.count, buffer: packed.buffer, texts };
}

/** @returns the batch as views on the packed buffer; whole numbers of 32 bits come back signed */
export function unpackBatch(table: OutputTable, packed: PackedBatch): RowBatch {
  let offset = 0;
  let text = 0;
  const columns = table.columns.map((column): ColumnData => {
    if (column.kind.type === "text") return packed.texts[text++]!;
    const data = view(column.kind, packed.buffer, offset, packed.count);
    offset += aligned(data.byteLength);
    return data;
  });
  return { table: packed.table, count: packed.count, columns };
}

function isNumbers(data: ColumnData): data is Exclude<ColumnData, readonly string[]> {
  return !Array.isArray(data);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

function view(kind: OutputKind, buffer: ArrayBuffer, offset: number, count: number) {
  switch (kind.type) {
    case "f64":
      return new Float64Array(buffer, offset, count);
    case "i64":
      return new BigInt64Array(buffer, offset, count);
    case "i32":
      return new Int32Array(buffer, offset, count);
    default:
      return new Uint8Array(buffer, offset, count);
  }
}

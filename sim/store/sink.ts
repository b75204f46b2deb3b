/** How a run hands over its rows: whole typed columns, table by table, while it goes on. Memory only; safe in a browser. */

/** One output column as it travels: numbers as typed arrays, enums as label indices, text as strings. */
export type ColumnData = Float64Array | Int32Array | Uint32Array | Uint8Array | BigInt64Array | readonly string[];

/** In an i32 column: no value, stored as NULL. (In an f64 column NaN says so.) */
export const absentI32 = -2_147_483_648;

export interface RowBatch {
  /** Name of an output table, see `tables.ts`. */
  readonly table: string;
  readonly count: number;
  /** In the order of the table's columns, without `run`, which the writer adds. Arrays hold exactly `count` values. */
  readonly columns: readonly ColumnData[];
}

export interface Sink {
  /** Copies what it needs before it returns: the caller may reuse its arrays. A table without rows still gets one batch of count 0. */
  write(batch: RowBatch): void;
}

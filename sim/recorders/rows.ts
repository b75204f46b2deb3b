/** Rows of one output table on their way to the sink: columns by name, checked against the table's declaration. */
import type { ColumnData, RowBatch } from "../store/sink.ts";
import { type OutputColumn, type OutputTable, outputTables } from "../store/tables.ts";

/** Values as the model has them: numbers, whole money as numbers or bigints, enum values as label numbers, text. */
export type Values = ArrayLike<number> | ArrayLike<bigint> | readonly string[];

const byName = new Map(outputTables.map((table) => [table.name, table]));

/**
 * One batch of a table.
 *
 * @param columns  every declared column by name, each with at least `count` values
 * @throws RangeError when a column is missing, unknown or too short
 */
export function rowsOf(name: string, count: number, columns: Readonly<Record<string, Values>>): RowBatch {
  const table = tableOf(name);
  for (const given of Object.keys(columns)) {
    if (!table.columns.some((column) => column.name === given))
      throw new RangeError(`table ${name} has no column ${given}`);
  }
  return {
    table: name,
    count,
    columns: table.columns.map((column) => {
      const values = columns[column.name];
      if (values === undefined || values.length < count) {
        throw new RangeError(
          `table ${name}, column ${column.name}: ${values?.length ?? "no"} values for ${count} rows`,
        );
      }
      return typed(column, values, count);
    }),
  };
}

/** The same from rows as objects: for tables of a few rows. */
export function rowsFrom(name: string, rows: readonly Readonly<Record<string, number | bigint | string>>[]): RowBatch {
  const columns: Record<string, Values> = {};
  for (const column of tableOf(name).columns) columns[column.name] = rows.map((row) => row[column.name]) as Values;
  return rowsOf(name, rows.length, columns);
}

/** 0, 1, … */
export function numbered(count: number): Int32Array {
  const column = new Int32Array(count);
  for (let i = 0; i < count; i++) column[i] = i;
  return column;
}

export function filled(value: number, count: number): Int32Array {
  return new Int32Array(count).fill(value);
}

function tableOf(name: string): OutputTable {
  const table = byName.get(name);
  if (table === undefined) throw new RangeError(`no output table is named ${name}`);
  return table;
}

function typed(column: OutputColumn, values: Values, count: number): ColumnData {
  // A constructor copies a whole array at once; `from` with a function took 50 ns a value, most of the end of an epoch of 10⁶ nodes.
  const given = values.length === count ? values : firstOf(values, count);
  switch (column.kind.type) {
    case "f64":
      return new Float64Array(given as ArrayLike<number>);
    case "i32":
      return new Int32Array(given as ArrayLike<number>);
    case "i64":
      return wholes(given as ArrayLike<number> | ArrayLike<bigint>);
    case "bool":
    case "enum":
      return new Uint8Array(given as ArrayLike<number>);
    case "text":
      return Array.from(given, String);
  }
}

function firstOf(values: Values, count: number): Values {
  return ArrayBuffer.isView(values)
    ? (values as Float64Array).subarray(0, count)
    : Array.prototype.slice.call(values, 0, count);
}

/** A zero needs no BigInt: most nodes of a large network have neither fee nor reward. */
function wholes(values: ArrayLike<number> | ArrayLike<bigint>): BigInt64Array {
  const column = new BigInt64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== 0) column[i] = BigInt(value);
  }
  return column;
}

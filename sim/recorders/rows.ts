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

function tableOf(name: string): OutputTable {
  const table = byName.get(name);
  if (table === undefined) throw new RangeError(`no output table is named ${name}`);
  return table;
}

function typed(column: OutputColumn, values: Values, count: number): ColumnData {
  switch (column.kind.type) {
    case "f64":
      return values instanceof Float64Array
        ? values.slice(0, count)
        : Float64Array.from({ length: count }, number(values));
    case "i32":
      return Int32Array.from({ length: count }, number(values));
    case "i64":
      return BigInt64Array.from({ length: count }, (_, i) => BigInt(values[i]));
    case "bool":
    case "enum":
      return Uint8Array.from({ length: count }, number(values));
    case "text":
      return Array.from({ length: count }, (_, i) => String(values[i]));
  }
}

function number(values: Values): (unused: unknown, i: number) => number {
  return (_, i) => values[i] as number;
}

/** Checks what a run hands over against what is declared: a missing table or a wrong column stops the run. */
import type { ColumnData, RowBatch } from "./sink.ts";
import type { OutputColumn, OutputTable } from "./tables.ts";

/** A batch or a whole run that does not deliver what `tables.ts` declares. The message names table and column. */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
}

/** First whole number beyond 32 bits with sign. */
const wholeLimit = 2_147_483_648;

export interface Delivery {
  /** @throws DeliveryError unless the batch has exactly the declared columns, each of its type and `count` long */
  check(batch: RowBatch): OutputTable;
  /** @throws DeliveryError when a declared table was never written; a table without rows needs an empty batch */
  assertComplete(): void;
}

export function delivery(tables: readonly OutputTable[]): Delivery {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const written = new Set<string>();
  return {
    check(batch) {
      const table = byName.get(batch.table);
      if (table === undefined) throw new DeliveryError(`table ${batch.table} is not declared in sim/store/tables.ts`);
      checkBatch(table, batch);
      written.add(table.name);
      return table;
    },
    assertComplete() {
      const missing = tables.filter((table) => !written.has(table.name));
      if (missing.length === 0) return;
      const names = missing.map((table) => `${table.name} (${table.columns.map((column) => column.name).join(", ")})`);
      throw new DeliveryError(
        `the run never wrote ${names.join("; ")} — a table that has no rows needs one batch of count 0`,
      );
    },
  };
}

function checkBatch(table: OutputTable, batch: RowBatch): void {
  if (!Number.isInteger(batch.count) || batch.count < 0)
    throw new DeliveryError(`table ${table.name}: a batch of ${batch.count} rows`);
  if (batch.columns.length !== table.columns.length) throw new DeliveryError(wrongColumns(table, batch.columns.length));
  for (let k = 0; k < table.columns.length; k++)
    checkColumn(table.name, table.columns[k]!, batch.columns[k]!, batch.count);
}

function wrongColumns(table: OutputTable, delivered: number): string {
  const names = table.columns.map((column) => column.name);
  const missing = delivered < names.length ? `; missing from ${names[delivered]} on` : "";
  return `table ${table.name}: ${delivered} columns delivered, ${names.length} declared (${names.join(", ")})${missing}`;
}

function checkColumn(table: string, column: OutputColumn, data: ColumnData, count: number): void {
  const where = `table ${table}, column ${column.name}`;
  if (!accepts(column, data))
    throw new DeliveryError(
      `${where}: ${typeName(data)} delivered, ${expected(column)} declared (${column.kind.type})`,
    );
  if (data.length !== count) throw new DeliveryError(`${where}: ${data.length} values for ${count} rows`);
  if (column.kind.type === "enum") checkBelow(where, data as Uint8Array, column.kind.labels.length, "labels");
  if (column.kind.type === "bool") checkBelow(where, data as Uint8Array, 2, "truth values");
  if (data instanceof Uint32Array) checkBelow(where, data, wholeLimit, "values of a 32-bit integer");
}

function accepts(column: OutputColumn, data: ColumnData): boolean {
  switch (column.kind.type) {
    case "f64":
      return data instanceof Float64Array;
    case "i32":
      return data instanceof Int32Array || data instanceof Uint32Array;
    case "i64":
      return data instanceof BigInt64Array;
    case "bool":
    case "enum":
      return data instanceof Uint8Array;
    case "text":
      return Array.isArray(data) && data.every((value) => typeof value === "string");
  }
}

function expected(column: OutputColumn): string {
  switch (column.kind.type) {
    case "f64":
      return "Float64Array";
    case "i32":
      return "Int32Array or Uint32Array";
    case "i64":
      return "BigInt64Array";
    case "bool":
      return "Uint8Array of 0 and 1";
    case "enum":
      return "Uint8Array of label indices";
    case "text":
      return "an array of strings";
  }
}

function checkBelow(where: string, data: Uint8Array | Uint32Array, limit: number, what: string): void {
  for (let i = 0; i < data.length; i++) {
    if (data[i]! >= limit) throw new DeliveryError(`${where}, row ${i} of the batch: ${data[i]} of ${limit} ${what}`);
  }
}

function typeName(data: ColumnData): string {
  if (!Array.isArray(data)) return data.constructor.name;
  const odd = data.find((value) => typeof value !== "string");
  return odd === undefined ? "an array" : `an array with a ${typeof odd}`;
}

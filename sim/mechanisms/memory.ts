/** Memory of rules: tables that the world owns, made from what a rule declares. */
import { type Columns, copyTable, createTable, type Spec, setRows, type Table } from "../engine/columns.ts";
import { learningSteps, type MemorySpec } from "./mechanism.ts";

/** Rows of each grain. */
export interface MemoryCounts {
  readonly account: number;
  readonly node: number;
  readonly market: number;
  readonly delegator: number;
}

export type MemoryTables = Readonly<Partial<Record<keyof MemorySpec, Table<Spec>>>>;

/** Tables for a rule's memory, all zero. */
export function createMemory(owner: string, spec: MemorySpec, counts: MemoryCounts): MemoryTables {
  const rows: Readonly<Record<keyof MemorySpec, number>> = {
    ...counts,
    network: 1,
    accountMarket: counts.account * counts.market,
    nodeState: counts.node * learningSteps,
    nodeAction: counts.node * learningSteps * learningSteps,
  };
  return mapGrains(spec, (columns: Spec, grain) => {
    const table = createTable(`${owner}.${grain}`, columns, rows[grain]);
    table.count = table.capacity;
    for (const column of Object.values(table.columns)) {
      if (column instanceof BigInt64Array) column.fill(0n);
      else column.fill(0);
    }
    return table;
  });
}

/** What the rule writes to. */
export function columnsOf(tables: MemoryTables): Readonly<Partial<Record<keyof MemorySpec, Columns<Spec>>>> {
  return mapGrains(tables, (table) => table.columns);
}

export function copyMemory(tables: MemoryTables): MemoryTables {
  return mapGrains(tables, (table) => copyTable(table));
}

/** Writes what a rule remembers over a copy of it made before. */
export function setMemory(to: MemoryTables, from: MemoryTables): void {
  for (const [grain, table] of Object.entries(from))
    setRows(to[grain as keyof MemorySpec] as Table<Spec>, table, Object.keys(table.spec));
}

function mapGrains<T, R>(
  by: Readonly<Partial<Record<keyof MemorySpec, T>>>,
  make: (value: T, grain: keyof MemorySpec) => R,
): Readonly<Partial<Record<keyof MemorySpec, R>>> {
  const grains = Object.keys(by).sort() as (keyof MemorySpec)[];
  return Object.fromEntries(grains.map((grain) => [grain, make(by[grain] as T, grain)]));
}

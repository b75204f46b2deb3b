import { expect, test } from "vitest";
import * as law from "../model/tables/law-fields.ts";
import { lawReals, lawWholes } from "../model/tables/laws.ts";
import * as request from "../model/tables/request-fields.ts";
import { requestLayout } from "../model/tables/requests.ts";
import { servingLayout } from "../model/tables/serving.ts";
import * as serving from "../model/tables/serving-fields.ts";
import { copyTable, createTable } from "./columns.ts";
import { createDigest } from "./digest.ts";
import { addPackedRow, columnsOf, copyPacked, createPacked, fieldOf, type Layout, setField } from "./packed.ts";

const layout = {
  age: { kind: "f64", at: 1 },
  size: { kind: "u32", at: 0 },
  parent: { kind: "i32", at: 1 },
  isOld: { kind: "u8", at: 4 },
} as const;

function filled(rows: number) {
  const table = createPacked("trees", layout, 3, rows + 2);
  for (let i = 0; i < rows; i++) {
    const row = addPackedRow(table);
    setField(table, "age", row, i / 3);
    setField(table, "size", row, 7 * i);
    setField(table, "parent", row, i - 1);
    setField(table, "isOld", row, i % 2);
  }
  return table;
}

test("fields lie apart, reals begin as NaN, a full table refuses", () => {
  const table = filled(5);
  expect(fieldOf(table, "age", 4)).toBe(4 / 3);
  expect(fieldOf(table, "parent", 0)).toBe(-1);
  expect([fieldOf(table, "age", 5), fieldOf(table, "size", 5)]).toEqual([Number.NaN, 0]);
  addPackedRow(table);
  addPackedRow(table);
  expect(() => addPackedRow(table)).toThrow("table trees is full: 7 rows");
  expect(() => createPacked("trees", layout, 3, 1.5)).toThrow("capacity 1.5 rows");
});

test("a copy shares nothing and may be larger", () => {
  const table = filled(5);
  const copy = copyPacked(table, 20);
  setField(table, "size", 2, 99);
  expect(fieldOf(copy, "size", 2)).toBe(14);
  expect([copy.count, copy.capacity, fieldOf(copy, "age", 19)]).toEqual([5, 20, Number.NaN]);
});

test("has the digest of the same rows in columns", () => {
  const table = filled(11);
  const columns = createTable("trees", { age: "f64", size: "u32", parent: "i32", isOld: "u8" }, 11);
  columns.count = 11;
  for (const name of ["age", "size", "parent", "isOld"] as const)
    for (let row = 0; row < 11; row++) columns.columns[name][row] = fieldOf(table, name, row);
  const [packed, plain] = [createDigest(), createDigest()];
  packed.table(columnsOf(table));
  plain.table(copyTable(columns));
  expect(packed.hex()).toBe(plain.hex());
});

const laws: Layout = Object.fromEntries([
  ...lawReals.map(([name, at]) => [name, { kind: "f64", at }]),
  ...lawWholes.map(([name, at]) => [name, { kind: "u32", at }]),
]);

test.each([
  ["requests", requestLayout, request.doubles, request.words],
  ["serving", { ...servingLayout, law: { kind: "u32", at: serving.law } }, serving.doubles, serving.words],
  ["laws", laws, law.doubles, law.words],
] as const)("no two fields of %s share memory, and none lies outside the row", (_, fields, doubles, words) => {
  expect(words).toBe(2 * doubles);
  const taken = Object.values(fields as Layout).flatMap(({ kind, at }) =>
    kind === "f64" ? [2 * at, 2 * at + 1] : [at],
  );
  expect(new Set(taken).size).toBe(taken.length);
  expect(Math.max(...taken)).toBeLessThan(words);
  expect(taken.length).toBeGreaterThan(20);
});

import { describe, expect, test } from "vitest";
import { delivery } from "./delivery.ts";
import { packBatch, unpackBatch } from "./pack.ts";
import type { ColumnData, RowBatch } from "./sink.ts";
import type { OutputTable } from "./tables.ts";

const table: OutputTable = {
  name: "visits",
  meaning: "A table of every type",
  key: ["epoch"],
  columns: [
    { name: "epoch", kind: { type: "i32" }, unit: "epoch", meaning: "Epoch" },
    { name: "money", kind: { type: "i64" }, unit: "base unit", meaning: "Money" },
    { name: "share", kind: { type: "f64" }, unit: "1", meaning: "Share" },
    { name: "is_open", kind: { type: "bool" }, unit: "", meaning: "Open" },
    { name: "colour", kind: { type: "enum", labels: ["red", "blue"] }, unit: "", meaning: "Colour" },
    { name: "note", kind: { type: "text" }, unit: "", meaning: "Note" },
  ],
};
const other: OutputTable = { ...table, name: "others" };

function batch(changes: Record<number, ColumnData> = {}, count = 3): RowBatch {
  const columns: ColumnData[] = [
    Int32Array.of(1, 2, 3),
    BigInt64Array.of(-1n, 0n, 9_007_199_254_740_993n),
    Float64Array.of(0.5, Number.NaN, -0),
    Uint8Array.of(0, 1, 1),
    Uint8Array.of(1, 0, 1),
    ["a", "", "ü"],
  ];
  return { table: "visits", count, columns: columns.map((column, k) => changes[k] ?? column) };
}

describe("what a run delivers", () => {
  test("passes when every column is as declared", () => {
    expect(delivery([table]).check(batch())).toBe(table);
    expect(() => delivery([table]).check(batch({ 0: Uint32Array.of(1, 2, 3) }))).not.toThrow();
  });

  test.each([
    ["an unknown table", { ...batch(), table: "guests" }, /table guests is not declared/],
    ["a fractional count", { ...batch(), count: 1.5 }, /visits: a batch of 1.5 rows/],
    [
      "a column too few",
      { ...batch(), columns: batch().columns.slice(0, 4) },
      /4 columns delivered, 6 declared .*missing from colour on/,
    ],
    ["a column too many", { ...batch(), columns: [...batch().columns, []] }, /7 columns delivered, 6 declared/],
    [
      "a wrong type",
      batch({ 2: Int32Array.of(1, 2, 3) }),
      /visits, column share: Int32Array delivered, Float64Array declared/,
    ],
    [
      "money as reals",
      batch({ 1: Float64Array.of(1, 2, 3) }),
      /column money: Float64Array delivered, BigInt64Array declared/,
    ],
    ["numbers as text", batch({ 5: [1, 2, 3] as never }), /column note: an array with a number delivered/],
    ["too few values", batch({ 2: Float64Array.of(1) }), /column share: 1 values for 3 rows/],
    ["too many values", batch({}, 2), /column epoch: 3 values for 2 rows/],
    ["no such label", batch({ 4: Uint8Array.of(0, 2, 1) }), /column colour, row 1 of the batch: 2 of 2 labels/],
    ["no truth value", batch({ 3: Uint8Array.of(0, 1, 7) }), /column is_open, row 2 of the batch: 7 of 2 truth/],
    ["an overflow", batch({ 0: Uint32Array.of(1, 2 ** 31, 3) }), /column epoch, row 1 of the batch: 2147483648/],
  ])("stops at %s", (_, wrong, message) => {
    expect(() => delivery([table]).check(wrong)).toThrow(message);
  });

  test("is complete when every table was written, if only without rows", () => {
    const checks = delivery([table, other]);
    checks.check(batch());
    expect(() => checks.assertComplete()).toThrow(
      /never wrote others \(epoch, money, share, is_open, colour, note\) — /,
    );
    const empty = table.columns.map((_, k) => batch().columns[k]!.slice(0, 0) as ColumnData);
    checks.check({ table: "others", count: 0, columns: empty });
    expect(() => checks.assertComplete()).not.toThrow();
  });
});

test("a packed batch comes back as it was and shares nothing with it", () => {
  const sent = batch();
  const packed = packBatch(sent);
  (sent.columns[0] as Int32Array)[0] = 77;
  expect(unpackBatch(table, packed)).toEqual(batch());
  expect(packed.buffer.byteLength % 8).toBe(0);
});

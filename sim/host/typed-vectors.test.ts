import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { absentI32, type ColumnData } from "../store/sink.ts";
import type { OutputColumn } from "../store/tables.ts";
import { chunkRows, duckdbType, TypedAppender } from "./typed-vectors.ts";

const labels = ["red", "green", "it's blue"];
const column = (name: string, kind: OutputColumn["kind"]): OutputColumn => ({ name, kind, unit: "1", meaning: name });
const columns = [
  column("whole", { type: "i32" }),
  column("big", { type: "i64" }),
  column("real", { type: "f64" }),
  column("flag", { type: "bool" }),
  column("label", { type: "enum", labels }),
  column("text", { type: "text" }),
];

type Batch = { count: number; data: ColumnData[] };

/** Writes batches with run 9 and reads all rows back in order. */
async function roundTrip(batches: readonly Batch[]): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const quotedLabels = labels.map((label) => `'${label.replaceAll("'", "''")}'`).join(",");
  await connection.run(
    `CREATE TABLE t(run INTEGER, whole INTEGER, big BIGINT, "real" DOUBLE, flag BOOLEAN, label ENUM(${quotedLabels}), text VARCHAR)`,
  );
  const appender = new TypedAppender(await connection.createAppender("t"), columns, 9);
  for (const { count, data } of batches) appender.append(data, count);
  appender.close();
  const rows = (await connection.runAndReadAll("SELECT * FROM t")).getRowsJS() as unknown[][];
  connection.closeSync();
  instance.closeSync();
  return rows;
}

function batchOf(from: number, count: number): Batch {
  const i = Array.from({ length: count }, (_, k) => from + k);
  return {
    count,
    data: [
      Int32Array.from(i, (g) => (g % 7 === 3 ? absentI32 : -g)),
      BigInt64Array.from(i, (g) => BigInt(g) * 4_611_686_018_427n - 1n),
      Float64Array.from(i, (g) => (g % 5 === 2 ? Number.NaN : g / 3)),
      Uint8Array.from(i, (g) => (g % 3 === 0 ? 1 : 0)),
      Uint8Array.from(i, (g) => g % labels.length),
      i.map((g) => (g % 4 === 0 ? "" : `naïve ${g} — 無`)),
    ],
  };
}

function expectedRow(g: number): unknown[] {
  return [
    9,
    g % 7 === 3 ? null : 0 - g,
    BigInt(g) * 4_611_686_018_427n - 1n,
    g % 5 === 2 ? null : g / 3,
    g % 3 === 0,
    labels[g % labels.length],
    g % 4 === 0 ? "" : `naïve ${g} — 無`,
  ];
}

describe("typed columns into a table", () => {
  test("every type comes back as it was, in batches of any size", async () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 2000, max: 4200 })), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(sizes, async (counts) => {
        let from = 1;
        const batches = counts.map((count) => {
          const batch = batchOf(from, count);
          from += count;
          return batch;
        });
        const rows = await roundTrip(batches);
        expect(rows.length).toBe(from - 1);
        for (let k = 0; k < rows.length; k++) expect(rows[k]).toEqual(expectedRow(k + 1));
      }),
      { seed: 20_260_101, numRuns: 12 },
    );
  });

  test("a chunk full of nulls leaves none behind in the next", async () => {
    const nothing: Batch = batchOf(1, chunkRows);
    (nothing.data[2] as Float64Array).fill(Number.NaN);
    const rows = await roundTrip([nothing, batchOf(6, 1), batchOf(7, 1)]);
    expect(rows.slice(0, chunkRows).every((row) => row[3] === null)).toBe(true);
    expect(rows.slice(chunkRows)).toEqual([expectedRow(6), expectedRow(7)]);
  });

  test("views into a larger buffer are read from where they begin", async () => {
    const whole = batchOf(0, 50);
    const cut = whole.data.map((data) =>
      Array.isArray(data) ? data.slice(10, 30) : (data as Float64Array).subarray(10, 30),
    );
    const rows = await roundTrip([{ count: 20, data: cut as ColumnData[] }]);
    expect(rows).toEqual(Array.from({ length: 20 }, (_, k) => expectedRow(k + 10)));
  });

  test("unsigned whole numbers go into an i32 column", async () => {
    const batch = batchOf(1, 2);
    batch.data[0] = Uint32Array.of(5, 2_147_483_647);
    expect((await roundTrip([batch])).map((row) => row[1])).toEqual([5, 2_147_483_647]);
  });

  test("an enum needs between 1 and 255 labels", () => {
    expect(() => duckdbType(column("hollow", { type: "enum", labels: [] }))).toThrow(/hollow.*0 labels/);
    expect(() => duckdbType(column("vast", { type: "enum", labels: Array.from({ length: 256 }, String) }))).toThrow(
      /256/,
    );
  });
});

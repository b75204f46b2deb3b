/** What is said of buyers of accelerators by size, on rows whose answer is known beforehand. */
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queryText } from "../../sim/host/report-data.ts";

let instance: DuckDBInstance;

/**
 * Both sizes pay one price, which halves from quarter to quarter; the small receive most early on and wait half as long as the largest.
 * A quarter in which the small receive nothing, and one in warm-up, say nothing. What the largest make for themselves has no price: half of
 * what they receive in one quarter, all of it in another.
 */
const quarters = [
  { epoch: 0, price: 900, small: 50, largest: 1, self: 0, wait: 7 },
  { epoch: 90, price: 400, small: 90, largest: 10, self: 5, wait: 100 },
  { epoch: 180, price: 200, small: 10, largest: 90, self: 0, wait: 20 },
  { epoch: 270, price: 100, small: 0, largest: 90, self: 0, wait: 400 },
  { epoch: 360, price: 50, small: 20, largest: 30, self: 30, wait: 30 },
];

beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  await connection.run("CREATE TABLE scenarios (scenario_identity INTEGER, warmup INTEGER)");
  await connection.run("INSERT INTO scenarios VALUES (1, 90)");
  await connection.run("CREATE TABLE runs (run INTEGER, scenario_identity INTEGER, status VARCHAR)");
  await connection.run("INSERT INTO runs VALUES (0, 1, 'ok'), (1, 1, 'failed')");
  await connection.run(
    `CREATE TABLE chip_buyers (run INTEGER, epoch INTEGER, size VARCHAR, is_network BOOLEAN, ordered DOUBLE, shipped DOUBLE,
       self_made DOUBLE, paid DOUBLE, waited DOUBLE)`,
  );
  const rows = quarters.flatMap(({ epoch, price, small, largest, self, wait }) => [
    small > 0
      ? `(0, ${epoch}, 'small', false, 100, ${small}, 0, ${price}, ${wait / 2})`
      : `(0, ${epoch}, 'small', false, 100, 0, 0, NULL, NULL)`,
    `(0, ${epoch}, 'largest', false, 100, ${largest}, ${self}, ${largest > self ? price : "NULL"}, ${wait})`,
    `(0, ${epoch}, 'small', true, 8, 4, 0, ${2 * price}, ${wait})`,
    `(0, ${epoch}, 'middle', true, 0, 0, 0, NULL, NULL)`,
  ]);
  await connection.run(`INSERT INTO chip_buyers VALUES ${rows.join(",")}`);
});

afterAll(() => instance.closeSync());

async function rowsOf(query: string, parameters?: Record<string, number>) {
  const connection = await instance.connect();
  const found = await connection.runAndReadAll(queryText(query), parameters);
  return found.getRowObjectsJS();
}

test("chip-price-gap: one price for all is a gap of 1, though prices fall; dearer cards of some count by what they are", async () => {
  // The network's own small buyers pay twice as much for 4 of 94, 14 and 4 units.
  const [small, dear] = [90 * 400 + 10 * 200, 4 * 800 + 4 * 400 + 4 * 200];
  const same = 94 * 400 + 14 * 200 + 4 * 100;
  expect(await rowsOf("outcomes/chip-price-gap")).toEqual([
    { run: 0, value: expect.closeTo((small + dear) / same, 12) },
  ]);
});

test("chip-wait-gap: waits are compared within a quarter, by what the small received in it", async () => {
  const waited = 90 * 50 + 4 * 100 + 10 * 10 + 4 * 20 + 4 * 400 + 20 * 15 + 4 * 30;
  const largest = 94 * 100 + 14 * 20 + 4 * 400 + 24 * 30;
  expect(await rowsOf("outcomes/chip-wait-gap")).toEqual([{ run: 0, value: expect.closeTo(waited / largest, 12) }]);
});

test("chips-by-size: received, waited and paid by group; the network's operators are one", async () => {
  const rows = await rowsOf("chips-by-size", { warmup: 90 });
  expect(rows.map(({ epoch, buyer }) => `${epoch} ${buyer}`)).toEqual(
    [90, 180, 270, 360].flatMap((epoch) => ["largest", "network", "small"].map((buyer) => `${epoch} ${buyer}`)),
  );
  const of = (epoch: number, buyer: string) => rows.find((row) => row.epoch === epoch && row.buyer === buyer);
  expect(of(90, "small")).toMatchObject({ got_share: 0.9, waited: 50, paid: 400, paid_ratio: 1 });
  expect(of(90, "largest")).toMatchObject({ shipped: 10, bought: 5, waited: 100, paid: 400, paid_ratio: 1 });
  expect(of(360, "largest")).toMatchObject({ shipped: 30, bought: 0, waited: 30, paid: null, paid_ratio: null });
  expect(of(360, "small")).toMatchObject({ paid: 50, paid_ratio: null });
  expect(of(180, "network")).toMatchObject({ ordered: 8, got_share: 0.5, paid_ratio: 2 });
  expect(of(270, "small")).toMatchObject({ got_share: 0, waited: null, paid: null, paid_ratio: null });
});

test("stores of programs that did not tell what was self-made: all was bought", async () => {
  const connection = await instance.connect();
  await connection.run("CREATE SCHEMA older");
  await connection.run(
    "CREATE TABLE older.chip_buyers AS SELECT * EXCLUDE (self_made) FROM chip_buyers WHERE paid IS NOT NULL",
  );
  await connection.run("SET search_path = 'older,main'");
  const found = (await connection.runAndReadAll(queryText("chips-by-size"), { warmup: 90 })).getRowObjectsJS();
  expect(found.find(({ epoch, buyer }) => epoch === 90 && buyer === "largest")).toMatchObject({
    bought: 10,
    paid: 400,
  });
  const [small, dear] = [90 * 400 + 10 * 200, 4 * 800 + 4 * 400 + 4 * 200];
  const gap = await connection.runAndReadAll(queryText("outcomes/chip-price-gap"));
  expect(gap.getRowObjectsJS()).toEqual([
    { run: 0, value: expect.closeTo((small + dear) / (94 * 400 + 14 * 200 + 4 * 100), 12) },
  ]);
});

/** Views whose rows take some reckoning, over a handful of rows that can be reckoned by hand. */
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { views } from "./store-views.ts";

async function rowsOf(name: string, statements: readonly string[]): Promise<readonly (readonly unknown[])[]> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  for (const statement of statements) await connection.run(statement);
  const { sql } = views.find((view) => view.name === name) as { sql: string };
  const reader = await connection.runAndReadAll(`SELECT * FROM (${sql}) ORDER BY ALL`);
  connection.closeSync();
  return reader.getRows().map((row) => row.map((value) => (typeof value === "bigint" ? Number(value) : value)));
}

test("firms_ended: the last stored row of each firm that ended, and who has it now", async () => {
  const rows = await rowsOf("firms_ended", [
    `CREATE TABLE firms (run INT, epoch INT, operator INT, class TEXT, ended_at DOUBLE, ended_as TEXT, acquired_by DOUBLE)`,
    `INSERT INTO firms VALUES
      (0, 9, 1, 'neocloud', 4, 'bankrupt', 2), (0, 19, 0, 'gaming-pc', 12, 'sold', 2), (0, 19, 1, 'neocloud', 4, 'bankrupt', 2),
      (0, 19, 2, 'prosumer-rig', NULL, 'none', NULL), (0, 19, 3, 'gaming-pc', 15, 'left', NULL)`,
  ]);
  expect(rows).toEqual([
    [0, 4, 1, "neocloud", "bankrupt", 2, "prosumer-rig"],
    [0, 12, 0, "gaming-pc", "sold", 2, "prosumer-rig"],
    [0, 15, 3, "gaming-pc", "left", null, null],
  ]);
});

test("concentration_of_machines: by maker, and by what an operator has in one country", async () => {
  const rows = await rowsOf("concentration_of_machines", [
    "CREATE TABLE hardware (id TEXT, vendor TEXT)",
    "INSERT INTO hardware VALUES ('h100', 'NVIDIA'), ('mi300x', 'AMD')",
    `CREATE TABLE nodes (run INT, epoch INT, operator INT, jurisdiction TEXT, hardware TEXT, capacity DOUBLE, uptime DOUBLE,
      work DOUBLE, reward BIGINT)`,
    // Capacity that was on: 60, 20, 10 and 10; the card of the last is the scenario's own. Nobody was paid.
    `INSERT INTO nodes VALUES (0, 9, 7, 'USA', 'h100', 60, 1, 10, 0), (0, 9, 7, 'DEU', 'h100', 40, 0.5, 0, 0),
      (0, 9, 8, 'DEU', 'mi300x', 10, 1, 30, 0), (0, 9, 7, 'USA', 'own-1', 10, 1, 0, 0)`,
  ]);
  const [site, vendor] = rows as [unknown[], unknown[]];
  expect(site.slice(0, 5)).toEqual([0, 9, "capacity", "site", 3]);
  expect(site[5]).toBeCloseTo(0.7 ** 2 + 0.2 ** 2 + 0.1 ** 2, 12);
  expect(site.slice(6)).toEqual([0.7, "operator 7 in USA"]);
  expect(vendor.slice(0, 5)).toEqual([0, 9, "capacity", "vendor", 3]);
  expect(vendor[5]).toBeCloseTo(0.8 ** 2 + 2 * 0.1 ** 2, 12);
  expect(vendor.slice(6)).toEqual([0.8, "NVIDIA"]);
  expect(rows.slice(2).map((row) => [row[2], row[3], row[6], row[7]])).toEqual([
    ["work", "site", 0.75, "operator 8 in DEU"],
    ["work", "vendor", 0.75, "AMD"],
  ]);
});

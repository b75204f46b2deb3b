/** Outcomes by name, on rows whose answer is known beforehand. */
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRng } from "../../sim/engine/rng.ts";
import { queryText } from "../../sim/host/report-data.ts";

/** Runs: 0 pays by capacity, 1 twice as much a unit to who is ten times as large, 2 a tenth of the operators everything by lot. */
const operators = 200;
const epochs = 6;
const warmup = 2;
let instance: DuckDBInstance;

beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  await connection.run("CREATE TABLE scenarios (scenario_identity INTEGER, warmup INTEGER)");
  await connection.run(`INSERT INTO scenarios VALUES (1, ${warmup})`);
  await connection.run("CREATE TABLE runs (run INTEGER, scenario_identity INTEGER, status VARCHAR)");
  await connection.run("INSERT INTO runs VALUES (0, 1, 'ok'), (1, 1, 'ok'), (2, 1, 'ok'), (3, 1, 'failed')");
  await connection.run(
    "CREATE TABLE operators (run INTEGER, epoch INTEGER, operator INTEGER, capacity DOUBLE, reward DOUBLE)",
  );
  const draws = createRng("outcome-queries").stream("lots");
  const rows: string[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let one = 0; one < operators; one++) {
      const capacity = 10 ** ((3 * one) / operators);
      const isDrawn = draws.uniform(one, epoch) < 0.1;
      const pays = [capacity, capacity ** (1 + Math.log10(2)), isDrawn ? 10 * capacity : 0];
      // The warm-up says something else.
      pays.forEach((pay, run) => {
        rows.push(`(${run}, ${epoch}, ${one}, ${capacity}, ${epoch < warmup ? 1 : pay})`);
      });
    }
  }
  await connection.run(`INSERT INTO operators VALUES ${rows.join(",")}`);
});

afterAll(() => instance.closeSync());

test("size-advantage: the exponent of pay in size less one, also where most earn nothing", async () => {
  const connection = await instance.connect();
  const found = (await connection.runAndReadAll(queryText("outcomes/size-advantage"))).getRowObjectsJS();
  expect(found.map(({ run }) => run)).toEqual([0, 1, 2]);
  const [even, twice, lottery] = found.map(({ value }) => value as number);
  expect(even).toBeCloseTo(0, 9);
  // Groups are not points: a sum over a group lies a little above what its mean size would earn.
  expect(Math.abs((twice as number) - Math.log10(2))).toBeLessThan(0.01);
  // 80 draws of 0.1 a group, ten groups over three decades: an error of the slope of 0.12.
  expect(Math.abs(lottery as number)).toBeLessThan(0.36);
});

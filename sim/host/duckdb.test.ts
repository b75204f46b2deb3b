import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { type FixtureScenario, fixtureRun, fixtureScenario } from "../../test/support/fixture-run.ts";
import { fixtureRecord, testFolder } from "../../test/support/store-paths.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { outputTables } from "../store/tables.ts";
import { codeHashes } from "./code-hash.ts";
import { createStore, openStore, type Store } from "./duckdb.ts";
import { beginRun, recordFailure } from "./run-writer.ts";
import { views } from "./store-views.ts";

const timing = { startedAt: new Date(0), wallS: 1.5, cpuS: Number.NaN, workers: 1 };
const identityOf = (run: number) => ({
  run,
  runKey: `key ${run}`,
  scenarioName: "fixture",
  scenarioIdentity: fixtureRecord.identity,
  replication: run,
  seed: 7,
  kernel: { basis: "none" as const },
  modelCode: "0".repeat(64),
});

async function newStore(): Promise<Store> {
  const path = join(testFolder(), "a.duckdb");
  await createStore(path, fixtureRecord);
  return openStore(path, { access: "write" });
}

async function writeRun(store: Store, run: number, changes: Partial<FixtureScenario> = {}) {
  const writer = await beginRun(store, identityOf(run));
  const scenario = { ...fixtureScenario, ...changes } as unknown as Scenario;
  const result = fixtureRun({ scenario, replication: run }, { write: (batch) => writer.write(batch) });
  return { writer, result };
}

describe("a new store", () => {
  test("every column of every table says its meaning, every view its question", async () => {
    const store = await newStore();
    const silent = await store.rows(
      `SELECT table_name, column_name FROM duckdb_columns() JOIN duckdb_tables() USING (schema_name, table_name)
       WHERE schema_name = 'main' AND duckdb_columns.comment IS NULL`,
    );
    expect(silent).toEqual([]);
    const views = await store.rows("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal");
    expect(views.length).toBeGreaterThan(8);
    expect(views.filter((view) => view.comment === null)).toEqual([]);
    const tables = await store.rows("SELECT table_name FROM duckdb_tables() WHERE comment IS NOT NULL");
    const names = tables.map((table) => table.table_name);
    for (const { name } of outputTables) expect(names).toContain(name);
    expect(
      await store.rows("SELECT comment FROM duckdb_columns() WHERE table_name = 'epochs' AND column_name = 'price'"),
    ).toEqual([{ comment: "Price of a token, averaged over markets by tokens [base unit/token]" }]);
    store.close();
  });

  test("the scenario and the program are recorded", async () => {
    const store = await newStore();
    expect(await store.rows("SELECT name, question, resolved, sources FROM scenarios")).toEqual([
      {
        name: "fixture",
        question: "Isn't it whole?",
        resolved: '{"name":"fixture"}',
        sources: '[{"path":"fixture.yaml","text":"name: fixture\\n"}]',
      },
    ]);
    const versions = await store.rows("SELECT line, node, schema_version, model_code, program_code FROM versions");
    const { model, program } = await codeHashes();
    expect(versions).toEqual([
      { line: 0, node: process.version, schema_version: 3, model_code: model, program_code: program },
    ]);
    store.close();
  });
});

describe("a run", () => {
  test("does not show before its commit, and shows whole after it", async () => {
    const store = await newStore();
    const { writer, result } = await writeRun(store, 0);
    const count =
      "SELECT (SELECT count(*) FROM runs)::INTEGER AS runs, (SELECT count(*) FROM epochs)::INTEGER AS epochs";
    expect(await store.rows(count)).toEqual([{ runs: 0, epochs: 0 }]);
    await writer.commit(result, timing);
    expect(await store.rows(count)).toEqual([{ runs: 1, epochs: 600 }]);
    expect(
      await store.rows("SELECT status, fired::INTEGER AS fired, cpu_s FROM runs JOIN timings USING (run)"),
    ).toEqual([{ status: "ok", fired: result.fired, cpu_s: null }]);
    store.close();
  });

  test("that is rolled back leaves nothing, also after the store was closed and opened again", async () => {
    const store = await newStore();
    const { writer } = await writeRun(store, 0, { rowsPerEpoch: 30_000, horizon: 2 });
    writer.rollback();
    await recordFailure(store, identityOf(0), { error: "it broke", stack: "at it" }, timing);
    store.close();
    const again = await openStore(store.path, { access: "write" });
    for (const { name } of outputTables) expect(await again.rows(`SELECT * FROM ${name} LIMIT 1`)).toEqual([]);
    expect(await again.rows("SELECT status, error, stack, digest FROM runs")).toEqual([
      { status: "failed", error: "it broke", stack: "at it", digest: null },
    ]);
    const { writer: second, result } = await writeRun(again, 0);
    await second.commit(result, timing);
    expect(await again.rows("SELECT status, error FROM runs")).toEqual([{ status: "ok", error: null }]);
    again.close();
  });

  test("may be in flight beside another", async () => {
    const store = await newStore();
    const first = await writeRun(store, 0, { rowsPerEpoch: 25_000, horizon: 2 });
    const second = await writeRun(store, 1);
    await second.writer.commit(second.result, timing);
    await first.writer.commit(first.result, timing);
    expect(await store.rows("SELECT run, count(*)::INTEGER AS n FROM epochs GROUP BY run ORDER BY run")).toEqual([
      { run: 0, n: 50_000 },
      { run: 1, n: 600 },
    ]);
    store.close();
  });

  test("every view answers", async () => {
    const store = await newStore();
    const { writer, result } = await writeRun(store, 0);
    await writer.commit(result, timing);
    const fixtureIsEmpty = ["latency_over_time"];
    for (const { name } of views) {
      const rows = await store.rows(`SELECT * FROM ${name} LIMIT 3`);
      expect([name, rows.length > 0]).toEqual([name, !fixtureIsEmpty.includes(name)]);
    }
    store.close();
  });
});

describe("a store that cannot be used", () => {
  const opening = (path: string) => openStore(path, { access: "write" }).then((store) => store.close());

  test("is not there, is a folder, is another kind of file", async () => {
    const folder = testFolder();
    await expect(opening(join(folder, "none.duckdb"))).rejects.toThrow(/none\.duckdb: no such store — commonwatt run/);
    await expect(opening(folder)).rejects.toThrow(/is not a file/);
    const text = join(folder, "notes.duckdb");
    writeFileSync(text, "these are notes, not results\n".repeat(1000));
    await expect(opening(text)).rejects.toThrow(
      /notes\.duckdb is not a result store — name one that commonwatt run has made/,
    );
  });

  test("is a DuckDB file of someone else", async () => {
    const path = join(testFolder(), "other.duckdb");
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run("CREATE TABLE mine(x INTEGER)");
    connection.closeSync();
    instance.closeSync();
    await expect(opening(path)).rejects.toThrow(/a DuckDB file but not a result store/);
  });

  test("was made by a newer version, or by one with other tables", async () => {
    const store = await newStore();
    const connection = await store.connect();
    await connection.run("UPDATE versions SET schema_digest = 'other'");
    connection.closeSync();
    store.close();
    await expect(opening(store.path)).rejects.toThrow(/whose tables differ/);
    const reader = await openStore(store.path, { access: "read" });
    reader.close();
    const instance = await DuckDBInstance.create(store.path);
    const raw = await instance.connect();
    await raw.run("UPDATE versions SET schema_version = 99, commonwatt = '9.1.0'");
    raw.closeSync();
    instance.closeSync();
    await expect(openStore(store.path, { access: "read" })).rejects.toThrow(
      /made by a newer commonwatt \(9\.1\.0, store version 99; this one reads 3\) — update commonwatt/,
    );
  });

  test("is open already in this process", async () => {
    const store = await newStore();
    await expect(opening(store.path)).rejects.toThrow(/already open in this process/);
    store.close();
    await opening(store.path);
  });

  test("was deleted or replaced while it was written", async () => {
    const store = await newStore();
    const { writer, result } = await writeRun(store, 0);
    copyFileSync(store.path, `${store.path}.copy`);
    rmSync(store.path);
    await expect(writer.commit(result, timing)).rejects.toThrow(/was deleted while it was being written/);
    copyFileSync(`${store.path}.copy`, store.path);
    expect(() => store.assertInPlace()).toThrow(/was replaced while it was being written/);
    store.close();
  });

  test("cannot be made: its folder is a file, or takes no files", async () => {
    const folder = testFolder();
    writeFileSync(join(folder, "file"), "");
    await expect(createStore(join(folder, "file", "a.duckdb"), fixtureRecord)).rejects.toThrow(
      /cannot write .*a\.duckdb/,
    );
    if (existsSync("/proc"))
      await expect(createStore("/proc/a.duckdb", fixtureRecord)).rejects.toThrow(/cannot write \/proc/);
    mkdirSync(join(folder, "taken.duckdb"));
    await expect(createStore(join(folder, "taken.duckdb"), fixtureRecord)).rejects.toThrow(/exists already/);
  });
});

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fixtureWorker } from "../../test/support/fixture-bundle.ts";
import { fixtureStudy } from "../../test/support/fixture-study.ts";
import { testFolder } from "../../test/support/store-paths.ts";
import { outputTables } from "../store/tables.ts";
import { contentDigest } from "./content-digest.ts";
import type { Store } from "./duckdb.ts";
import { exportStore } from "./export.ts";
import { neverInterrupted } from "./interrupt.ts";
import { openStudy, runStudy } from "./study.ts";

const study = { replications: 3, rowsPerEpoch: 40, failing: [1] };

async function completed(workers: number): Promise<Store> {
  const store = await openStudy(join(testFolder(), "a.duckdb"), fixtureStudy(study));
  const interrupt = neverInterrupted();
  await runStudy(store, { workers, interrupt, workerFile: fixtureWorker, onEvent: () => undefined });
  return store;
}

function hashes(folder: string): Record<string, string> {
  const files = readdirSync(folder).sort();
  return Object.fromEntries(
    files.map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(folder, file)))
        .digest("hex"),
    ]),
  );
}

describe("an export", () => {
  test("has the same bytes with one and two workers, and every table", async () => {
    const folders: string[] = [];
    for (const workers of [1, 2]) {
      const store = await completed(workers);
      for (const format of ["parquet", "csv"] as const) {
        const folder = join(testFolder(), format);
        const files = await exportStore(store, folder, format);
        expect(files.find(({ file }) => file === `epochs.${format}`)!.rows).toBe(2 * 6 * 40);
        folders.push(folder);
      }
      store.close();
    }
    const [parquetOne, csvOne, parquetTwo, csvTwo] = folders.map(hashes);
    expect(parquetTwo).toEqual(parquetOne);
    expect(csvTwo).toEqual(csvOne);
    for (const { name } of outputTables) expect(Object.keys(parquetOne!)).toContain(`${name}.parquet`);
    expect(Object.keys(csvOne!)).toEqual(
      expect.arrayContaining(["runs.csv", "scenarios.csv", "columns.csv", "hardware.csv"]),
    );
    expect(Object.keys(csvOne!)).not.toContain("timings.csv");
    const rows = readFileSync(join(folders[1]!, "runs.csv"), "utf8").trim().split("\n");
    expect(rows.length).toBe(4);
    expect(rows[2]).toContain("replication 1 cannot go past epoch 3");
  });

  test("of a store of an older program has the tables and columns that are there", async () => {
    const store = await completed(1);
    const whole = await contentDigest(store);
    const connection = await store.connect();
    // The view over it goes first, as an older store has none.
    await connection.run("DROP VIEW firms_ended");
    await connection.run("ALTER TABLE firms DROP COLUMN ended_as");
    await connection.run("DROP TABLE welfare");
    connection.closeSync();
    const folder = join(testFolder(), "old");
    const files = (await exportStore(store, folder, "csv")).map(({ file }) => file);
    expect(files).toContain("firms.csv");
    expect(files).not.toContain("welfare.csv");
    expect(readFileSync(join(folder, "firms.csv"), "utf8")).not.toContain("ended_as");
    expect(await contentDigest(store)).not.toBe(whole);
    store.close();
  });

  test("into a place that takes none leaves nothing behind", async () => {
    const store = await completed(1);
    const file = join(testFolder(), "file");
    writeFileSync(file, "");
    await expect(exportStore(store, join(file, "out"), "csv")).rejects.toThrow(
      /cannot write .* — name another place with --to/,
    );
    expect(existsSync(`${file}.part`)).toBe(false);
    store.close();
  });
});

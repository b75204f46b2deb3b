/** What names the code, and what a store of other code, or of the time before there were such names, says. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, describe, expect, test } from "vitest";
import { fixtureWorker } from "../../test/support/fixture-bundle.ts";
import { fixtureStudy } from "../../test/support/fixture-study.ts";
import { testFolder } from "../../test/support/store-paths.ts";
import { bundle, codeNow, isFresh, root } from "./bundle.mjs";
import { type CodeHashes, codeHashes } from "./code-hash.ts";
import { openStore, type Store } from "./duckdb.ts";
import { neverInterrupted } from "./interrupt.ts";
import { openReader } from "./reader.ts";
import { programVersions } from "./report-data.ts";
import { otherCode, storedCode } from "./store-code.ts";
import { extendStudy, openStudy, runStudy } from "./study.ts";

const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
const options = { workers: 1, interrupt: neverInterrupted(), workerFile: fixtureWorker, onEvent: () => undefined };
let own: CodeHashes;

beforeAll(async () => {
  if (!isFresh()) await bundle();
  own = await codeHashes();
}, 60_000);

async function storeOf(statements: readonly string[]): Promise<Store> {
  const path = join(testFolder(), "a.duckdb");
  const made = await openStudy(path, fixtureStudy({ replications: 2 }));
  await runStudy(made, options);
  made.close();
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
  return openStore(path, { access: "read" });
}

async function writable({ path, close }: Store): Promise<Store> {
  close();
  return openStore(path, { access: "write" });
}

describe("the names of the code", () => {
  test("are hashes of files that anyone can hash again", () => {
    expect(own.model).toBe(sha256(readFileSync(join(root, "dist/core.browser.js"))));
    const { files } = JSON.parse(readFileSync(join(root, "dist/stamp.json"), "utf8")) as { files: string[] };
    const lines = files.map((file) => `${sha256(readFileSync(join(root, file)))}  ${file}\n`);
    expect(own.program).toBe(sha256(lines.join("")));
    for (const file of [
      "package-lock.json",
      "analysis/queries/runs.sql",
      "sim/run.ts",
      "sim/host/code-hash.ts",
      "reports/study/closing.ts",
    ])
      expect(files).toContain(file);
  });

  test("are the same when the sources are bundled anew", async () => expect(await codeNow()).toEqual(own), 60_000);
});

describe("a store of this code", () => {
  test("says so of each run, and takes more", async () => {
    const store = await storeOf([]);
    expect(await storedCode(store)).toEqual({ models: [own.model], programs: [own.program] });
    expect(await otherCode(store, "a")).toBeUndefined();
    const more = await writable(store);
    await extendStudy(more, 3);
    expect((await runStudy(more, options)).stored).toBe(3);
    expect(await more.rows("SELECT DISTINCT model_code FROM runs")).toEqual([{ model_code: own.model }]);
    more.close();
  });

  test("hands them to reports", async () => {
    const store = await storeOf([]);
    store.close();
    const reader = await openReader(store.path);
    expect(Object.fromEntries(await programVersions(reader))).toMatchObject({
      "model code (SHA-256)": own.model,
      "program code (SHA-256)": own.program,
      "program code of this page (SHA-256)": own.program,
    });
    reader.close();
  });
});

describe("a store of another model", () => {
  const forged = ["UPDATE runs SET model_code = repeat('ab', 32)"];
  test("is read with a word about it, and no run of this model is put beside its own", async () => {
    const store = await storeOf(forged);
    expect(await otherCode(store, "a.duckdb")).toBe(
      `runs of a.duckdb were made by model code abababababab…, this program has ${own.model.slice(0, 12)}…: other code`,
    );
    const more = await writable(store);
    await extendStudy(more, 3);
    await expect(runStudy(more, options)).rejects.toThrow(
      /: other code — go on with the program that made them, or run/,
    );
    expect(await more.rows("SELECT count(*)::INTEGER AS runs FROM runs")).toEqual([{ runs: 2 }]);
    more.close();
  });

  test("takes runs when all of its own failed: they are made again", async () => {
    const more = await writable(await storeOf([...forged, "UPDATE runs SET status = 'failed'"]));
    expect(await runStudy(more, options)).toMatchObject({ stored: 2, failed: [] });
    more.close();
  });
});

test("a store from before there were such names can be read, and is not added to", async () => {
  const store = await storeOf([
    "ALTER TABLE runs DROP COLUMN model_code",
    "ALTER TABLE versions DROP COLUMN model_code",
    "ALTER TABLE versions DROP COLUMN program_code",
    "UPDATE versions SET schema_version = 2",
  ]);
  expect(await storedCode(store)).toEqual({ models: [], programs: [] });
  expect(await otherCode(store, "old.duckdb")).toMatch(
    /^old\.duckdb does not say which code made its runs; this program/,
  );
  await expect(writable(store)).rejects.toThrow(
    /with store format 2, whose tables differ from those of this one, .* with format 3: it can be read, not added to/,
  );
  const reader = await openReader(store.path);
  expect(Object.fromEntries(await programVersions(reader))).toMatchObject({
    "model code (SHA-256)": expect.stringMatching(/^not recorded/),
    "store format": "2",
  });
  reader.close();
});

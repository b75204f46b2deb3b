/** What another process does to a store between its last run and what is told of it. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { testFolder } from "../../test/support/store-paths.ts";
import { plainWorld, writeSyntheticStore } from "../../test/support/synthetic-store.ts";
import { openStore } from "./duckdb.ts";
import { exitCodes, StoreError } from "./failure.ts";
import { tellStudy } from "./run-study.ts";
import { storeLines } from "./summary.ts";

const runs = 2;

async function wholeStore() {
  const folder = join(testFolder(), "results");
  mkdirSync(folder);
  const path = join(folder, "a.duckdb");
  await writeSyntheticStore(path, { ...plainWorld, replications: runs, epochs: 14, operators: 20, nodes: 40 });
  return { folder, path, store: await openStore(path, { access: "write" }) };
}

/** Told as text and as one object. */
test.each([[false], [true]])(
  "a store that is deleted after its last run is written again, and said (JSON: %s)",
  async (json) => {
    const { path, store } = await wholeStore();
    const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    rmSync(path);
    const error = await tellStudy(store, runs, json).then(
      () => undefined,
      (reason: unknown) => reason as StoreError,
    );
    expect(error).toBeInstanceOf(StoreError);
    expect(error?.exitCode).toBe(exitCodes.wrongUse);
    expect(error?.message).toBe(
      `${path} was deleted while it was being written; its finished runs were written again — continue with: commonwatt resume ${path}`,
    );
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
    store.close();
    const again = await openStore(path, { access: "read" });
    expect((await again.rows("SELECT run FROM runs WHERE status = 'ok'")).length).toBe(runs);
    again.close();
  },
);

test("a folder that is deleted after the last run ends it with one line that names the store and the remedy", async () => {
  const { folder, path, store } = await wholeStore();
  rmSync(folder, { recursive: true });
  await expect(tellStudy(store, runs, false)).rejects.toThrow(
    /a\.duckdb was deleted while it was being written, and its finished runs could not be written again .* — run the scenario again$/,
  );
  expect(existsSync(folder)).toBe(false);
  expect(() => storeLines(path, { contentDigest: "" } as Parameters<typeof storeLines>[1])).toThrow(
    `${path} was deleted as its runs were done — run the scenario again`,
  );
  store.close();
});

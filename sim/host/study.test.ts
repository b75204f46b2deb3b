import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fixtureWorker } from "../../test/support/fixture-bundle.ts";
import type { FixtureScenario } from "../../test/support/fixture-run.ts";
import { fixtureStudy } from "../../test/support/fixture-study.ts";
import { testFolder } from "../../test/support/store-paths.ts";
import { contentDigest } from "./content-digest.ts";
import { openStore, type Store } from "./duckdb.ts";
import { Interrupted, neverInterrupted } from "./interrupt.ts";
import { extendStudy, openStudy, runStudy, type StudyEvent, type StudyOptions } from "./study.ts";

const fixture = { workers: 2, interrupt: neverInterrupted(), workerFile: fixtureWorker };

async function study(changes: Partial<FixtureScenario> = {}): Promise<Store> {
  return openStudy(join(testFolder(), "a.duckdb"), fixtureStudy(changes));
}

async function complete(store: Store, options: Partial<StudyOptions> = {}) {
  const events: StudyEvent[] = [];
  const outcome = await runStudy(store, { ...fixture, onEvent: (event) => void events.push(event), ...options });
  return { ...outcome, events };
}

describe("a study", () => {
  test("stores every replication once, and the same content whatever the workers", async () => {
    const one = await study();
    const two = await study();
    const alone = await complete(one, { workers: 1 });
    const together = await complete(two, { workers: 2 });
    expect(alone).toMatchObject({ runs: 4, stored: 4, failed: [], isInterrupted: false });
    expect(together.contentDigest).toBe(alone.contentDigest);
    const keys = await one.rows(
      "SELECT count(DISTINCT run_key)::INTEGER AS keys, count(DISTINCT digest)::INTEGER AS digests FROM runs",
    );
    expect(keys).toEqual([{ keys: 4, digests: 4 }]);
    const timings = await one.rows("SELECT wall_s > 0 AS took, workers FROM timings");
    expect(timings).toEqual(Array.from({ length: 4 }, () => ({ took: true, workers: 1 })));
    one.close();
    two.close();
  });

  test("runs only what is missing, and takes more replications later", async () => {
    const store = await study({ replications: 2 });
    await complete(store);
    await extendStudy(store, 5);
    const { events, contentDigest: extended } = await complete(store);
    expect(
      events
        .filter((event) => event.kind === "stored")
        .map((event) => event.run)
        .sort(),
    ).toEqual([2, 3, 4]);
    expect(events[0]).toEqual({ kind: "planned", runs: 5, stored: 2, workers: 2 });
    await expect(extendStudy(store, 4)).rejects.toThrow(/5 replications planned, 4 asked for/);
    const atOnce = await study({ replications: 5 });
    expect((await complete(atOnce)).contentDigest).toBe(extended);
    expect(await complete(atOnce)).toMatchObject({ stored: 5, contentDigest: extended });
    store.close();
    atOnce.close();
  });

  test("goes on when a run fails, and can run just that one again", async () => {
    const store = await study({ failing: [1] });
    const { stored, failed } = await complete(store);
    expect(stored).toBe(3);
    expect(failed).toEqual([{ run: 1, error: "RangeError: replication 1 cannot go past epoch 3" }]);
    const [row] = await store.rows("SELECT status, stack, digest FROM runs WHERE run = 1");
    expect(row).toMatchObject({ status: "failed", digest: null });
    expect(row!.stack).toMatch(/at fixtureRun \(/);
    expect(await store.rows("SELECT 1 FROM epochs WHERE run = 1")).toEqual([]);
    const { events } = await complete(store, { only: 1 });
    expect(events.map((event) => event.kind).filter((kind) => kind !== "advanced")).toEqual(["planned", "failed"]);
    await expect(complete(store, { only: 9 })).rejects.toThrow(/no run 9 — its runs are 0…3/);
    store.close();
  });

  test("fails a run that forgets a declared table, and names it", async () => {
    const store = await study({ replications: 1, forgotten: "ledger" });
    const { failed } = await complete(store);
    expect(failed[0]!.error).toMatch(/DeliveryError: the run never wrote ledger \(epoch, line/);
    store.close();
  });

  test("refuses another scenario's store", async () => {
    const store = await study();
    store.close();
    await expect(openStudy(store.path, fixtureStudy({ seed: 8 }))).rejects.toThrow(/earlier form of “fixture”/);
    await expect(openStudy(store.path, fixtureStudy({ name: "else" }))).rejects.toThrow(
      /another scenario, “fixture” — keep it/,
    );
    (await openStudy(store.path, fixtureStudy())).close();
  });

  test("finishes what runs after one interrupt, drops it after two", async () => {
    const store = await study({ replications: 6, epochTakesMs: 20 });
    const finish = new AbortController();
    const stop = new AbortController();
    const interrupt = { finish: finish.signal, stop: stop.signal };
    const once = await complete(store, {
      interrupt,
      onEvent: (event) => event.kind === "advanced" && finish.abort(new Interrupted("once")),
    });
    expect(once).toMatchObject({ stored: 2, isInterrupted: true });
    const again = { finish: new AbortController().signal, stop: stop.signal };
    const twice = complete(store, {
      interrupt: { ...again, finish: AbortSignal.any([again.finish, stop.signal]) },
      onEvent: (event) => event.kind === "advanced" && stop.abort(new Interrupted("twice")),
    });
    expect(await twice).toMatchObject({ stored: 2, isInterrupted: true });
    const whole = await study({ replications: 6 });
    const expected = await complete(whole);
    expect((await complete(store)).contentDigest).toBe(expected.contentDigest);
    store.close();
    whole.close();
  });

  test("tells other content apart", async () => {
    const store = await study({ replications: 1 });
    const { contentDigest: before } = await complete(store);
    const connection = await store.connect();
    await connection.run("UPDATE epochs SET price = NULL WHERE epoch = 2 AND price IS NOT NULL");
    expect(await contentDigest(store)).not.toBe(before);
    connection.closeSync();
    store.close();
    const reader = await openStore(store.path, { access: "read" });
    expect(await contentDigest(reader)).not.toBe(before);
    reader.close();
  });
});

import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../sim/host/duckdb.ts";
import { outputTables } from "../../sim/store/tables.ts";
import { sleep, startStudy } from "../support/child.ts";
import { fixtureScenario } from "../support/fixture-run.ts";
import { testFolder } from "../support/store-paths.ts";

const kills = 20;
const scenario = { replications: 10, rowsPerEpoch: 300, epochTakesMs: 30 };
/** Runs of a study take about this long once it has begun; kills fall on all of it. [ms] */
const latestKill = 1200;

test(`kill -9 at ${kills} random moments: whole replications only, and resume gives an undisturbed run's content`, async () => {
  const folder = testFolder();
  const undisturbed = startStudy(join(folder, "undisturbed.duckdb"), scenario);
  expect([await undisturbed.ended, undisturbed.output().stderr]).toEqual([0, expect.any(String)]);
  const { contentDigest: expected } = JSON.parse(undisturbed.output().stdout);

  let state = 1;
  const moment = () => {
    // Park and Miller 1988, "Random number generators: good ones are hard to find", minimal standard.
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * latestKill);
  };
  const found: number[] = [];
  let store = join(folder, "killed-0.duckdb");
  const digests: string[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const child = startStudy(store, scenario);
    // A quarter of the kills falls on starting up and making the store, a quarter on the first runs, half on all of them, of which
    // half after one at least is done, however slow the machine.
    if (kill % 4 > 0) await child.says(/10 runs/);
    if (kill % 4 > 1) await child.says(kill % 4 === 2 ? / % / : / [1-9] of 10 runs/);
    await sleep(moment());
    child.process.kill("SIGKILL");
    await child.ended;
    const stored = await wholeRuns(store);
    expect(stored).toBeGreaterThanOrEqual(found.at(-1) ?? 0);
    found.push(stored);
    if (stored < scenario.replications && kill < kills - 1) continue;
    digests.push(await finished(store));
    store = join(folder, `killed-${kill + 1}.duckdb`);
    found.push(0);
  }
  expect(digests.length).toBeGreaterThan(0);
  expect(new Set(digests)).toEqual(new Set([expected]));
  // The kills fell into the work, not only before or after it.
  expect(found.filter((stored) => stored > 0 && stored < scenario.replications).length).toBeGreaterThan(3);
  expect(readdirSync(dirname(store)).filter((file) => file.endsWith(".wal"))).toEqual([]);
}, 900_000);

/** @returns runs in the store; 0 when the kill came before there was one */
async function wholeRuns(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  const store = await openStore(path, { access: "write" });
  const runs = await store.rows("SELECT run, status FROM runs ORDER BY run");
  expect(runs.filter((row) => row.status !== "ok")).toEqual([]);
  for (const [k, { name }] of outputTables.entries()) {
    const rows = k === 2 ? 0 : scenario.rowsPerEpoch * fixtureScenario.horizon;
    const counted = await store.rows(`SELECT run, count(*)::INTEGER AS n FROM ${name} GROUP BY run ORDER BY run`);
    expect(counted).toEqual(rows === 0 ? [] : runs.map(({ run }) => ({ run, n: rows })));
  }
  store.close();
  return runs.length;
}

async function finished(path: string): Promise<string> {
  const child = startStudy(path, scenario);
  expect(await child.ended).toBe(0);
  return JSON.parse(child.output().stdout).contentDigest;
}

/** Variants of a study face the same world: shown on the rows of a store, not on the code that draws. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contrast } from "../../analysis/study/contrasts.ts";
import { studyRecord } from "../../sim/host/commands/compare.ts";
import { openStore, type Store } from "../../sim/host/duckdb.ts";
import { neverInterrupted } from "../../sim/host/interrupt.ts";
import { openStudy, runStudy } from "../../sim/host/study.ts";
import { studyRows } from "../../sim/host/study-data.ts";
import { loadStudy } from "../../sim/scenario/study.ts";
import { scenarioText } from "../support/scenario-text.ts";

const text = scenarioText
  .replace("nodes: 1_200", "nodes: 120")
  .replace("operators: 90", "operators: 30")
  .replace("rate: 120 request/s", "rate: 12 request/s")
  .replace("horizon: 40 epoch", "horizon: 12 epoch")
  .replace("llama-3.1-8b: 70", "llama-3.1-8b-int4: 70")
  .replace("20.5 epoch", "5.5 epoch")
  .replace("elasticity: 0.6", "elasticity: 0")
  .replace("requestsFraction: 0.1 %", "requestsFraction: 100 %, nodesEvery: 1")
  .replace("perYear: 0.5", "perYear: 40");
const design = `
variants:
  two choices: { routing: { rule: power-of-d, d: 2 } }
  cheapest: { routing: { rule: cheapest } }
  by capacity: { routing: { rule: cheapest }, reward: { rule: proportional-to-capacity } }
`;

const folder = mkdtempSync(join(tmpdir(), "commonwatt-pairing-"));
let store: Store;
const record = studyRecord(loadStudy({ path: "pairing.yaml", readText: () => `${text}${design}` }), 4);

beforeAll(async () => {
  store = await openStudy(join(folder, "pairing.duckdb"), record);
  const outcome = await runStudy(store, { workers: 2, interrupt: neverInterrupted(), onEvent: () => undefined });
  expect(outcome.failed).toEqual([]);
}, 120_000);
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Rows of two variants of one replication that are in one and not in the other, and all rows of the first. */
async function unlike(columns: string, table: string, variants: readonly [number, number], where = "true") {
  const points = record.points.length;
  const of = (point: number) => `SELECT ${columns} FROM ${table} WHERE run % ${points} = ${point} AND ${where}`;
  const named = (point: number) => of(point).replace("SELECT ", `SELECT run // ${points} AS replication, `);
  const [a, b] = [named(variants[0]), named(variants[1])];
  const [found] = await store.rows(
    `SELECT (SELECT count(*) FROM (${a} EXCEPT ALL ${b})) + (SELECT count(*) FROM (${b} EXCEPT ALL ${a})) AS unlike,
       (SELECT count(*) FROM (${a})) AS "all"`,
  );
  return { unlike: Number(found!.unlike), all: Number(found!.all) };
}

test("a request arrives at the same instant, from the same place, with the same lengths under every variant", async () => {
  // A row is written where a request ends within a window, which depends on who serves it: those that both have are compared.
  const points = record.points.length;
  const same = ["arrived_at", "jurisdiction", "workload", "model", "prompt_tokens", "output_tokens"];
  for (const [a, b] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    const [found] = await store.rows(
      `SELECT count(*) AS both, count(*) FILTER (${same.map((name) => `a.${name} <> b.${name}`).join(" OR ")}) AS unlike
       FROM requests AS a JOIN requests AS b ON a.run // ${points} = b.run // ${points} AND a.request = b.request
       WHERE a.run % ${points} = ${a} AND b.run % ${points} = ${b}`,
    );
    expect(Number(found!.both)).toBeGreaterThan(3000);
    expect(Number(found!.unlike)).toBe(0);
  }
});

test.each([
  ["arrivals of each window", 'epoch, "window", offered', "windows", "true"],
  [
    "population: machines, owners, places, models",
    "node, operator, account, hardware, class, jurisdiction, model, cards, capacity",
    "nodes",
    "epoch = 0",
  ],
  ["failures: how long each machine was live, epoch by epoch", "epoch, node, uptime", "nodes", "true"],
  ["shocks: outages", "epoch, kind, subject, value", "events", "kind IN ('outage-started', 'outage-ended')"],
])("%s are the same under every variant", async (_, columns, table, where) => {
  for (const pair of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    const found = await unlike(columns, table, pair, where);
    expect(found.all).toBeGreaterThan(0);
    expect(found.unlike).toBe(0);
  }
});

test("where requests go and who is paid differs: the comparison above can fail", async () => {
  expect((await unlike("request, node", "requests", [0, 1])).unlike).toBeGreaterThan(0);
  expect((await unlike("epoch, node, reward", "nodes", [1, 2])).unlike).toBeGreaterThan(0);
  // Other replications are other worlds.
  const [found] = await store.rows(
    'SELECT count(DISTINCT offered) AS counts FROM windows WHERE epoch = 0 AND "window" = 0 AND run % 3 = 0',
  );
  expect(Number(found!.counts)).toBeGreaterThan(1);
});

test("pairing saves runs: independent sets of replications would vary more", async () => {
  const rows = await studyRows(store, record);
  const utilization = contrast(rows, 0, 1, "utilization")!;
  expect(utilization.paired.n).toBe(4);
  expect(utilization.paired.varianceRatio).toBeGreaterThan(1);
});

test("a run is the same run as that of the variant's scenario alone", async () => {
  const alone = await openStudy(join(folder, "alone.duckdb"), { ...record.points[1]!.scenario, replications: 1 });
  await runStudy(alone, { workers: 1, interrupt: neverInterrupted(), onEvent: () => undefined });
  const [own] = await alone.rows("SELECT run_key, digest, fingerprint FROM runs");
  alone.close();
  expect((await store.rows("SELECT run_key, digest, fingerprint FROM runs WHERE run = 1"))[0]).toEqual(own);
  const again = await openStore(join(folder, "alone.duckdb"), { access: "read" });
  again.close();
}, 60_000);

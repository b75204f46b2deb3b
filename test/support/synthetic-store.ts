/**
 * SYNTHETIC data for tests of the report: a made-up world poured through the declared tables. None of it is a result.
 *
 * Every draw comes from `seedrandom`, so that a world is the same each time.
 */
import type { DuckDBAppender } from "@duckdb/node-api";
import seedrandom from "seedrandom";
import { createStore, openStore } from "../../sim/host/duckdb.ts";
import { type OutputTable, outputTables } from "../../sim/store/tables.ts";
import { type Draws, type SyntheticRun, syntheticRun } from "./synthetic-run.ts";

export interface SyntheticWorld {
  readonly seed: string;
  readonly replications: number;
  readonly epochs: number;
  readonly warmup: number;
  /** Price at the end over price at the start. */
  readonly priceFactor: number;
  /** Exponent of reward per capacity in size: above 0, large operators earn more. */
  readonly sizePremium: number;
  readonly servedFraction: number;
  /** Regional outages in each run. */
  readonly outages: number;
  /** The reason of most misses. */
  readonly mainReason: "no-room" | "out-of-patience";
  readonly operators: number;
  readonly nodes: number;
  /** True when no window was simulated (`windows: 0`). */
  readonly isUnsampled: boolean;
}

export const plainWorld: SyntheticWorld = {
  seed: "plain",
  replications: 5,
  epochs: 90,
  warmup: 10,
  priceFactor: 0.72,
  sizePremium: 0,
  servedFraction: 0.972,
  outages: 4,
  mainReason: "out-of-patience",
  operators: 410,
  nodes: 1500,
  isUnsampled: false,
};

/** Writes a store of the given world at `path`, which must not exist yet. */
export async function writeSyntheticStore(path: string, world: SyntheticWorld): Promise<void> {
  const identity = "5eed".repeat(16);
  await createStore(path, {
    identity,
    name: "Synthetic test world",
    question: "Is the report plain to read?",
    warmup: world.warmup,
    replications: world.replications,
    resolved: JSON.stringify(syntheticScenario(world)),
    sources: [
      { path: "scenarios/synthetic.yaml", text: "name: Synthetic test world\n" },
      { path: "--set", text: "demand.rate=2000 request/s" },
    ],
  });
  const store = await openStore(path, { access: "write" });
  const connection = await store.connect();
  await connection.run("BEGIN");
  for (let run = 0; run < world.replications; run++) {
    const rows: SyntheticRun = syntheticRun(run, world, drawsFor(`${world.seed}/${run}`));
    for (const table of outputTables) {
      const appender = await connection.createAppender(table.name);
      for (const row of rows[table.name] ?? []) appendRow(appender, table, run, row);
      appender.closeSync();
    }
    await connection.run(
      `INSERT INTO runs VALUES (${run}, 'key-${run}', 'Synthetic test world', '${identity}', ${run}, 7, 'ok',
       NULL, NULL,
       '${"d16e57".repeat(10)}${run}', '${"f1a9e5".repeat(10)}${run}', ${world.epochs * 1000}, ${world.epochs},
       ${world.isUnsampled ? "'none', NULL, NULL, NULL, NULL" : "'measured', 'r3c0rd', 'w31647', 'synthetic', 'SYNTHETIC adapter'"}, NULL, 'synthetic')`,
    );
  }
  await connection.run("COMMIT");
  connection.closeSync();
  store.close();
}

function drawsFor(seed: string): Draws {
  const draw = seedrandom.alea(seed);
  const uniform = () => draw.double();
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

function appendRow(
  appender: DuckDBAppender,
  table: OutputTable,
  run: number,
  row: Readonly<Record<string, unknown>>,
): void {
  appender.appendInteger(run);
  for (const { name, kind } of table.columns) {
    const value = row[name];
    if (value === undefined) throw new RangeError(`synthetic ${table.name} lacks ${name}`);
    if (value === null) appender.appendNull();
    else if (kind.type === "i32") appender.appendInteger(Math.round(value as number));
    else if (kind.type === "i64") appender.appendBigInt(BigInt(Math.round(value as number)));
    else if (kind.type === "f64") appender.appendDouble(value as number);
    else if (kind.type === "bool") appender.appendBoolean(value as boolean);
    else appender.appendVarchar(value as string);
  }
  appender.endRow();
}

function syntheticScenario(world: SyntheticWorld): unknown {
  return {
    name: "Synthetic test world",
    question: "Is the report plain to read?",
    seed: 7,
    replications: world.replications,
    horizon: world.epochs,
    warmup: world.warmup,
    epochLength: 86_400,
    network: {
      nodes: world.nodes,
      operators: world.operators,
      accountsPerOperator: 1.6,
      classes: { "gaming-pc": 0.5, neocloud: 0.3, hyperscaler: 0.2 },
      jurisdictions: { USA: 3, DEU: 1, IND: 1, JPN: 1, BRA: 0.5 },
      models: { "gpt-oss-20b": 0.6, "gpt-oss-120b": 0.4 },
      memoryReserve: 0.1,
      batchMax: 256,
    },
    demand: {
      rate: 2000,
      segments: 60,
      workloads: { conversation: 0.7, code: 0.3 },
      growth: 0.4,
      elasticity: 0.5,
      patience: 30,
      burstiness: 1,
    },
    windows: world.isUnsampled ? 0 : { perEpoch: 4, length: 10, warmup: 5 },
    routing: { rule: "power-of-d", d: 2 },
    emission: { rule: "flat", perEpoch: 323_000 },
    reward: { rule: "proportional-to-work" },
    price: { rule: "utilization-band", initial: 100, floor: 1, low: 0.4, high: 0.6, stepMax: 0.02 },
    verification: { rule: "uniform-sample", fraction: 0.01 },
    verdict: { rule: "similarity", similarity: 0.98 },
    behaviours: { shares: { int4: 0.2 }, of: "operators", requests: 1 },
    kernel: { share: 0.001, verdictDelay: 240, precision: 0.15, assumed: false },
    outages: { perYear: world.outages, length: 12, scripted: [] },
    outputs: { nodesEvery: 10, operatorsEvery: 5, requestsFraction: 0.001 },
  };
}

/** A small simulation that delivers every declared table: rows drawn from (seed, replication), more of them each epoch. */
import type { RunResult, RunSpec } from "../../sim/run.ts";
import { absentI32, type ColumnData, type Sink } from "../../sim/store/sink.ts";
import { type OutputColumn, type OutputTable, outputTables } from "../../sim/store/tables.ts";

/** What a test may ask of the fixture, in the place where a scenario says which rules hold. */
export interface FixtureScenario {
  readonly name: string;
  readonly question: string;
  readonly seed: number;
  readonly replications: number;
  /** [epoch] */
  readonly horizon: number;
  readonly warmup: number;
  /** Rows of each table an epoch; the third table gets none, as verdicts without checks. */
  readonly rowsPerEpoch: number;
  /** Replications that throw half-way. */
  readonly failing: readonly number[];
  /** Leave out this table altogether; "" for none. */
  readonly forgotten: string;
  /** Spend at least so long on an epoch. [ms] */
  readonly epochTakesMs: number;
  /** Names no trace. */
  readonly demand: Readonly<Record<string, never>>;
}

export const fixtureScenario: FixtureScenario = {
  name: "fixture",
  question: "Do rows arrive whole?",
  seed: 7,
  replications: 4,
  horizon: 6,
  warmup: 1,
  rowsPerEpoch: 100,
  failing: [],
  forgotten: "",
  epochTakesMs: 0,
  demand: {},
};

export function fixtureRun(spec: RunSpec, sink: Sink, onEpoch?: (epoch: number, epochs: number) => void): RunResult {
  return fixtureRunOf(outputTables)(spec, sink, onEpoch);
}

/** The same for another set of tables. */
export function fixtureRunOf(tables: readonly OutputTable[]) {
  return (spec: RunSpec, sink: Sink, onEpoch?: (epoch: number, epochs: number) => void): RunResult => {
    const scenario = spec.scenario as unknown as FixtureScenario;
    const draw = draws(scenario.seed * 1000 + spec.replication);
    let fired = 0;
    for (let epoch = 0; epoch < scenario.horizon; epoch++) {
      const started = Date.now();
      if (scenario.failing.includes(spec.replication) && epoch >= scenario.horizon / 2)
        throw new RangeError(`replication ${spec.replication} cannot go past epoch ${epoch}`);
      tables.forEach((table, k) => {
        if (table.name === scenario.forgotten) return;
        const count = k === 2 ? 0 : scenario.rowsPerEpoch;
        sink.write({ table: table.name, count, columns: table.columns.map((c) => fill(c, epoch, count, draw)) });
        fired += count;
      });
      while (Date.now() - started < scenario.epochTakesMs);
      onEpoch?.(epoch + 1, scenario.horizon);
    }
    return { digest: draw().toString(16), fingerprint: draw().toString(16), fired, epochs: scenario.horizon };
  };
}

/** @returns whole numbers in 0…2³²−1: splitmix32 (Steele, Lea and Flood 2014, 32-bit variant) */
function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** The first column of most tables is the epoch; the second numbers rows, so that keys do not tie. */
function fill(column: OutputColumn, epoch: number, count: number, draw: () => number): ColumnData {
  const rows = Array.from({ length: count }, (_, i) => i);
  switch (column.kind.type) {
    case "f64":
      return Float64Array.from(rows, () => (draw() % 50 === 0 ? Number.NaN : draw() / 2 ** 32));
    case "i32":
      if (column.name === "epoch") return new Int32Array(count).fill(epoch);
      return Int32Array.from(rows, (i) => (draw() % 50 === 0 ? absentI32 : epoch * count + i));
    case "i64":
      return BigInt64Array.from(rows, (i) => BigInt(epoch * count + i) * 4_000_000_000n);
    case "bool":
      return Uint8Array.from(rows, () => draw() & 1);
    case "enum": {
      const labels = column.kind.labels.length;
      return Uint8Array.from(rows, () => draw() % labels);
    }
    case "text":
      return rows.map((i) => `row ${i} of “${epoch}”`);
  }
}

/**
 * Rows a second into a store: 10 columns (3 i32, 1 enum, 6 f64), handed over in batches, committed and checkpointed.
 *
 * With two writers their batches alternate, each in its own transaction, as two worker threads send them.
 *
 * usage: tsx test/bench/store.ts [rows] [writers]
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { contentDigest } from "../../sim/host/content-digest.ts";
import { createStore, openStore } from "../../sim/host/duckdb.ts";
import { beginRun, type RunWriter } from "../../sim/host/run-writer.ts";
import type { RowBatch } from "../../sim/store/sink.ts";
import type { OutputColumn, OutputTable } from "../../sim/store/tables.ts";

const rows = Number(process.argv[2] ?? 2_000_000);
const writerCount = Number(process.argv[3] ?? 1);
/** Rows a batch, as a probe over some thousand nodes would send. */
const batchRows = 10_000;
const labels = ["a", "b", "c", "d", "e", "f", "g", "h"];

const named = (name: string, kind: OutputColumn["kind"]): OutputColumn => ({ name, kind, unit: "1", meaning: name });
const table: OutputTable = {
  name: "bench",
  meaning: "ten columns with the run",
  key: ["epoch", "node"],
  columns: [
    named("epoch", { type: "i32" }),
    named("node", { type: "i32" }),
    named("kind", { type: "enum", labels }),
    ...["price", "stake", "utilization", "reward", "latency", "score"].map((name) => named(name, { type: "f64" })),
  ],
};

function batch(from: number): RowBatch {
  const i = Array.from({ length: batchRows }, (_, k) => from + k);
  const reals = [1, 2, 3, 4, 5, 6].map((c) =>
    Float64Array.from(i, (g) => ((g * 2654435761 + c * 40503) % 1000003) / 1000003),
  );
  return {
    table: "bench",
    count: batchRows,
    columns: [
      Int32Array.from(i, (g) => g / 5000),
      Int32Array.from(i, (g) => g % 5000),
      Uint8Array.from(i, (g) => g & 7),
      ...reals,
    ],
  };
}

const folder = mkdtempSync(join(tmpdir(), "commonwatt-bench-"));
const path = join(folder, "bench.duckdb");
// Made beforehand and used in turn, so that the writer is timed and not the source.
const batches = Array.from({ length: 50 }, (_, k) => batch(k * batchRows));
await createStore(
  path,
  { identity: "bench", name: "bench", question: "?", warmup: 0, replications: 1, resolved: "{}", sources: [] },
  [table],
);
const store = await openStore(path, { access: "write", tables: [table] });
const identity = {
  run: 0,
  runKey: "k",
  scenarioName: "bench",
  scenarioIdentity: "bench",
  replication: 0,
  seed: 1,
  kernel: { basis: "none" },
  modelCode: "bench",
} as const;
const started = performance.now();
const writers: RunWriter[] = [];
for (let run = 0; run < writerCount; run++) writers.push(await beginRun(store, { ...identity, run }));
for (let k = 0; k * batchRows < rows; k++) writers[k % writerCount]!.write(batches[k % batches.length]!);
const written = performance.now();
const result = { digest: "", fingerprint: "", fired: 0, epochs: 0 };
const timing = { startedAt: new Date(), wallS: 0, cpuS: Number.NaN, workers: writerCount };
await Promise.all(writers.map((writer) => writer.commit(result, timing)));
const committed = performance.now();
const writingMemory = process.resourceUsage().maxRSS;
const counted = await store.rows("SELECT count(*)::INTEGER AS n, count(DISTINCT kind)::INTEGER AS k FROM bench");
store.close();
const closed = performance.now();
const reader = await openStore(path, { access: "read", tables: [table] });
const digesting = performance.now();
await contentDigest(reader);
const digested = performance.now();
reader.close();
if (counted[0]!.n !== Math.ceil(rows / batchRows) * batchRows || counted[0]!.k !== labels.length)
  throw new Error(`wrote ${rows} rows, found ${counted[0]!.n} with ${counted[0]!.k} labels`);
console.log(
  JSON.stringify({
    rows,
    writers: writerCount,
    appendMillionRowsPerS: rows / (written - started) / 1000,
    committedMillionRowsPerS: rows / (committed - started) / 1000,
    digestMillionRowsPerS: rows / (digested - digesting) / 1000,
    closeS: (closed - committed) / 1000,
    fileMb: statSync(path).size / 1e6,
    peakMemoryWritingMb: writingMemory / 1024,
    peakMemoryMb: process.resourceUsage().maxRSS / 1024,
    load: loadavg()[0],
  }),
);
rmSync(folder, { recursive: true });

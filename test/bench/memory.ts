/**
 * Memory of a study over its runs: resident set of the process, worker threads included; of it, what DuckDB holds, up to the limit that the
 * host sets it (512 MiB); and the rest, which must not grow.
 *
 * usage: tsx test/bench/memory.ts [--runs 3000] [--workers 2]
 *
 * Runs are the smallest that the model takes, of some kilobytes of rows: what grows with their number shows.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { linearRegression, linearRegressionLine, mean } from "simple-statistics";
import { bundle, isFresh } from "../../sim/host/bundle.mjs";
import { scenarioRecord } from "../../sim/host/commands/run.ts";
import { neverInterrupted } from "../../sim/host/interrupt.ts";
import { loadScenarioFile } from "../../sim/host/scenario-file.ts";
import { openStudy, runStudy } from "../../sim/host/study.ts";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "3000" }, workers: { type: "string", default: "2" } },
});
const runs = Number(options.runs);
const workers = Number(options.workers);
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "commonwatt-memory-"));
const file = join(folder, "tiny.yaml");
writeFileSync(
  file,
  `extends: ${path("../../scenarios/baseline.yaml")}
name: Tiny
question: Does memory grow with the number of runs?
horizon: 3 epoch
warmup: 0 epoch
network: { nodes: 20, operators: 8 }
demand: { rate: 1 request/s, segments: 4 }
windows: { perEpoch: 1, length: 2 s, warmup: 1 s, firstWarmup: 2 s }
kernel: { share: 0 }
outages: { perYear: 0, length: 6 h, scripted: [] }
`,
);

/** All in MiB. */
interface Sample {
  readonly runs: number;
  readonly resident: number;
  readonly store: number;
}

if (!isFresh()) await bundle();
const store = await openStudy(join(folder, "tiny.duckdb"), scenarioRecord(loadScenarioFile(file, []), runs));
const mebibyte = 2 ** 20;
const samples: Sample[] = [];
const every = Math.max(1, Math.floor(runs / 60));
let stored = 0;
const asked: Promise<void>[] = [];

async function sample(at: number): Promise<void> {
  const [row] = await store.rows("SELECT sum(memory_usage_bytes)::DOUBLE AS bytes FROM duckdb_memory()");
  const one = { runs: at, resident: process.memoryUsage().rss / mebibyte, store: Number(row!.bytes) / mebibyte };
  samples.push(one);
  const { resident, store: held } = one;
  console.log(`  ${String(at).padStart(6)} runs  ${resident.toFixed(0)} MiB, of which DuckDB ${held.toFixed(0)}`);
}

/** KiB a run, and its standard error, over the second half: by then code is compiled. */
function slope(of: (one: Sample) => number): string {
  const points = samples.filter((one) => one.runs >= runs / 2).map((one) => [one.runs, of(one)]);
  const fit = linearRegression(points);
  const line = linearRegressionLine(fit);
  const centre = mean(points.map(([x]) => x!));
  const residual = points.reduce((sum, [x, y]) => sum + (y! - line(x!)) ** 2, 0);
  const spread = points.reduce((sum, [x]) => sum + (x! - centre) ** 2, 0);
  const error = Math.sqrt(residual / (points.length - 2) / spread);
  return `${(1024 * fit.m).toFixed(1)} ± ${(1024 * 1.96 * error).toFixed(1)}`;
}

await runStudy(store, {
  workers,
  interrupt: neverInterrupted(),
  workerFile: new URL("../../dist/run.worker.js", import.meta.url),
  onEvent: ({ kind }) => {
    if (kind !== "stored") return;
    stored += 1;
    if (stored % every === 0) asked.push(sample(stored));
  },
});
await Promise.all(asked);
const peak = Math.max(...samples.map(({ resident }) => resident));
console.log(
  `${runs} runs, ${workers} workers: peak ${peak.toFixed(0)} MiB, store ${(statSync(store.path).size / mebibyte).toFixed(0)} MiB; KiB a run over the ` +
    `second half (95% interval of a line): resident ${slope(({ resident }) => resident)}, DuckDB ${slope((one) => one.store)}, ` +
    `the rest ${slope((one) => one.resident - one.store)}`,
);
store.close();
rmSync(folder, { recursive: true });

/**
 * Memory of a study over its runs: the resident set of the process, workers included, and what it ends with.
 *
 * usage: tsx test/bench/memory.ts [--runs 3000] [--workers 2]
 *
 * Runs are the smallest that the model takes, of some kilobytes of rows: what grows with their number shows. Linux only (/proc).
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "3000" }, workers: { type: "string", default: "2" } },
});
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "commonwatt-memory-"));
const file = join(folder, "tiny.yaml");
const store = join(folder, "tiny.duckdb");
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

/** [MiB] */
function resident(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN) / 1024;
  } catch {
    return Number.NaN;
  }
}

const words = ["run", file, "--replications", options.runs, "--workers", options.workers, "--out", store];
const program = path("../../sim/host/commonwatt.mjs");
const child = spawn(process.execPath, [program, ...words], { stdio: ["ignore", "ignore", "pipe"] });
const samples: { readonly runs: number; readonly mebibytes: number }[] = [];
/** Progress is written every tenth part or half minute. */
child.stderr.setEncoding("utf8").on("data", (text: string) => {
  const found = /(\d[\d,]*) of [\d,]+ runs/.exec(text);
  if (found === null) return void process.stderr.write(text);
  const runs = Number(found[1]!.replaceAll(",", ""));
  const mebibytes = resident(child.pid!);
  if (Number.isNaN(mebibytes)) return;
  samples.push({ runs, mebibytes });
  console.log(`  ${String(runs).padStart(6)} runs  ${mebibytes.toFixed(0)} MiB`);
});
let peak = 0;
const watch = setInterval(() => {
  const now = resident(child.pid!);
  if (now > peak) peak = now;
}, 200);
const code = await new Promise((resolve) => child.on("close", resolve));
clearInterval(watch);
if (code === 0) {
  // The second half: by then DuckDB has filled its cache, and code is compiled.
  const late = samples.filter(({ runs }) => runs >= Number(options.runs) / 2);
  const mean = (of: "runs" | "mebibytes") => late.reduce((sum, sample) => sum + sample[of], 0) / late.length;
  const [x, y] = [mean("runs"), mean("mebibytes")];
  const slope =
    late.reduce((sum, { runs, mebibytes }) => sum + (runs - x) * (mebibytes - y), 0) /
    late.reduce((sum, { runs }) => sum + (runs - x) ** 2, 0);
  console.log(
    `${options.runs} runs, ${options.workers} workers: peak ${peak.toFixed(0)} MiB; over the second half ${(1024 * slope).toFixed(2)} KiB a run; ` +
      `store ${(statSync(store).size / 2 ** 20).toFixed(0)} MiB`,
  );
}
rmSync(folder, { recursive: true });
process.exitCode = code === 0 ? 0 : 1;

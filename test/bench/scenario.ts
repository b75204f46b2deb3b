/**
 * The product's own work: a scenario whole, and how its time and memory grow with nodes and with requests, and what a second core brings.
 *
 * usage: tsx test/bench/scenario.ts [--part whole|year|economy|nodes|requests|million|cores]… [--quick] [FILE]
 *
 * `--quick` leaves out the largest step of each row and most epochs. A full run that has both rows draws docs/scaling.svg.
 *
 * Every run has a process of its own and drops its rows once they are counted. Slopes are fitted by least squares to the logarithms.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildSync } from "esbuild";
import { median } from "simple-statistics";
import { rowBytes } from "../../sim/engine/columns.ts";
import { bundle, isFresh } from "../../sim/host/bundle.mjs";
import { createPool, type RunPool } from "../../sim/host/pool.ts";
import { loadScenarioFile } from "../../sim/host/scenario-file.ts";
import { nodeSpec } from "../../sim/model/tables/nodes.ts";
import { type Growth, scalingPlot } from "./scaling-plot.ts";
import type { RunMeasured } from "./scenario-run.ts";

const { values: options, positionals } = parseArgs({
  options: { part: { type: "string", multiple: true, default: [] }, quick: { type: "boolean", default: false } },
  allowPositionals: true,
});
const file = positionals[0] ?? "scenarios/baseline.yaml";
const folder = mkdtempSync(join(tmpdir(), "commonwatt-bench-"));
const program = join(folder, "scenario-run.mjs");

/** Operators a node: the most that a scenario of a million nodes may have. */
const operatorsPerNode = 0.2;
/** Nodes of the rows in which requests grow. */
const nodesAtLeast = 5_000;

/** A run cut short, and what was scripted for later left out. */
const epochs = (count: number): string[] => [`horizon=${count} epoch`, "warmup=0 epoch", "outages.scripted=[]"];

const measure = (...sets: string[]) => measureFile(file, ...sets);

function measureFile(path: string, ...sets: string[]): RunMeasured {
  const text = execFileSync("node", ["--max-old-space-size=4096", program, path, ...sets], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(text) as RunMeasured;
}

function say(what: string, { events, rows, cpuSeconds, firstEpochSeconds, peakMiB, digest }: RunMeasured): void {
  const rate = (events / cpuSeconds / 1e6).toFixed(2);
  console.log(
    `  ${what.padEnd(28)} ${events} events, ${rows} rows, ${cpuSeconds.toFixed(1)} CPU-s (first epoch ${firstEpochSeconds.toFixed(1)}),` +
      ` ${rate} M events/s, peak ${peakMiB.toFixed(0)} MiB, ${digest}`,
  );
}

/** Slope of log y over log x, by least squares. */
function exponent(x: readonly number[], y: readonly number[]): string {
  const [u, v] = [x.map(Math.log), y.map(Math.log)];
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [uMean, vMean] = [mean(u), mean(v)];
  const covariance = u.reduce((sum, one, i) => sum + (one - uMean) * ((v[i] as number) - vMean), 0);
  return (covariance / u.reduce((sum, one) => sum + (one - uMean) ** 2, 0)).toFixed(2);
}

function whole(): void {
  const sets = options.quick ? epochs(epochsAtCores) : [];
  console.log(`\n${file}, ${options.quick ? `${epochsAtCores} epochs` : "whole"}`);
  say("one replication", measure(...sets));
}

/** Enough that the population is a small part. */
const epochsSampled = 40;

/** A year of the whole reference protocol, 100,000 nodes and 5,000 accounts. */
function referenceYear(): void {
  const days = options.quick ? 20 : 365;
  const path = fileURLToPath(new URL("reference-year.yaml", import.meta.url));
  console.log(`\nreference protocol, 100,000 nodes, ${days} epochs without windows (floor 60 CPU-s a year)`);
  const one = measureFile(path, `horizon=${days} epoch`);
  say("one replication", one);
  const perEpoch = (one.cpuSeconds - one.firstEpochSeconds) / (days - 1);
  console.log(
    `  ${(1000 * perEpoch).toFixed(0)} CPU-ms an epoch, ${(one.firstEpochSeconds + 364 * perEpoch).toFixed(0)} CPU-s a year`,
  );
  sayBytes(path);
  // A run of its own, since sampling takes time too.
  const sampled = measureFile(path, "--stages", `horizon=${Math.min(days, epochsSampled)} epoch`);
  for (const { stage, share } of sampled.stages) console.log(`    ${(100 * share).toFixed(1).padStart(5)} %  ${stage}`);
}

/** Epochs after which memory is compared: all tables are made, and few slices vest yet. */
const epochsHeld = 10;

/** What one node more and one account more take: the difference of two runs, since the program itself takes as much as the tables. */
function sayBytes(path: string): void {
  const run = (...sets: string[]) => measureFile(path, `horizon=${epochsHeld} epoch`, ...sets);
  const [one, nodes, accounts] = [
    run(),
    run("network.nodes=200000"),
    run("network.nodes=200000", "network.operators=10000"),
  ];
  const each = (more: RunMeasured, less: RunMeasured, of: "heldMiB" | "peakMiB", count: number) =>
    (((more[of] - less[of]) * 2 ** 20) / count).toFixed(0);
  const [held, peak] = [each(nodes, one, "heldMiB", 100_000), each(nodes, one, "peakMiB", 100_000)];
  console.log(
    `  a node holds ${held} B, ${rowBytes(nodeSpec)} of them its columns (floor 400); ${peak} B of the peak with garbage and rows`,
  );
  console.log(
    `  an operator with its accounts holds ${each(accounts, nodes, "heldMiB", 5_000)} B, and 8 B more for each epoch of vesting`,
  );
}

const decadeDays = 3652;
/** Machines may grow to four times those at the start; each brings what the baseline asks of it: a request in ten seconds. */
const decadeOf = (nodes: number) => [
  `network.nodes=${nodes}`,
  `network.operators=${nodes / 10}`,
  `demand.rate=${nodes / 10} request/s`,
  `emission.initial=${64.6 * nodes}`,
  `economy.operators.nodesMax=${4 * nodes}`,
  `economy.operators.operatorsMax=${nodes}`,
  "windows.firstWarmup=20 s",
];

/** Ten years of operators who invest, enter, leave, fail and may deceive, and how an epoch of it grows with the machines at the start. */
function economyDecade(): void {
  const path = fileURLToPath(new URL("economy-decade.yaml", import.meta.url));
  const days = options.quick ? 200 : decadeDays;
  console.log(`\neconomy-decade, 5,000 machines at the start, ${days} epochs (floor 180 CPU-s for ten years)`);
  for (const [what, sets] of [
    ["windows at the default share", []],
    ["without windows", ["windows=0"]],
  ] as const) {
    const one = measureFile(path, `horizon=${days} epoch`, ...sets);
    say(what, one);
    const perEpoch = one.secondHalfSeconds / Math.ceil(days / 2);
    const whole = one.cpuSeconds + (decadeDays - days) * perEpoch;
    console.log(
      `  ${(1000 * perEpoch).toFixed(0)} CPU-ms an epoch in the second half, ten years ${whole.toFixed(0)} CPU-s${options.quick ? ", extrapolated" : ""}`,
    );
  }
  for (const { stage, share } of measureFile(path, "--stages", `horizon=${epochsSampled} epoch`).stages)
    console.log(`    ${(100 * share).toFixed(1).padStart(5)} %  ${stage}`);
  const steps = taken([5e3, 2e4, 1e5]);
  const runs = steps.map((nodes) => {
    const one = measureFile(path, "horizon=10 epoch", ...decadeOf(nodes));
    say(`${nodes} machines, 10 epochs`, one);
    return one;
  });
  sayGrowth("machines", steps, runs);
  const late = runs.map(({ secondHalfSeconds }) => secondHalfSeconds);
  console.log(`  exponent of time of the last 5 epochs, without the start: ${exponent(steps, late)}`);
}

/** The steps of a row that this run takes: all but the largest when it must be quick. */
const taken = (steps: readonly number[]) => (options.quick ? steps.slice(0, -1) : steps);
/** Demand of the rows in which nodes grow: what the lightest of them serves at the scenario's load. */
const steadyDemand = "demand.rate=100 request/s";

/** One epoch with its windows at one demand. */
function growthInNodes(): Growth {
  console.log("\nnodes, one epoch with windows, the same demand");
  const steps = taken([1e3, 1e4, 1e5, 1e6]);
  const runs = steps.map((nodes) => {
    const operators = `network.operators=${nodes * operatorsPerNode}`;
    const one = measure(...epochs(1), steadyDemand, `network.nodes=${nodes}`, operators);
    say(`${nodes} nodes`, one);
    return one;
  });
  return sayGrowth("nodes", steps, runs);
}

/** Requests to a million machines: what a longer window adds is requests alone, not building the network. */
function million(): void {
  const [nodes, demand] = options.quick ? [1e5, 2_000] : [1e6, 20_000];
  console.log(
    `\n${nodes} nodes, one epoch at ${demand} requests/s (floor at a million: 0.4 M events/s, 60 CPU-s, 2 GiB)`,
  );
  const [short, long] = [10, 60].map((seconds) => {
    const size = [`network.nodes=${nodes}`, `network.operators=${nodes * operatorsPerNode}`];
    const one = measure(...epochs(1), ...size, `demand.rate=${demand} request/s`, `windows.length=${seconds} s`);
    say(`windows of ${seconds} s`, one);
    return one;
  }) as [RunMeasured, RunMeasured];
  const rate = (long.events - short.events) / (long.cpuSeconds - short.cpuSeconds);
  console.log(`  ${(rate / 1e6).toFixed(2)} M events/s of requests`);
}

/** Longer windows: more requests at the same load of the nodes. Warm-ups are short, so that they do not outweigh the shortest. */
function growthInRequests(): Growth {
  console.log(`\nrequests, ${nodesAtLeast} nodes, one epoch, windows of growing length`);
  const runs = taken([10, 100, 1_000, 10_000]).map((seconds) => {
    const windows = ["windows.firstWarmup=1 s", "windows.warmup=1 s", `windows.length=${seconds / 2} s`];
    const one = measure(...epochs(1), `network.nodes=${nodesAtLeast}`, ...windows);
    say(`${seconds} s in windows`, one);
    return one;
  });
  return sayGrowth(
    "events",
    runs.map(({ events }) => events),
    runs,
  );
}

function sayGrowth(what: string, steps: readonly number[], runs: readonly RunMeasured[]): Growth {
  const seconds = runs.map(({ cpuSeconds }) => cpuSeconds);
  const memory = runs.map(({ peakMiB }) => peakMiB);
  const [ofTime, ofMemory] = [exponent(steps, seconds), exponent(steps, memory)];
  console.log(`  exponent of time ${ofTime}, of memory ${ofMemory} (target ≤ 1.1)`);
  return { what, steps, seconds, memory, ofTime, ofMemory };
}

const epochsAtCores = options.quick ? 10 : 40;
/** In the first, threads start and compile; of the others most are warm. */
const roundsAtCores = options.quick ? 2 : 5;

/** The same replications through the pool of `run`, with one worker and with two: in turns, since neighbours slow a core for minutes. */
async function secondCore(): Promise<void> {
  // Checks draw from cells: executing some is the device's work, not the pool's.
  const { scenario } = loadScenarioFile(file, [...epochs(epochsAtCores), "kernel.share=0"]);
  if (!isFresh()) await bundle();
  const pools = [1, 2].map((workers) => createPool(workers, new URL("../../dist/run.worker.js", import.meta.url)));
  const replicate = async (pool: RunPool) => {
    const receiver = { write: () => undefined, onEpoch: () => undefined };
    const specs = Array.from({ length: 4 }, (_, replication) => ({ scenario, replication }));
    const started = performance.now();
    const outcomes = await Promise.all(specs.map((spec) => pool.execute(spec, receiver, new AbortController().signal)));
    for (const outcome of outcomes) if ("failure" in outcome) throw new Error(outcome.failure.error);
    return (performance.now() - started) / 1000;
  };
  console.log(
    `\n4 replications of ${epochsAtCores} epochs, in turns; each worker compiles for itself in the first (floor 1.7)`,
  );
  const ratios: number[] = [];
  for (let round = 0; round < roundsAtCores; round++) {
    const [one, two] = [await replicate(pools[0]), await replicate(pools[1])];
    ratios.push(one / two);
    console.log(`  ${one.toFixed(1)} s with one worker, ${two.toFixed(1)} s with two, ${(one / two).toFixed(2)} ×`);
  }
  for (const pool of pools) await pool.close();
  console.log(`  median ${median(ratios).toFixed(2)} ×`);
}

try {
  buildSync({
    entryPoints: [fileURLToPath(new URL("scenario-run.ts", import.meta.url))],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    minifySyntax: true,
    logLevel: "error",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  const load = () => loadavg().map((x) => x.toFixed(1));
  console.log(`load ${load()}`);
  const rows: Growth[] = [];
  const parts = {
    whole,
    year: referenceYear,
    economy: economyDecade,
    nodes: () => void rows.push(growthInNodes()),
    requests: () => void rows.push(growthInRequests()),
    million,
    cores: secondCore,
  };
  for (const [name, part] of Object.entries(parts))
    if (options.part.length === 0 || options.part.includes(name)) await part();
  if (rows.length === 2 && !options.quick) writeFileSync("docs/scaling.svg", scalingPlot(rows));
  console.log(`\nload at the end ${load()}`);
} finally {
  rmSync(folder, { recursive: true });
}

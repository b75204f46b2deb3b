/** One run of a scenario in a process of its own: `scenario-run FILE [--stages] [KEY=VALUE …]`, as `run --set`. One line of JSON comes out. */
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { loadScenarioFile } from "../../sim/host/scenario-file.ts";
import { readTrace } from "../../sim/host/trace-file.ts";
import { setV8Flags } from "../../sim/host/v8-flags.ts";
import { createRun, type RunResult } from "../../sim/run.ts";
import type { Sink } from "../../sim/store/sink.ts";
import { type Split, splitOf } from "./stages.ts";

export interface RunMeasured {
  readonly nodes: number;
  readonly epochs: number;
  readonly events: number;
  readonly rows: number;
  /** Building the population included. [CPU-s] */
  readonly cpuSeconds: number;
  /** Until the first epoch was over: the population, and one epoch with its windows. [CPU-s] */
  readonly firstEpochSeconds: number;
  /** Of the second half of the epochs, by when all that is compiled is compiled. [CPU-s] */
  readonly secondHalfSeconds: number;
  readonly peakMiB: number;
  /** Held when the last epoch is over, garbage left out: objects, and the buffers of all tables. */
  readonly heldMiB: number;
  readonly digest: string;
  /** Where the time went, when asked for: sampling takes some of it. */
  readonly stages: readonly Split[];
}

// As in the threads of a study.
setV8Flags();
const [path = "", ...words] = process.argv.slice(2);
const sets = words.filter((word) => word !== "--stages");
const { scenario: loaded } = loadScenarioFile(path, sets);
// What is timed is the simulation: no check is executed.
const scenario = { ...loaded, kernel: { ...loaded.kernel, share: 0 } };
const trace = readTrace(scenario);
let rows = 0;
let firstEpochSeconds = 0;
let firstHalfSeconds = 0;
const before = process.cpuUsage();
const secondsSince = () => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
/** Of the process, without garbage. */
const held = () => {
  // Twice: buffers are freed beside the program, and the second waits for those of the first.
  for (let i = 0; i < 2; i++) collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};
let heldMiB = 0;
let peakMiB = 0;
/** What is measured at the end takes time that is no part of the run. */
let cpuSeconds = 0;
const simulated = (): RunResult => {
  const sink: Sink = {
    write: ({ count }) => {
      rows += count;
    },
  };
  const going = createRun({ scenario, replication: 0, trace }, sink, (epoch, epochs) => {
    firstEpochSeconds ||= secondsSince();
    if (epoch <= epochs / 2) firstHalfSeconds = secondsSince();
  });
  going.advance(going.end);
  const result = going.result();
  cpuSeconds = secondsSince();
  peakMiB = process.resourceUsage().maxRSS / 1024;
  heldMiB = held();
  // Asked of the run itself, so that it is still there.
  if (going.now !== going.end) throw new Error(`the run is at ${going.now} of ${going.end} µs`);
  return result;
};
const results: RunResult[] = [];
const work = () => void results.push(simulated());
const stages = words.includes("--stages") ? splitOf(work) : [];
if (results.length === 0) work();
const { fired, epochs, digest } = results[0] as RunResult;
const measured: RunMeasured = {
  nodes: scenario.network.nodes,
  epochs,
  events: fired,
  rows,
  cpuSeconds,
  firstEpochSeconds,
  secondHalfSeconds: cpuSeconds - firstHalfSeconds,
  peakMiB,
  heldMiB,
  digest,
  stages,
};
console.log(JSON.stringify(measured));

/** One run of a scenario in a process of its own: `scenario-run FILE [--stages] [KEY=VALUE …]`, as `run --set`. One line of JSON comes out. */
import process from "node:process";
import { loadScenarioFile } from "../../sim/host/scenario-file.ts";
import { readTrace } from "../../sim/host/trace-file.ts";
import { type RunResult, run } from "../../sim/run.ts";
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
  readonly digest: string;
  /** Where the time went, when asked for: sampling takes some of it. */
  readonly stages: readonly Split[];
}

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
const simulated = (): RunResult =>
  run(
    { scenario, replication: 0, trace },
    {
      write: ({ count }) => {
        rows += count;
      },
    },
    (epoch, epochs) => {
      firstEpochSeconds ||= secondsSince();
      if (epoch <= epochs / 2) firstHalfSeconds = secondsSince();
    },
  );
const results: RunResult[] = [];
const work = () => void results.push(simulated());
const stages = words.includes("--stages") ? splitOf(work) : [];
if (results.length === 0) work();
const { fired, epochs, digest } = results[0] as RunResult;
const cpuSeconds = secondsSince();
const measured: RunMeasured = {
  nodes: scenario.network.nodes,
  epochs,
  events: fired,
  rows,
  cpuSeconds,
  firstEpochSeconds,
  secondHalfSeconds: cpuSeconds - firstHalfSeconds,
  peakMiB: process.resourceUsage().maxRSS / 1024,
  digest,
  stages,
};
console.log(JSON.stringify(measured));

/** `commonwatt plan <scenario>`: what a run or a study will cost, before it is started. */
import { availableParallelism } from "node:os";
import type { Loaded } from "../../scenario/load.ts";
import { frame, inOrder, problemRow } from "../../scenario/problem.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { hasDesign, loadStudy } from "../../scenario/study.ts";
import { showNumber } from "../../scenario/units.ts";
import { warnings } from "../../scenario/warnings.ts";
import { exitCodes } from "../complain.ts";
import { type Estimate, pilotOf } from "../pilot.ts";
import { loadScenarioFile, readText } from "../scenario-file.ts";
import { aligned, inkFor, printJson, printLine, warn } from "../terminal.ts";
import { withTraceFile } from "../trace-file.ts";
import { type Counts, countsOf } from "../workload.ts";

export interface PlanOptions {
  readonly set?: readonly string[];
  readonly json?: boolean;
  readonly workers?: number;
  /** false: count only. */
  readonly pilot?: boolean;
}

interface Planned {
  readonly name: string;
  readonly points: readonly Loaded[];
  readonly runs: number;
  /** Replications may be added up to this many runs, to reach the precision asked for. */
  readonly runsMost: number | undefined;
}

/** @throws ScenarioError when the scenario is wrong */
export async function planCommand(path: string, options: PlanOptions): Promise<number> {
  const { set = [], json = false, workers = availableParallelism(), pilot = true } = options;
  const { name, points, runs, runsMost } = planned(path, set);
  const [first] = points as [Loaded];
  const counts = countsOf(first.scenario);
  const estimate = pilot ? await estimateOf(points) : undefined;
  const seconds = estimate === undefined ? undefined : estimate.secondsPerRun * Math.ceil(runs / workers);
  const bytes = estimate === undefined ? undefined : estimate.bytesPerRun * runs;
  const doubts = inOrder(points.flatMap(warnings));
  if (json) {
    const cost = { events: estimate?.events ?? null, secondsPerRun: estimate?.secondsPerRun ?? null };
    const plan = {
      ...counts,
      runs,
      points: points.length,
      runsMost: runsMost ?? null,
      ...cost,
      workers,
      seconds: seconds ?? null,
      bytes: bytes ?? null,
      note: priceNote(first.scenario) ?? null,
      warnings: doubts.map(problemRow),
    };
    printJson({ ok: true, scenario: path, name, ...plan });
    return exitCodes.fine;
  }
  for (const doubt of doubts) warn(`${frame(doubt, inkFor(process.stderr))}\n`);
  for (const line of aligned([...sizeRows({ name, points, runs, runsMost }), ...rowsOf(counts, estimate)]))
    printLine(line);
  const note = priceNote(first.scenario);
  if (note !== undefined) printLine(note);
  if (seconds !== undefined && bytes !== undefined)
    printLine(
      `about ${showTime(seconds)} on ${workers} ${workers === 1 ? "worker" : "workers"}, and ${showBytes(bytes)} of store`,
    );
  return exitCodes.fine;
}

function planned(path: string, sets: readonly string[]): Planned {
  const request = { path, sets, readText };
  if (!hasDesign(request)) {
    const loaded = loadScenarioFile(path, sets);
    const { name, replications } = loaded.scenario;
    return { name, points: [loaded], runs: replications, runsMost: undefined };
  }
  const { name, points, replications, design } = loadStudy(request);
  const most = design.precision?.most;
  const runsMost = most === undefined ? undefined : most * points.length;
  return { name, points, runs: replications * points.length, runsMost };
}

/** Points of a study that a pilot is taken of, spread over its order. */
const pilotPoints = 3;

/** Mean over the pilots. */
async function estimateOf(points: readonly Loaded[]): Promise<Estimate> {
  const count = Math.min(pilotPoints, points.length);
  const chosen = Array.from(
    { length: count },
    (_, i) => points[Math.floor(((i + 0.5) * points.length) / count)] as Loaded,
  );
  const pilots: Estimate[] = [];
  for (const loaded of chosen) pilots.push(await pilotOf(withTraceFile(loaded)));
  const mean = (of: (one: Estimate) => number) => pilots.reduce((sum, one) => sum + of(one), 0) / pilots.length;
  return {
    secondsPerRun: mean((one) => one.secondsPerRun),
    events: Math.round(mean((one) => one.events)),
    bytesPerRun: mean((one) => one.bytesPerRun),
  };
}

function sizeRows({ points, runs, runsMost }: Planned): [string, string][] {
  const size: [string, string][] = [["runs", showNumber(runs)]];
  if (points.length > 1)
    size.push(["points", `${showNumber(points.length)}; the numbers of a run are those of the first`]);
  if (runsMost !== undefined && runsMost > runs)
    size.push(["runs at most", `${showNumber(runsMost)}, to reach the precision`]);
  return size;
}

/** Counts leave out that clients answer to price. */
function priceNote({ demand }: Scenario): string | undefined {
  if (demand.elasticity === 0 || demand.rate === 0) return undefined;
  const elasticity = `elasticity ${showNumber(demand.elasticity)}`;
  return `demand may move with price (${elasticity}): counts and times take it as at the start, with growth`;
}

function rowsOf(counts: Counts, estimate: Estimate | undefined): [string, string][] {
  const { epochs, windows, requests, simulatedRequests, simulatedSeconds } = counts;
  const share = requests > 0 ? ` (${showNumber(Number(((100 * simulatedRequests) / requests).toPrecision(3)))} %)` : "";
  const rows: [string, string][] = [
    ["epochs a run", showNumber(epochs)],
    ["windows a run", showNumber(windows)],
    ["requests a run", `${rounded(requests)}, of which simulated ${rounded(simulatedRequests)}${share}`],
    ["simulated time", `${showTime(simulatedSeconds)}, warm-ups of windows included`],
  ];
  if (estimate !== undefined) {
    rows.push(["events a run", `about ${rounded(estimate.events)}`]);
    rows.push(["time a run", `about ${showTime(estimate.secondsPerRun)}, from a pilot`]);
  }
  return rows;
}

/** Two digits for thousands and more: these are estimates. */
function rounded(value: number): string {
  return showNumber(value < 1000 ? value : Number(value.toPrecision(3)));
}

function showTime(seconds: number): string {
  if (seconds < 1) return "less than 1 s";
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = seconds / 60;
  if (minutes < 120) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${Math.round(hours)} h` : `${showNumber(Math.round(hours / 24))} day`;
}

function showBytes(bytes: number): string {
  const megabytes = bytes / 1e6;
  return megabytes < 1000 ? `${Math.max(1, Math.round(megabytes))} MB` : `${(megabytes / 1000).toFixed(1)} GB`;
}

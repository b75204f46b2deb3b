/** `commonwatt plan <scenario>`: what a run or a study will cost, before it is started. */
import { availableParallelism } from "node:os";
import { type Loaded, loadScenario, readMerged } from "../../scenario/load.ts";
import { frame, once, problemRow } from "../../scenario/problem.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { hasDesign, loadStudy, type StudyFile } from "../../scenario/study.ts";
import { showNumber } from "../../scenario/units.ts";
import { warnings } from "../../scenario/warnings.ts";
import { freeze, shardsFor, writePlan } from "../cluster/frozen-plan.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { doubtsOf } from "../idle-factors.ts";
import { type Estimate, estimateOf } from "../pilot.ts";
import { readText } from "../scenario-file.ts";
import { aligned, inkFor, printJson, printLine, warn } from "../terminal.ts";
import { type Counts, countsOf } from "../workload.ts";
import { studyRecord } from "./compare.ts";

export interface PlanOptions {
  readonly set?: readonly string[];
  readonly json?: boolean;
  readonly workers?: number;
  /** false: count only. */
  readonly pilot?: boolean;
  /** File of the numbered plan to write. */
  readonly freeze?: string;
  readonly shards?: number;
}

interface Planned {
  readonly name: string;
  readonly points: readonly Loaded[];
  readonly runs: number;
  /** Replications may be added up to this many runs, to reach the precision asked for. */
  readonly runsMost: number | undefined;
  readonly study?: StudyFile;
}

/** @throws ScenarioError when the scenario is wrong */
export async function planCommand(path: string, options: PlanOptions): Promise<number> {
  const { set = [], json = false, workers = availableParallelism(), pilot = true } = options;
  const { name, points, runs, runsMost, study } = planned(path, set);
  const [first] = points as [Loaded];
  const counts = countsOf(first.scenario);
  const estimate = pilot ? await estimateOf(points) : undefined;
  const seconds = estimate === undefined ? undefined : estimate.secondsPerRun * Math.ceil(runs / workers);
  const bytes = estimate === undefined ? undefined : estimate.bytesPerRun * runs;
  if (options.freeze !== undefined) await freezeTo(options.freeze, path, options, estimate?.secondsPerRun);
  const doubts = study === undefined || !pilot ? once(points.flatMap(warnings)) : doubtsOf(study);
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
  for (const line of aligned([...sizeRows({ points, runs, runsMost }), ...rowsOf(counts, estimate)])) printLine(line);
  const note = priceNote(first.scenario);
  if (note !== undefined) printLine(note);
  if (seconds !== undefined && bytes !== undefined)
    printLine(
      `about ${showTime(seconds)} on ${workers} ${workers === 1 ? "worker" : "workers"}, and ${showBytes(bytes)} of store`,
    );
  return exitCodes.fine;
}

async function freezeTo(
  file: string,
  path: string,
  { set = [], shards }: PlanOptions,
  secondsPerRun: number | undefined,
): Promise<void> {
  if (secondsPerRun === undefined && shards === undefined)
    throw new UsageError("without a pilot the size of the shards is not known — name their number: --shards n");
  const study = studyRecord(loadStudy({ path, sets: set, readText }));
  const runs = study.replications * study.points.length;
  const count = Math.min(runs, shards ?? shardsFor(runs, secondsPerRun as number));
  writePlan(file, await freeze(study, { firstRun: 0, shards: count, secondsPerRun: secondsPerRun ?? 0 }));
  warn(
    `${file}: ${runs} runs in ${count} ${count === 1 ? "shard" : "shards"}; each: commonwatt worker --plan ${file} --shard i/${count}`,
  );
}

function planned(path: string, sets: readonly string[]): Planned {
  const request = { path, sets, readText };
  const merged = readMerged(request);
  if (!hasDesign(merged)) {
    const loaded = loadScenario(request, merged);
    const { name, replications } = loaded.scenario;
    return { name, points: [loaded], runs: replications, runsMost: undefined };
  }
  const study = loadStudy(request, merged);
  const { name, points, replications, design } = study;
  const allowed = [design.precision?.most, design.select?.most].flatMap((most) => most ?? []);
  const most = allowed.length === 0 ? undefined : Math.max(...allowed);
  const runsMost = most === undefined ? undefined : most * points.length;
  return { name, points, runs: replications * points.length, runsMost, study };
}

function sizeRows({ points, runs, runsMost }: Pick<Planned, "points" | "runs" | "runsMost">): [string, string][] {
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

/** Before a study runs: does what it varies change a run at all? Tried out over the first epochs, since no schema knows what a rule reads. */
import { performance } from "node:perf_hooks";
import { run } from "../run.ts";
import { variantsFactor, worldsFactor } from "../scenario/design.ts";
import type { Loaded } from "../scenario/load.ts";
import { once, type Problem } from "../scenario/problem.ts";
import type { StudyFile } from "../scenario/study.ts";
import { warnings } from "../scenario/warnings.ts";
import { readTrace, withTraceFile } from "./trace-file.ts";

/** Long enough for rewards of an epoch to be felt in the next ones. [epoch] */
const epochs = 3;
/** Large networks are not tried out further after this. [ms] */
const patience = 10_000;

/** All doubts about a study, each once: values that change nothing by what is written, or by a try. */
export function doubtsOf(study: StudyFile): readonly Problem[] {
  return once([...study.points.flatMap(warnings), ...idleFactors(study)]);
}

/** Factors all of whose levels give the same first epochs, and sampled ranges whose two ends do. */
export function idleFactors({ factors, points, axisEnds }: StudyFile): Problem[] {
  const started = performance.now();
  const known = new Map<Loaded, string | undefined>();
  /** Undefined where it is not tried out. */
  const seen = (point: Loaded) => {
    if (!known.has(point)) known.set(point, performance.now() - started < patience ? firstEpochs(point) : undefined);
    return known.get(point);
  };
  const isSame = (a: Loaded, b: Loaded) => isTryable(a, b) && seen(a) !== undefined && seen(a) === seen(b);
  const remedy = "vary a value that is read here, or let it run if it is only read later";
  const found: Problem[] = [];
  for (const [f, { name, place, levels }] of factors.entries()) {
    if (name === worldsFactor) continue;
    const pairs = levels.slice(1).flatMap((_, i) => pairOf(points, f, i + 1) ?? []);
    if (pairs.length === 0 || !pairs.every(([a, b]) => isSame(a, b))) continue;
    const what = name === variantsFactor ? "no variant changes anything" : `no level of ${name} changes anything`;
    found.push({ path: name, place, message: `${what} in the first ${epochs} epochs`, remedy });
  }
  for (const { path, place, ends } of axisEnds) {
    if (!isSame(...ends)) continue;
    const message = `both ends of ${path} give the same first ${epochs} epochs`;
    found.push({ path: `sweep.sample.ranges.${path}`, place, message, remedy });
  }
  return found;
}

/** A point of the level, and the one that differs in this factor alone. */
function pairOf(points: StudyFile["points"], factor: number, level: number): [Loaded, Loaded][] | undefined {
  const byLevels = new Map(points.map((point) => [point.levels.join(), point]));
  for (const point of points) {
    const other = point.levels[factor] === level ? byLevels.get(point.levels.with(factor, 0).join()) : undefined;
    if (other !== undefined) return [[other, point]];
  }
  return undefined;
}

/** What is executed on an adapter, or scripted for a later day, is not seen in a try. */
function isTryable({ scenario: a }: Loaded, { scenario: b }: Loaded): boolean {
  const later = ({ kernel, outages, economy, horizon, warmup }: Loaded["scenario"]) =>
    JSON.stringify([kernel, outages.scripted, economy.states ?? null, horizon, warmup]);
  return later(a) === later(b);
}

function firstEpochs(point: Loaded): string {
  const scenario = withTraceFile(point);
  const horizon = Math.min(epochs, scenario.horizon);
  const short = { ...scenario, horizon, warmup: 0, kernel: { ...scenario.kernel, share: 0 } };
  return run({ scenario: short, replication: 0, trace: readTrace(short) }, { write: () => undefined }).digest;
}

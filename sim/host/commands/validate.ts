/**
 * `commonwatt validate <scenario...>`: all that is wrong, or one line a file that says it is fine.
 *
 * All files are looked at, whatever is wrong with the first. `--json` prints one object, the same for one file and for many, so that a
 * script may expand a pattern: `ok` for all, `problems` of all, `scenarios` with each file's own answer; of a single file its keys too.
 */

import { type Loaded, loadScenario, readMerged } from "../../scenario/load.ts";
import { eachOnce, frame, once, type Problem, problemRow, ScenarioError } from "../../scenario/problem.ts";
import { hasDesign, loadStudy } from "../../scenario/study.ts";
import { warnings } from "../../scenario/warnings.ts";
import { exitCodes } from "../complain.ts";
import { type KnownModels, withModelFiles } from "../kernel-model.ts";
import { counted } from "../progress.ts";
import { readText } from "../scenario-file.ts";
import { inkFor, printJson, printLine, warn } from "../terminal.ts";
import { withTraceFile } from "../trace-file.ts";

export interface ValidateOptions {
  readonly set?: readonly string[];
  readonly json?: boolean;
}

interface Valid {
  readonly name: string;
  readonly loaded: readonly Loaded[];
  /** What a study adds. */
  readonly size: { readonly points: number; readonly runs: number } | undefined;
}

/** What was found in a file: it is valid, with doubts perhaps, or it has problems. */
interface Finding {
  readonly path: string;
  readonly valid: Valid | undefined;
  readonly doubts: readonly Problem[];
  readonly problems: readonly Problem[];
}

export async function validateCommand(
  paths: readonly string[],
  { set = [], json = false }: ValidateOptions,
): Promise<number> {
  const findings = paths.map((path) => examine(path, set));
  // Files that extend one another share what is wrong with it, and all share what is wrong with --set.
  const problems = eachOnce(findings.flatMap((finding) => finding.problems));
  if (json) answer(findings, problems);
  else say(findings, problems);
  return problems.length === 0 ? exitCodes.fine : exitCodes.wrongUse;
}

function examine(path: string, sets: readonly string[]): Finding {
  try {
    const found = valid(path, sets);
    const models: KnownModels = new Map();
    for (const one of found.loaded) {
      withTraceFile(one);
      withModelFiles(one, models);
    }
    return { path, valid: found, doubts: once(found.loaded.flatMap(warnings)), problems: [] };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { path, valid: undefined, doubts: [], problems: error.problems };
  }
}

function valid(path: string, sets: readonly string[]): Valid {
  const request = { path, sets, readText };
  const merged = readMerged(request);
  if (!hasDesign(merged)) {
    const loaded = loadScenario(request, merged);
    return { name: loaded.scenario.name, loaded: [loaded], size: undefined };
  }
  const { name, points, replications } = loadStudy(request, merged);
  return { name, loaded: points, size: { points: points.length, runs: points.length * replications } };
}

function answer(findings: readonly Finding[], problems: readonly Problem[]): void {
  const scenarios = findings.map(({ path, valid, doubts, problems: own }) =>
    valid === undefined
      ? { ok: false, scenario: path, problems: own.map(problemRow) }
      : { ok: true, scenario: path, name: valid.name, ...valid.size, warnings: doubts.map(problemRow) },
  );
  const only = scenarios.length === 1 ? scenarios[0] : {};
  const failed = problems.length === 0 ? {} : { exitCode: exitCodes.wrongUse, problems: problems.map(problemRow) };
  printJson({ ...only, ok: problems.length === 0, ...failed, scenarios });
}

function say(findings: readonly Finding[], problems: readonly Problem[]): void {
  const ink = inkFor(process.stderr);
  for (const doubt of eachOnce(findings.flatMap(({ doubts }) => doubts))) warn(`${frame(doubt, ink)}\n`);
  for (const problem of problems) warn(`${frame(problem, ink)}\n`);
  for (const { path, valid } of findings) if (valid !== undefined) printLine(`${path} is valid: ${describe(valid)}`);
  if (problems.length === 0) return;
  const wrong = findings.filter(({ valid }) => valid === undefined).length;
  const where = findings.length === 1 ? "" : ` in ${wrong} of ${counted(findings.length, "file")}`;
  warn(`${counted(problems.length, "problem")}${where}`);
}

function describe({ name, size }: Valid): string {
  if (size === undefined) return name;
  return `${name}, a study of ${counted(size.points, "point")} and ${counted(size.runs, "run")}`;
}

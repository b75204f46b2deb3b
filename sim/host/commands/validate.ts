/** `commonwatt validate <scenario>`: all that is wrong, or one line that says it is fine. */

import { type Loaded, loadScenario, readMerged } from "../../scenario/load.ts";
import { frame, once, problemRow } from "../../scenario/problem.ts";
import { hasDesign, loadStudy } from "../../scenario/study.ts";
import { warnings } from "../../scenario/warnings.ts";
import { exitCodes } from "../complain.ts";
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

/** @throws ScenarioError with all that is wrong */
export async function validateCommand(path: string, { set = [], json = false }: ValidateOptions): Promise<number> {
  const { name, loaded, size } = valid(path, set);
  for (const one of loaded) withTraceFile(one);
  const doubts = once(loaded.flatMap(warnings));
  if (json) {
    printJson({ ok: true, scenario: path, name, ...size, warnings: doubts.map(problemRow) });
    return exitCodes.fine;
  }
  for (const doubt of doubts) warn(`${frame(doubt, inkFor(process.stderr))}\n`);
  const extent =
    size === undefined ? "" : `, a study of ${counted(size.points, "point")} and ${counted(size.runs, "run")}`;
  printLine(`${path} is valid: ${name}${extent}`);
  return exitCodes.fine;
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

/** `commonwatt validate <scenario>`: all that is wrong, or one line that says it is fine. */

import { frame, problemRow } from "../../scenario/problem.ts";
import { warnings } from "../../scenario/warnings.ts";
import { exitCodes } from "../complain.ts";
import { loadScenarioFile } from "../scenario-file.ts";
import { inkFor, printJson, printLine, warn } from "../terminal.ts";
import { withTraceFile } from "../trace-file.ts";

export interface ValidateOptions {
  readonly set?: readonly string[];
  readonly json?: boolean;
}

/** @throws ScenarioError with all that is wrong */
export async function validateCommand(path: string, { set = [], json = false }: ValidateOptions): Promise<number> {
  const loaded = loadScenarioFile(path, set);
  withTraceFile(loaded);
  const doubts = warnings(loaded);
  if (json) {
    printJson({ ok: true, scenario: path, name: loaded.scenario.name, warnings: doubts.map(problemRow) });
    return exitCodes.fine;
  }
  for (const doubt of doubts) warn(`${frame(doubt, inkFor(process.stderr))}\n`);
  printLine(`${path} is valid: ${loaded.scenario.name}`);
  return exitCodes.fine;
}

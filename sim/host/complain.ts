/** How a command that failed says so: placed problems, one line, or one JSON object, and the exit code. */
import { frame, problemRow, ScenarioError } from "../scenario/problem.ts";
import { inkFor, printJson, warn } from "./terminal.ts";

export const exitCodes = Object.freeze({
  fine: 0,
  fault: 1,
  wrongUse: 2,
  someRunsFailed: 3,
  expectationBroken: 4,
  interrupted: 130,
});

/** Wrong use of a command: one line with the remedy. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly exitCode = exitCodes.wrongUse;
}

/** @returns the exit code of the failed command */
export function complain(error: unknown, asJson: boolean): number {
  if (error instanceof ScenarioError) return complainOfScenario(error, asJson);
  const { exitCode } = error as { readonly exitCode?: unknown };
  const message = error instanceof Error ? error.message : String(error);
  if (typeof exitCode === "number") {
    if (asJson) printJson({ ok: false, exitCode, message });
    else warn(message);
    return exitCode;
  }
  if (asJson) printJson({ ok: false, exitCode: exitCodes.fault, message });
  warn(`commonwatt failed: ${message} — this is a fault of the program; COMMONWATT_DEBUG=1 shows where`);
  if (process.env.COMMONWATT_DEBUG === "1" && error instanceof Error) warn(error.stack ?? "");
  return exitCodes.fault;
}

function complainOfScenario({ problems }: ScenarioError, asJson: boolean): number {
  if (asJson) {
    printJson({ ok: false, exitCode: exitCodes.wrongUse, problems: problems.map(problemRow) });
    return exitCodes.wrongUse;
  }
  const ink = inkFor(process.stderr);
  for (const problem of problems) warn(`${frame(problem, ink)}\n`);
  warn(`${problems.length} ${problems.length === 1 ? "problem" : "problems"}`);
  return exitCodes.wrongUse;
}

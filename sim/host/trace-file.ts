/**
 * The trace that `demand.trace` names: found beside the file that names it, read, and known by its content.
 *
 * In a resolved scenario it stands as `path#sha256:…`, so that a study resumed later finds it, and finds out when it has changed.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseTrace, type Trace, TraceError } from "../model/trace.ts";
import type { Loaded } from "../scenario/load.ts";
import { ScenarioError } from "../scenario/problem.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { placeOf } from "../scenario/tree.ts";

const mark = "#sha256:";

/**
 * The scenario with its trace found and checked; without one, the scenario as it is.
 *
 * @throws ScenarioError at `demand.trace` when the file cannot be read or is no trace
 */
export function withTraceFile({ scenario, tree }: Loaded): Scenario {
  const { trace } = scenario.demand;
  if (trace === undefined) return scenario;
  const place = placeOf(tree, ["demand", "trace"]);
  const { label } = place.source;
  const path = resolve(label.startsWith("--") ? "." : dirname(label), trace);
  try {
    const text = readFileSync(path);
    parseTrace(text.toString("utf8"), path);
    return { ...scenario, demand: { ...scenario.demand, trace: `${path}${mark}${sha256(text)}` } };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined && !(error instanceof TraceError)) throw error;
    const message = code === "ENOENT" ? `there is no file ${path}` : (error as Error).message;
    throw new ScenarioError([{ path: "demand.trace", place, message }]);
  }
}

/** The same scenario wherever its trace lies: for its identity. */
export function withTraceContent(scenario: Scenario): Scenario {
  const { trace } = scenario.demand;
  if (trace === undefined) return scenario;
  return { ...scenario, demand: { ...scenario.demand, trace: trace.slice(trace.lastIndexOf(mark) + 1) } };
}

/**
 * The trace of a resolved scenario; undefined when it has none.
 *
 * @throws Error when the file has changed since the study began or is gone
 */
export function readTrace(scenario: Scenario): Trace | undefined {
  const { trace } = scenario.demand;
  if (trace === undefined) return undefined;
  const at = trace.lastIndexOf(mark);
  const path = trace.slice(0, at);
  const text = readFileSync(path);
  if (sha256(text) !== trace.slice(at + mark.length)) {
    throw new Error(
      `trace ${path} is not the file that the study began with — put that one back, or begin a new study`,
    );
  }
  return parseTrace(text.toString("utf8"), path);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

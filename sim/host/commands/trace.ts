/** `commonwatt trace <store> --only run`: runs one replication again and writes down every event, for a look at what went wrong. */
import { closeSync, openSync, writeSync } from "node:fs";
import { run } from "../../run.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { AdapterChoice } from "../adapter/choices.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { openStore } from "../duckdb.ts";
import { explaining } from "../failure.ts";
import { listenForInterrupt } from "../interrupt.ts";
import { runWithKernel } from "../kernel-tier.ts";
import { loadRecords } from "../measuring/records-file.ts";
import { otherCode } from "../store-code.ts";
import { assertSameProgram } from "../store-versions.ts";
import { openStudyKernel } from "../study-kernel.ts";
import { storedStudy } from "../study-record.ts";
import { printJson, printLine, warn } from "../terminal.ts";
import { readTrace } from "../trace-file.ts";

export interface TraceOptions {
  readonly only: number;
  /** CSV to write. */
  readonly out: string;
  readonly records?: string;
  readonly adapter?: AdapterChoice;
  readonly json?: boolean;
}

/** Lines written at a time. */
const batch = 5000;

/**
 * @returns 0 when the run ends well, 3 when it fails as it did: the file then ends with the event that broke it
 * @throws StoreError when there is no such store, UsageError when its study has no such run
 */
export async function traceCommand(path: string, options: TraceOptions): Promise<number> {
  const { only, out, json = false } = options;
  const store = await openStore(path, { access: "read" });
  const study = await assertSameProgram(store)
    .then(async () => warnOfOtherCode(await otherCode(store, path)))
    .then(() => storedStudy(store))
    .finally(() => store.close());
  const runs = study.points.length * study.replications;
  if (only >= runs) throw new UsageError(`${path} has no run ${only} — its runs are 0…${runs - 1}`);
  const point = study.points[only % study.points.length]!;
  const scenario = JSON.parse(point.scenario.resolved) as Scenario;
  const replication = Math.floor(only / study.points.length);
  const interrupt = listenForInterrupt(warn, path);
  const kernel = await openStudyKernel(scenario, {
    records: options.records,
    adapter: options.adapter ?? "best",
    filled: `${path}.records.jsonl`,
    signal: interrupt.stop,
    say: warn,
  });
  const events = await explaining(out, async () => writerTo(out));
  const spec = { scenario, replication, trace: readTrace(scenario), onEvent: events.write };
  const sink = { write: () => undefined };
  let failure: string | undefined;
  let digest: string | undefined;
  try {
    const desk = kernel?.desk?.execute;
    const execute = desk ?? (() => Promise.reject(new Error("nobody executes checks here")));
    const result =
      kernel === undefined
        ? run(spec, sink)
        : await runWithKernel(spec, sink, () => undefined, { cells: loadRecords(kernel.task.records).cells, execute });
    digest = result.digest;
  } catch (error) {
    failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } finally {
    events.close();
    kernel?.close();
    interrupt.dispose();
  }
  if (json)
    printJson({
      ok: failure === undefined,
      store: path,
      run: only,
      out,
      events: events.count(),
      failure: failure ?? null,
      digest: digest ?? null,
    });
  else {
    printLine(`${out}: ${events.count()} events of run ${only}`);
    if (failure !== undefined) warn(`the run failed after the last of them: ${failure}`);
  }
  return failure === undefined ? exitCodes.fine : exitCodes.someRunsFailed;
}

function warnOfOtherCode(other: string | undefined): void {
  if (other !== undefined) warn(`${other} — its events may differ for that reason`);
}

function writerTo(path: string) {
  const file = openSync(path, "w");
  let lines = ["time_us,event,row,datum"];
  let count = 0;
  const flush = () => {
    if (lines.length > 0) writeSync(file, `${lines.join("\n")}\n`);
    lines = [];
  };
  return {
    write(time: number, event: string, row: number, datum: number) {
      count += 1;
      lines.push(`${time},${event},${row},${datum}`);
      if (lines.length >= batch) flush();
    },
    count: () => count,
    close() {
      flush();
      closeSync(file);
    },
  };
}

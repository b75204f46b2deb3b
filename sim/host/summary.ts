/** The main numbers of a store, for the end of a run: each with its interval, after warm-up. */
import { statSync } from "node:fs";
import { type Estimate, estimate, type Point } from "../../analysis/stats/estimate.ts";
import { rounded } from "../../analysis/stats/rounded.ts";
import { isFluid, type NetworkSeries, networkEstimate } from "../../reports/run/measures.ts";
import type { NetworkRow } from "../../reports/run/rows.ts";
import type { Store } from "./duckdb.ts";
import { StoreError } from "./failure.ts";
import { counted } from "./progress.ts";
import { queryText } from "./report-data.ts";
import type { StudyOutcome } from "./study.ts";

export interface MainNumber {
  readonly name: string;
  readonly unit: string;
  /** Undefined when no epoch after warm-up has a value. */
  readonly estimate: Estimate | undefined;
}

/** One value an epoch and run (and model), in the columns run, epoch, value, weight. */
const waits = `SELECT run, epoch, p95 AS value, requests::DOUBLE AS weight FROM latencies
  WHERE metric = 'time-to-first-token' AND requests > 0 AND epoch >= (SELECT warmup FROM scenarios)
  ORDER BY run, model::VARCHAR, epoch`;
const hands = `SELECT run, epoch, nakamoto_half::DOUBLE AS value, 1 AS weight FROM concentration
  WHERE "of" = 'capacity' AND "by" = 'operator' AND nakamoto_half IS NOT NULL
    AND epoch >= (SELECT warmup FROM scenarios) ORDER BY run, epoch`;

export async function mainNumbers(store: Store): Promise<MainNumber[]> {
  const warmup = (await store.rows("SELECT warmup FROM scenarios"))[0]!.warmup as number;
  const network = (await store.rows(queryText("network-by-epoch"))) as unknown as NetworkRow[];
  const series: NetworkSeries = { rows: { "network-by-epoch": network }, scenario: { warmup } };
  const fluid = isFluid(series) ? ", fluid estimate" : "";
  const timed = estimateOf(await store.rows(waits), "ms");
  const held = estimateOf(await store.rows(hands), "operators");
  return [
    { name: `requests served${fluid}`, unit: "%", estimate: inPercent(networkEstimate(series, "served_fraction")) },
    { name: `utilization${fluid}`, unit: "%", estimate: inPercent(networkEstimate(series, "utilization")) },
    { name: "price", unit: "base unit/token", estimate: networkEstimate(series, "price") },
    { name: "time to first token, 95 % quantile", unit: "ms", estimate: timed },
    { name: "operators with half of the capacity", unit: "operators", estimate: held },
  ].map((number) => ({ ...number, estimate: number.estimate && withoutNoise(number.estimate) }));
}

function estimateOf(rows: readonly unknown[], unit: string): Estimate | undefined {
  return rows.length === 0 ? undefined : estimate(rows as readonly Point[], unit);
}

function inPercent(found: Estimate | undefined): Estimate | undefined {
  if (found === undefined) return undefined;
  return { ...found, mean: 100 * found.mean, low: 100 * found.low, high: 100 * found.high, unit: "%" };
}

/** The same without the noise of floating point. */
function withoutNoise(found: Estimate): Estimate {
  return { ...found, mean: rounded(found.mean), low: rounded(found.low), high: rounded(found.high) };
}

/** What `run` and `resume` print last: numbers, what failed and how to run just that, files, next command. */
export function summaryText(path: string, outcome: StudyOutcome, numbers: readonly MainNumber[]): string {
  const lines = [`${outcome.stored} of ${counted(outcome.runs, "run")} stored`, ""];
  const width = Math.max(...numbers.map((number) => number.name.length));
  if (outcome.stored > 0)
    lines.push(...numbers.map((number) => `  ${number.name.padEnd(width)}  ${numberText(number)}`), "");
  for (const { run, error } of outcome.failed)
    lines.push(
      `run ${run} failed: ${error}`,
      `  again, alone: commonwatt resume ${path} --only ${run}; its events: commonwatt trace ${path} --only ${run} --out events.csv`,
    );
  lines.push(...storeLines(path, outcome));
  const isWhole = outcome.stored === outcome.runs;
  lines.push(`next     commonwatt ${isWhole || outcome.failed.length > 0 ? "report" : "resume"} ${path}`);
  return `${lines.join("\n")}\n`;
}

/** Where the store is, how large, and what identifies its content. @throws StoreError when it was deleted meanwhile */
export function storeLines(path: string, { contentDigest }: StudyOutcome): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new StoreError(`${path} was deleted as its runs were done — run the scenario again`);
  return [`store    ${path} (${(found.size / 1e6).toFixed(1)} MB)`, `content  sha256 ${contentDigest}`];
}

function numberText({ estimate: found, unit }: MainNumber): string {
  if (found === undefined) return "no value after warm-up";
  // One end may have been cut to what is possible.
  const half = Math.max(found.high - found.mean, found.mean - found.low);
  if (found.method === "no interval" || Number.isNaN(half))
    return `${significant(found.mean)} ${unit} (no interval: one short run)`;
  const basis =
    found.method === "t over replications" ? counted(found.replications, "replication") : "batches of epochs";
  return `${significant(found.mean)} ± ${significant(half)} ${unit} (${found.confidence * 100} % over ${basis})`;
}

/** Four digits are more than the intervals carry. */
function significant(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en").replaceAll(",", "\u202f");
  return String(Number(value.toPrecision(4)));
}

/** The main numbers of a store, for the end of a run: each with its interval, after warm-up. */
import { statSync } from "node:fs";
import { type Estimate, estimate, type Point } from "../../analysis/stats/estimate.ts";
import type { Store } from "./duckdb.ts";
import { counted } from "./progress.ts";
import type { StudyOutcome } from "./study.ts";

export interface MainNumber {
  readonly name: string;
  readonly unit: string;
  /** Undefined when no epoch after warm-up has a value. */
  readonly estimate: Estimate | undefined;
}

/** One value an epoch and run, in the columns run, epoch, value. */
const questions = [
  { name: "requests served", unit: "%", sql: "SELECT run, epoch, 100 * served_fraction AS value FROM epochs" },
  { name: "utilization", unit: "%", sql: "SELECT run, epoch, 100 * utilization AS value FROM epochs" },
  { name: "price", unit: "base unit/token", sql: "SELECT run, epoch, price AS value FROM epochs" },
  {
    name: "time to first token, 95 % quantile",
    unit: "ms",
    sql: `SELECT run, epoch, sum(p95 * requests) / sum(requests) AS value FROM latencies
          WHERE metric = 'time-to-first-token' AND requests > 0 GROUP BY run, epoch`,
  },
  {
    name: "operators with half of the capacity",
    unit: "operators",
    sql: `SELECT run, epoch, nakamoto_half::DOUBLE AS value FROM concentration WHERE "of" = 'capacity' AND "by" = 'operator'`,
  },
] as const;

export async function mainNumbers(store: Store): Promise<MainNumber[]> {
  const numbers: MainNumber[] = [];
  for (const { name, unit, sql } of questions) {
    const rows = await store.rows(
      `SELECT run, epoch, value FROM (${sql}) WHERE value IS NOT NULL AND epoch >= (SELECT warmup FROM scenarios) ORDER BY run, epoch`,
    );
    const points = rows.map(
      (row) => ({ ...(row as { run: number; epoch: number; value: number }), weight: 1 }) as Point,
    );
    numbers.push({ name, unit, estimate: points.length === 0 ? undefined : estimate(points, unit) });
  }
  return numbers;
}

/** What `run` and `resume` print last: numbers, what failed and how to run just that, files, next command. */
export function summaryText(path: string, outcome: StudyOutcome, numbers: readonly MainNumber[]): string {
  const lines = [`${outcome.stored} of ${counted(outcome.runs, "run")} stored`, ""];
  const width = Math.max(...numbers.map((number) => number.name.length));
  if (outcome.stored > 0)
    lines.push(...numbers.map((number) => `  ${number.name.padEnd(width)}  ${numberText(number)}`), "");
  for (const { run, error } of outcome.failed)
    lines.push(`run ${run} failed: ${error}`, `  again, alone: commonwatt resume ${path} --only ${run}`);
  const megabytes = (statSync(path).size / 1e6).toFixed(1);
  lines.push(`store    ${path} (${megabytes} MB)`, `content  sha256 ${outcome.contentDigest}`);
  const isWhole = outcome.stored === outcome.runs;
  lines.push(`next     commonwatt ${isWhole || outcome.failed.length > 0 ? "report" : "resume"} ${path}`);
  return `${lines.join("\n")}\n`;
}

function numberText({ estimate: found, unit }: MainNumber): string {
  if (found === undefined) return "no value after warm-up";
  const half = (found.high - found.low) / 2;
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

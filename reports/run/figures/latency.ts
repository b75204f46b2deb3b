/** How long did clients wait, from the typical to the unlucky? */
import * as Plot from "@observablehq/plot";
import { type Estimate, estimate, type Point } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure } from "../../page/figure.ts";
import { duration, methodWords, prose, sentenceCase, significant } from "../../page/wording.ts";
import { isFluid } from "../measures.ts";
import { named, type ReportData } from "../rows.ts";
import { labelledRows } from "./labelled-rows.ts";

const metrics = [
  { id: "time-to-first-token", words: "time to first token" },
  { id: "time-per-output-token", words: "time per output token" },
  { id: "end-to-end", words: "end to end: time to the last token" },
] as const;
const quantiles = ["p50", "p90", "p99"] as const;
type Quantile = (typeof quantiles)[number];
/** Models drawn: those with most requests. All are in the table. */
const modelsMax = 8;

interface WaitRow {
  readonly metric: string;
  readonly name: string;
  readonly model: string;
  readonly requests: number;
  readonly p50: Estimate;
  readonly p90: Estimate;
  readonly p99: Estimate;
}

export function latency(data: ReportData): Figure | Absent {
  const seen = data.rows["latency-by-epoch"];
  if (isFluid(data))
    return { id: "latency", missing: "Latency", because: "no request was simulated one by one after warm-up" };
  if (seen.length === 0)
    return { id: "latency", missing: "Latency", because: "no finished request was timed after warm-up" };
  const waits = metrics.flatMap(({ id }) => [
    waitRow(data, id, undefined),
    ...models(data).map((model) => waitRow(data, id, model)),
  ]);
  const all = (metric: string) => waits.find((row) => row.metric === metric && row.model === "all")!;
  const first = all("time-to-first-token");
  const whole = all("end-to-end");
  const drawn = new Set(["all", ...models(data).slice(0, modelsMax)]);
  return {
    id: "latency",
    finding: prose`Half of the answers began within ${duration(first.p50.mean)}; one in a hundred took
      ${duration(first.p99.mean)} or longer to begin`,
    shows: prose`Waiting times of finished requests, by model, on a scale where each step to the right multiplies
      the time.
      ${drawn.size - 1 < models(data).length ? `The ${modelsMax} models with most requests are drawn.` : ""}`,
    note: prose`Each point is the mean over epochs of that epoch's quantile, weighted by requests; lost requests
      have no latency and are not in it. Line: from the median to the 99% quantile, so spread between requests.
      Quantiles of an epoch come from a histogram with 1% relative error. Intervals of the points (in the data):
      ${methodWords(first.p50)}.`,
    alt: prose`Over all models the median time to first token is ${duration(first.p50.mean)}, the 99% quantile
      ${duration(first.p99.mean)}; the median time to the last token is ${duration(whole.p50.mean)}, the 99%
      quantile ${duration(whole.p99.mean)}.`,
    legend: [
      { label: "median: half wait less", mark: "dot-1" },
      { label: "90% wait less", mark: "dot-2" },
      { label: "99% wait less", mark: "dot-3" },
    ],
    plots: (size) =>
      metrics.map(({ id, words }) => {
        const rows = waits.filter((row) => row.metric === id && drawn.has(row.model)).map(flat);
        return labelledRows({
          rows,
          label: `${words}, ${unitOf(rows)}`,
          size,
          valueWidth: 24,
          nameWidth: 180,
          x: timeScale(rows),
          marks: waitMarks,
        });
      }),
    columns: [
      { name: "metric", heading: "What was timed" },
      { name: "model", heading: "Model" },
      ...quantiles.flatMap((q) => [
        { name: q, heading: `${q.slice(1)}% quantile [ms]` },
        { name: `${q}_low`, heading: "95% interval, low" },
        { name: `${q}_high`, heading: "95% interval, high" },
      ]),
      { name: "requests", heading: "Requests timed" },
    ],
    rows: waits.map(tableRow),
    estimates: Object.fromEntries(
      waits.flatMap((row) => quantiles.map((q) => [`${row.metric}/${row.model}/${q}`, row[q]] as const)),
    ),
  };
}

/** One point a run, epoch and model (all of them, without one), weighted by requests. */
export function waitPoints({ rows }: ReportData, metric: string, quantile: Quantile, model?: string): Point[] {
  return rows["latency-by-epoch"]
    .filter((row) => row.metric === metric && (model ?? row.model) === row.model)
    .map((row) => ({ run: row.run, epoch: row.epoch, value: row[quantile], weight: row.requests }));
}

/** Models by requests timed, most first. */
function models({ rows }: ReportData): string[] {
  const counts = new Map<string, number>();
  for (const { model, requests } of rows["latency-by-epoch"]) counts.set(model, (counts.get(model) ?? 0) + requests);
  return [...counts.entries()].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([model]) => model);
}

function waitRow(data: ReportData, metric: string, model: string | undefined): WaitRow {
  const of = (q: Quantile) => estimate(waitPoints(data, metric, q, model), "ms");
  const name = model === undefined ? "All models" : named(data.names.model, model);
  const requests = waitPoints(data, metric, "p50", model).reduce((sum, { weight }) => sum + weight, 0);
  return { metric, name, model: model ?? "all", requests, p50: of("p50"), p90: of("p90"), p99: of("p99") };
}

function flat({ name, p50, p90, p99 }: WaitRow) {
  return { name, value: "", p50: p50.mean, p90: p90.mean, p99: p99.mean };
}

function waitMarks(rows: readonly ReturnType<typeof flat>[]): Plot.Markish[] {
  return [
    Plot.ruleY(rows, { y: "name", x1: "p50", x2: "p99", stroke: "var(--line-strong)", strokeWidth: 1.5 }),
    Plot.dot(rows, { y: "name", x: "p50", fill: "var(--series-1)", r: 5 }),
    Plot.dot(rows, { y: "name", x: "p90", fill: "var(--series-2)", symbol: "square", r: 4.5 }),
    Plot.dot(rows, { y: "name", x: "p99", fill: "var(--series-3)", symbol: "triangle", r: 5 }),
  ];
}

/** A logarithmic scale with ticks at 1, 2 and 5 times the powers of ten, just wide enough. */
function timeScale(rows: readonly ReturnType<typeof flat>[]): Plot.ScaleOptions {
  const steps = Array.from({ length: 30 }, (_, i) => [1, 2, 5][i % 3]! * 10 ** (Math.floor(i / 3) - 2));
  const least = Math.min(...rows.map(({ p50 }) => p50));
  const most = Math.max(...rows.map(({ p99 }) => p99));
  const ticks = steps.filter((step, i) => (steps[i + 1] ?? step) > least && (steps[i - 1] ?? 0) < most);
  const inUnit = (ms: number) => significant(unitOf(rows) === "s" ? ms / 1000 : ms, 3);
  return { type: "log", domain: [ticks[0]!, ticks.at(-1)!], ticks, tickFormat: inUnit };
}

function unitOf(rows: readonly { readonly p50: number }[]): "s" | "ms" {
  return rows[0]!.p50 >= 200 ? "s" : "ms";
}

function tableRow(row: WaitRow): Record<string, number | string> {
  const cells: Record<string, number | string> = {
    metric: sentenceCase(row.metric.replaceAll("-", " ")),
    model: row.name,
  };
  for (const q of quantiles) {
    cells[q] = row[q].mean;
    cells[`${q}_low`] = row[q].low;
    cells[`${q}_high`] = row[q].high;
  }
  cells.requests = row.requests;
  return cells;
}

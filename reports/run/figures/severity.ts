/** Which kinds of cheap work does the verdict rule let pass, and how far are they from its limit? */
import * as Plot from "@observablehq/plot";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { counted, listed, percent, prose, significant } from "../../page/wording.ts";
import { named, type ReportData, type RocRow, type SeverityRow } from "../rows.ts";
import { labelledRows, type NamedRow } from "./labelled-rows.ts";
import { measuredOn, shareEstimate, whyUnmeasured } from "./measured-on.ts";

interface Kind {
  readonly name: string;
  readonly behaviour: string;
  readonly row: SeverityRow;
  /** The rule's own point; undefined for honest work. */
  readonly point: RocRow | undefined;
  readonly rejected: number;
}

interface Dots extends NamedRow {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** A rule that passes more than this share of a kind of work leaves a hole. */
const holeFraction = 0.5;
/** Named in the headline; the drawing has all. */
const holesNamed = 3;

export function severity(data: ReportData): Figure | Absent {
  const because = whyUnmeasured(data);
  const kinds = because === undefined ? kindsOf(data) : [];
  if (kinds.length === 0) {
    return { id: "severity", missing: "Severity by behaviour", because: because ?? "the store holds no cells" };
  }
  const drawn = kinds.map(({ name, row, rejected }) => ({
    name,
    value: percent(rejected, 0),
    low: Math.max(0, row.severity_low),
    middle: row.severity_p50,
    high: row.severity_high,
  }));
  const executions = kinds.reduce((sum, { row }) => sum + row.executions, 0);
  return {
    id: "severity",
    finding: sentence(kinds),
    shows: prose`Severity under this scenario's verdict rule, for every kind of work that was measured: the answer's worst
      score over the rule's limit. Right of 1 it is rejected. Last column: share rejected.`,
    note: prose`Dot: median over the network's mix of machines; line: from the lowest 5% to the highest 95% quantile among
      the pairs of machine and validator. Longest answers executed; shorter ones are nearer to 0, since the reference
      protocol divides by at least 100 tokens. Scale: square root. ${counted(executions, "recorded execution")}.
      ${measuredOn(data)}`,
    alt: `${kinds.map(({ name, row, rejected }) => `${name}: median severity ${significant(row.severity_p50, 2)}, ${percent(rejected, 0)} rejected`).join("; ")}.`,
    legend: [{ label: "severity, median and range", mark: "dot-1" }],
    plots: (size) => [drawing(drawn, size)],
    columns: [
      { name: "name", heading: "What the executor did" },
      { name: "rejected", heading: "Share rejected [1]" },
      { name: "rejected_low", heading: "95% interval, low" },
      { name: "rejected_high", heading: "95% interval, high" },
      { name: "severity_p50", heading: "Severity, median [1]" },
      { name: "severity_low", heading: "Severity, 5% quantile of the mildest pair" },
      { name: "severity_high", heading: "Severity, 95% quantile of the severest pair" },
      { name: "distance_p50", heading: "Top-k distance, median [1]" },
      { name: "cells", heading: "Pairs of machine and validator" },
      { name: "executions", heading: "Recorded executions" },
    ],
    rows: kinds.map(({ name, row, point, rejected }) => ({
      name,
      rejected,
      rejected_low: point?.detection_low ?? null,
      rejected_high: point?.detection_high ?? null,
      severity_p50: row.severity_p50,
      severity_low: row.severity_low,
      severity_high: row.severity_high,
      distance_p50: row.distance_p50,
      cells: row.cells,
      executions: row.executions,
    })),
    estimates: Object.fromEntries(
      kinds.flatMap(({ behaviour, row, point }) =>
        point === undefined ? [] : [[`detection/${behaviour}`, detectionOf(data, point, row.prompts)]],
      ),
    ),
  };
}

function detectionOf(
  data: ReportData,
  { detection, detection_low: low, detection_high: high }: RocRow,
  prompts: number,
) {
  return shareEstimate(data, { mean: detection, low, high }, prompts);
}

/** Mildest first. */
function kindsOf({ rows, names }: ReportData): Kind[] {
  const own = rows.roc.filter(({ severity_limit: limit }) => limit === 1);
  const kinds = rows["severity-by-behaviour"].map((row): Kind => {
    const point = own.find(({ behaviour }) => behaviour === row.behaviour);
    const rejected = row.behaviour === "honest" ? (own[0]?.false_rejection ?? 0) : (point?.detection ?? 0);
    return { name: named(names.behaviour, row.behaviour), behaviour: row.behaviour, row, point, rejected };
  });
  return kinds.sort((a, b) => a.row.severity_p50 - b.row.severity_p50 || (a.behaviour < b.behaviour ? -1 : 1));
}

function sentence(kinds: readonly Kind[]): string {
  const bad = kinds.filter(({ behaviour }) => behaviour !== "honest");
  const holes = bad.filter(({ rejected }) => rejected < holeFraction);
  const good = kinds.find(({ behaviour }) => behaviour === "honest");
  const honest = `${percent(good?.rejected ?? 0, 1)} of honest answers are rejected`;
  if (holes.length === 0) return `The rule rejects most of every kind of cheap work that was measured; ${honest}`;
  const shown = holes.slice(0, holesNamed).map(({ name }) => name);
  const named = holes.length > shown.length ? `, among them ${listed(shown)}` : `: ${listed(shown)}`;
  return prose`The rule lets most answers of ${holes.length} of ${counted(bad.length, "kind")} of cheap work
    pass${named}; ${honest}`;
}

function drawing(rows: readonly Dots[], size: Size): Plot.PlotOptions {
  const most = Math.max(1.25, ...rows.map(({ high }) => high));
  return labelledRows({
    rows,
    label: "severity (1 = the rule's limit)",
    size,
    valueHeading: "rejected",
    valueWidth: 60,
    nameWidth: 300,
    x: {
      type: "sqrt",
      domain: [0, most],
      ticks: (size.isNarrow ? [0, 1, 4, 16] : [0, 0.25, 1, 2, 4, 8, 16]).filter((tick) => tick <= most),
      tickFormat: String,
    },
    marks: (drawn) => [
      Plot.ruleX([1], { stroke: "var(--series-2)", strokeWidth: 1.5, strokeDasharray: "4 3" }),
      Plot.ruleY(drawn, { y: "name", x1: "low", x2: "high", stroke: "var(--series-1)", strokeWidth: 2 }),
      Plot.dot(drawn, { y: "name", x: "middle", fill: "var(--series-1)", r: 5 }),
    ],
  });
}

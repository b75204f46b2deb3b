/** How many operators are there, and who came and went? */
import { clipped, estimate } from "../../../analysis/stats/estimate.ts";
import type { Figure } from "../../page/figure.ts";
import { counted, intervalWords, prose, significant } from "../../page/wording.ts";
import type { OperatorsRow } from "../economy-rows.ts";
import { bandWords, lineOf, runCount } from "../measures.ts";
import type { ReportData } from "../rows.ts";
import { bandRows, overTime, overTimeKeys } from "./over-time.ts";

/** Left out of the page where operators neither come nor go. */
export function operators(data: ReportData): Figure | undefined {
  const rows = data.rows["operators-by-epoch"];
  const settled = rows.filter(({ epoch }) => epoch >= data.scenario.warmup);
  if (settled.length === 0) return undefined;
  const pointOf = ({ run, epoch, active: value }: OperatorsRow) => ({ run, epoch, value, weight: 1 });
  const seen = lineOf(rows.map(pointOf));
  const mean = clipped(estimate(settled.map(pointOf), "operator"), 0, Number.POSITIVE_INFINITY);
  const series = [{ label: "operators who go on", band: seen, style: 1 as const }];
  const format = (value: number) => significant(value, 3);
  return {
    id: "operators",
    finding: comingAndGoing(rows, runCount(data)),
    shows: "Operators who go on at the end of each epoch.",
    note: prose`${bandWords(seen.kind, runCount(data))} Average after warm-up: ${format(mean.mean)} (${intervalWords(mean, format)}). Whoever
      passed to another was taken over as it ended or bought though it could go on: the table industry tells them apart.`,
    alt: prose`Line over ${counted(seen.points.length, "epoch")}, from ${format(seen.points[0]!.mean)} to
      ${format(seen.points.at(-1)!.mean)} operators.`,
    legend: overTimeKeys(series, data.scenario),
    plots: (size) => [overTime({ series, scenario: data.scenario, label: "operators", factor: 1, from: "zero" }, size)],
    columns: [
      { name: "epoch", heading: "Epoch" },
      { name: "mean", heading: "Operators" },
      { name: "low", heading: "Band, low" },
      { name: "high", heading: "Band, high" },
    ],
    rows: bandRows(seen),
    estimates: { activeOperators: mean },
  };
}

/** Over the whole run, warm-up included: who had come and gone before it ended is part of who is there. */
function comingAndGoing(rows: readonly OperatorsRow[], runs: number): string {
  const sum = (of: (row: OperatorsRow) => number) => rows.reduce((total, row) => total + of(row), 0) / runs;
  const entries = sum((row) => row.entries);
  const bankrupt = sum((row) => row.bankruptcies);
  const ended = sum((row) => row.exits) + bankrupt;
  const passed = sum((row) => row.acquisitions);
  const format = (value: number) => significant(value, 3);
  const start = runs === 1 ? "In the whole run" : "In the whole run, on average,";
  const came = entries === 0 ? "no operator came" : `${format(entries)} operators came`;
  if (ended === 0) return `${start} ${came} and none went`;
  const failed = bankrupt === 0 ? "none of them bankrupt" : `${format(bankrupt)} of them bankrupt`;
  const hands = passed === 0 ? "nobody was taken over" : `${format(passed)} passed to another operator`;
  return `${start} ${came} and ${format(ended)} went, ${failed}; ${hands}`;
}

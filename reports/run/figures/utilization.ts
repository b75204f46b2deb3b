/** How much of the live capacity was in use? */
import { change } from "../../../analysis/stats/change.ts";
import type { Absent, Figure } from "../../page/figure.ts";
import { counted, intervalWords, percent, prose } from "../../page/wording.ts";
import { bandWords, fluidWords, isFluid, networkBand, networkEstimate, networkPoints, runCount } from "../measures.ts";
import type { ReportData } from "../rows.ts";
import { movedUntil } from "../settling.ts";
import { trendWords } from "../trend.ts";
import { bandRows, overTime, overTimeKeys } from "./over-time.ts";

/** One point of utilization. */
const worthSaying = 0.01;

export function utilization(data: ReportData): Figure | Absent {
  const points = networkPoints(data, "utilization");
  const mean = networkEstimate(data, "utilization");
  if (mean === undefined) {
    return { id: "utilization", missing: "Utilization", because: "no request was simulated after warm-up" };
  }
  const { scenario } = data;
  const trend = change(points);
  const isMoving = movedUntil(data, "utilization") !== undefined;
  const who = isFluid(data) ? "By a fluid estimate, demand" : "Demand";
  const seen = networkBand(data, "utilization");
  const series = [{ label: "capacity in use", band: seen, style: 1 as const }];
  return {
    id: "utilization",
    finding: `${who} used ${percent(mean.mean)} of the live capacity${trendWords(trend, worthSaying, percent, isMoving)}`,
    shows: prose`Tokens generated a second, in % of what the live machines could generate at full batch, by epoch.
      ${isFluid(data) ? fluidWords : ""}`,
    note: `${bandWords(seen.kind, runCount(data))} Average after warm-up: ${intervalWords(mean, percent)}.`,
    alt: prose`Line over ${counted(seen.points.length, "epoch")}. After warm-up utilization averages ${percent(mean.mean)}; it
      is ${percent(trend.before)} in the first quarter and ${percent(trend.after)} in the last.`,
    legend: overTimeKeys(series, scenario),
    plots: (size) => [
      overTime(
        { series, scenario, label: "in use, % of live capacity", factor: 100, from: "zero", ceiling: 100 },
        size,
      ),
    ],
    columns: [
      { name: "epoch", heading: "Epoch" },
      { name: "mean", heading: "Utilization [1]" },
      { name: "low", heading: "Band, low [1]" },
      { name: "high", heading: "Band, high [1]" },
    ],
    rows: bandRows(seen),
    estimates: { utilization: mean },
  };
}

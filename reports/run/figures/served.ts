/** How many of the requests were served, and did that change? */
import { change } from "../../../analysis/stats/change.ts";
import type { Absent, Figure } from "../../page/figure.ts";
import { counted, intervalWords, percent, prose } from "../../page/wording.ts";
import { bandWords, fluidWords, isFluid, networkBand, networkEstimate, networkPoints, runCount } from "../measures.ts";
import type { ReportData } from "../rows.ts";
import { movedUntil } from "../settling.ts";
import { trendWords } from "../trend.ts";
import { bandRows, overTime, overTimeKeys } from "./over-time.ts";

/** A move below half a point of served share is not worth a headline, however certain. */
const worthSaying = 0.005;

export function served(data: ReportData): Figure | Absent {
  const points = networkPoints(data, "served_fraction").filter(({ weight }) => weight > 0);
  const mean = networkEstimate(data, "served_fraction");
  if (mean === undefined) {
    return { id: "served", missing: "Share of requests served", because: "no request was simulated after warm-up" };
  }
  const { scenario } = data;
  const trend = change(points);
  const isMoving = movedUntil(data, "served_fraction") !== undefined;
  const who = isFluid(data) ? "By a fluid estimate, the network" : "The network";
  const seen = networkBand(data, "served_fraction");
  const series = [{ label: "served share of requests", band: seen, style: 1 as const }];
  return {
    id: "served",
    finding: `${who} served ${percent(mean.mean)} of requests${trendWords(trend, worthSaying, percent, isMoving)}`,
    shows: prose`Requests that were finished, in % of all that were finished or lost, by epoch.
      ${isFluid(data) ? fluidWords : ""}`,
    note: prose`${bandWords(seen.kind, runCount(data))} The average weighs epochs by requests finished or lost:
      ${intervalWords(mean, percent)}.`,
    alt: prose`Line over ${counted(seen.points.length, "epoch")}. After warm-up the served share averages
      ${percent(mean.mean)}; it is ${percent(trend.before)} in the first quarter and ${percent(trend.after)} in the
      last.`,
    legend: overTimeKeys(series, scenario),
    plots: (size) => [
      overTime({ series, scenario, label: "served, % of requests", factor: 100, from: "data", ceiling: 100 }, size),
    ],
    columns: [
      { name: "epoch", heading: "Epoch" },
      { name: "mean", heading: "Served share [1]" },
      { name: "low", heading: "Band, low [1]" },
      { name: "high", heading: "Band, high [1]" },
    ],
    rows: bandRows(seen),
    estimates: { servedFraction: mean },
  };
}

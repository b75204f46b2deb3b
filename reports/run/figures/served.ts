/** How many of the requests were served, and did that change? */
import { change } from "../../../analysis/stats/change.ts";
import { clipped, estimate } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure } from "../../page/figure.ts";
import { intervalWords, percent, prose } from "../../page/wording.ts";
import { bandWords, networkBand, networkPoints, runCount } from "../measures.ts";
import type { ReportData } from "../rows.ts";
import { trendWords } from "../trend.ts";
import { bandRows, overTime, overTimeKeys } from "./over-time.ts";

/** A move below half a point of served share is not worth a headline, however certain. */
const worthSaying = 0.005;

export function served(data: ReportData): Figure | Absent {
  const points = networkPoints(data, "served_fraction").filter(({ weight }) => weight > 0);
  if (points.length === 0) {
    return { id: "served", missing: "Share of requests served", because: "no request was simulated after warm-up" };
  }
  const { scenario } = data;
  const mean = clipped(estimate(points, "share of requests"), 0, 1);
  const trend = change(points);
  const seen = networkBand(data, "served_fraction");
  const series = [{ label: "served share of requests", band: seen, style: 1 as const }];
  return {
    id: "served",
    finding: `The network served ${percent(mean.mean)} of requests${trendWords(trend, worthSaying, percent)}`,
    shows: "Requests that were finished, in % of all that were finished or lost, by epoch.",
    note: prose`${bandWords(seen.kind, runCount(data))} The average weighs epochs by demand:
      ${intervalWords(mean, percent)}.`,
    alt: prose`Line over ${seen.points.length} epochs. After warm-up the served share averages
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

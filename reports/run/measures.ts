/** From rows to series: which value, which weight, warm-up left out or not. */

import { type Band, band, type Observation } from "../../analysis/stats/band.ts";
import type { Point } from "../../analysis/stats/estimate.ts";
import { prose } from "../page/wording.ts";
import type { NetworkRow, ReportData } from "./rows.ts";

type Measure = "served_fraction" | "utilization" | "price" | "live_nodes";

/** What an epoch counts for in the mean of a measure; the rest count alike. */
const weights: Readonly<Record<Measure, (row: NetworkRow) => number>> = {
  served_fraction: (row) => row.offered_requests ?? 0,
  utilization: () => 1,
  price: () => 1,
  live_nodes: () => 1,
};

/** Epochs after warm-up at which the measure has a value. */
export function networkPoints({ rows, scenario }: ReportData, measure: Measure): Point[] {
  return rows["network-by-epoch"]
    .filter((row) => row.epoch >= scenario.warmup && row[measure] !== null)
    .map((row) => ({ run: row.run, epoch: row.epoch, value: row[measure] as number, weight: weights[measure](row) }));
}

/** All epochs, warm-up included. */
export function networkBand({ rows }: ReportData, measure: Measure): Band {
  const observations: Observation[] = [];
  for (const row of rows["network-by-epoch"]) {
    const value = row[measure];
    if (value === null) continue;
    const se =
      measure === "served_fraction" ? row.served_fraction_se : measure === "utilization" ? row.utilization_se : null;
    observations.push({ run: row.run, epoch: row.epoch, value, se: se ?? Number.NaN, windows: row.windows });
  }
  return band(observations);
}

export function runCount({ rows }: ReportData): number {
  return rows.runs.length;
}

/** What the line and the band of a figure over time are. */
export function bandWords(kind: Band["kind"], runs: number): string {
  switch (kind) {
    case "lowest to highest run":
      return prose`Line: mean of ${runs} runs. Band: from the lowest to the highest run, so spread between runs, not
        error of the mean.`;
    case "middle 90% of runs":
      return `Line: mean of ${runs} runs. Band: the middle 90% of runs, so spread between runs, not error of the mean.`;
    case "sampling error":
      return prose`Line: one run. Band: 95% sampling error of each epoch's value, since only part of the time is
        simulated request by request.`;
    case "none":
      return prose`Line: one run. There is no band: nothing here was sampled, and one run says nothing about spread
        between runs.`;
  }
}

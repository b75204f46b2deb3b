/** From rows to series: which value, which weight, warm-up left out or not. */

import { type Band, band, type Observation } from "../../analysis/stats/band.ts";
import { clipped, type Estimate, estimate, type Point } from "../../analysis/stats/estimate.ts";
import { prose } from "../page/wording.ts";
import type { NetworkRow, ReportData } from "./rows.ts";

type Measure = "served_fraction" | "utilization" | "price" | "live_nodes";

/** What series are made of. */
export interface NetworkSeries {
  readonly rows: Pick<ReportData["rows"], "network-by-epoch">;
  readonly scenario: { readonly warmup: number };
}

/** What an epoch counts for in the mean of a measure; the rest count alike. */
const weights: Readonly<Record<Measure, (row: NetworkRow) => number>> = {
  served_fraction: (row) => row.answered_requests,
  utilization: () => 1,
  price: () => 1,
  live_nodes: () => 1,
};

/** Epochs after warm-up at which the measure has a value. */
export function networkPoints({ rows, scenario }: NetworkSeries, measure: Measure): Point[] {
  return rows["network-by-epoch"]
    .filter((row) => row.epoch >= scenario.warmup && row[measure] !== null)
    .map((row) => ({ run: row.run, epoch: row.epoch, value: row[measure] as number, weight: weights[measure](row) }));
}

const scales: Readonly<Record<Measure, readonly [unit: string, most: number]>> = {
  served_fraction: ["share of requests", 1],
  utilization: ["share of live capacity", 1],
  price: ["base unit/token", Number.POSITIVE_INFINITY],
  live_nodes: ["node", Number.POSITIVE_INFINITY],
};

/** Mean after warm-up, the same in the terminal and on the page. @returns undefined when no epoch has a value */
export function networkEstimate(series: NetworkSeries, measure: Measure): Estimate | undefined {
  const points = networkPoints(series, measure).filter(({ weight }) => weight > 0);
  const [unit, most] = scales[measure];
  return points.length === 0 ? undefined : clipped(estimate(points, unit), 0, most);
}

/**
 * True when no request was simulated one by one (`windows: 0`): the served share and utilization are then those of a
 * fluid, demand against capacity without queues or chance.
 */
export function isFluid({ rows, scenario }: NetworkSeries): boolean {
  const settled = rows["network-by-epoch"].filter(({ epoch }) => epoch >= scenario.warmup);
  return settled.length > 0 && settled.every(({ windows }) => windows === 0);
}

export const fluidWords = "No request was simulated one by one: a fluid estimate, demand against live capacity.";

/** All epochs, warm-up included. */
export function networkBand({ rows }: NetworkSeries, measure: Measure): Band {
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

/** Line of a series that was not sampled: its band is the spread between runs. */
export const lineOf = (points: readonly Pick<Point, "run" | "epoch" | "value">[]): Band =>
  band(points.map(({ run, epoch, value }) => ({ run, epoch, value, se: Number.NaN, windows: 0 })));

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

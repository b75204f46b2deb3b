/** Which series still moved after the warm-up, so that their means hold some of the start. */
import { plainMean } from "../../analysis/stats/estimate.ts";
import { warmupLength } from "../../analysis/stats/warmup.ts";
import { counted, listed, prose } from "../page/wording.ts";
import { networkBand } from "./measures.ts";
import type { ReportData } from "./rows.ts";

/** Epochs beyond the warm-up that a series may still need before the reader is told: the rule is no finer than that. */
const slack = 2;

type Moving = "served_fraction" | "price" | "utilization";
const names: Readonly<Record<Moving, string>> = {
  served_fraction: "the served share",
  price: "the price",
  utilization: "utilization",
};

/** Least distance of the start from the rest that is called a move: points of a share, a share of the price. */
const worthSaying: Readonly<Record<Moving, (mean: number) => number>> = {
  served_fraction: () => 0.005,
  utilization: () => 0.01,
  price: (mean) => 0.01 * Math.abs(mean),
};

/** @returns the epoch until which the series moved; undefined when it had settled by the end of the warm-up */
export function movedUntil(data: ReportData, measure: Moving): number | undefined {
  const { warmup } = data.scenario;
  const { points } = networkBand(data, measure);
  const length = points.length === 0 ? undefined : warmupLength(points.map(({ mean }) => mean));
  const until = length === undefined ? undefined : points[length]?.epoch;
  if (until === undefined || until <= warmup + slack) return undefined;
  const start = points.filter(({ epoch }) => epoch >= warmup && epoch < until).map(({ mean }) => mean);
  if (start.length === 0) return undefined;
  const rest = points.slice(length).map(({ mean }) => mean);
  const settled = plainMean(rest);
  return Math.abs(plainMean(start) - settled) < worthSaying[measure](settled) ? undefined : until;
}

/** What still moved after the warm-up, and what follows; nothing when all had settled. Starts with a space. */
export function settlingWords(data: ReportData): string {
  const late = (Object.keys(names) as Moving[]).flatMap((measure) => {
    const until = movedUntil(data, measure);
    return until === undefined ? [] : [{ measure, until }];
  });
  if (late.length === 0) return "";
  const which = late.map(({ measure, until }) => `${names[measure]} (until about epoch ${until})`);
  const latest = Math.max(...late.map(({ until }) => until));
  return ` ${prose`After the warm-up of ${counted(data.scenario.warmup, "epoch")} these still moved: ${listed(which)},
    by the rule of the marginal standard error. Their means hold some of the start, or of a slow trend; with
    “warmup: ${latest} epoch” and a longer run they would not. Trends compare the first and the last quarter of the
    time after warm-up, so that a move which ends early, or turns back, need not show as one.`}`;
}

/** Why were requests lost? */
import * as Plot from "@observablehq/plot";
import { clipped, estimate } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure } from "../../page/figure.ts";
import { decimal, intervalWords, methodWords, percent, prose } from "../../page/wording.ts";
import { isFluid } from "../measures.ts";
import type { NetworkRow, ReportData } from "../rows.ts";
import { labelledRows } from "./labelled-rows.ts";

/** As the end of "the request was lost because …". */
const reasons: Readonly<Record<string, string>> = {
  "no-node": "no machine with that model was on",
  "no-room": "every machine was full",
  "out-of-patience": "the client stopped waiting",
  "node-lost": "the machine went off while serving",
};

export function misses(data: ReportData): Figure | Absent {
  const seen = data.rows["misses-by-epoch"];
  const lost = seen.reduce((sum, { requests }) => sum + requests, 0);
  if (lost === 0) {
    const because = isFluid(data)
      ? "no request was simulated one by one after warm-up"
      : seen.length === 0
        ? "no request was simulated, or none was lost, after warm-up"
        : "no request was lost";
    return { id: "misses", missing: "Reasons of losses", because };
  }
  const found = [...new Set(seen.map(({ outcome }) => outcome))].map((outcome) => reasonRow(data, outcome));
  const all = found.reduce((sum, { mean }) => sum + mean, 0);
  const rows = found.map((row) => ({ ...row, share: row.mean / all }));
  rows.sort((a, b) => b.share - a.share || (a.reason < b.reason ? -1 : 1));
  const top = rows[0]!;
  const most = top.share > 0.5 ? "Most losses happened" : "Losses happened most often";
  const perThousand = (value: number) => decimal(value, 1);
  return {
    id: "misses",
    finding: `${most} because ${top.reason} (${percent(top.share, 0)} of lost requests)`,
    shows: prose`Lost requests in every 1,000 that were finished or lost, by the reason of the loss; with the served
      ones they make 1,000. Bars: 95% interval of the mean.`,
    note: prose`Interval: ${methodWords(top.estimate)}. Leading reason: ${perThousand(top.mean)} in 1,000
      (${intervalWords(top.estimate, perThousand)}).`,
    alt: `${rows.map((row) => `${row.reason}: ${perThousand(row.mean)} in 1,000`).join("; ")}.`,
    plots: (size) => [
      labelledRows({
        rows: rows.map((row) => ({ ...row, name: row.reason, value: perThousand(row.mean) })),
        label: "lost, in every 1,000 requests",
        size,
        valueHeading: "in 1,000",
        marks: (data) => [
          Plot.barX(data, {
            y: "name",
            x: "mean",
            fill: "var(--series-1)",
            fillOpacity: 0.55,
            insetTop: 3,
            insetBottom: 3,
          }),
          Plot.ruleY(data, { y: "name", x1: "low", x2: "high", strokeWidth: 2 }),
        ],
      }),
    ],
    columns: [
      { name: "reason", heading: "Reason" },
      { name: "mean", heading: "Lost in every 1,000" },
      { name: "low", heading: "95% interval, low" },
      { name: "high", heading: "95% interval, high" },
      { name: "share", heading: "Share of all losses [1]" },
    ],
    rows: rows.map(({ reason, mean, low, high, share }) => ({ reason, mean, low, high, share })),
    estimates: Object.fromEntries(rows.map((row) => [`lostInThousand/${row.outcome}`, row.estimate])),
  };
}

/** The reason's part of what the served share leaves over, weighted as that is, so that the two add up to 1,000. */
function reasonRow({ rows }: ReportData, outcome: string) {
  const lost = new Map<string, number>();
  for (const row of rows["misses-by-epoch"]) lost.set(key(row), (lost.get(key(row)) ?? 0) + row.requests);
  const network = new Map<string, NetworkRow>(rows["network-by-epoch"].map((row) => [key(row), row]));
  const points = rows["misses-by-epoch"]
    .filter((row) => row.outcome === outcome)
    .map((row) => {
      const { served_fraction, answered_requests } = network.get(key(row))!;
      const all = lost.get(key(row))!;
      const share = all > 0 ? row.requests / all : 0;
      const value = 1000 * (1 - served_fraction!) * share;
      return { run: row.run, epoch: row.epoch, value, weight: answered_requests };
    });
  const found = clipped(estimate(points, "request lost in 1,000"), 0, 1000);
  const reason = reasons[outcome];
  if (reason === undefined) throw new RangeError(`misses: no words for the reason "${outcome}"`);
  const low = Number.isFinite(found.low) ? found.low : found.mean;
  const high = Number.isFinite(found.high) ? found.high : found.mean;
  return { outcome, reason, mean: found.mean, low, high, estimate: found };
}

function key({ run, epoch }: { readonly run: number; readonly epoch: number }): string {
  return `${run}/${epoch}`;
}

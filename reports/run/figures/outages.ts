/** How many nodes were live, and when did whole jurisdictions go dark? */
import * as Plot from "@observablehq/plot";
import { estimate } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { counted, decimal, intervalWords } from "../../page/wording.ts";
import { bandWords, networkBand, networkPoints, runCount } from "../measures.ts";
import { named, type OutageRow, type ReportData } from "../rows.ts";
import { overTime, overTimeKeys, timeLabel } from "./over-time.ts";

export function outages(data: ReportData): Figure | Absent {
  const points = networkPoints(data, "live_nodes");
  if (points.length === 0) return { id: "outages", missing: "Live nodes and outages", because: "no live nodes were stored" };
  const { rows, scenario } = data;
  const live = estimate(points, "node");
  const seen = networkBand(data, "live_nodes");
  const shown = rows.runs[0]!;
  const dark = rows.outages.filter(({ run }) => run === shown.run);
  const series = [{ label: "live nodes", band: seen, style: 1 as const }];
  const whole = (value: number) => decimal(value, 0);
  const some = runCount(data) > 1 ? ` The lower panel shows replication ${shown.replication}; other runs have other outages.` : "";
  return {
    id: "outages",
    finding: outageSentence(data, live.mean),
    shows: `Live nodes, averaged over each epoch${dark.length > 0 ? "; below, regional outages as bars, with the nodes each took" : ""}.`,
    note: `${bandWords(seen.kind, runCount(data))} Average after warm-up: ${whole(live.mean)} nodes (${intervalWords(live, whole)}).${dark.length > 0 ? some : ""}`,
    alt: `Line of live nodes over ${seen.points.length} epochs, on average ${whole(live.mean)}. ${dark.length === 0 ? "No outage in the run shown." : `Outages in replication ${shown.replication}: ${dark.map((row) => `${named(data.names.jurisdiction, row.jurisdiction)} at epoch ${whole(row.started_at / scenario.epochSeconds)}`).join(", ")}.`}`,
    legend: overTimeKeys(series, scenario),
    plots: (size) => [
      overTime({ series, scenario, label: "live nodes", factor: 1, from: "data" }, size),
      ...(dark.length > 0 ? [bars(dark, data, shown.epochs, size)] : []),
    ],
    columns: [
      { name: "run", heading: "Run" },
      { name: "what", heading: "What" },
      { name: "from_epoch", heading: "From [epoch]" },
      { name: "to_epoch", heading: "To [epoch]" },
      { name: "nodes", heading: "Nodes" },
    ],
    rows: [
      ...rows.outages.map((row) => ({
        run: String(row.run),
        what: `outage: ${named(data.names.jurisdiction, row.jurisdiction)}`,
        from_epoch: row.started_at / scenario.epochSeconds,
        to_epoch: row.ended_at === null ? null : row.ended_at / scenario.epochSeconds,
        nodes: row.nodes,
      })),
      ...seen.points.map(({ epoch, mean }) => ({ run: "mean", what: "live nodes", from_epoch: epoch, to_epoch: epoch + 1, nodes: mean })),
    ],
    estimates: { liveNodes: live },
  };
}

function outageSentence({ rows, names }: ReportData, live: number): string {
  const nodes = `${decimal(live, 0)} nodes were live on average`;
  if (rows.outages.length === 0) return `No jurisdiction went dark; ${nodes}`;
  const worst = [...rows.outages].sort((a, b) => b.nodes - a.nodes || a.started_at - b.started_at)[0]!;
  const times = rows.outages.length / rows.runs.length;
  const often = rows.runs.length === 1 ? counted(times, "regional outage") : `${decimal(times, 1)} regional outages a run`;
  return `${often}; the worst, in ${named(names.jurisdiction, worst.jurisdiction)}, took ${counted(worst.nodes, "node")} while ${nodes}`;
}

function bars(dark: readonly OutageRow[], { scenario, names }: ReportData, epochs: number, size: Size): Plot.PlotOptions {
  const rows = dark.map((row) => {
    const start = row.started_at / scenario.epochSeconds;
    const end = row.ended_at === null ? epochs : Math.min(epochs, row.ended_at / scenario.epochSeconds);
    const isLate = start > 0.6 * epochs;
    return {
      name: named(names.jurisdiction, row.jurisdiction),
      start,
      // An outage of hours must still be seen on an axis of months.
      end: Math.max(end, start + epochs / 250),
      label: `${named(names.jurisdiction, row.jurisdiction)}, ${counted(row.nodes, "node")}`,
      isLate,
    };
  });
  const names_ = [...new Set(rows.map(({ name }) => name))];
  const late = rows.filter(({ isLate }) => isLate);
  const early = rows.filter(({ isLate }) => !isLate);
  return {
    height: names_.length * 24 + 50,
    marginLeft: 46,
    marginRight: 12,
    marginTop: 6,
    marginBottom: 38,
    x: { label: timeLabel(scenario), labelArrow: "none", labelAnchor: "center", domain: [0, epochs - 1], ticks: size.isNarrow ? 4 : 9, insetRight: 2 },
    y: { domain: names_, axis: null, padding: 0.3 },
    marks: [
      Plot.gridX({ ticks: size.isNarrow ? 4 : 9 }),
      Plot.barX(rows, { y: "name", x1: "start", x2: "end", fill: "var(--series-2)" }),
      early.length > 0 ? Plot.text(early, { y: "name", x: "end", text: "label", textAnchor: "start", dx: 5 }) : null,
      late.length > 0 ? Plot.text(late, { y: "name", x: "start", text: "label", textAnchor: "end", dx: -5 }) : null,
    ],
  };
}

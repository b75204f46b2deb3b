/** How many nodes were live, and when did whole jurisdictions go dark? */
import * as Plot from "@observablehq/plot";
import { estimate } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { counted, decimal, intervalWords, listed, percent, prose } from "../../page/wording.ts";
import { bandWords, networkBand, networkPoints, runCount } from "../measures.ts";
import { named, type OutageRow, type ReportData } from "../rows.ts";
import { epochTicks, overTime, overTimeKeys, overTimeLeft, timeLabel } from "./over-time.ts";

/** Jurisdictions with bars; all outages are in the table. */
const barsMax = 14;

export function outages(data: ReportData): Figure | Absent {
  const points = networkPoints(data, "live_nodes");
  if (points.length === 0)
    return { id: "outages", missing: "Live nodes and outages", because: "no live nodes were stored" };
  const { rows, scenario } = data;
  const live = estimate(points, "node");
  const seen = networkBand(data, "live_nodes");
  const shown = rows.runs[0]!;
  // An outage where no node stands is not felt; it is in the table.
  const felt = rows.outages.filter(({ nodes }) => nodes > 0);
  const dark = felt.filter(({ run }) => run === shown.run);
  const drawnBars = barRows(dark, data, shown.epochs);
  const until = Math.max(...seen.points.map(({ epoch }) => epoch), ...drawnBars.map(({ end }) => end));
  const series = [{ label: "live nodes", band: seen, style: 1 as const }];
  const whole = (value: number) => decimal(value, 0);
  const place = (row: OutageRow) => named(data.names.jurisdiction, row.jurisdiction);
  const when = dark.map((row) => `${place(row)} at epoch ${whole(row.started_at / scenario.epochSeconds)}`);
  const many =
    new Set(dark.map(({ jurisdiction }) => jurisdiction)).size > barsMax
      ? ` The ${barsMax} jurisdictions that lost most are drawn.`
      : "";
  const some =
    runCount(data) > 1 ? ` The lower panel shows replication ${shown.replication}; other runs have other outages.` : "";
  return {
    id: "outages",
    finding: outageSentence(data, felt, live.mean),
    shows: prose`Live nodes, averaged over each
      epoch${dark.length > 0 ? "; below, regional outages as bars, with the nodes each took" : ""}.`,
    note: prose`${bandWords(seen.kind, runCount(data))} Average after warm-up: ${whole(live.mean)} nodes
      (${intervalWords(live, whole)}).${dark.length > 0 ? some + many : ""}`,
    alt: prose`Line of live nodes over ${counted(seen.points.length, "epoch")}, on average ${whole(live.mean)}.
      ${dark.length === 0 ? "No outage" : listed(when)} in replication ${shown.replication}.`,
    legend: overTimeKeys(series, scenario),
    plots: (size) => [
      overTime({ series, scenario, label: "live nodes", factor: 1, from: "data", until }, size),
      ...(drawnBars.length > 0 ? [bars(drawnBars, until, timeLabel(scenario), size)] : []),
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
      ...seen.points.map(({ epoch, mean }) => ({
        run: "mean",
        what: "live nodes",
        from_epoch: epoch,
        to_epoch: epoch + 1,
        nodes: mean,
      })),
    ],
    estimates: { liveNodes: live },
  };
}

function outageSentence({ rows, names }: ReportData, felt: readonly OutageRow[], live: number): string {
  if (felt.length === 0) return `No jurisdiction went dark; ${counted(live, "node was", "nodes were")} live on average`;
  const worst = [...felt].sort((a, b) => b.nodes - a.nodes || a.started_at - b.started_at)[0]!;
  const times = felt.length / rows.runs.length;
  const often = Number.isInteger(times) ? counted(times, "regional outage") : `${decimal(times, 1)} regional outages`;
  const lost = `${counted(worst.nodes, "node")}, ${percent(worst.nodes / live, 0)} of those live on average`;
  const each = rows.runs.length > 1 ? " a run" : "";
  return `${often}${each}; the worst (${named(names.jurisdiction, worst.jurisdiction)}) cut off ${lost}`;
}

interface Bar {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly nodes: number;
}

/**
 * Bars in the order of the first outage of each jurisdiction; those that lost most node-epochs when there are too
 * many.
 */
function barRows(dark: readonly OutageRow[], { scenario, names }: ReportData, epochs: number): Bar[] {
  const all = dark.map((row): Bar => {
    const start = row.started_at / scenario.epochSeconds;
    const end = row.ended_at === null ? epochs : Math.min(epochs, row.ended_at / scenario.epochSeconds);
    // An outage of hours must still be seen on an axis of months.
    return {
      name: named(names.jurisdiction, row.jurisdiction),
      start,
      end: Math.max(end, start + epochs / 250),
      nodes: row.nodes,
    };
  });
  const loss = new Map<string, number>();
  for (const { name, start, end, nodes } of all) loss.set(name, (loss.get(name) ?? 0) + nodes * (end - start));
  const kept = [...loss.entries()].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, barsMax);
  return all.filter(({ name }) => kept.some(([keptName]) => keptName === name));
}

/** One label a jurisdiction, on the side of its bars where there is more room. */
function barLabels(rows: readonly Bar[], epochs: number) {
  return [...new Set(rows.map(({ name }) => name))].map((name) => {
    const mine = rows.filter((row) => row.name === name);
    const first = Math.min(...mine.map(({ start }) => start));
    const last = Math.max(...mine.map(({ end }) => end));
    const most = Math.max(...mine.map(({ nodes }) => nodes));
    const label = `${name}, ${mine.length > 1 ? "up to " : ""}${counted(most, "node")}`;
    return { name, label, first, last, side: epochs - last >= first ? ("right" as const) : ("left" as const) };
  });
}

function bars(rows: readonly Bar[], epochs: number, label: string, size: Size): Plot.PlotOptions {
  const labels = barLabels(rows, epochs);
  const [right, left] = [labels.filter(({ side }) => side === "right"), labels.filter(({ side }) => side === "left")];
  const halo = { y: "name", text: "label", stroke: "var(--ground)", strokeWidth: 4, fill: "currentColor" } as const;
  return {
    height: labels.length * 24 + 50,
    marginLeft: overTimeLeft,
    marginRight: 12,
    marginTop: 6,
    marginBottom: 38,
    x: { label, labelArrow: "none", labelAnchor: "center", domain: [0, epochs], ticks: epochTicks(epochs, size) },
    y: { domain: labels.map(({ name }) => name), axis: null, padding: 0.3 },
    marks: [
      Plot.gridX(epochTicks(epochs, size)),
      Plot.barX(rows, { y: "name", x1: "start", x2: "end", fill: "var(--series-2)" }),
      right.length > 0 ? Plot.text(right, { ...halo, x: "last", textAnchor: "start", dx: 5 }) : null,
      left.length > 0 ? Plot.text(left, { ...halo, x: "first", textAnchor: "end", dx: -5 }) : null,
    ],
  };
}

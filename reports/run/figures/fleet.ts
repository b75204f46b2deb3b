/** Which accelerators is the network made of, and which of them carry it? */
import * as Plot from "@observablehq/plot";
import { clipped, type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import type { Column } from "../../page/table.ts";
import { decimal, methodWords, percent, prose } from "../../page/wording.ts";
import { named, type ReportData } from "../rows.ts";
import { labelledRows, type NamedRow } from "./labelled-rows.ts";

/** Drawn; all are in the table. */
const rowsMax = 16;

interface Card {
  readonly hardware: string;
  readonly name: string;
  readonly nodes: number;
  readonly cards: number;
  readonly nodeShare: Estimate;
  readonly capacityShare: Estimate;
}

const columns: readonly Column[] = [
  { name: "name", heading: "Accelerator" },
  { name: "capacity_share", heading: "Share of capacity [1]" },
  { name: "low", heading: "95% interval, low" },
  { name: "high", heading: "95% interval, high" },
  { name: "node_share", heading: "Share of machines [1]" },
  { name: "nodes", heading: "Machines, mean over runs" },
  { name: "cards", heading: "Accelerators, mean over runs" },
];

interface Dots extends NamedRow {
  readonly capacity: number;
  readonly machines: number;
}

export function fleet(data: ReportData): Figure | Absent {
  const seen = data.rows["fleet-by-hardware"];
  if (seen.length === 0) return { id: "fleet", missing: "Fleet by hardware", because: "no node was stored" };
  const cards = [...new Set(seen.map(({ hardware }) => hardware))].map((hardware) => cardRow(data, hardware));
  cards.sort((a, b) => b.capacityShare.mean - a.capacityShare.mean || (a.hardware < b.hardware ? -1 : 1));
  const top = cards[0]!;
  const [capacity, machines] = [percent(top.capacityShare.mean, 0), percent(top.nodeShare.mean, 0)];
  const runs = data.rows.runs.length;
  const more =
    cards.length > rowsMax ? `The ${rowsMax} with most capacity of ${cards.length} models; the data have all.` : "";
  const basis =
    runs > 1
      ? `Mean of ${runs} runs; intervals in the data: ${methodWords(top.capacityShare)}.`
      : "One run, one moment: no interval.";
  const drawn = cards.slice(0, rowsMax).map((card) => ({
    name: card.name,
    value: "",
    capacity: 100 * card.capacityShare.mean,
    machines: 100 * card.nodeShare.mean,
  }));
  return {
    id: "fleet",
    finding: `${top.name} gives the most capacity: ${capacity}, from ${machines} of the machines`,
    shows:
      "Accelerators by their share of decode throughput at full batch and their share of machines, in the last epoch.",
    note: prose`${more} A machine may hold several accelerators. ${basis}`,
    alt: `${cards
      .slice(0, 8)
      .map(
        (card) =>
          prose`${card.name}: ${percent(card.capacityShare.mean, 0)} of capacity, ${percent(card.nodeShare.mean, 0)}
            of machines`,
      )
      .join("; ")}.`,
    legend: [
      { label: "share of capacity", mark: "dot-1" },
      { label: "share of machines", mark: "dot-2" },
    ],
    plots: (size) => [drawing(drawn, size)],
    columns,
    rows: cards.map((card) => ({
      name: card.name,
      capacity_share: card.capacityShare.mean,
      low: card.capacityShare.low,
      high: card.capacityShare.high,
      node_share: card.nodeShare.mean,
      nodes: card.nodes,
      cards: card.cards,
    })),
    estimates: Object.fromEntries(cards.map((card) => [`capacityShare/${card.hardware}`, card.capacityShare])),
  };
}

function cardRow({ rows, names }: ReportData, hardware: string): Card {
  const mine = new Map(
    rows["fleet-by-hardware"].filter((row) => row.hardware === hardware).map((row) => [row.run, row]),
  );
  const runs = [...new Set(rows["fleet-by-hardware"].map(({ run }) => run))];
  const of = (pick: "node_share" | "capacity_share", unit: string) =>
    clipped(
      estimate(
        runs.map((run) => ({ run, epoch: 0, value: mine.get(run)?.[pick] ?? 0, weight: 1 })),
        unit,
      ),
      0,
      1,
    );
  const mean = (pick: "nodes" | "cards") =>
    runs.reduce((sum, run) => sum + (mine.get(run)?.[pick] ?? 0), 0) / runs.length;
  return {
    hardware,
    name: named(names.hardware, hardware),
    nodes: Number(decimal(mean("nodes"), 1).replaceAll(",", "")),
    cards: Number(decimal(mean("cards"), 1).replaceAll(",", "")),
    nodeShare: of("node_share", "share of machines"),
    capacityShare: of("capacity_share", "share of capacity"),
  };
}

function drawing(rows: readonly Dots[], size: Size): Plot.PlotOptions {
  return labelledRows({
    rows,
    label: "% of capacity, % of machines",
    size,
    valueWidth: 24,
    nameWidth: 170,
    x: { zero: true, nice: true },
    marks: (drawn) => [
      Plot.ruleY(drawn, {
        y: "name",
        x1: "capacity",
        x2: "machines",
        stroke: "var(--line-strong)",
        strokeWidth: 1.5,
      }),
      Plot.dot(drawn, { y: "name", x: "machines", fill: "var(--series-2)", symbol: "square", r: 4.5 }),
      Plot.dot(drawn, { y: "name", x: "capacity", fill: "var(--series-1)", r: 5 }),
    ],
  });
}

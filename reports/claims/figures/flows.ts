/** Where the money of an epoch comes from and who gets it: value flows under two variants, to one scale. */
import * as Plot from "@observablehq/plot";
import { type SankeyLink, type SankeyNode, sankey, sankeyJustify } from "d3-sankey";
import { clipped, type Estimate, estimate, plainMean } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { intervalWords, percent, prose, sentenceCase, spelled } from "../../page/wording.ts";
import { type ClaimFound, runsByVariant } from "../found.ts";
import type { FlowRow } from "../rows.ts";
import { alikeWords, areAlike } from "./alike.ts";

interface Flow {
  readonly variant: string;
  readonly source: string;
  readonly owner: string;
  /** Of all money of an epoch under that variant. [1] */
  readonly share: number;
}

interface Place {
  readonly name: string;
}
interface Width {
  readonly source: string;
  readonly target: string;
  readonly value: number;
}

const whole = (fraction: number) => percent(fraction, 0);

export function flows(found: ClaimFound): Figure | Absent {
  const id = "flows";
  const variants = runsByVariant(found).slice(0, 2);
  const all = variants.flatMap(({ name, runs }) => meanFlows(found.data.flows, name, runs));
  if (all.length === 0) return { id, missing: "The flow of money", because: "no money moved after the warm-up" };
  const bands = variants.map(({ name }) => all.filter(({ variant }) => variant === name).map(({ share }) => share));
  if (areAlike(bands)) return { id, missing: "The flow of money", because: alikeWords };
  const ends = variants.map(({ name, runs }) => ({ name, largest: largestOwner(found.data.flows, runs) }));
  return {
    id,
    finding: ends
      .map(
        ({ name, largest: { owner, share } }, i) =>
          `${i === 0 ? "Of" : "of"} all money under “${name}”, ${whole(share.mean)} (${intervalWords(share, whole)}) goes to ${ownerName(owner)}`,
      )
      .join("; "),
    shows:
      "Money of an epoch, mean over runs, from where it comes to whom it goes; the width is the share of all of it. Named above is who gets most.",
    note: prose`New money is what the protocol issues; clients pay fees. Owners are grouped by kind. What owners pay on (cards, power, staff) is in the flows only
      where the scenario models it.`,
    alt: all
      .map(({ variant, source, owner, share }) => `${variant}: ${source} to ${ownerName(owner)} ${whole(share)}`)
      .join("; "),
    plots: (size) =>
      variants.map(({ name }) =>
        drawing(
          all.filter(({ variant }) => variant === name),
          name,
          size,
        ),
      ),
    columns: [
      { name: "variant", heading: "Variant" },
      { name: "source", heading: "From" },
      { name: "owner", heading: "To" },
      { name: "share", heading: "Share of all money [1]" },
    ],
    rows: all.map((flow) => ({ ...flow })),
    estimates: Object.fromEntries(ends.map(({ name, largest }) => [`${name}: ${largest.owner}`, largest.share])),
  };
}

function ownerName(owner: string): string {
  const names: Readonly<Record<string, string>> = {
    hobbyist: "hobbyists",
    miner: "former miners",
    "small-datacenter": "small data centres",
    neocloud: "GPU clouds",
    hyperscaler: "hyperscalers",
    state: "states",
  };
  return names[owner] ?? spelled(owner);
}

/** Shares of each run first, so that runs count alike. */
function sharesByRun(
  rows: readonly FlowRow[],
  runs: ReadonlySet<number>,
): { run: number; key: string; share: number }[] {
  const totals = new Map<number, number>();
  const mine = rows.filter(({ run }) => runs.has(run));
  for (const { run, amount } of mine) totals.set(run, (totals.get(run) ?? 0) + amount);
  return mine
    .filter(({ run }) => totals.get(run)! > 0)
    .map(({ run, source, owner, amount }) => ({ run, key: `${source}|${owner}`, share: amount / totals.get(run)! }));
}

function meanFlows(rows: readonly FlowRow[], variant: string, runs: ReadonlySet<number>): Flow[] {
  const shares = sharesByRun(rows, runs);
  const count = new Set(shares.map(({ run }) => run)).size;
  const sums = new Map<string, number>();
  for (const { key, share } of shares) sums.set(key, (sums.get(key) ?? 0) + share / count);
  return [...sums]
    .filter(([, share]) => share > 0)
    .map(([key, share]) => {
      const [source, owner] = key.split("|") as [string, string];
      return { variant, source, owner, share };
    });
}

function largestOwner(rows: readonly FlowRow[], runs: ReadonlySet<number>): { owner: string; share: Estimate } {
  const byOwner = new Map<string, Map<number, number>>();
  for (const { run, key, share } of sharesByRun(rows, runs)) {
    const owner = key.split("|")[1]!;
    if (owner === "not paid out") continue;
    const mine = byOwner.get(owner) ?? new Map<number, number>();
    byOwner.set(owner, mine.set(run, (mine.get(run) ?? 0) + share));
  }
  const all = [...byOwner].map(([owner, mine]) => ({ owner, values: [...mine] }));
  const largest = all.sort((a, b) => meanOf(b.values) - meanOf(a.values) || (a.owner < b.owner ? -1 : 1))[0]!;
  const points = largest.values.map(([run, value]) => ({ run, epoch: 0, value, weight: 1 }));
  return { owner: largest.owner, share: clipped(estimate(points, "1"), 0, 1) };
}

function meanOf(values: readonly (readonly [number, number])[]): number {
  return plainMean(values.map(([, value]) => value));
}

const height = 230;

function drawing(mine: readonly Flow[], variant: string, size: Size): Plot.PlotOptions {
  const names = [...new Set(mine.flatMap(({ source, owner }) => [source, owner]))];
  const [left, right] = size.isNarrow ? [116, 156] : [130, 160];
  const layout = sankey<Place, Width>()
    .nodeId(({ name }) => name)
    .nodeAlign(sankeyJustify)
    .nodeWidth(10)
    .nodePadding(11)
    .extent([
      [left, 26],
      [size.width - right, height - 6],
    ]);
  const { nodes, links } = layout({
    nodes: names.map((name) => ({ name })),
    links: mine.map(({ source, owner, share }) => ({ source, target: owner, value: share })),
  });
  return {
    width: size.width,
    height,
    margin: 0,
    x: { axis: null, domain: [0, size.width], range: [0, size.width] },
    y: { axis: null, domain: [0, height], range: [0, height] },
    marks: [
      Plot.text([variant], { frameAnchor: "top-left", dx: 0, dy: 4, fontWeight: 600, fill: "currentColor" }),
      Plot.link(links.map(bandOf), {
        x1: "x1",
        y1: "y1",
        x2: "x2",
        y2: "y2",
        strokeWidth: "width",
        stroke: "var(--series-1)",
        strokeOpacity: 0.3,
        strokeLinecap: "butt",
        curve: "bump-x",
      }),
      Plot.rect(nodes.map(boxOf), { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "currentColor" }),
      ...(["end", "start"] as const).map((textAnchor) =>
        Plot.text(
          nodes.map((node) => labelOf(node)).filter((label) => label.anchor === textAnchor),
          { x: "x", y: "y", text: "text", textAnchor, dx: textAnchor === "end" ? -5 : 5, fill: "currentColor" },
        ),
      ),
    ],
  };
}

function bandOf({ source, target, y0, y1, width }: SankeyLink<Place, Width>) {
  const [from, to] = [source, target] as unknown as SankeyNode<Place, Width>[];
  return { x1: from!.x1!, y1: y0!, x2: to!.x0!, y2: y1!, width: Math.max(0.6, width!) };
}

function boxOf({ x0, x1, y0, y1 }: SankeyNode<Place, Width>) {
  return { x1: x0!, x2: x1!, y1: y0!, y2: y1! };
}

function labelOf({ name, x0, x1, y0, y1, depth, value }: SankeyNode<Place, Width>) {
  const isSource = depth === 0;
  return {
    x: isSource ? x0! : x1!,
    y: (y0! + y1!) / 2,
    anchor: isSource ? "end" : "start",
    text: `${isSource ? sentenceCase(name) : sentenceCase(ownerName(name))} ${whole(value!)}`,
  };
}

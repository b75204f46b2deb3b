/** Where does the capacity stand, and where do the requests come from? */
import * as Plot from "@observablehq/plot";
import { clipped, type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import { type Interval, wilson } from "../../../analysis/stats/proportion.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import type { Column } from "../../page/table.ts";
import { decimal, methodWords, percent, prose } from "../../page/wording.ts";
import { named, type ReportData } from "../rows.ts";
import { labelledRows, type NamedRow } from "./labelled-rows.ts";

/** Drawn; all are in the table. */
const rowsMax = 15;
/** A share of sampled requests is stated when it is known to this, either way: half of its 95% interval. */
const halfWidthMax = 0.05;

interface Place {
  readonly name: string;
  readonly jurisdiction: string;
  readonly capacity: Estimate | undefined;
  /** Sampled requests from there. */
  readonly requests: number;
  /** Their share of all sampled requests; undefined without a sample. */
  readonly demand: Share | undefined;
  /** Share of them that were served. */
  readonly served: Share | undefined;
}

interface Share extends Interval {
  readonly value: number;
}

function shareOf(hits: number, n: number): Share | undefined {
  return n > 0 ? { value: hits / n, ...wilson(hits, n) } : undefined;
}

function isKnown(share: Share | undefined): boolean {
  return share !== undefined && (share.high - share.low) / 2 <= halfWidthMax;
}

const columns: readonly Column[] = [
  { name: "name", heading: "Jurisdiction" },
  { name: "capacity_share", heading: "Share of live capacity [1]" },
  { name: "low", heading: "95% interval, low" },
  { name: "high", heading: "95% interval, high" },
  { name: "sampled_requests", heading: "Sampled requests" },
  { name: "demand_share", heading: "Share of sampled requests [1]" },
  { name: "demand_low", heading: "95% interval, low" },
  { name: "demand_high", heading: "95% interval, high" },
  { name: "served_fraction", heading: "Served share of them [1]" },
  { name: "served_low", heading: "95% interval, low" },
  { name: "served_high", heading: "95% interval, high" },
];

interface Dots extends NamedRow {
  readonly capacity: number;
  readonly demand: number;
}

export function jurisdictions(data: ReportData): Figure | Absent {
  const seen = data.rows["capacity-by-jurisdiction"];
  if (seen.length === 0) {
    return { id: "jurisdictions", missing: "Capacity by jurisdiction", because: "no node was stored after warm-up" };
  }
  const sampled = data.rows["demand-by-jurisdiction"].reduce((sum, { requests }) => sum + requests, 0);
  const all = places(data, sampled);
  const first = all.find(({ capacity }) => capacity !== undefined)!;
  const leading = [...all].sort((a, b) => b.requests - a.requests)[0]!;
  const isEnough = isKnown(leading.demand);
  const asked = isEnough
    ? ", and share of all requests that come from it. Last column: share of its requests that were served, where enough were sampled"
    : "";
  const more = all.length > rowsMax ? `The ${rowsMax} with most capacity of ${all.length}; the data have all.` : "";
  const drawn = all.slice(0, rowsMax).map((row) => ({
    name: row.name,
    value: isEnough && isKnown(row.served) ? percent(row.served!.value, 0) : "",
    capacity: 100 * (row.capacity?.mean ?? 0),
    demand: 100 * (row.demand?.value ?? 0),
  }));
  return {
    id: "jurisdictions",
    finding: placesSentence(all, isEnough),
    shows: `Share of the network's live capacity that stands in a jurisdiction${asked}.`,
    note: prose`${more} Capacity: ${methodWords(first.capacity!)}. ${sampleWords(sampled, leading, isEnough)}`,
    alt: `${all
      .slice(0, 8)
      .map(
        (row) =>
          prose`${row.name}: ${percent(row.capacity?.mean ?? 0, 0)} of
            capacity${isEnough ? `, ${percent(row.demand!.value, 0)} of requests` : ""}`,
      )
      .join("; ")}.`,
    legend: [
      { label: "capacity that stands there", mark: "dot-1" },
      ...(isEnough ? [{ label: "requests that come from there", mark: "dot-2" as const }] : []),
    ],
    plots: (size) => [drawing(drawn, size, isEnough)],
    columns,
    rows: all.map((row) => ({
      name: row.name,
      capacity_share: row.capacity?.mean ?? 0,
      low: row.capacity?.low ?? null,
      high: row.capacity?.high ?? null,
      sampled_requests: row.requests,
      demand_share: row.demand?.value ?? null,
      demand_low: row.demand?.low ?? null,
      demand_high: row.demand?.high ?? null,
      served_fraction: row.served?.value ?? null,
      served_low: row.served?.low ?? null,
      served_high: row.served?.high ?? null,
    })),
    estimates: Object.fromEntries(
      all.flatMap((row) =>
        row.capacity === undefined ? [] : [[`capacityShare/${row.jurisdiction}`, row.capacity] as const],
      ),
    ),
  };
}

function sampleWords(sampled: number, leading: Place, isEnough: boolean): string {
  const more = "A larger outputs.requestsFraction, or more simulated time, gives a larger sample.";
  if (sampled === 0) return `No single requests were stored, so demand is not shown. ${more}`;
  const of = `Requests: a sample of ${decimal(sampled, 0)}`;
  const { low, high } = leading.demand!;
  const range = `${percent(low, 0)} to ${percent(high, 0)}`;
  if (!isEnough) {
    return prose`${of}, too small to show where demand comes from: the largest share lies anywhere from ${range} (95%
      interval). ${more}`;
  }
  return prose`${of}; the largest share (${leading.name}) is ${percent(leading.demand!.value, 0)}, 95% interval ${range}
    (Wilson's, as if requests were drawn one by one). A served share is written where its interval is no wider than
    ±${percent(halfWidthMax, 0)}.`;
}

function placesSentence(all: readonly Place[], isEnough: boolean): string {
  const capacityOf = (row: Place) => row.capacity?.mean ?? 0;
  const most = `${all[0]!.name} holds the most live capacity, ${percent(capacityOf(all[0]!), 0)}`;
  if (!isEnough) return most;
  const gap = (row: Place) => capacityOf(row) - row.demand!.value;
  const widest = [...all].sort(
    (a, b) => Math.abs(gap(b)) - Math.abs(gap(a)) || (a.jurisdiction < b.jurisdiction ? -1 : 1),
  )[0]!;
  const { value, low, high } = widest.demand!;
  if (capacityOf(widest) >= low && capacityOf(widest) <= high) {
    return `${most}; no place's share of the requests differs clearly from its share of the capacity`;
  }
  const [capacity, demand] = [percent(capacityOf(widest), 0), percent(value, 0)];
  return prose`${widest.name} ${gap(widest) > 0 ? "supplies" : "leans on"} the others most: it has ${capacity} of the
    capacity and ${demand} of the requests (95% interval ${percent(low, 0)} to ${percent(high, 0)})`;
}

/** Most capacity first. */
function places({ rows, names }: ReportData, sampled: number): Place[] {
  const seen = rows["capacity-by-jurisdiction"];
  const demand = rows["demand-by-jurisdiction"];
  const moments = [...new Set(seen.map(({ run, epoch }) => `${run}/${epoch}`))].map((key) =>
    key.split("/").map(Number),
  );
  const ids = [...new Set([...seen, ...demand].map(({ jurisdiction }) => jurisdiction))];
  const found = ids.map((jurisdiction): Place => {
    const shares = new Map(
      seen
        .filter((row) => row.jurisdiction === jurisdiction)
        .map((row) => [`${row.run}/${row.epoch}`, row.capacity_share]),
    );
    const points = moments.map(([run, epoch]) => ({
      run: run!,
      epoch: epoch!,
      value: shares.get(`${run}/${epoch}`) ?? 0,
      weight: 1,
    }));
    const asked = demand.filter((row) => row.jurisdiction === jurisdiction);
    const requests = asked.reduce((sum, row) => sum + row.requests, 0);
    const served = asked.reduce((sum, row) => sum + row.served, 0);
    return {
      name: named(names.jurisdiction, jurisdiction),
      jurisdiction,
      capacity: shares.size === 0 ? undefined : clipped(estimate(points, "share of live capacity"), 0, 1),
      requests,
      demand: shareOf(requests, sampled),
      served: shareOf(served, requests),
    };
  });
  return found.sort(
    (a, b) => (b.capacity?.mean ?? 0) - (a.capacity?.mean ?? 0) || (a.jurisdiction < b.jurisdiction ? -1 : 1),
  );
}

function drawing(rows: readonly Dots[], size: Size, hasDemand: boolean): Plot.PlotOptions {
  return labelledRows({
    rows,
    label: hasDemand ? "% of live capacity, % of requests" : "% of live capacity",
    size,
    nameWidth: 146,
    ...(hasDemand ? { valueHeading: "served" } : {}),
    x: { zero: true, nice: true },
    marks: (drawn) => [
      hasDemand
        ? Plot.ruleY(drawn, {
            y: "name",
            x1: "capacity",
            x2: "demand",
            stroke: "var(--line-strong)",
            strokeWidth: 1.5,
          })
        : null,
      hasDemand ? Plot.dot(drawn, { y: "name", x: "demand", fill: "var(--series-2)", symbol: "square", r: 4.5 }) : null,
      Plot.dot(drawn, { y: "name", x: "capacity", fill: "var(--series-1)", r: 5 }),
    ],
  });
}

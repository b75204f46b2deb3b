/** Where does the capacity stand, and where do the requests come from? */
import * as Plot from "@observablehq/plot";
import { clipped, type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import type { Column } from "../../page/table.ts";
import { decimal, methodWords, percent, prose } from "../../page/wording.ts";
import { named, type ReportData } from "../rows.ts";
import { labelledRows, type NamedRow } from "./labelled-rows.ts";

/** Drawn; all are in the table. */
const rowsMax = 15;
/** Half-width of the 95% interval of a share from a simple random sample is 1.96 standard errors. */
const normal95 = 1.96;

interface Place {
  readonly name: string;
  readonly jurisdiction: string;
  readonly capacity: Estimate | undefined;
  /** Share of sampled requests; undefined without a sample. */
  readonly demand: number | undefined;
  readonly served: number | undefined;
}

const columns: readonly Column[] = [
  { name: "name", heading: "Jurisdiction" },
  { name: "capacity_share", heading: "Share of live capacity [1]" },
  { name: "low", heading: "95% interval, low" },
  { name: "high", heading: "95% interval, high" },
  { name: "demand_share", heading: "Share of sampled requests [1]" },
  { name: "served_fraction", heading: "Served share of them [1]" },
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
  const asked =
    sampled > 0
      ? ", and share of all requests that come from it. Last column: share of its requests that were served"
      : "";
  const more = all.length > rowsMax ? `The ${rowsMax} with most capacity of ${all.length}; the data have all.` : "";
  const known = percent(normal95 * Math.sqrt((0.1 * 0.9) / sampled), 1);
  const requests =
    sampled > 0
      ? `Requests: a sample of ${decimal(sampled, 0)}, so that a share of 10% is known to about ±${known}.`
      : "No single requests were stored, so demand is not shown.";
  const drawn = all.slice(0, rowsMax).map((row) => ({
    name: row.name,
    value: row.served === undefined ? "" : percent(row.served, 0),
    capacity: 100 * (row.capacity?.mean ?? 0),
    demand: 100 * (row.demand ?? 0),
  }));
  return {
    id: "jurisdictions",
    finding: placesSentence(all),
    shows: `Share of the network's live capacity that stands in a jurisdiction${asked}.`,
    note: prose`${more} Capacity: ${methodWords(first.capacity!)}. ${requests}`,
    alt: `${all
      .slice(0, 8)
      .map(
        (row) =>
          prose`${row.name}: ${percent(row.capacity?.mean ?? 0, 0)} of
            capacity${row.demand === undefined ? "" : `, ${percent(row.demand, 0)} of requests`}`,
      )
      .join("; ")}.`,
    legend: [
      { label: "capacity that stands there", mark: "dot-1" },
      ...(sampled > 0 ? [{ label: "requests that come from there", mark: "dot-2" as const }] : []),
    ],
    plots: (size) => [drawing(drawn, size, sampled)],
    columns,
    rows: all.map((row) => ({
      name: row.name,
      capacity_share: row.capacity?.mean ?? 0,
      low: row.capacity?.low ?? null,
      high: row.capacity?.high ?? null,
      demand_share: row.demand ?? null,
      served_fraction: row.served ?? null,
    })),
    estimates: Object.fromEntries(
      all.flatMap((row) =>
        row.capacity === undefined ? [] : [[`capacityShare/${row.jurisdiction}`, row.capacity] as const],
      ),
    ),
  };
}

function placesSentence(all: readonly Place[]): string {
  const gap = (row: Place) => (row.capacity?.mean ?? 0) - (row.demand ?? 0);
  if (all[0]!.demand === undefined)
    return `${all[0]!.name} holds the most live capacity, ${percent(all[0]!.capacity?.mean ?? 0, 0)}`;
  const widest = [...all].sort(
    (a, b) => Math.abs(gap(b)) - Math.abs(gap(a)) || (a.jurisdiction < b.jurisdiction ? -1 : 1),
  )[0]!;
  const [capacity, demand] = [percent(widest.capacity?.mean ?? 0, 0), percent(widest.demand ?? 0, 0)];
  if (gap(widest) > 0)
    return `${widest.name} supplies the others most: it has ${capacity} of the capacity and ${demand} of the requests`;
  return `${widest.name} leans on the others most: it has ${capacity} of the capacity and ${demand} of the requests`;
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
      demand: sampled > 0 ? requests / sampled : undefined,
      served: requests > 0 ? served / requests : undefined,
    };
  });
  return found.sort(
    (a, b) => (b.capacity?.mean ?? 0) - (a.capacity?.mean ?? 0) || (a.jurisdiction < b.jurisdiction ? -1 : 1),
  );
}

function drawing(rows: readonly Dots[], size: Size, sampled: number): Plot.PlotOptions {
  return labelledRows({
    rows,
    label: sampled > 0 ? "% of live capacity, % of requests" : "% of live capacity",
    size,
    nameWidth: 130,
    ...(sampled > 0 ? { valueHeading: "served" } : {}),
    x: { zero: true, nice: true },
    marks: (drawn) => [
      sampled > 0
        ? Plot.ruleY(drawn, {
            y: "name",
            x1: "capacity",
            x2: "demand",
            stroke: "var(--line-strong)",
            strokeWidth: 1.5,
          })
        : null,
      sampled > 0
        ? Plot.dot(drawn, { y: "name", x: "demand", fill: "var(--series-2)", symbol: "square", r: 4.5 })
        : null,
      Plot.dot(drawn, { y: "name", x: "capacity", fill: "var(--series-1)", r: 5 }),
    ],
  });
}

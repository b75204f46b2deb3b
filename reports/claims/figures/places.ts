/** Who is served, on a map: land without borders, a sign for each place that asks. */
import * as Plot from "@observablehq/plot";
import { feature } from "topojson-client";
import land from "world-atlas/land-110m.json" with { type: "json" };
import { clipped, type Estimate, estimate, plainMean } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { counted, decimal, intervalWords, percent, prose } from "../../page/wording.ts";
import { type ClaimFound, runsByVariant } from "../found.ts";
import type { PlaceRow } from "../rows.ts";

/** Share of requests, or of clients, from which a place counts as served, and below which as hardly; conventions. */
const served = 0.95;
const hardly = 0.8;
/** Places below which a map shows little but land. */
const placesLeast = 3;
type World = Parameters<typeof feature>[0];
const atlas = land as unknown as World;
const world = feature(atlas, atlas.objects.land!);
const kinds = [
  { kind: "served", label: "95% or more served", mark: "dot-1", symbol: "circle" },
  { kind: "in part", label: "80% to 95%", mark: "dot-2", symbol: "square" },
  { kind: "hardly", label: "less than 80%", mark: "dot-3", symbol: "triangle" },
] as const;

interface Spot {
  readonly variant: string;
  readonly place: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly served: number;
  readonly kind: string;
}

export function places(found: ClaimFound): Figure | Absent {
  const id = "places";
  const { data } = found;
  if (data.places.length === 0)
    return { id, missing: "The map of access", because: "the store holds neither access by place nor single requests" };
  const asking = placesAsking(data.places);
  if (asking < placesLeast)
    return {
      id,
      missing: "The map of access",
      because: `clients ask from ${counted(asking, "place")} alone, or nearly`,
    };
  const variants = runsByVariant(found).slice(0, 2);
  const spots = variants.flatMap(({ name, runs }) => spotsOf(data.places, name, runs));
  const shares = variants.map(({ name, runs }) => ({ name, share: shareServed(data.places, runs) }));
  const whole = (value: number) => percent(value, 0);
  const counts = data.places[0]!.counted;
  return {
    id,
    finding: prose`On average over ${counted(asking, "place")} that ask, ${shares
      .map(
        ({ name, share }) =>
          `${whole(share.mean)} of ${counts} are served with “${name}” (${intervalWords(share, whole)})`,
      )
      .join(", and ")}`,
    shows: `Share of ${counts} served${counts === "clients" ? ", by budget," : ""} by the place of the client, mean over runs after the warm-up.`,
    note: "Land without borders. A place is a country, drawn at one point. Interval: Student’s t over runs, worlds included.",
    alt: kinds
      .map(({ kind, label }) => `${label}: ${decimal(spots.filter((spot) => spot.kind === kind).length, 0)} signs`)
      .join("; "),
    legend: kinds.map(({ label, mark }) => ({ label, mark })),
    plots: (size) =>
      variants.map(({ name }) =>
        map(
          spots.filter(({ variant }) => variant === name),
          name,
          size,
        ),
      ),
    columns: [
      { name: "variant", heading: "Variant" },
      { name: "place", heading: "Place" },
      { name: "name", heading: "Name" },
      { name: "served", heading: `Share of ${counts} served [1]` },
    ],
    rows: spots.map(({ variant, place, name, served: share }) => ({ variant, place, name, served: share })),
    estimates: Object.fromEntries(shares.map(({ name, share }) => [name, share])),
  };
}

/** How many places ask in half of the runs or more. */
function placesAsking(rows: readonly PlaceRow[]): number {
  const runs = new Set(rows.map(({ run }) => run)).size;
  const counts = new Map<string, number>();
  for (const { place } of rows) counts.set(place, (counts.get(place) ?? 0) + 1);
  return [...counts.values()].filter((count) => 2 * count >= runs).length;
}

function spotsOf(rows: readonly PlaceRow[], variant: string, runs: ReadonlySet<number>): Spot[] {
  const byPlace = new Map<string, PlaceRow[]>();
  for (const row of rows) if (runs.has(row.run)) byPlace.set(row.place, [...(byPlace.get(row.place) ?? []), row]);
  return [...byPlace.values()].map((mine) => {
    const { place, name, latitude, longitude } = mine[0]!;
    const share = plainMean(mine.map((row) => row.served));
    const kind = share >= served ? "served" : share >= hardly ? "in part" : "hardly";
    return { variant, place, name, latitude, longitude, served: share, kind };
  });
}

/** Mean over places, run by run: what the map shows, in one number. */
function shareServed(rows: readonly PlaceRow[], runs: ReadonlySet<number>): Estimate {
  const byRun = new Map<number, number[]>();
  for (const row of rows) if (runs.has(row.run)) byRun.set(row.run, [...(byRun.get(row.run) ?? []), row.served]);
  const points = [...byRun].map(([run, shares]) => ({
    run,
    epoch: 0,
    value: plainMean(shares),
    weight: 1,
  }));
  return clipped(estimate(points, "1"), 0, 1);
}

function map(spots: readonly Spot[], variant: string, size: Size): Plot.PlotOptions {
  return {
    projection: "equal-earth",
    height: size.isNarrow ? 190 : 350,
    margin: 4,
    marginTop: 22,
    marks: [
      Plot.geo(world, { fill: "var(--line)" }),
      Plot.text([variant], { frameAnchor: "top-left", dy: -16, fontWeight: 600, fill: "currentColor" }),
      kinds.flatMap(({ kind, symbol }, i) => {
        const mine = spots.filter((spot) => spot.kind === kind);
        const fill = `var(--series-${i + 1})`;
        const r = size.isNarrow ? 3 : 4.5;
        return mine.length === 0 ? [] : [Plot.dot(mine, { x: "longitude", y: "latitude", symbol, fill, r })];
      }),
    ],
  };
}

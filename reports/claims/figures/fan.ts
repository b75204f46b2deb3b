/** What happens over time under each variant: the middle run, and how far runs and worlds spread. */
import * as Plot from "@observablehq/plot";
import { quantile } from "../../../analysis/stats/quantile.ts";
import { type Path, pathNamed } from "../../../sim/store/paths.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { alike, grouped, listed, prose, sentenceCase } from "../../page/wording.ts";
import { plain, unitAfter } from "../../study/words.ts";
import { type ClaimFound, runsByVariant } from "../found.ts";
import type { ClaimData } from "../rows.ts";
import { epochLabel } from "../words.ts";

interface FanPoint {
  readonly variant: string;
  readonly epoch: number;
  readonly least: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly most: number;
  readonly runs: number;
}

/** Shares of runs below the lines of the fan. */
const shares = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

export function fan(found: ClaimFound): Figure | Absent {
  const { data } = found;
  const id = "fan";
  const path = pathNamed(data.claim.path);
  const points = fanPoints(found);
  if (points.length === 0)
    return { id, missing: `${sentenceCase(path.name)} over time`, because: "the store holds no such path" };
  const names = [...new Set(points.map(({ variant }) => variant))];
  const last = names.map((name) => points.filter(({ variant }) => variant === name).at(-1)!);
  const text = alike(last.flatMap(({ median, least, most }) => [median, least, most]));
  const all = Math.max(...points.map(({ runs }) => runs));
  const fewer = last.filter(({ runs }) => runs < all).map(({ variant, runs }) => `${runs} with “${variant}”`);
  const left =
    fewer.length === 0
      ? ""
      : `Where a run has no value the others are drawn: of ${all} runs, at the end ${listed(fewer)}.`;
  const epochs = [points[0]!.epoch, Math.max(...last.map(({ epoch }) => epoch))] as const;
  const domain = [Math.min(...points.map(({ least }) => least)), Math.max(...points.map(({ most }) => most))] as const;
  return {
    id,
    finding: prose`By the end, the ${path.name} of the middle run is ${grouped(
      last.map(({ median, least, most, variant }) => {
        const range = `nine runs in ten: ${text(least)} to ${text(most)}`;
        return { name: variant, text: `${text(median)}${unitAfter(path.unit, median)} (${range})` };
      }),
      (text) => `${text} under every variant drawn`,
    )}`,
    shows: prose`${sentenceCase(path.name)}${path.unit === "1" ? "" : ` [${path.unit}]`} over epochs. Line: the middle run; bands: the middle half and nine
      tenths of all runs, over replications and worlds together.`,
    note: prose`Bands are the spread between runs, not the error of a mean. Shaded at the left: the first ${data.warmup} epochs, which no outcome counts. ${left}`,
    alt: last.map(({ variant, median }) => `${variant}: ${quantity(median, path)} at the end`).join("; "),
    legend: [
      { label: "middle run", mark: "line-1" },
      { label: "half and nine tenths of the runs", mark: "band" },
      { label: "warm-up", mark: "warmup" },
    ],
    plots: (size) =>
      names.map((name) =>
        drawing(
          points.filter(({ variant }) => variant === name),
          { x: epochs, y: domain },
          data,
          size,
        ),
      ),
    columns: [
      { name: "variant", heading: "Variant" },
      { name: "epoch", heading: "Epoch" },
      { name: "runs", heading: "Runs" },
      { name: "least", heading: "5% quantile" },
      { name: "low", heading: "25% quantile" },
      { name: "median", heading: "Median" },
      { name: "high", heading: "75% quantile" },
      { name: "most", heading: "95% quantile" },
    ],
    rows: points.map((point) => ({ ...point })),
    estimates: {},
  };
}

function fanPoints(found: ClaimFound): FanPoint[] {
  return runsByVariant(found).flatMap(({ name, runs }) => {
    const byEpoch = new Map<number, number[]>();
    for (const { run, epoch, value } of found.data.path)
      if (runs.has(run)) byEpoch.set(epoch, [...(byEpoch.get(epoch) ?? []), value]);
    return [...byEpoch]
      .sort(([a], [b]) => a - b)
      .map(([epoch, values]) => {
        const [least, low, median, high, most] = shares.map((share) => quantile(values, share, "type7")) as [
          number,
          number,
          number,
          number,
          number,
        ];
        return { variant: name, epoch, least, low, median, high, most, runs: values.length };
      });
  });
}

function drawing(
  points: readonly FanPoint[],
  domain: { readonly x: readonly [number, number]; readonly y: readonly [number, number] },
  data: ClaimData,
  size: Size,
): Plot.PlotOptions {
  const band = { x: "epoch", fill: "var(--series-1)", fillOpacity: 0.2 };
  const before = [{ from: points[0]!.epoch, to: Math.max(points[0]!.epoch, data.warmup) }];
  return {
    height: size.isNarrow ? 180 : 170,
    marginLeft: 56,
    marginTop: 26,
    marginBottom: 36,
    x: {
      label: epochLabel(data),
      domain: domain.x,
      labelArrow: "none",
      labelAnchor: "center",
      ticks: size.isNarrow ? 4 : 8,
      tickFormat: "d",
    },
    y: { label: points[0]!.variant, labelArrow: "none", grid: true, ticks: 4, domain: domain.y, nice: true },
    marks: [
      Plot.rectX(before, { x1: "from", x2: "to", fill: "var(--warmup)" }),
      Plot.areaY(points, { ...band, y1: "least", y2: "most" }),
      Plot.areaY(points, { ...band, y1: "low", y2: "high" }),
      Plot.lineY(points, { x: "epoch", y: "median", stroke: "var(--series-1)", strokeWidth: 2.2 }),
    ],
  };
}

function quantity(value: number, { unit }: Path): string {
  return plain(value, { id: "", name: "", meaning: "", better: undefined, unit });
}

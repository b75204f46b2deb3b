/** Lines over epochs with their bands, and the warm-up marked. */
import * as Plot from "@observablehq/plot";
import type { Band } from "../../../analysis/stats/band.ts";
import type { Key, Size } from "../../page/figure.ts";
import { significant } from "../../page/wording.ts";
import type { ScenarioFacts } from "../rows.ts";

export interface Series {
  readonly label: string;
  readonly band: Band;
  readonly style: 1 | 2 | 3;
}

interface OverTime {
  readonly series: readonly Series[];
  readonly scenario: ScenarioFacts;
  /** Name and unit of the vertical axis. */
  readonly label: string;
  /** Factor from the stored unit to the axis' unit. */
  readonly factor: number;
  /** The vertical axis starts at 0 unless all variation would then be lost. */
  readonly from: "zero" | "data";
  readonly ceiling?: number;
  /** End of the horizontal axis, when another drawing below shares it. [epoch] */
  readonly until?: number;
}

const dashes = { 1: undefined, 2: "7 3", 3: "2 3" } as const;
const secondsPerDay = 86_400;

/** "day" when an epoch is one; otherwise its length is said. */
export function timeLabel({ epochSeconds }: ScenarioFacts): string {
  if (epochSeconds === secondsPerDay) return "day since the start (1 epoch = 1 day)";
  return `epoch (each ${significant(epochSeconds / 3600, 3)} h)`;
}

/** Whole epochs only, 1, 2 or 5 times a power of ten apart, so that there are about nine (on a phone four). */
export function epochTicks(last: number, { isNarrow }: Size): number[] {
  const most = isNarrow ? 5 : 10;
  let step = 1;
  for (let i = 1; last / step > most; i++) step = [1, 2, 5][i % 3]! * 10 ** Math.floor(i / 3);
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
}

/** Room for "100.00" and its tick; drawings below that share the horizontal axis begin there too. [px] */
export const overTimeLeft = 52;

export function overTime(
  { series, scenario, label, factor, from, ceiling, until }: OverTime,
  size: Size,
): Plot.PlotOptions {
  const drawn = series.map(({ band, style }) => ({
    style,
    hasBand: band.kind !== "none",
    points: band.points.map(({ epoch, mean, low, high }) => ({
      epoch,
      mean: mean * factor,
      low: low * factor,
      high: Math.min(high * factor, ceiling ?? Number.POSITIVE_INFINITY),
    })),
  }));
  const top = topOfScale(
    drawn.flatMap(({ points }) => points),
    scenario.warmup,
  );
  // A scale of its own would be one tick with all digits.
  const heights = drawn.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high]));
  const isFlat = Math.min(...heights) === Math.max(...heights);
  const warmup = scenario.warmup > 0 ? [{ start: 0, end: scenario.warmup }] : [];
  return {
    height: size.isNarrow ? 220 : 260,
    marginLeft: overTimeLeft,
    marginRight: 12,
    marginTop: 26,
    marginBottom: 38,
    x: {
      label: timeLabel(scenario),
      labelArrow: "none",
      labelAnchor: "center",
      ticks: epochTicks(until ?? Math.max(...drawn.flatMap(({ points }) => points.map(({ epoch }) => epoch))), size),
      ...(until === undefined ? {} : { domain: [0, until] }),
    },
    y: {
      label,
      labelArrow: "none",
      grid: true,
      ticks: 5,
      nice: true,
      ...(from === "zero" || isFlat ? { zero: true } : {}),
    },
    marks: [
      warmup.length > 0 ? Plot.rectX(warmup, { x1: "start", x2: "end", fill: "var(--warmup)" }) : null,
      drawn.map(({ points: all, style, hasBand }) => {
        const points = all.filter(({ high }) => high <= top);
        return [
          hasBand
            ? Plot.areaY(points, {
                x: "epoch",
                y1: "low",
                y2: "high",
                fill: `var(--series-${style})`,
                fillOpacity: 0.2,
              })
            : null,
          Plot.lineY(points, {
            x: "epoch",
            y: "mean",
            stroke: `var(--series-${style})`,
            strokeWidth: 2,
            ...(dashes[style] === undefined ? {} : { strokeDasharray: dashes[style] }),
          }),
        ];
      }),
    ],
  };
}

/** How far above the highest value after warm-up the start may reach before it is left off the drawing. */
const startMax = 2.5;

/** A start far above all that follows would flatten the rest: it is in the table, and not drawn. */
function topOfScale(points: readonly { epoch: number; high: number }[], warmup: number): number {
  const settled = points.filter(({ epoch }) => epoch >= warmup).map(({ high }) => high);
  return settled.length === 0 ? Number.POSITIVE_INFINITY : startMax * Math.max(...settled);
}

/** Colour keys that go with `overTime`. */
export function overTimeKeys(series: readonly Series[], { warmup }: ScenarioFacts): Key[] {
  const keys: Key[] = series.map(({ label, style }) => ({ label, mark: `line-${style}` }));
  const kinds = new Set(series.map(({ band }) => band.kind));
  const mark = series.length > 1 ? "bands" : "band";
  for (const kind of kinds)
    if (kind !== "none") keys.push({ label: kind === "sampling error" ? "95% sampling error" : kind, mark });
  // One scale for all, as in the drawing.
  const points = series.flatMap(({ band }) => band.points);
  const top = topOfScale(points, warmup);
  const isCut = points.some(({ high }) => high > top);
  const cut = isCut ? "; its first values lie above the scale" : "";
  if (warmup > 0) keys.push({ label: `warm-up, left out of averages${cut}`, mark: "warmup" });
  return keys;
}

/** Rows for the table: one an epoch. */
export function bandRows({ points }: Band): { epoch: number; mean: number; low: number; high: number }[] {
  return points.map(({ epoch, mean, low, high }) => ({ epoch, mean, low, high }));
}

/** ROC curves of a verdict method by behaviour, with pointwise 95 % bands, as one SVG file. */
import * as Plot from "@observablehq/plot";
import { draw, newDocument } from "../../../reports/page/draw.ts";
import { tokensMax } from "../../fidelity/cells/lengths.ts";
import { scoreMethods } from "../../fidelity/verdicts/methods.ts";
import { roc } from "../../measures/roc.ts";
import { pointwiseBand, type RocBandPoint } from "../../measures/roc-band.ts";
import { behaviours, honest } from "../../model/catalogue/behaviours.ts";
import { known, methodNamed, pooled, type View } from "./view.ts";

const confidence = 0.95;
/** Less of a share than this is less than a pixel or two. */
const visible = 0.02;
/** Behaviours a row. */
const across = 3;
const [ink, band, curve] = ["#1a1f26", "#9cc3dd", "#0067a3"];

export function rocFigure(view: View, figure: RocFigure): string {
  const { method, tokens } = figure;
  const { severity } = methodNamed(method);
  const base = known(pooled(view, honest, severity, tokens));
  const rows = view.dishonest.flatMap((behaviour, i) => {
    const own = known(pooled(view, behaviour, severity, tokens));
    if (own.values.length === 0 || base.values.length === 0) return [];
    const counts = { honest: new Set(base.prompts).size, dishonest: new Set(own.prompts).size };
    const facet = { across: i % across, down: Math.floor(i / across) };
    return thinned(pointwiseBand(roc(base.values, own.values), counts, confidence)).map((point) => ({
      ...facet,
      name: behaviours[behaviour]?.name ?? "",
      x: point.falseRejection,
      y: point.detection,
      low: point.detectionRange.low,
      high: point.detectionRange.high,
    }));
  });
  const titles = rows.filter((row, i) => i === 0 || rows[i - 1]?.name !== row.name);
  const facets = { fx: "across", fy: "down" } as const;
  const svg = draw(
    `roc-${method}-${tokens}`,
    {
      width: 720,
      height: 150 * Math.ceil(view.dishonest.length / across) + 50,
      marginBottom: 36,
      fx: { axis: null },
      fy: { axis: null },
      x: { domain: [0, 1], ticks: [0, 0.5, 1], label: "false rejection", labelArrow: "none", labelAnchor: "center" },
      y: { domain: [0, 1.18], ticks: [0, 0.5, 1], label: "detection", labelArrow: "none" },
      marks: [
        Plot.areaY(rows, { ...facets, x: "x", y1: "low", y2: "high", fill: band }),
        Plot.line(rows, { ...facets, x: "x", y: "y", stroke: curve, strokeWidth: 2 }),
        Plot.text(titles, { ...facets, x: 0.5, y: 1.12, text: "name", fill: ink, fontSize: 9.5 }),
      ],
    },
    newDocument(),
  );
  const label = `${titleOf(figure)}, one panel a behaviour`;
  return `${svg.replace("<svg", `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${label}" font-family="sans-serif" color="${ink}"`)}\n`;
}

/** Points that differ by a width that can be seen: a curve has one for each distinct score otherwise. */
function thinned(points: readonly RocBandPoint[]): RocBandPoint[] {
  const kept: RocBandPoint[] = [];
  for (const [i, point] of points.entries()) {
    const last = kept.at(-1);
    const moved =
      last === undefined ? 1 : last.falseRejection - point.falseRejection + last.detection - point.detection;
    if (moved >= visible || i === points.length - 1) kept.push(point);
  }
  return kept;
}

export interface RocFigure {
  readonly method: string;
  /** Length of the answers. */
  readonly tokens: number;
}

export const titleOf = ({ method, tokens }: RocFigure) =>
  `ROC curves of ${methodNamed(method).name}${method === "compute-proof" ? "" : ` at ${tokens} tokens`}`;

/** What is drawn: similarity short and long, the other methods long. */
export const rocFigures: readonly RocFigure[] = [
  { method: "similarity", tokens: 8 },
  ...scoreMethods.map(({ id }) => ({ method: id, tokens: tokensMax })),
];

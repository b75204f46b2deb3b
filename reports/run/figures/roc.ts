/** What would another limit do: how much cheap work would it find, and how much honest work would it reject? */
import * as Plot from "@observablehq/plot";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { counted, percent, prose, significant } from "../../page/wording.ts";
import { named, type ReportData, type RocRow } from "../rows.ts";
import { measuredOn, shareEstimate, whyUnmeasured } from "./measured-on.ts";

interface Curve {
  readonly behaviour: string;
  readonly name: string;
  readonly points: readonly RocRow[];
  /** Area under the curve, 0…1. */
  readonly area: number;
}

/** Curves drawn, one a line style; all are in the table. */
const curvesMax = 3;
const dashes = [undefined, "7 3", "2 3"] as const;
const marks = ["line-1", "line-2", "line-3"] as const;

export function roc(data: ReportData): Figure | Absent {
  const because = whyUnmeasured(data);
  const curves = because === undefined ? curvesOf(data) : [];
  const served = curves.filter(servedIn(data));
  // The title is about what is drawn: work that this network was never served would be beside its point.
  const told = served.length > 0 ? served : curves;
  const hardest = told[0];
  if (hardest === undefined) {
    return { id: "roc", missing: "ROC curves", because: because ?? "the store holds no curves" };
  }
  const drawn = drawnOf(data, curves);
  const clear = curves.filter(({ area }) => area > nearlyOne).length;
  return {
    id: "roc",
    finding: sentence(hardest, told, served.length > 0 ? " that this network was served" : ""),
    shows: prose`Share of cheap work found against share of honest work rejected, as all limits of the verdict rule move
      together (ROC curves)${curves.length > drawn.length ? `; ${whichOf(data, drawn)}` : ""}.`,
    note: prose`Band: 95% interval of the found share (Clopper and Pearson's, one draw a prompt). Dot: the rule as it is.
      Area under the curve, 1 = told apart without error: ${areas(drawn)}. Of ${counted(curves.length, "kind")}, ${clear} ${clear === 1 ? "has" : "have"} an area above ${significant(nearlyOne, 3)}. ${measuredOn(data)}`,
    alt: `${drawn.map((curve) => `${curve.name}: area ${significant(curve.area, 3)}, ${percent(atRule(curve).detection, 0)} found by the rule as it is`).join("; ")}.`,
    legend: [
      ...drawn.map(({ name }, i) => ({ label: name, mark: marks[i]! })),
      { label: "95% interval", mark: "bands" as const },
    ],
    plots: (size) => [drawing(drawn, size)],
    columns: [
      { name: "name", heading: "What the executor did" },
      { name: "limit", heading: "Limit of severity [1]" },
      { name: "false_rejection", heading: "Honest work rejected [1]" },
      { name: "false_rejection_low", heading: "95% interval, low" },
      { name: "false_rejection_high", heading: "95% interval, high" },
      { name: "detection", heading: "Such work rejected [1]" },
      { name: "detection_low", heading: "95% interval, low" },
      { name: "detection_high", heading: "95% interval, high" },
    ],
    rows: curves.flatMap(({ name, points }) =>
      points.map((point) => ({
        name,
        limit: point.severity_limit,
        false_rejection: point.false_rejection,
        false_rejection_low: point.false_rejection_low,
        false_rejection_high: point.false_rejection_high,
        detection: point.detection,
        detection_low: point.detection_low,
        detection_high: point.detection_high,
      })),
    ),
    estimates: {
      falseRejection: shareEstimate(
        data,
        {
          mean: atRule(hardest).false_rejection,
          low: atRule(hardest).false_rejection_low,
          high: atRule(hardest).false_rejection_high,
        },
        promptsOf(data),
      ),
    },
  };
}

/** What this network was served with first, then what is hardest to tell from honest work. */
function drawnOf(data: ReportData, curves: readonly Curve[]): Curve[] {
  const isServed = servedIn(data);
  const [served, others] = [curves.filter(isServed), curves.filter((curve) => !isServed(curve))];
  return [...served, ...others].slice(0, curvesMax).sort((a, b) => curves.indexOf(a) - curves.indexOf(b));
}

function servedIn({ rows }: ReportData): (curve: Curve) => boolean {
  const served = new Set(rows["detection-by-behaviour"].map(({ behaviour }) => behaviour));
  return ({ behaviour }) => served.has(behaviour);
}

function whichOf(data: ReportData, drawn: readonly Curve[]): string {
  const served = drawn.filter(servedIn(data)).length;
  const others = drawn.length - served;
  const hardest = (count: number) => counted(count, "kind") + (count === 1 ? " of work that is" : " of work that are");
  if (served === 0) return `the ${hardest(others)} hardest to tell from honest work`;
  const here = `the cheap work that this network was served (${counted(served, "kind")})`;
  return others === 0 ? here : `${here}, and of the others the ${hardest(others)} hardest to tell from honest work`;
}

/** Independent draws behind an interval: one a prompt. */
function promptsOf({ rows }: ReportData): number {
  return Math.max(0, ...rows["severity-by-behaviour"].map(({ prompts }) => prompts));
}

const nearlyOne = 0.999;

/** Hardest to tell apart first. */
function curvesOf({ rows, names }: ReportData): Curve[] {
  const behaviours = [...new Set(rows.roc.map(({ behaviour }) => behaviour))];
  const curves = behaviours.map((behaviour): Curve => {
    const points = rows.roc.filter((row) => row.behaviour === behaviour);
    return { behaviour, name: named(names.behaviour, behaviour), points, area: areaUnder(points) };
  });
  return curves.sort((a, b) => a.area - b.area || (a.behaviour < b.behaviour ? -1 : 1));
}

/** By the trapezoid rule, from the strictest limit (all rejected) to the mildest, and on to nothing rejected. */
function areaUnder(points: readonly RocRow[]): number {
  const all = [...points, { false_rejection: 0, detection: 0 }];
  let area = 0;
  for (let i = 0; i + 1 < all.length; i++) {
    const [a, b] = [all[i]!, all[i + 1]!];
    area += ((a.false_rejection - b.false_rejection) * (a.detection + b.detection)) / 2;
  }
  return area;
}

function atRule({ points }: Curve): RocRow {
  return points.find(({ severity_limit: limit }) => limit === 1) ?? points.at(-1)!;
}

function areas(curves: readonly Curve[]): string {
  return curves.map(({ name, area }) => `${name} ${significant(area, 3)}`).join(", ");
}

/** @param which  says of all kinds which are meant; empty: all */
function sentence(hardest: Curve, told: readonly Curve[], which: string): string {
  const { detection, false_rejection: rejected } = atRule(hardest);
  const now = prose`as it is, the rule finds ${someOf(detection, 0)} of it and rejects ${someOf(rejected, 1)} of honest
    work`;
  if (told.some(({ area }) => area <= nearlyOne)) {
    const all =
      told.length === 1 ? `The cheap work${which}, ${hardest.name},` : `Of all cheap work${which}, ${hardest.name}`;
    return `${all} is ${told.length === 1 ? "hard" : "hardest"} to tell from honest work: ${now}`;
  }
  if (told.length === 1) return `The cheap work${which}, ${hardest.name}, could be told from honest work: ${now}`;
  const least = Math.min(...told.map((curve) => atRule(curve).detection));
  return prose`Every kind of cheap work${which} could be told from honest work: as it is, the rule finds
    ${least === 1 ? "all" : `at least ${someOf(Math.floor(1000 * least) / 1000, 1)}`} of each and rejects ${someOf(rejected, 1)} of honest work`;
}

/** A share of recorded executions in words: not one of them is 0%, without decimals. */
function someOf(share: number, digits: number): string {
  return percent(share, share === 0 ? 0 : digits);
}

function drawing(curves: readonly Curve[], size: Size): Plot.PlotOptions {
  const inPercent = ({ points }: Curve) =>
    [...points].reverse().map((point) => ({
      x: 100 * point.false_rejection,
      y: 100 * point.detection,
      low: 100 * point.detection_low,
      high: 100 * point.detection_high,
    }));
  return {
    width: size.isNarrow ? size.width : 460,
    height: size.isNarrow ? 330 : 380,
    marginLeft: 46,
    marginTop: 26,
    marginBottom: 40,
    marginRight: 16,
    x: { label: "honest work rejected, %", labelArrow: "none", labelAnchor: "center", domain: [0, 100], ticks: 5 },
    y: { label: "cheap work found, %", labelArrow: "none", domain: [0, 100], grid: true, ticks: 5 },
    marks: curves.flatMap((curve, i) => [
      Plot.areaY(inPercent(curve), {
        x: "x",
        y1: "low",
        y2: "high",
        fill: `var(--series-${i + 1})`,
        fillOpacity: 0.12,
      }),
      Plot.line(inPercent(curve), {
        x: "x",
        y: "y",
        stroke: `var(--series-${i + 1})`,
        strokeWidth: 2,
        ...(dashes[i] === undefined ? {} : { strokeDasharray: dashes[i] }),
      }),
      Plot.dot(inPercent({ ...curve, points: [atRule(curve)] }), {
        x: "x",
        y: "y",
        fill: `var(--series-${i + 1})`,
        r: 5,
      }),
    ]),
  };
}

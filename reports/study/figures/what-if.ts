/** What if an assumption were otherwise? The stand-in along the assumptions that matter most, all others in the middle of their ranges. */
import * as Plot from "@observablehq/plot";
import { onAxis } from "../../../analysis/study/discovery.ts";
import { type Explored, type ExploredTarget, whatIf } from "../../../analysis/study/explored.ts";
import { explainedLeast } from "../../../analysis/study/sensitivity.ts";
import type { Absent, Figure, Key, Size } from "../../page/figure.ts";
import { prose } from "../../page/wording.ts";
import type { Found } from "../findings.ts";
import { outcomeOf, shareWords, unitAfter } from "../words.ts";

const axesMost = 3;
const steps = 24;
const styles = [
  { mark: "line-1", stroke: "var(--series-1)", dash: undefined },
  { mark: "line-2", stroke: "var(--series-2)", dash: "7 3" },
  { mark: "line-3", stroke: "var(--series-3)", dash: "2 3" },
] as const;

export function whatIfCurves(found: Found, one: Explored): Figure | Absent {
  const outcome = outcomeOf(found.data.rows, one.outcome);
  const id = `what-if-${one.outcome}`;
  const [own] = one.targets as [ExploredTarget];
  if ("because" in own.standIn)
    return { id, missing: `What-if curves of the ${outcome.name}`, because: own.standIn.because };
  const { leaveOneOut } = own.standIn;
  const axes = axesOf(one, own.standIn.lengths);
  const rows = axes.flatMap((axis) => curve(one, axis));
  const series = [...new Set(rows.map(({ level }) => level))].slice(0, styles.length);
  const last = rows.filter(({ level, axis }) => level === series[0] && axis === axes[0]);
  const [from, to] = [last[0]!, last.at(-1)!];
  const path = one.table.worlds.axes[axes[0]!]!.path;
  const number = (value: number) => `${Number(value.toPrecision(3))}${unitAfter(outcome.unit, value)}`;
  return {
    id,
    finding: prose`From one end of ${path} to the other, all else in the middle, the ${outcome.name} ${to.mean >= from.mean ? "rises" : "falls"}
      from ${number(from.mean)} to ${number(to.mean)}, as the stand-in has it`,
    shows: prose`A Gaussian process fitted to ${Math.min(one.table.whole.length, 100)} worlds, along each of the assumptions that matter most,
      all others in the middle of their ranges. A band is the 95% interval of the expected outcome.`,
    note: prose`At a world left out the stand-in is wrong by ${number(leaveOneOut.error)} (root mean square), explains
      ${shareWords(Math.max(0, leaveOneOut.explained))} of the variance, and ${shareWords(leaveOneOut.covered)} of the worlds lie within its 95% intervals.
      ${leaveOneOut.explained < explainedLeast ? "That is too little to rely on it." : ""} Other points: commonwatt explore STORE --at ${path}=VALUE.`,
    alt: `${series.join(", ")}: along ${axes.map((axis) => one.table.worlds.axes[axis]!.path).join(", ")}.`,
    legend: series.map((label, i): Key => ({ label, mark: styles[i]!.mark })),
    plots: (size) =>
      axes.map((axis) =>
        drawing(
          one,
          rows.filter((row) => row.axis === axis),
          { series, axis, size, label: outcome.name },
        ),
      ),
    columns: [
      { name: "level", heading: "Level" },
      { name: "assumption", heading: "Assumption" },
      { name: "x", heading: "Value" },
      { name: "mean", heading: "Expected" },
      { name: "low", heading: "95% interval, low" },
      { name: "high", heading: "95% interval, high" },
    ],
    rows: rows.map(({ level, assumption, x, mean, low, high }) => ({ level, assumption, x, mean, low, high })),
    estimates: {},
  };
}

/** Assumptions with the shortest lengths matter most. */
function axesOf({ table, targets: [own] }: Explored, lengths: readonly number[]): number[] {
  const { drivers } = own as ExploredTarget;
  const weight = (j: number) => ("because" in drivers ? 1 / lengths[j]! : drivers.axes[j]!.weight);
  return table.worlds.axes
    .map((_, j) => j)
    .sort((a, b) => weight(b) - weight(a) || a - b)
    .slice(0, axesMost);
}

/** The outcome under every level. */
function curve(one: Explored, axis: number) {
  const range = one.table.worlds.axes[axis]!;
  return Array.from({ length: steps + 1 }, (_, i) => i / steps).flatMap((u) => {
    const at = one.table.worlds.axes.map((__, j) => (j === axis ? u : 0.5));
    const outcomes = whatIf(one, at).filter(({ against }) => against === undefined);
    return outcomes.map(({ level, mean, low, high }) => ({
      level,
      axis,
      assumption: range.path,
      x: onAxis(range, u),
      mean,
      low,
      high,
    }));
  });
}

type CurveRow = ReturnType<typeof curve>[number];

interface Panel {
  readonly series: readonly string[];
  readonly axis: number;
  readonly size: Size;
  readonly label: string;
}

function drawing(one: Explored, rows: readonly CurveRow[], { series, axis, size, label }: Panel): Plot.PlotOptions {
  const { path, unit, scale } = one.table.worlds.axes[axis]!;
  const drawn = series.map((level) => rows.filter((row) => row.level === level));
  return {
    height: size.isNarrow ? 200 : 210,
    marginLeft: 56,
    marginBottom: 38,
    marginTop: 22,
    x: {
      label: `${path}${unit === "" ? "" : ` (${unit})`}`,
      labelArrow: "none",
      labelAnchor: "center",
      ticks: size.isNarrow ? 4 : 8,
      ...(scale === "log" ? { type: "log", tickFormat: "~g" } : {}),
    },
    y: { label, labelArrow: "none", grid: true, ticks: 5, nice: true },
    marks: drawn.flatMap((mine, i) => [
      Plot.areaY(mine, { x: "x", y1: "low", y2: "high", fill: styles[i]!.stroke, fillOpacity: 0.15 }),
      Plot.lineY(mine, {
        x: "x",
        y: "mean",
        stroke: styles[i]!.stroke,
        strokeWidth: 2,
        ...(styles[i]!.dash === undefined ? {} : { strokeDasharray: styles[i]!.dash }),
      }),
    ]),
  };
}

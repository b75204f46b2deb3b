/** Survival curves: the share of runs in which something has not happened yet. */
import * as Plot from "@observablehq/plot";
import { holm } from "../../../analysis/stats/adjust.ts";
import { type LevelLifetimes, lifetimesBy } from "../../../analysis/study/lifetimes.ts";
import type { StudyLifetime } from "../../../analysis/study/rows.ts";
import { choiceOf } from "../../../analysis/study/worlds.ts";
import type { Absent, Figure, Key, Size } from "../../page/figure.ts";
import type { Column } from "../../page/table.ts";
import { counted, prose, sentenceCase, significant } from "../../page/wording.ts";
import type { Found } from "../findings.ts";
import { factorName, pWords } from "../words.ts";

const styles = [
  { mark: "line-1", stroke: "var(--series-1)", dash: undefined },
  { mark: "line-2", stroke: "var(--series-2)", dash: "7 3" },
  { mark: "line-3", stroke: "var(--series-3)", dash: "2 3" },
] as const;

const columns: readonly Column[] = [
  { name: "level", heading: "Level" },
  { name: "time", heading: "Epochs after warm-up" },
  { name: "atRisk", heading: "Runs in which it could still happen" },
  { name: "events", heading: "Happened" },
  { name: "survival", heading: "Share not yet" },
  { name: "low", heading: "95% interval, low" },
  { name: "high", heading: "95% interval, high" },
];

export function survivalCurves({ data: { rows } }: Found, one: StudyLifetime, place: number): Figure | Absent {
  const id = `lifetimes-${place}`;
  const factor = choiceOf(rows);
  if (factor === undefined || one.times.length === 0) {
    const because = factor === undefined ? "only worlds were varied" : "no run measured it";
    return { id, missing: `Time until ${one.event}`, because };
  }
  const { name, levels } = rows.factors[factor]!;
  const found = lifetimesBy(rows, factor, one);
  const corrected = holm(found.slice(1).map(({ pValue }) => pValue));
  const end = Math.max(...one.times.map(({ time }) => time));
  const drawn = found.slice(0, styles.length).map((level) => ({ level, steps: stairs(level, end) }));
  const total = found.reduce((sum, { happened }) => sum + happened, 0);
  return {
    id,
    finding: findingOf(),
    shows: prose`Share of the runs in which it has not happened yet that ${one.event}, by epochs after warm-up (Kaplan and Meier), by level of
      ${factorName(name)}; a band is its 95% interval.`,
    note: prose`${found
      .slice(1)
      .map(({ level }, i) => `“${levels[level]!}” against “${levels[0]!}”: log-rank ${pWords(corrected[i]!)}`)
      .join(
        "; ",
      )} (Holm). The test takes runs as independent: points of one replication share their shocks, so it is cautious about
      differences between levels and too bold where many combinations of one replication are alike. ${found.length > styles.length ? "The table has all levels." : ""}`,
    alt: `${found.map(lineOf).join("; ")}.`,
    legend: drawn.map(({ level }, i): Key => ({ label: levels[level.level]!, mark: styles[i]!.mark })),
    plots: (size) => [
      drawing(
        drawn.map(({ steps }) => steps),
        end,
        size,
      ),
    ],
    columns,
    rows: found.flatMap((level) => tableOf(level, levels[level.level]!, end)),
    estimates: {},
  };

  function lineOf({ level, runs, happened, median }: LevelLifetimes): string {
    const half = median === undefined ? "less than half of them" : `half of them by epoch ${significant(median, 3)}`;
    return `${levels[level]!}: in ${happened} of ${counted(runs, "run")}${happened === 0 ? "" : `, ${half}`}`;
  }

  function findingOf(): string {
    if (total === 0) return prose`In none of ${counted(one.times.length, "run")} did it happen that ${one.event}`;
    return `${sentenceCase(one.id)}: ${found.map(lineOf).join("; ")}`;
  }
}

type Stairs = ReturnType<typeof stairs>;

function drawing(curves: readonly Stairs[], end: number, size: Size): Plot.PlotOptions {
  return {
    height: size.isNarrow ? 220 : 240,
    marginLeft: 46,
    marginBottom: 38,
    marginTop: 22,
    x: {
      label: "epochs after warm-up",
      labelArrow: "none",
      labelAnchor: "center",
      domain: [0, end],
      // No part of an epoch is marked where there are few.
      ticks: Math.min(size.isNarrow ? 4 : 8, Math.max(1, Math.floor(end))),
    },
    y: { label: "share of runs, not yet", labelArrow: "none", grid: true, domain: [0, 1], ticks: 5 },
    marks: curves.flatMap((steps, i) => {
      const { stroke, dash } = styles[i]!;
      const band = { x: "time", y1: "low", y2: "high", curve: "step-after", fill: stroke, fillOpacity: 0.14 } as const;
      const line = { x: "time", y: "survival", curve: "step-after", stroke, strokeWidth: 2 } as const;
      return [
        Plot.areaY(steps, band),
        Plot.lineY(steps, dash === undefined ? line : { ...line, strokeDasharray: dash }),
      ];
    }),
  };
}

/** From (0, 1) to the end, for a step curve. */
function stairs({ steps }: LevelLifetimes, end: number) {
  const start = { time: 0, survival: 1, low: 1, high: 1 };
  const last = steps.at(-1) ?? start;
  return [start, ...steps, { ...last, time: end }].map(({ time, survival, low, high }) => ({
    time,
    survival,
    low,
    high,
  }));
}

function tableOf({ steps, runs }: LevelLifetimes, level: string, end: number) {
  if (steps.length === 0) return [{ level, time: end, atRisk: runs, events: 0, survival: 1, low: 1, high: 1 }];
  return steps.map(({ time, atRisk, events, survival, low, high }) => ({
    level,
    time,
    atRisk,
    events,
    survival,
    low,
    high,
  }));
}

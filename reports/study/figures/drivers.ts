/** Which assumptions an outcome, and what each level changes of it, hang on. */
import * as Plot from "@observablehq/plot";
import type { Explored } from "../../../analysis/study/explored.ts";
import { type Drivers, explainedLeast, mainDrivers, ranked } from "../../../analysis/study/sensitivity.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import type { Column } from "../../page/table.ts";
import { listed, prose, sentenceCase, significant } from "../../page/wording.ts";
import { labelledRows } from "../../run/figures/labelled-rows.ts";
import type { Found } from "../findings.ts";
import { outcomeOf, shareWords } from "../words.ts";

const stoodIn = (what: string) =>
  `Shares of the variance of ${what} fitted to the worlds: a dot with all interactions, the square alone.`;

const shows: Readonly<Record<Drivers["method"], string>> = {
  "elementary effects":
    "Elementary effects (Morris): mean magnitude of the effect of going from one end of the range to the other, over the walks; a bar is its 95% interval.",
  "Sobol's indices":
    "Sobol's indices: a dot is the share of the variance with all interactions, a bar its 95% interval; the square is the share of that assumption alone.",
  polynomial: stoodIn("a polynomial"),
  "Gaussian process": stoodIn("a Gaussian process"),
};

export function drivers(found: Found, { outcome: id, targets, table }: Explored): Figure | Absent {
  const outcome = outcomeOf(found.data.rows, id);
  const figureId = `drivers-${id}`;
  const panels = targets.flatMap(({ target, drivers: of }) =>
    "because" in of
      ? []
      : [{ name: target.against === undefined ? `under “${target.level}”` : `change by “${target.level}”`, of }],
  );
  const [first] = panels;
  if (first === undefined) {
    const why = targets.map(({ drivers: of }) => ("because" in of ? of.because : ""))[0] ?? "no world is whole";
    return { id: figureId, missing: `What the ${outcome.name} hangs on`, because: why };
  }
  const { method } = first.of;
  return {
    id: figureId,
    finding: findingOf(outcome.name, table.whole.length, first),
    shows: shows[method],
    note: noteOf(panels, method),
    alt: `${panels
      .map(
        ({ name, of }) =>
          `${name}: ${ranked(of)
            .map(({ path, weight }) => `${path} ${significant(weight, 2)}`)
            .join(", ")}`,
      )
      .join("; ")}.`,
    plots: (size) => panels.map((panel) => drawing(panel, size, outcome.unit)),
    columns: columnsFor(method, outcome.unit),
    rows: panels.flatMap(rowsOf),
    estimates: {},
  };
}

interface DriverPanel {
  readonly name: string;
  readonly of: Drivers;
}

function findingOf(name: string, worlds: number, { of }: DriverPanel): string {
  const told = mainDrivers(of);
  if (told === undefined) return `What the ${name} hangs on cannot be told from ${worlds} worlds by a stand-in`;
  return `Over ${worlds} worlds the ${name} hangs most on ${listed(told)}`;
}

function noteOf(panels: readonly DriverPanel[], method: Drivers["method"]): string {
  const isThin = panels.some(({ of }) => (of.explained ?? 1) < explainedLeast);
  const explains = panels.flatMap(({ name, of: { explained, method: by } }) =>
    explained === undefined
      ? []
      : [
          `${sentenceCase(name)}: the ${by} explains ${shareWords(Math.max(0, explained))} of the variance at worlds left out.`,
        ],
  );
  return prose`${explains.join(" ")} ${isThin ? "Below 70% the shares are not to be relied on: draw more worlds, or lay them out for Sobol's indices (method: saltelli)." : ""}
    ${method === "elementary effects" ? "For shares of variance, lay out those that matter with method: saltelli." : ""}`;
}

function columnsFor(method: Drivers["method"], unit: string): Column[] {
  const isEffect = method === "elementary effects";
  return [
    { name: "of", heading: "Of" },
    { name: "assumption", heading: "Assumption" },
    { name: "weight", heading: isEffect ? `Mean magnitude (${unit})` : "Share of variance, with interactions" },
    { name: "low", heading: "95% interval, low" },
    { name: "high", heading: "95% interval, high" },
    { name: "alone", heading: isEffect ? "Mean with its sign" : "Share alone" },
  ];
}

function rowsOf({ name, of }: DriverPanel) {
  return of.axes.map(({ path, weight, low, high, alone }) => ({
    of: name,
    assumption: path,
    weight,
    low: Number.isNaN(low) ? null : low,
    high: Number.isNaN(high) ? null : high,
    alone,
  }));
}

function drawing({ name, of }: { name: string; of: Drivers }, size: Size, unit: string): Plot.PlotOptions {
  const isEffect = of.method === "elementary effects";
  const lines = ranked(of).map((axis) => ({
    ...axis,
    name: axis.path,
    value: isEffect ? significant(axis.weight, 3) : shareWords(Math.max(0, axis.weight)),
  }));
  const what = isEffect ? `mean magnitude of the effect${unit === "1" ? "" : ` (${unit})`}` : "share of the variance";
  return labelledRows({
    rows: lines,
    label: `${name}: ${what}`,
    size,
    valueWidth: 70,
    nameWidth: 190,
    x: { nice: true, zero: true },
    marks: (drawn) => [
      Plot.ruleX([0], { stroke: "var(--line-strong)" }),
      Plot.ruleY(
        drawn.filter(({ low }) => !Number.isNaN(low)),
        { y: "name", x1: "low", x2: "high", stroke: "currentColor", strokeWidth: 1.5 },
      ),
      Plot.dot(drawn, { y: "name", x: "weight", fill: "var(--series-1)", r: 5 }),
      isEffect ? null : Plot.dot(drawn, { y: "name", x: "alone", fill: "var(--series-2)", symbol: "square", r: 4 }),
    ],
  });
}

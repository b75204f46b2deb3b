/** Which assumptions an outcome, and what each level changes of it, hang on. */
import * as Plot from "@observablehq/plot";
import { type Drivers, explainedLeast, mainDrivers, ranked } from "../../../analysis/study/drivers.ts";
import type { Explored } from "../../../analysis/study/explored.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { listed, prose, sentenceCase, significant } from "../../page/wording.ts";
import { labelledRows } from "../../run/figures/labelled-rows.ts";
import type { Found } from "../findings.ts";
import { outcomeOf, shareWords } from "../words.ts";

const shows: Readonly<Record<Drivers["method"], string>> = {
  "elementary effects":
    "Elementary effects (Morris): mean magnitude of the effect of going from one end of the range to the other, over the walks; a bar is its 95% interval.",
  "Sobol's indices":
    "Sobol's indices: a dot is the share of the variance with all interactions, a bar its 95% interval; the square is the share of that assumption alone.",
  polynomial: "Shares of variance of a polynomial fitted to the worlds: a dot with all interactions, the square alone.",
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
  const thin = panels.filter(({ of }) => (of.explained ?? 1) < explainedLeast);
  return {
    id: figureId,
    finding: findingOf(outcome.name, first),
    shows: shows[method],
    note: prose`${panels
      .flatMap(({ name, of }) =>
        of.explained === undefined
          ? []
          : [
              `${sentenceCase(name)}: the polynomial explains ${shareWords(Math.max(0, of.explained))} of the variance at worlds left out.`,
            ],
      )
      .join(
        " ",
      )} ${thin.length > 0 ? "Below 70% the shares are not to be relied on: draw more worlds, or lay them out for Sobol's indices (method: saltelli)." : ""}
      ${method === "elementary effects" ? "For shares of variance, lay out those that matter with method: saltelli." : ""}`,
    alt: `${panels
      .map(
        ({ name, of }) =>
          `${name}: ${ranked(of)
            .map(({ path, weight }) => `${path} ${significant(weight, 2)}`)
            .join(", ")}`,
      )
      .join("; ")}.`,
    plots: (size) => panels.map((panel) => drawing(panel, size, outcome.unit)),
    columns: [
      { name: "of", heading: "Of" },
      { name: "assumption", heading: "Assumption" },
      {
        name: "weight",
        heading:
          method === "elementary effects" ? `Mean magnitude (${outcome.unit})` : "Share of variance, with interactions",
      },
      { name: "low", heading: "95% interval, low" },
      { name: "high", heading: "95% interval, high" },
      { name: "alone", heading: method === "elementary effects" ? "Mean with its sign" : "Share alone" },
    ],
    rows: panels.flatMap(({ name, of }) =>
      of.axes.map(({ path, weight, low, high, alone }) => ({
        of: name,
        assumption: path,
        weight,
        low: Number.isNaN(low) ? null : low,
        high: Number.isNaN(high) ? null : high,
        alone,
      })),
    ),
    estimates: {},
  };

  function findingOf(name: string, { of }: { of: Drivers }): string {
    const told = mainDrivers(of);
    if (told === undefined)
      return `What the ${name} hangs on cannot be told from ${table.whole.length} worlds by a polynomial`;
    return `Over ${table.whole.length} worlds the ${name} hangs most on ${listed(told)}`;
  }
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

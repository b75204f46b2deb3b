/** The effect in every sampled world, one line a world, and over all of them: a forest of paired differences. */

import * as Plot from "@observablehq/plot";
import { outcomeNamed } from "../../../sim/store/outcomes.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { counted, listed, prose } from "../../page/wording.ts";
import { labelledRows } from "../../run/figures/labelled-rows.ts";
import { signedAlike, unitAfter } from "../../study/words.ts";
import type { ClaimFound } from "../found.ts";
import { axisLabel, axisName } from "../words.ts";

/** Worlds drawn, more than any claim samples; the table has all. */
const drawnMost = 40;

export function worldsForest(found: ClaimFound): Figure | Absent {
  const { data, lead, effects } = found;
  const id = "worlds";
  if (lead.contrast === undefined || effects.length === 0)
    return { id, missing: "The effect by world", because: "no worlds were sampled, or the outcome has no value" };
  const outcome = outcomeNamed(lead.hypothesis.outcome);
  const { mean, low, high } = lead.contrast.paired;
  const text = signedAlike([mean, low, high]);
  const { hold, worlds, of } = lead.holding;
  const cases =
    of === "combinations"
      ? counted(worlds, "combination of world and circumstances", "combinations of world and circumstances")
      : counted(worlds, "world");
  const { levels } = data.rows.factors.find(({ name }) => name === lead.hypothesis.factor)!;
  const worldText = signedAlike([mean, ...effects.map((one) => one.mean)]);
  const all = { name: "all worlds", mean, low, high, value: worldText(mean), isPooled: true };
  const lines = [
    ...[...effects]
      .sort((a, b) => a.mean - b.mean || a.world - b.world)
      .slice(0, drawnMost)
      .map((one) => ({
        name: `world ${one.world + 1}`,
        mean: one.mean,
        low: Number.isNaN(one.low) ? one.mean : one.low,
        high: Number.isNaN(one.high) ? one.mean : one.high,
        value: worldText(one.mean),
        isPooled: false,
      })),
    all,
  ];
  const bars =
    found.replications.length === 1
      ? ", run once"
      : `; bars are 95% intervals over ${counted(found.replications.length, "pair")} of runs`;
  return {
    id,
    finding: prose`In ${hold} of ${cases} the mean difference is as stated and large enough to matter; over all it is
      ${text(mean)}${unitAfter(outcome.unit, mean)} (95% interval ${text(low)} to ${text(high)})`,
    shows: prose`Difference in ${outcome.name}, “${lead.hypothesis.level}” less “${levels[0]!}”. Each line is one draw of the uncertain assumptions, the same for every variant${of === "combinations" ? " and averaged over all else that was varied" : ""}${bars}. Dashed: the smallest difference that matters.`,
    note: prose`A world is a set of values for ${listed(data.axes.map(({ key }) => `“${axisName(data, key)}”`)) || "nothing"}; they are in the table. Bars of
      single worlds are not corrected for their number.`,
    alt: `${effects.length} lines, one a world, from ${worldText(Math.min(...effects.map((one) => one.mean)))} to ${worldText(Math.max(...effects.map((one) => one.mean)))}.`,
    legend: [
      { label: "one world", mark: "dot-1" },
      { label: "all worlds", mark: "dot-2" },
    ],
    plots: (size) => [drawing(found, lines, size)],
    columns: [
      { name: "world", heading: "World" },
      ...data.axes.map((axis) => ({ name: axis.key, heading: axisLabel(data, axis) })),
      { name: "difference", heading: `${outcome.name}, difference` },
      { name: "low", heading: "95% interval, low" },
      { name: "high", heading: "95% interval, high" },
    ],
    rows: effects.map((one) => ({
      world: String(one.world + 1),
      ...Object.fromEntries(data.axes.map(({ key, values }) => [key, values[one.world]!])),
      difference: one.mean,
      low: Number.isNaN(one.low) ? null : one.low,
      high: Number.isNaN(one.high) ? null : one.high,
    })),
    estimates: {},
  };
}

interface Line {
  readonly name: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly value: string;
  readonly isPooled: boolean;
}

function drawing({ lead }: ClaimFound, rows: readonly Line[], size: Size): Plot.PlotOptions {
  const outcome = outcomeNamed(lead.hypothesis.outcome);
  const unit = unitAfter(outcome.unit, 2).trim();
  return labelledRows({
    rows,
    label: `${size.isNarrow ? "difference" : `${outcome.name}, difference`}${unit === "" ? "" : ` (${unit})`}`,
    size,
    valueWidth: 96,
    nameWidth: 100,
    x: { nice: true },
    marks: (drawn) => [
      Plot.ruleX([0], { stroke: "var(--line-strong)" }),
      Plot.ruleX(thresholds(lead.hypothesis), { stroke: "var(--line-strong)", strokeDasharray: "3 3" }),
      Plot.ruleY(drawn, { y: "name", x1: "low", x2: "high", stroke: "currentColor", strokeWidth: 1.5 }),
      Plot.dot(
        drawn.filter(({ isPooled }) => !isPooled),
        { y: "name", x: "mean", fill: "var(--series-1)", r: 4.5 },
      ),
      Plot.dot(
        drawn.filter(({ isPooled }) => isPooled),
        { y: "name", x: "mean", fill: "var(--series-2)", symbol: "square", r: 6 },
      ),
    ],
  });
}

function thresholds({ direction, smallest }: ClaimFound["lead"]["hypothesis"]): number[] {
  if (smallest === 0) return [];
  if (direction === "same") return [-smallest, smallest];
  return [direction === "higher" ? smallest : -smallest];
}

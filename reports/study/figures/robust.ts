/** Whether what a level changes depends on what else holds: one dot for each combination of the other factors. */
import * as Plot from "@observablehq/plot";
import { type Contrast, robustness } from "../../../analysis/study/contrasts.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import type { Column } from "../../page/table.ts";
import { counted, prose } from "../../page/wording.ts";
import { labelledRows } from "../../run/figures/labelled-rows.ts";
import { type Corrected, type Found, level, strength } from "../findings.ts";
import { levelName, outcomeOf, shareWords, signed, unitAfter } from "../words.ts";

const columns: readonly Column[] = [
  { name: "outcome", heading: "Outcome" },
  { name: "level", heading: "Level" },
  { name: "elsewhere", heading: "What else holds" },
  { name: "difference", heading: "Mean difference" },
  { name: "low", heading: "95% interval, low" },
  { name: "high", heading: "95% interval, high" },
];

/** Changes drawn: those of the hypotheses, then those that stand out most. */
const drawnMost = 6;

export function robust(found: Found): Figure | Absent {
  const id = "robustness";
  const { rows } = found.data;
  const chosen = chosenOf(found);
  if (chosen.length === 0)
    return {
      id,
      missing: "Robustness",
      because: "no level was compared under more than one combination of the others",
    };
  const flips = chosen.filter((contrast) => robustness(contrast).opposite > 0);
  const worst = [...chosen].sort((a, b) => robustness(a).sameSign - robustness(b).sameSign)[0]!;
  const { sameSign, combinations, least, most } = robustness(worst);
  const worstName = `${levelName(rows, worst)} on ${outcomeOf(rows, worst.outcome).name}`;
  const range = `${signed(least, outcomeOf(rows, worst.outcome))} to ${signed(most, outcomeOf(rows, worst.outcome))}`;
  return {
    id,
    finding:
      flips.length === 0
        ? prose`In no combination of the other factors is one of the ${counted(chosen.length, "main change")} clearly reversed`
        : prose`${counted(flips.length, "main change")} of ${chosen.length} turn${flips.length === 1 ? "s" : ""} into the opposite under
            some combination of the other factors: least robust is ${worstName}, with the same sign in ${shareWords(sameSign)}
            of ${combinations}`,
    shows: prose`Each dot is the mean difference under one combination of the other factors; dots beyond the line at 0 on the other side than
      most are cases in which the change turns round. Least robust: ${worstName}, from ${range}.`,
    note: prose`Drawn are the changes named by hypotheses and then those that stand out most. “Clearly reversed” means that the combination's
      own 95% interval lies wholly on the other side of 0, without correction for the number of combinations.`,
    alt: `${chosen.map((one) => `${levelName(rows, one)}, ${one.outcome}: same sign in ${shareWords(robustness(one).sameSign)}`).join("; ")}.`,
    plots: (size) => chosen.map((contrast) => drawing(found, contrast, size)),
    columns,
    rows: chosen.flatMap((contrast) => rowsOf(found, contrast)),
    estimates: {},
  };
}

function chosenOf({ judged, contrasts }: Found): Contrast[] {
  const named = judged.flatMap(({ contrast }) => contrast ?? []);
  const rest: Corrected[] = contrasts
    .filter(({ pValue, contrast }) => pValue < level && contrast.combinations.length > 1)
    .sort((a, b) => strength(b.contrast) - strength(a.contrast));
  const key = ({ factor, level: own, outcome }: Contrast) => `${factor}/${own}/${outcome}`;
  const all = new Map([...named, ...rest.map(({ contrast }) => contrast)].map((one) => [key(one), one]));
  return [...all.values()].filter(({ combinations }) => combinations.length > 1).slice(0, drawnMost);
}

function drawing({ data: { rows } }: Found, contrast: Contrast, size: Size): Plot.PlotOptions {
  const outcome = outcomeOf(rows, contrast.outcome);
  const name = levelName(rows, contrast);
  const { sameSign } = robustness(contrast);
  const dots = contrast.combinations.map(({ mean }) => ({ name, mean }));
  const unit = unitAfter(outcome.unit, 2).trim();
  return labelledRows({
    rows: [{ name, value: shareWords(sameSign) }],
    label: `${outcome.name}, difference${unit === "" ? "" : ` (${unit})`}`,
    size,
    valueWidth: 88,
    nameWidth: 190,
    valueHeading: "same sign",
    x: { nice: true },
    marks: () => [
      Plot.ruleX([0], { stroke: "var(--line-strong)" }),
      Plot.dot(dots, { y: "name", x: "mean", fill: "var(--series-1)", fillOpacity: 0.55, r: 4 }),
      Plot.tickX([{ name, mean: contrast.paired.mean }], {
        y: "name",
        x: "mean",
        stroke: "currentColor",
        strokeWidth: 2,
      }),
    ],
  });
}

function rowsOf({ data: { rows } }: Found, contrast: Contrast) {
  return contrast.combinations.map(({ point, mean, low, high }) => ({
    outcome: contrast.outcome,
    level: levelName(rows, contrast),
    elsewhere: elsewhere(rows.points[point]!, rows.factors, contrast.factor),
    difference: mean,
    low: Number.isNaN(low) ? null : low,
    high: Number.isNaN(high) ? null : high,
  }));
}

function elsewhere(
  levels: readonly number[],
  factors: readonly { readonly name: string; readonly levels: readonly string[] }[],
  own: number,
): string {
  return factors
    .flatMap(({ name, levels: names }, f) => (f === own ? [] : [`${name} = ${names[levels[f]!]}`]))
    .join("; ");
}

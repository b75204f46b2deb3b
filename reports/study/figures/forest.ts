/** What each level of a factor changes: one panel an outcome, one line a level, against the first level. */
import * as Plot from "@observablehq/plot";
import { bcaInterval } from "../../../analysis/stats/bootstrap.ts";
import { hedgesG } from "../../../analysis/stats/effect-size.ts";
import { plainMean } from "../../../analysis/stats/estimate.ts";
import { signFlipTest } from "../../../analysis/stats/permutation.ts";
import { type Contrast, robustness } from "../../../analysis/study/contrasts.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import type { Column } from "../../page/table.ts";
import { counted, listed, prose } from "../../page/wording.ts";
import { labelledRows } from "../../run/figures/labelled-rows.ts";
import { type Corrected, type Found, level, strength } from "../findings.ts";
import { changeSentence, factorName, outcomeOf, signed, unitAfter } from "../words.ts";

/** Panels drawn; the table has every outcome. */
const panelsMost = 8;

const columns: readonly Column[] = [
  { name: "outcome", heading: "Outcome" },
  { name: "level", heading: "Level" },
  { name: "against", heading: "Against" },
  { name: "difference", heading: "Mean difference" },
  { name: "low", heading: "95% interval, low" },
  { name: "high", heading: "95% interval, high" },
  { name: "pairs", heading: "Pairs" },
  { name: "p", heading: "p, corrected (Holm)" },
  { name: "q", heading: "q (Benjamini and Hochberg)" },
  { name: "p_permutation", heading: "p, by flipping signs, uncorrected" },
  { name: "bca_low", heading: "95% bootstrap interval (BCa), low" },
  { name: "bca_high", heading: "95% bootstrap interval (BCa), high" },
  { name: "effect", heading: "Effect size (Hedges' g)" },
  { name: "variance_ratio", heading: "Variance saved by pairing, times" },
  { name: "combinations", heading: "Combinations" },
  { name: "same_sign", heading: "Share with the same sign" },
];

export function forest(found: Found, factor: number): Figure | Absent {
  const { rows } = found.data;
  const { name, levels } = rows.factors[factor]!;
  const mine = found.contrasts.filter(({ contrast }) => contrast.factor === factor);
  const id = `changes-${factor}`;
  if (mine.length === 0)
    return { id, missing: `What ${factorName(name)} change`, because: "fewer than two replications are whole" };
  const panels = panelsOf(mine);
  return {
    id,
    finding: findingOf(found, mine, name),
    shows: prose`Difference from “${levels[0]!}”, mean over ${counted(found.replications.length, "pair")} of runs on the same shocks; a bar is
      its 95% interval. Filled: p below ${level} after Holm's correction over all ${String(found.contrasts.length)} comparisons of the page.`,
    note: prose`Each pair averages over all combinations of the other factors that both levels have. Outcomes are ordered by how far their
      largest difference stands out from chance; ${panels.length < outcomesIn(mine) ? "the table has the others." : "all are drawn."}
      ${leftWords(mine)}`,
    alt: `${mine
      .filter(({ pValue }) => pValue < level)
      .slice(0, 12)
      .map(({ contrast }) => changeSentence(rows, contrast))
      .join("; ")}.`,
    legend: [
      { label: "real (corrected p below 0.05)", mark: "dot-1" },
      { label: "could be chance", mark: "dot-2" },
    ],
    plots: (size) => panels.map((panel) => drawing(found, panel, size)),
    columns,
    rows: mine.map((one) => rowOf(found, one)),
    estimates: Object.fromEntries(
      mine.map(({ contrast }) => [
        `${contrast.outcome}/${levels[contrast.level]}`,
        {
          ...contrast.paired,
          replications: contrast.paired.n,
          unit: outcomeOf(rows, contrast.outcome).unit,
          method: "t over replications" as const,
          sample: contrast.paired.n,
          isCorrelated: false,
        },
      ]),
    ),
  };
}

/** Combinations that a comparison had to leave out. */
function leftWords(mine: readonly Corrected[]): string {
  const thin = [...new Set(mine.filter(({ contrast }) => contrast.left > 0).map(({ contrast }) => contrast.outcome))];
  if (thin.length === 0) return "";
  return `For ${listed(thin)}, combinations in which a run has no value are left out of both sides.`;
}

function outcomesIn(all: readonly Corrected[]): number {
  return new Set(all.map(({ contrast }) => contrast.outcome)).size;
}

/** By outcome, those first in which something stands out. */
function panelsOf(mine: readonly Corrected[]): Corrected[][] {
  const byOutcome = new Map<string, Corrected[]>();
  for (const one of mine) byOutcome.set(one.contrast.outcome, [...(byOutcome.get(one.contrast.outcome) ?? []), one]);
  const most = (panel: readonly Corrected[]) => Math.max(...panel.map(({ contrast }) => strength(contrast)));
  return [...byOutcome.values()]
    .filter((panel) => panel.some(({ contrast }) => contrast.paired.mean !== 0))
    .sort((a, b) => most(b) - most(a))
    .slice(0, panelsMost);
}

function findingOf(found: Found, mine: readonly Corrected[], name: string): string {
  const { rows } = found.data;
  const real = mine.filter(({ pValue }) => pValue < level).sort((a, b) => strength(b.contrast) - strength(a.contrast));
  const [first] = real;
  if (first === undefined) return `In ${factorName(name)}, no difference is larger than chance could make it`;
  const outcomes = [...new Set(real.map(({ contrast }) => outcomeOf(rows, contrast.outcome).name))];
  const also = outcomes.slice(1, 4);
  const rest = also.length === 0 ? "" : `; ${listed(also)} change${also.length === 1 ? "s" : ""} too`;
  return `${changeSentence(rows, first.contrast)}${rest}`;
}

function drawing({ data: { rows } }: Found, panel: readonly Corrected[], size: Size): Plot.PlotOptions {
  const outcome = outcomeOf(rows, panel[0]!.contrast.outcome);
  const { levels } = rows.factors[panel[0]!.contrast.factor]!;
  const lines = panel.map(({ contrast, pValue }) => ({
    name: levels[contrast.level]!,
    value: signed(contrast.paired.mean, { ...outcome, unit: "1" }),
    mean: contrast.paired.mean,
    low: contrast.paired.low,
    high: contrast.paired.high,
    isReal: pValue < level,
  }));
  const unit = unitAfter(outcome.unit, 2).trim();
  return labelledRows({
    rows: lines,
    label: `${outcome.name}, difference${unit === "" ? "" : ` (${unit})`}`,
    size,
    valueWidth: 88,
    nameWidth: 190,
    x: { nice: true },
    marks: (drawn) => [
      Plot.ruleX([0], { stroke: "var(--line-strong)" }),
      Plot.ruleY(drawn, { y: "name", x1: "low", x2: "high", stroke: "currentColor", strokeWidth: 1.5 }),
      Plot.dot(
        drawn.filter(({ isReal }) => isReal),
        { y: "name", x: "mean", fill: "var(--series-1)", r: 5 },
      ),
      Plot.dot(
        drawn.filter(({ isReal }) => !isReal),
        { y: "name", x: "mean", fill: "var(--series-2)", symbol: "square", r: 4 },
      ),
    ],
  });
}

/** The same difference by methods that do not take it as normal, and its size beside the spread of the runs. */
function withoutNormality({ baseline, treated, paired }: Contrast, seed: string) {
  const pairs = treated.map((value, i) => value - baseline[i]!);
  const isSpread = paired.n >= 3 && paired.standardError > 0;
  const interval = isSpread ? bcaInterval(pairs, plainMean, seed) : undefined;
  const { value } = hedgesG(baseline, treated);
  return {
    p_permutation: signFlipTest(pairs, seed),
    bca_low: interval?.low ?? null,
    bca_high: interval?.high ?? null,
    effect: Number.isFinite(value) ? value : null,
  };
}

function rowOf({ data: { rows } }: Found, { contrast, pValue, qValue }: Corrected) {
  const { mean, low, high, n, varianceRatio } = contrast.paired;
  const { levels } = rows.factors[contrast.factor]!;
  const { combinations, sameSign } = robustness(contrast);
  return {
    outcome: contrast.outcome,
    level: levels[contrast.level]!,
    against: levels[0]!,
    difference: mean,
    low,
    high,
    pairs: n,
    p: pValue,
    q: qValue,
    variance_ratio: Number.isNaN(varianceRatio) ? null : varianceRatio,
    combinations,
    same_sign: sameSign,
    ...withoutNormality(contrast, contrast.outcome),
  };
}

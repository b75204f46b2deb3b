/** Are there enough replications? Half-width of the main differences against the number of pairs. */
import * as Plot from "@observablehq/plot";
import { pairedDifference } from "../../../analysis/stats/paired.ts";
import type { Contrast } from "../../../analysis/study/contrasts.ts";
import type { Absent, Figure } from "../../page/figure.ts";
import { prose, significant } from "../../page/wording.ts";
import { type Found, strength } from "../findings.ts";
import { levelName, outcomeOf, unitAfter } from "../words.ts";

const drawnMost = 3;
const styles = [
  { mark: "line-1", stroke: "var(--series-1)", dash: undefined },
  { mark: "line-2", stroke: "var(--series-2)", dash: "7 3" },
  { mark: "line-3", stroke: "var(--series-3)", dash: "2 3" },
] as const;

export function convergence(found: Found): Figure | Absent {
  const id = "convergence";
  const { rows } = found.data;
  const named = found.judged.flatMap(({ contrast }) => contrast ?? []);
  const strongest = [...found.contrasts].sort((a, b) => strength(b.contrast) - strength(a.contrast));
  const all = [...new Set([...named, ...strongest.map(({ contrast }) => contrast)])];
  const chosen = all.filter(({ paired }) => paired.n >= 3 && paired.standardError > 0).slice(0, drawnMost);
  if (chosen.length === 0)
    return { id, missing: "Convergence", because: "there are fewer than three pairs, or the pairs do not differ" };
  const lines = chosen.flatMap((contrast, i) => stepsOf(contrast).map((step) => ({ ...step, i })));
  const [first] = chosen as [Contrast];
  const outcome = outcomeOf(rows, first.outcome);
  const half = first.paired.high - first.paired.mean;
  return {
    id,
    finding: prose`With ${first.paired.n} pairs, what “${levelName(rows, first)}” changes in the ${outcome.name} is known to
      ±${significant(half, 2)}${unitAfter(outcome.unit, half)}; four times the pairs would halve that`,
    shows: prose`Half of the 95% interval of each difference after so many pairs, relative to its value with all pairs.`,
    note: "A line that still falls steeply at its end means that further replications would tell more.",
    alt: chosen.map((one) => `${levelName(rows, one)}, ${one.outcome}: ${one.paired.n} pairs`).join("; "),
    reads: [...new Set(chosen.map(({ outcome: id }) => `analysis/queries/outcomes/${id}.sql`))],
    legend: chosen.map((one, i) => ({
      label: `${levelName(rows, one)}: ${outcomeOf(rows, one.outcome).name}`,
      mark: styles[i]!.mark,
    })),
    plots: (size) => [
      {
        height: size.isNarrow ? 220 : 240,
        marginLeft: 46,
        marginBottom: 38,
        marginTop: 22,
        x: {
          label: "pairs of runs",
          labelArrow: "none",
          labelAnchor: "center",
          ticks: wholeTicks(Math.max(...lines.map(({ pairs }) => pairs)), size.isNarrow ? 4 : 8),
          tickFormat: "d",
        },
        y: { label: "half-width, last = 1", labelArrow: "none", grid: true, zero: true, ticks: 5 },
        marks: chosen.map((_, i) =>
          Plot.lineY(
            lines.filter((line) => line.i === i),
            { x: "pairs", y: "relative", stroke: styles[i]!.stroke, strokeWidth: 2, ...dashOf(styles[i]!.dash) },
          ),
        ),
      },
    ],
    columns: [
      { name: "change", heading: "Change" },
      { name: "pairs", heading: "Pairs" },
      { name: "half", heading: "Half-width" },
    ],
    rows: lines.map(({ i, pairs, half: width }) => ({
      change: `${levelName(rows, chosen[i]!)}, ${chosen[i]!.outcome}`,
      pairs,
      half: width,
    })),
    estimates: {},
  };
}

/** Whole numbers from 2 to `last`, at most about `most` of them. */
function wholeTicks(last: number, most: number): number[] {
  const step = Math.max(1, Math.ceil((last - 1) / most));
  return Array.from({ length: Math.floor((last - 2) / step) + 1 }, (_, i) => 2 + i * step);
}

function dashOf(dash: string | undefined) {
  return dash === undefined ? {} : { strokeDasharray: dash };
}

function stepsOf({ baseline, treated, paired }: Contrast) {
  const whole = paired.high - paired.mean;
  return Array.from({ length: paired.n - 1 }, (_, k) => {
    const pairs = k + 2;
    const { high, mean } = pairedDifference(baseline.slice(0, pairs), treated.slice(0, pairs));
    return { pairs, half: high - mean, relative: (high - mean) / whole };
  });
}

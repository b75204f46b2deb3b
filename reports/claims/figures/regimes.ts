/** Where it holds: the sampled worlds in the plane of the two assumptions that move the effect most. */
import * as Plot from "@observablehq/plot";
import type { WorldAxis } from "../../../analysis/study/drivers.ts";
import type { Absent, Figure } from "../../page/figure.ts";
import { prose, sentenceCase, significant } from "../../page/wording.ts";
import type { ClaimFound } from "../found.ts";
import { axisLabel, axisName } from "../words.ts";

export function regimes(found: ClaimFound): Figure | Absent {
  const { data, drivers, effects, lead } = found;
  const id = "regimes";
  const [first, second] = drivers;
  if (first === undefined || second === undefined)
    return {
      id,
      missing: "Where it holds",
      because: "fewer than two assumptions were varied over four or more worlds",
    };
  const { direction, smallest } = lead.hypothesis;
  const sign = direction === "lower" ? -1 : 1;
  const dots = effects.map(({ world, mean, low, high }) => ({
    x: first.axis.values[world]!,
    y: second.axis.values[world]!,
    effect: mean,
    kind: (direction === "same" ? Math.abs(mean) < smallest : sign * mean >= smallest)
      ? "holds"
      : Math.abs(mean) >= smallest && (sign > 0 ? high < 0 : low > 0)
        ? "reversed"
        : "too small or undecided",
  }));
  const count = (kind: string) => dots.filter((dot) => dot.kind === kind).length;
  const others = (["reversed", "too small or undecided"] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => `in ${count(kind)} it is ${kind === "reversed" ? "clearly reversed" : kind}`);
  const holding = count("holds") === dots.length ? `all ${dots.length}` : `${count("holds")} of ${dots.length}`;
  const [xName, yName] = [axisLabel(data, first.axis), axisLabel(data, second.axis)];
  return {
    id,
    finding: `“${sentenceCase(lead.hypothesis.id)}” holds in ${[`${holding} sampled worlds`, ...others].join("; ")}`,
    shows: prose`Each sign is a sampled world, placed by the two assumptions that move the difference most: “${axisName(data, first.axis.key)}” and
      “${axisName(data, second.axis.key)}”. It holds where the mean is as stated and large enough to matter.`,
    note: "Other assumptions vary too, so that neighbours may differ. The table has the effect in each world.",
    alt: dots.map(({ x, y, kind }) => `${significant(x, 3)} and ${significant(y, 3)}: ${kind}`).join("; "),
    legend: [
      { label: "holds", mark: "dot-1" },
      { label: "reversed", mark: "dot-2" },
      { label: "too small or undecided", mark: "dot-3" },
    ],
    plots: (size) => [
      {
        height: size.isNarrow ? 280 : 300,
        ...(size.isNarrow ? {} : { width: 520 }),
        marginLeft: 56,
        marginBottom: 42,
        marginTop: 28,
        x: scaleOf(xName, first.axis),
        y: { ...scaleOf(yName, second.axis), labelAnchor: "top" as const, grid: true },
        marks: (["holds", "reversed", "too small or undecided"] as const).flatMap((kind, i) => {
          const mine = dots.filter((dot) => dot.kind === kind);
          const symbol = (["circle", "square", "triangle"] as const)[i]!;
          return mine.length === 0
            ? []
            : [Plot.dot(mine, { x: "x", y: "y", symbol, fill: `var(--series-${i + 1})`, r: 6 })];
        }),
      },
    ],
    columns: [
      { name: "x", heading: xName },
      { name: "y", heading: yName },
      { name: "effect", heading: "Difference" },
      { name: "kind", heading: "What it shows" },
    ],
    rows: dots,
    estimates: {},
  };
}

/** As wide as the range that was sampled. */
function scaleOf(label: string, { isLogarithmic, range }: WorldAxis): Plot.ScaleOptions {
  return {
    label,
    labelArrow: "none",
    labelAnchor: "center",
    domain: [range.from, range.to],
    type: isLogarithmic ? "log" : "linear",
    ticks: 5,
    // Without it a tenth is "100m".
    ...(isLogarithmic && { tickFormat: ".3~g" }),
  };
}

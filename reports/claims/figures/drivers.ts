/** Which assumption moves the effect most: a tornado, the effect at the low and at the high end of each range. */
import * as Plot from "@observablehq/plot";
import type { Absent, Figure } from "../../page/figure.ts";
import { prose, significant } from "../../page/wording.ts";
import { labelledRows } from "../../run/figures/labelled-rows.ts";
import { outcomeOf, signed, unitAfter } from "../../study/words.ts";
import type { ClaimFound } from "../found.ts";
import { axisName, driverWords } from "../words.ts";

export function tornado(found: ClaimFound): Figure | Absent {
  const { data, drivers, lead } = found;
  const id = "drivers";
  const [first] = drivers;
  if (first === undefined || lead.contrast === undefined)
    return { id, missing: "What moves the effect", because: "fewer than four worlds were sampled" };
  const outcome = outcomeOf(data.rows, lead.hypothesis.outcome);
  const bare = { ...outcome, unit: "1" };
  const lines = drivers.map(({ axis, atFrom, atTo, low, high, swing }) => ({
    name: axisName(data, axis.key),
    from: atFrom,
    to: atTo,
    value: signed(swing, bare),
    isClear: low > 0 || high < 0,
  }));
  const clear = lines.filter(({ isClear }) => isClear).length;
  const flips = lines.filter(({ from, to }) => from * to < 0).length;
  const unit = unitAfter(outcome.unit, 2).trim();
  return {
    id,
    finding:
      clear === 0
        ? prose`No assumption that was varied clearly moves the difference; the largest change is along ${driverWords(data, first, outcome.id)}`
        : prose`What moves the difference most is ${driverWords(data, first, outcome.id)}`,
    shows: prose`Difference in ${outcome.name} at the low end (circle) and the high end (square) of each range, by a straight line over the sampled
      worlds. Mean over all worlds: ${signed(lead.contrast.paired.mean, outcome)}.`,
    note: prose`${flips === 0 ? "No range reaches from one sign to the other." : `${flips} of ${lines.length} ranges reach across 0: there the answer turns round.`}
      Worlds vary all assumptions at once, so that each line is an average over the others.`,
    alt: drivers.map((one) => driverWords(data, one, outcome.id)).join("; "),
    legend: [
      { label: "low end of the range", mark: "dot-1" },
      { label: "high end", mark: "dot-2" },
    ],
    plots: (size) => [
      labelledRows({
        rows: lines,
        label: `${outcome.name}, difference${unit === "" ? "" : ` (${unit})`}`,
        size,
        valueWidth: 76,
        nameWidth: 240,
        valueHeading: "change",
        x: { nice: true },
        marks: (drawn) => [
          Plot.ruleX([0], { stroke: "var(--line-strong)" }),
          Plot.ruleX([lead.contrast!.paired.mean], { stroke: "currentColor", strokeDasharray: "3 3" }),
          Plot.ruleY(drawn, {
            y: "name",
            x1: "from",
            x2: "to",
            stroke: "currentColor",
            strokeWidth: 3,
            strokeOpacity: 0.45,
          }),
          Plot.dot(drawn, { y: "name", x: "from", fill: "var(--series-1)", r: 5 }),
          Plot.dot(drawn, { y: "name", x: "to", fill: "var(--series-2)", symbol: "square", r: 5 }),
        ],
      }),
    ],
    columns: [
      { name: "assumption", heading: "Assumption" },
      { name: "from", heading: "Low end" },
      { name: "to", heading: "High end" },
      { name: "at_from", heading: "Difference at the low end" },
      { name: "at_to", heading: "Difference at the high end" },
      { name: "low", heading: "95% interval of the change, low" },
      { name: "high", heading: "95% interval of the change, high" },
    ],
    rows: drivers.map(({ axis, atFrom, atTo, low, high }) => ({
      assumption: axisName(data, axis.key),
      from: axis.from,
      to: axis.to,
      at_from: atFrom,
      at_to: atTo,
      low,
      high,
    })),
    estimates: {},
  };
}

/** Where it holds: the sampled worlds in the plane of the two assumptions that move the effect most. */
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
      : (sign > 0 ? high < 0 : low > 0)
        ? "reversed"
        : "too small or undecided",
  }));
  const count = (kind: string) => dots.filter((dot) => dot.kind === kind).length;
  const [xName, yName] = [axisName(data, first.axis.key), axisName(data, second.axis.key)];
  return {
    id,
    finding: prose`It holds in ${count("holds")} of ${dots.length} sampled worlds, is clearly reversed in ${count("reversed")} and too small or undecided in
      ${count("too small or undecided")}`,
    shows: prose`Each sign is a sampled world, placed by the two assumptions that move the effect most: ${xName} and ${yName}.`,
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
        x: scaleOf(xName, first.axis.isLogarithmic),
        y: { ...scaleOf(yName, second.axis.isLogarithmic), labelAnchor: "top" as const, grid: true },
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

function scaleOf(label: string, isLogarithmic: boolean): Plot.ScaleOptions {
  return {
    label,
    labelArrow: "none",
    labelAnchor: "center",
    nice: true,
    type: isLogarithmic ? "log" : "linear",
    ticks: 5,
  };
}

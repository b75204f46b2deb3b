/** Which assumption moves the effect most: a tornado, the effect at the low and at the high end of each range. */

import * as Plot from "@observablehq/plot";
import { outcomeNamed } from "../../../sim/store/outcomes.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { counted, prose } from "../../page/wording.ts";
import { labelledRows } from "../../run/figures/labelled-rows.ts";
import { signed, signedAlike, unitAfter } from "../../study/words.ts";
import type { ClaimFound } from "../found.ts";
import { axisLabel, axisName, driverWords, isClear } from "../words.ts";

export function tornado(found: ClaimFound): Figure | Absent {
  const { data, drivers, lead } = found;
  const id = "drivers";
  const [first] = drivers;
  if (first === undefined || lead.contrast === undefined)
    return { id, missing: "What moves the effect", because: "fewer than four worlds were sampled" };
  const outcome = outcomeNamed(lead.hypothesis.outcome);
  const text = signedAlike(drivers.map(({ swing }) => swing));
  const lines = drivers.map(({ axis, atFrom, atTo, swing }) => ({
    name: axisName(data, axis.key),
    from: atFrom,
    to: atTo,
    value: text(swing),
  }));
  const clear = drivers.filter(isClear).length;
  const flips = lines.filter(({ from, to }) => from * to < 0).length;
  return {
    id,
    finding:
      clear === 0
        ? prose`No assumption that was varied clearly moves the difference; the largest change, which may be chance, is along ${driverWords(data, first, outcome.id)}`
        : prose`What moves the difference most is ${driverWords(data, first, outcome.id)}`,
    shows: prose`Difference in ${outcome.name} at the low end (circle) and the high end (square) of each range, by a straight line over the sampled
      worlds. Mean over all worlds: ${signed(lead.contrast.paired.mean, outcome)}.`,
    note: prose`${flips === 0 ? "No range reaches from one sign to the other." : `${flips} of ${counted(lines.length, "range")} ${flips === 1 ? "reaches" : "reach"} across 0: there the answer turns round.`}
      Worlds vary all assumptions at once, so that each line is an average over the others.`,
    alt: drivers.map((one) => driverWords(data, one, outcome.id)).join("; "),
    legend: [
      { label: "low end of the range", mark: "dot-1" },
      { label: "high end", mark: "dot-2" },
    ],
    plots: (size) => [drawing(found, lines, size)],
    columns: [
      { name: "assumption", heading: "Assumption, with its unit" },
      { name: "from", heading: "Low end" },
      { name: "to", heading: "High end" },
      { name: "at_from", heading: "Difference at the low end" },
      { name: "at_to", heading: "Difference at the high end" },
      { name: "low", heading: "95% interval of the change, low" },
      { name: "high", heading: "95% interval of the change, high" },
    ],
    rows: drivers.map(({ axis, atFrom, atTo, low, high }) => ({
      assumption: axisLabel(data, axis),
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

interface Line {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly value: string;
}

function drawing({ lead }: ClaimFound, rows: readonly Line[], size: Size): Plot.PlotOptions {
  const outcome = outcomeNamed(lead.hypothesis.outcome);
  const unit = unitAfter(outcome.unit, 2).trim();
  const { mean } = lead.contrast!.paired;
  return labelledRows({
    rows,
    label: `${size.isNarrow ? "difference" : `${outcome.name}, difference`}${unit === "" ? "" : ` (${unit})`}`,
    size,
    valueWidth: 96,
    nameWidth: 250,
    valueHeading: "change",
    x: { nice: true },
    marks: (drawn) => [
      Plot.ruleX([0], { stroke: "var(--line-strong)" }),
      Plot.ruleX([mean], { stroke: "currentColor", strokeDasharray: "3 3" }),
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
  });
}

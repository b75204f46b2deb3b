/** A map of one factor's best level over all combinations of the others. */
import * as Plot from "@observablehq/plot";
import { otherFactors, type RegimeCell } from "../../../analysis/study/regimes.ts";
import type { StudyRows } from "../../../analysis/study/rows.ts";
import type { Figure, Size } from "../../page/figure.ts";
import { counted, percent, prose } from "../../page/wording.ts";
import type { Found } from "../findings.ts";
import type { RegimeMap } from "../regimes.ts";
import { factorName, outcomeOf, plain } from "../words.ts";

/** Letters, since colour alone does not tell levels apart. */
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const fills = ["var(--series-1)", "var(--series-2)", "var(--series-3)"];

export function regimeFigure({ data: { rows } }: Found, { factor, outcome: id, better, cells }: RegimeMap): Figure {
  const outcome = outcomeOf(rows, id);
  const { name, levels } = rows.factors[factor]!;
  const [across, down] = axesOf(rows, factor, cells);
  const drawn = cells.map((cell) => ({
    x: labelOf(rows, cell, across),
    y: labelOf(rows, cell, down),
    letter: `${letter(cell.best)}${cell.isClear ? "" : "?"}`,
    best: levels[cell.best]!,
    fill: fills[cell.best % fills.length]!,
    opacity: cell.isClear ? 0.75 : 0.18,
    lead: cell.lead,
    contenders: cell.contenders.map((level) => levels[level]!).join(", "),
  }));
  const clear = cells.filter(({ isClear }) => isClear);
  const wins = levels.map((_, level) => clear.filter(({ best }) => best === level).length);
  const most = wins.indexOf(Math.max(...wins));
  const key = levels.map((level, i) => `${letter(i)} ${level}`).join(" · ");
  const word = better === "higher" ? "highest" : "lowest";
  return {
    id: `regimes-${factor}-${id}`,
    finding:
      clear.length === 0
        ? prose`By the ${outcome.name}, no level of ${factorName(name)} is clearly the best in any of ${counted(cells.length, "combination")}`
        : prose`By the ${outcome.name}, “${levels[most]!}” is clearly the best in ${wins[most]!} of ${counted(cells.length, "combination")} of what else holds;
            ${others(levels, wins, most)}`,
    shows: prose`One cell for each combination of the other factors: the letter of the level with the ${word} mean. Full cells: all others are excluded
      at 95%, by paired differences with Bonferroni's correction; pale cells with a question mark: others may be as good. ${key}.`,
    note: prose`Cells are judged one by one: of a hundred, some five may mislead. ${percent((cells.length - clear.length) / cells.length, 0)} of the cells are open.`,
    alt: `${drawn
      .slice(0, 40)
      .map(
        ({ x, y, best, letter: mark }) =>
          `${[y, x].filter((one) => one !== "").join(", ")}: ${best}${mark.endsWith("?") ? ", open" : ""}`,
      )
      .join("; ")}.`,
    plots: (size) => [drawing(drawn, { across: nameOf(rows, across), down: nameOf(rows, down), size })],
    columns: [
      { name: "y", heading: nameOf(rows, down) || "–" },
      { name: "x", heading: nameOf(rows, across) },
      { name: "best", heading: "Best level" },
      { name: "lead", heading: `Lead over the next (${outcome.unit})` },
      { name: "contenders", heading: "May be the best" },
    ],
    rows: drawn.map(({ x, y, best, lead, contenders }) => ({ y, x, best, lead, contenders })),
    estimates: {},
  };

  function others(names: readonly string[], counts: readonly number[], top: number): string {
    const rest = names.flatMap((level, i) => (i === top || counts[i] === 0 ? [] : [`“${level}” in ${counts[i]}`]));
    const leads = clear.filter(({ best }) => best === top).map(({ lead }) => lead);
    const range = `it leads there by ${plain(Math.min(...leads), outcome)} to ${plain(Math.max(...leads), outcome)}`;
    return rest.length === 0 ? `no other is in any; ${range}` : `${rest.join(", ")}; ${range}`;
  }
}

const letter = (level: number) => letters[level % letters.length]!;

/** The factor with the most levels goes across, all others down together. */
function axesOf(rows: StudyRows, factor: number, cells: readonly RegimeCell[]): [number[], number[]] {
  const seen = (f: number) => new Set(cells.map(({ at }) => at[f])).size;
  const others = otherFactors(rows, factor).filter((f) => seen(f) > 1);
  const across = [...others].sort((a, b) => seen(b) - seen(a) || a - b)[0];
  return [across === undefined ? [] : [across], others.filter((f) => f !== across)];
}

function labelOf({ factors }: StudyRows, { at }: RegimeCell, axes: readonly number[]): string {
  return axes.map((f) => factors[f]!.levels[at[f]!]!).join(" · ");
}

function nameOf({ factors }: StudyRows, axes: readonly number[]): string {
  return axes.map((f) => factors[f]!.name).join(" · ");
}

interface Cell {
  readonly x: string;
  readonly y: string;
  readonly letter: string;
  readonly fill: string;
  readonly opacity: number;
}

function drawing(
  cells: readonly Cell[],
  { across, down, size }: { across: string; down: string; size: Size },
): Plot.PlotOptions {
  const [columns, lines] = [[...new Set(cells.map(({ x }) => x))], [...new Set(cells.map(({ y }) => y))]];
  const isMapped = lines.length > 1 || lines[0] !== "";
  const cut = size.isNarrow ? 13 : 36;
  const short = (text: string) => (text.length > cut ? `${text.slice(0, cut - 1)}…` : text);
  return {
    height: lines.length * 26 + 74,
    marginLeft: isMapped ? (size.isNarrow ? 108 : 250) : 12,
    marginTop: 24,
    marginBottom: 46,
    x: { domain: columns, label: across, labelAnchor: "center", labelArrow: "none", tickFormat: short, tickSize: 0 },
    y: { domain: lines, label: isMapped ? down : null, labelArrow: "none", tickFormat: short, tickSize: 0 },
    marks: [
      Plot.cell(cells, { x: "x", y: "y", fill: "fill", fillOpacity: "opacity", inset: 1 }),
      Plot.text(cells, { x: "x", y: "y", text: "letter", fill: "currentColor", fontWeight: 600 }),
    ],
    color: { type: "identity" },
    opacity: { type: "identity" },
  };
}

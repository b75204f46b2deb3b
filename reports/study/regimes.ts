/** Regime maps: which level is best where, for the outcomes that the study asks about. */
import type { Better } from "../../analysis/study/choice.ts";
import { askedOutcomes } from "../../analysis/study/explored.ts";
import { otherFactors, type RegimeCell, regimesOf } from "../../analysis/study/regimes.ts";
import { type StudyRows, worldsFactor } from "../../analysis/study/rows.ts";
import type { Absent, Figure } from "../page/figure.ts";
import { type Html, html } from "../page/html.ts";
import { regimeFigure } from "./figures/regimes.ts";
import type { Found } from "./findings.ts";

export interface RegimeMap {
  readonly factor: number;
  readonly outcome: string;
  readonly better: Better;
  readonly cells: readonly RegimeCell[];
}

const mapsMost = 4;

/** For each outcome asked about, the factor that a statement names with it, or else the first one. */
export function regimeMaps(rows: StudyRows): RegimeMap[] {
  const isChosen = ({ name, levels }: StudyRows["factors"][number]) => name !== worldsFactor && levels.length > 1;
  const fallback = rows.factors.findIndex(isChosen);
  return askedOutcomes(rows).flatMap((outcome) => {
    const named = [...rows.hypotheses, ...(rows.selection === undefined ? [] : [rows.selection])].find(
      (one) => one.outcome === outcome,
    )?.factor;
    const factor = named === undefined ? fallback : rows.factors.findIndex(({ name }) => name === named);
    const stated = rows.selection?.outcome === outcome ? rows.selection.better : undefined;
    const better = stated ?? rows.outcomes.find(({ id }) => id === outcome)?.better;
    if (factor < 0 || better === undefined || otherFactors(rows, factor).length === 0) return [];
    const cells = regimesOf(rows, factor, outcome, better);
    return cells.length < 2 ? [] : [{ factor, outcome, better, cells }];
  });
}

/** @param block  a figure with its number */
export function regimesSection(found: Found, block: (figure: Figure | Absent) => Html): Html {
  const { rows } = found.data;
  // Sampled worlds are no grid: what wins where is told by their own section.
  if (rows.worlds !== undefined) return html``;
  const maps = regimeMaps(rows).slice(0, mapsMost);
  if (maps.length === 0) return html``;
  return html`<section aria-labelledby="regimes-title"><h2 id="regimes-title">Which is best where?</h2>
${maps.map((map) => block(regimeFigure(found, map)))}</section>`;
}

export function plainRegimes(rows: StudyRows) {
  if (rows.worlds !== undefined) return [];
  return regimeMaps(rows).map(({ factor, outcome, better, cells }) => {
    const { name, levels } = rows.factors[factor]!;
    return {
      factor: name,
      outcome,
      better,
      cells: cells.map(({ at, best, isClear, contenders, lead }) => ({
        at: at.flatMap((level, f) =>
          f === factor ? [] : [{ factor: rows.factors[f]!.name, level: rows.factors[f]!.levels[level]! }],
        ),
        best: levels[best]!,
        isClear,
        contenders: contenders.map((level) => levels[level]!),
        lead,
      })),
    };
  });
}

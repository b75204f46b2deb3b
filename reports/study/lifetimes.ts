/** How long until something happens, under each level of the first factor. */

import { lifetimesBy } from "../../analysis/study/lifetimes.ts";
import type { StudyRows } from "../../analysis/study/rows.ts";
import { choiceOf } from "../../analysis/study/worlds.ts";
import type { Absent, Figure } from "../page/figure.ts";
import { type Html, html } from "../page/html.ts";
import { survivalCurves } from "./figures/survival.ts";
import type { Found } from "./findings.ts";

/** @param block  a figure with its number */
export function lifetimesSection(found: Found, block: (figure: Figure | Absent) => Html): Html {
  const all = found.data.rows.lifetimes ?? [];
  if (all.length === 0) return html``;
  return html`<section aria-labelledby="lifetimes-title"><h2 id="lifetimes-title">How long does it last?</h2>
${all.map((one, i) => block(survivalCurves(found, one, i)))}</section>`;
}

export function plainLifetimes(rows: StudyRows) {
  const factor = choiceOf(rows);
  if (factor === undefined) return [];
  const { name, levels } = rows.factors[factor]!;
  return (rows.lifetimes ?? []).map((one) => ({
    id: one.id,
    event: one.event,
    factor: name,
    levels: lifetimesBy(rows, factor, one).map(({ level, runs, happened, median, pValue }) => ({
      level: levels[level]!,
      runs,
      happened,
      median: median ?? null,
      pValue: Number.isNaN(pValue) ? null : pValue,
    })),
  }));
}

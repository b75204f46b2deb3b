/** What was published of the network that the scenario stands for, beside the runs of the first variant. */
import { variantsFactor, worldsFactor } from "../../analysis/study/rows.ts";
import { observedFigure, plainObserved } from "../page/against-observed.ts";
import type { Absent, Figure } from "../page/figure.ts";
import { type Html, html } from "../page/html.ts";
import type { StudyReportData } from "./rows.ts";

/** @param block  a figure with its number */
export function observedSection(data: StudyReportData, block: (figure: Figure | Absent) => Html): Html {
  if (data.observed === undefined) return html``;
  const variants = data.rows.factors.find(({ name }) => name === variantsFactor);
  const whose = variants === undefined ? "" : `of “${variants.levels[0]!}”`;
  return html`<section aria-labelledby="published-title"><h2 id="published-title">Does it make what was published?</h2>
${block(observedFigure(data.observed, baseline(data), whose))}</section>`;
}

/** Undefined where no counts are named: other findings stay as they are. */
export function observedFindings(data: StudyReportData) {
  return data.observed === undefined ? undefined : plainObserved(data.observed, baseline(data));
}

/** Runs at the first level of every factor, in all sampled worlds. */
function baseline({ rows: { factors, points, runs } }: StudyReportData): ReadonlySet<number> {
  const isBase = (point: number) =>
    points[point]!.every((level, f) => level === 0 || factors[f]!.name === worldsFactor);
  return new Set(runs.filter(({ point }) => isBase(point)).map(({ run }) => run));
}

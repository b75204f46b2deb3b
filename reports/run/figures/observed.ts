/** Left out of the page where the scenario names no published counts. */
import { observedFigure } from "../../page/against-observed.ts";
import type { Absent, Figure } from "../../page/figure.ts";
import type { ReportData } from "../rows.ts";

export function observed({ observed: published, rows }: ReportData): Figure | Absent | undefined {
  if (published === undefined) return undefined;
  return observedFigure(published, new Set(rows.runs.map(({ run }) => run)), "");
}

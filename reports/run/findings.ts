/** The findings for machines: every sentence with the estimates it rests on. */
import { rounded } from "../../analysis/stats/rounded.ts";
import { isAbsent } from "../page/figure.ts";
import { findingsGenerator } from "../page/opening.ts";
import type { ReportData } from "./rows.ts";
import type { Drawn } from "./summary.ts";

/** Raised when a reader of the file would have to change. */
const format = 1;

/** @returns JSON, two spaces, ending in a line feed; numbers with twelve digits; an interval that does not exist is null */
export function findings({ scenario, provenance, rows }: ReportData, drawn: Drawn, title: string): string {
  const figures = [...drawn.values()].map(({ figure, number }) =>
    isAbsent(figure)
      ? { id: figure.id, missing: figure.missing, because: figure.because }
      : { id: figure.id, figure: number, sentence: figure.finding, estimates: figure.estimates },
  );
  const content = {
    generator: findingsGenerator,
    format,
    title,
    scenario: {
      name: scenario.name,
      question: scenario.question,
      identity: scenario.identity,
      warmupEpochs: scenario.warmup,
    },
    contentDigest: provenance.contentDigest,
    versions: Object.fromEntries(provenance.versions),
    commands: provenance.commands,
    runs: rows.runs,
    findings: figures,
  };
  return `${JSON.stringify(content, (_, value) => (typeof value === "number" ? rounded(value) : value), 2)}\n`;
}

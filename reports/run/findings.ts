/** The findings for machines: every sentence with the estimates it rests on. */
import { isAbsent } from "../page/figure.ts";
import type { ReportData } from "./rows.ts";
import type { Drawn } from "./summary.ts";

/** Raised when a reader of the file would have to change. */
const format = 1;

/** @returns JSON, two spaces, ending in a line feed; an interval that does not exist is null */
export function findings({ scenario, provenance, rows }: ReportData, drawn: Drawn, title: string): string {
  const figures = [...drawn.values()].map(({ figure, number }) =>
    isAbsent(figure)
      ? { id: figure.id, missing: figure.missing, because: figure.because }
      : { id: figure.id, figure: number, sentence: figure.finding, estimates: figure.estimates },
  );
  const content = {
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
  return `${JSON.stringify(content, null, 2)}\n`;
}

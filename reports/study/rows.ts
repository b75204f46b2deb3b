/** What a study's report is made of. */
import type { Observed } from "../../analysis/study/observed.ts";
import type { StudyRows } from "../../analysis/study/rows.ts";

export interface StudyReportData {
  readonly name: string;
  readonly question: string;
  readonly rows: StudyRows;
  readonly plannedRuns: number;
  readonly failedRuns: number;
  /** Where the scenario names published counts. */
  readonly observed?: Observed | undefined;
  readonly provenance: StudyProvenance;
}

export interface StudyProvenance {
  readonly versions: readonly (readonly [string, string])[];
  readonly contentDigest: string;
  readonly seed: string;
  /** Scenario identity of each point. */
  readonly identities: readonly string[];
  /** Of the measured cells that verdicts rest on; empty without. */
  readonly records: readonly string[];
  readonly commands: readonly string[];
  readonly sources: readonly { readonly name: string; readonly text: string }[];
}

/** Gathers what a study's report is made of. */
import type { ClaimData } from "../../reports/claims/rows.ts";
import type { StudyReportData } from "../../reports/study/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { claimData } from "./claims/claim-data.ts";
import { openStore } from "./duckdb.ts";
import { StoreError } from "./failure.ts";
import { observedIn } from "./observed-data.ts";
import { openReader } from "./reader.ts";
import { commandsFor, programVersions, shownOverrides, shownSources } from "./report-data.ts";
import { statementsOf, studyRows } from "./study-data.ts";
import { askedRuns, type StudyRecord, storedStudy } from "./study-record.ts";

/**
 * @returns undefined when the store is about one scenario
 * @throws StoreError when the store cannot be read, or holds no finished run
 */
export async function studyReportData(path: string): Promise<StudyReportData | undefined> {
  const study = await studyIn(path);
  return study === undefined || study.factors.length === 0 ? undefined : gathered(path, study);
}

/**
 * @returns undefined when the store's study states no claim
 * @throws StoreError as `studyReportData`
 */
export async function claimReportData(path: string): Promise<ClaimData | undefined> {
  const study = await studyIn(path);
  if (study === undefined || statementsOf(study).claim === undefined) return undefined;
  return claimData(path, study, await gathered(path, study));
}

async function gathered(path: string, study: StudyRecord): Promise<StudyReportData> {
  const reader = await openReader(path);
  try {
    const rows = await studyRows(reader, study);
    if (rows.runs.length === 0)
      throw new StoreError(`${path} holds no finished run — finish one with: commonwatt resume ${path}`);
    const [failed] = await reader.rows("SELECT count(*) AS runs FROM runs WHERE status = 'failed'");
    const records = await reader.rows(
      "SELECT DISTINCT kernel_records AS records FROM runs WHERE kernel_records IS NOT NULL ORDER BY ALL",
    );
    const [first] = study.points;
    const { sources } = first!.scenario;
    const resolved = JSON.parse(first!.scenario.resolved) as Scenario;
    const shown = { sources: shownSources(sources), overrides: shownOverrides(sources) };
    return {
      name: study.name,
      question: study.question,
      rows,
      plannedRuns: askedRuns(study).length,
      failedRuns: failed!.runs as number,
      observed: await observedIn(reader, resolved),
      provenance: {
        versions: await programVersions(reader),
        contentDigest: await reader.contentDigest(),
        seed: String(resolved.seed),
        identities: study.points.map(({ scenario }) => scenario.identity),
        records: records.map((row) => String(row.records)),
        commands: commandsFor("compare", shown, study.replications),
        sources: shown.sources,
      },
    };
  } finally {
    reader.close();
  }
}

/** Stores made before there were studies are about one scenario. */
async function studyIn(path: string): Promise<StudyRecord | undefined> {
  const store = await openStore(path, { access: "read" });
  try {
    const tables = await store.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'studies'");
    return tables.length === 0 ? undefined : await storedStudy(store);
  } finally {
    store.close();
  }
}

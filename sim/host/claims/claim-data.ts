/** Gathers what a claim's page is made of: what every study has, and the rows of its figures. */
import { readFileSync } from "node:fs";
import { type WorldAxis, worldAxis } from "../../../analysis/study/drivers.ts";
import type { ClaimData } from "../../../reports/claims/rows.ts";
import { validations } from "../../../reports/claims/validation.ts";
import type { StudyReportData } from "../../../reports/study/rows.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { packageFile } from "../package-root.ts";
import { openReader } from "../reader.ts";
import { queryText } from "../report-data.ts";
import { type Statements, statementsOf } from "../study-data.ts";
import type { StudyRecord } from "../study-record.ts";

/** @returns undefined when the store's study states no claim */
export async function claimData(
  path: string,
  study: StudyRecord,
  shared: StudyReportData,
): Promise<ClaimData | undefined> {
  const stated = statementsOf(study);
  const { claim } = stated;
  if (claim === undefined) return undefined;
  const reader = await openReader(path);
  try {
    const rows = async <T>(name: string) => (await reader.rows(queryText(name))) as unknown as T[];
    const scenario = JSON.parse(study.points[0]!.scenario.resolved) as Scenario;
    return {
      ...shared,
      claim,
      axes: axesOf(study, stated),
      warmup: study.points[0]!.scenario.warmup,
      epochDays: scenario.epochLength / 86_400,
      path: await rows(`paths/${claim.path}`),
      holders: await rows("claims/holders"),
      lorenz: await rows("claims/lorenz"),
      flows: await rows("claims/flows"),
      places: await rows("claims/places"),
      validation: validations(claim.rests, docsPage),
    };
  } finally {
    reader.close();
  }
}

function docsPage(name: string): string | undefined {
  try {
    return readFileSync(packageFile(`docs/${name}`), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Each sampled key with its value in every world, from the scenarios as they were resolved. */
function axesOf({ factors, points }: StudyRecord, stated: Statements): WorldAxis[] {
  const worlds = factors.findIndex(({ name }) => name === "worlds");
  if (worlds < 0) return [];
  const first = factors[worlds]!.levels.map((_, w) => points.find(({ levels }) => levels[worlds] === w)!);
  const resolved = first.map(({ scenario }) => JSON.parse(scenario.resolved) as unknown);
  return (stated.worlds?.axes ?? []).map((axis) => worldAxis(axis, resolved));
}

/** Published counts that a stored scenario names, and the same measured in its runs. */
import type { Observed } from "../../analysis/study/observed.ts";
import { observedSeries } from "../model/catalogue/observed.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Reader } from "./reader.ts";
import { queryText } from "./report-data.ts";

/**
 * @param resolved  the scenario as stored
 * @returns undefined when it names none
 */
export async function observedIn(
  reader: Reader,
  resolved: Pick<Scenario, "observed" | "epochLength">,
): Promise<Observed | undefined> {
  const { observed, epochLength } = resolved;
  if (observed === undefined) return undefined;
  const { name, path, facts } = observedSeries[observed.series];
  const rows = await reader.rows(queryText(`paths/${path}`));
  const values = rows.map((row) => ({
    run: row.run as number,
    epoch: row.epoch as number,
    value: row.value as number,
  }));
  return { name, start: observed.start, epochSeconds: epochLength, facts, values };
}

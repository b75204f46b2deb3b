/** What makes two scenarios, or two runs, the same: the resolved values, whatever the file looked like. */

import { sha256OfText } from "../engine/sha256.ts";
import type { Scenario } from "./scenario.ts";
import { round15 } from "./units.ts";

/** Keys of the resolved scenario that say how it is repeated or shown, not what happens in a run. */
const notOfTheRun: readonly (keyof Scenario)[] = ["name", "question", "replications", "seed", "observed"];

/**
 * JSON with sorted keys, no blanks, and numbers at 15 digits: equal data give equal text.
 *
 * @throws RangeError for what JSON cannot hold: NaN, infinities, functions
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(round15(value));
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") throw new RangeError(`no canonical form for ${String(value)}`);
  const keys = Object.keys(value).filter((key) => (value as Record<string, unknown>)[key] !== undefined);
  const members = keys.sort().map((key) => {
    return `${JSON.stringify(key)}:${canonicalJson((value as Record<string, unknown>)[key])}`;
  });
  return `{${members.join(",")}}`;
}

/** SHA-256 of everything in the resolved scenario. [64 hexadecimal digits] */
export function scenarioIdentity(scenario: Scenario): string {
  return sha256OfText(canonicalJson(scenario));
}

/**
 * Name of one replication for good: the same key means the same rows.
 *
 * The scenario's name, question, number of replications and what reports compare it with do not change a run and do not enter.
 *
 * @param version  of the model: a new one may give other rows
 * @returns 64 hexadecimal digits
 */
export function runKey(version: string, scenario: Scenario, replication: number): string {
  const { seed } = scenario;
  const world = Object.fromEntries(
    Object.entries(scenario).filter(([key]) => !(notOfTheRun as readonly string[]).includes(key)),
  );
  return sha256OfText(canonicalJson({ version, world, seed, replication }));
}

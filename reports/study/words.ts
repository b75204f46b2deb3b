/** Differences of outcomes in words. */
import type { Contrast } from "../../analysis/study/contrasts.ts";
import { type StudyRows, variantsFactor } from "../../analysis/study/rows.ts";
import type { Outcome } from "../../sim/store/outcomes.ts";
import { percent, sentenceCase, significant } from "../page/wording.ts";

export function outcomeOf({ outcomes }: StudyRows, id: string): Outcome {
  const found = outcomes.find((outcome) => outcome.id === id);
  if (found === undefined) throw new RangeError(`study report: no outcome ${id} among the measured ones`);
  return found;
}

/** "free delegation" for a variant, "reward: saturated" for a level of another factor. */
export function levelName(rows: StudyRows, { factor, level }: Pick<Contrast, "factor" | "level">): string {
  const { name, levels } = rows.factors[factor]!;
  return name === variantsFactor ? levels[level]! : `${name}: ${levels[level]!}`;
}

export function factorName(name: string): string {
  return name === variantsFactor ? "the variants" : `“${name}”`;
}

const digits = 3;

/** With its sign and unit; a share that never leaves 0…1 in percentage points would need its scale: plain numbers are honest. */
export function signed(value: number, { unit }: Outcome): string {
  const text = significant(value, digits);
  return `${value > 0 ? "+" : ""}${text}${unitAfter(unit, value)}`;
}

export function plain(value: number, { unit }: Outcome): string {
  return `${significant(value, digits)}${unitAfter(unit, value)}`;
}

export function unitAfter(unit: string, value: number): string {
  if (unit === "1") return "";
  const isCounted = /^[a-z]+$/.test(unit) && unit !== "ms";
  return ` ${unit}${isCounted && Math.abs(value) !== 1 ? "s" : ""}`;
}

/** "+0.12 (+0.08 to +0.16)" */
export function differenceWords({ paired: { mean, low, high } }: Contrast, outcome: Outcome): string {
  const bare = { ...outcome, unit: "1" };
  return `${signed(mean, outcome)} (${signed(low, bare)} to ${signed(high, bare)})`;
}

/** "free delegation lowers operators with half of the votes by 12.3 operators" */
export function changeSentence(rows: StudyRows, contrast: Contrast): string {
  const outcome = outcomeOf(rows, contrast.outcome);
  const { mean, low, high } = contrast.paired;
  const verb = mean > 0 ? "raises" : "lowers";
  const size = plain(Math.abs(mean), outcome);
  // Seen in the direction of the mean, so that an interval across 0 keeps its sign.
  const ends = mean > 0 ? [low, high] : [-high, -low];
  const bare = { ...outcome, unit: "1" };
  const interval = `${plain(ends[0]!, bare)} to ${plain(ends[1]!, bare)}`;
  return `${sentenceCase(levelName(rows, contrast))} ${verb} the ${outcome.name} by ${size} (95% interval ${interval})`;
}

export function pWords(pValue: number): string {
  return pValue < 0.001 ? "p < 0.001" : `p = ${significant(pValue, 2)}`;
}

export function shareWords(share: number): string {
  return percent(share, 0);
}

/** Differences of outcomes in words. */
import type { Contrast } from "../../analysis/study/contrasts.ts";
import { type StudyRows, variantsFactor } from "../../analysis/study/rows.ts";
import type { Outcome } from "../../sim/store/outcomes.ts";
import { alike, type Format, percent, sentenceCase, significant } from "../page/wording.ts";

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
  const counted = /^([a-z]{3,})((?:\/[a-z]+)?)$/.exec(unit);
  return counted !== null && Math.abs(value) !== 1 ? ` ${counted[1]}s${counted[2]}` : ` ${unit}`;
}

/** "+0.12 (+0.08 to +0.16)" */
export function differenceWords({ paired: { mean, low, high } }: Contrast, outcome: Outcome): string {
  const text = signedAlike([mean, low, high]);
  return `${text(mean)}${unitAfter(outcome.unit, mean)} (${text(low)} to ${text(high)})`;
}

/** As `alike`, with a plus sign. */
export function signedAlike(values: readonly number[]): Format {
  const text = alike(values, digits);
  return (value) => `${value > 0 && /[1-9]/.test(text(value)) ? "+" : ""}${text(value)}`;
}

/** "“Free delegation” lowers the operators with half of the votes by 12.3 operators (95% interval 11.0 to 13.6)" */
export function changeSentence(rows: StudyRows, contrast: Contrast): string {
  const outcome = outcomeOf(rows, contrast.outcome);
  const { mean, low, high } = contrast.paired;
  const verb = mean > 0 ? "raises" : "lowers";
  const text = alike([mean, low, high], digits);
  const size = `${text(Math.abs(mean))}${unitAfter(outcome.unit, mean)}`;
  // Seen in the direction of the mean, so that an interval across 0 keeps its sign.
  const [from, to] = mean > 0 ? [low, high] : [-high, -low];
  const who = `“${sentenceCase(levelName(rows, contrast))}”`;
  return `${who} ${verb} the ${outcome.name} by ${size} (95% interval ${text(from)} to ${text(to)})`;
}

/** An effect this much smaller than what matters is named by its bound: its digits say nothing. */
const tinyShare = 0.05;

/** "within ±0.0003", when the whole interval is a twentieth of what matters or less. */
export function tinyWords({ low, high }: Contrast["paired"], smallest: number): string | undefined {
  const bound = Math.max(Math.abs(low), Math.abs(high));
  return bound <= tinyShare * smallest ? `±${significant(bound, 1)}` : undefined;
}

export function pWords(pValue: number): string {
  return pValue < 0.001 ? "p < 0.001" : `p = ${significant(pValue, 2)}`;
}

export function shareWords(share: number): string {
  return percent(share, 0);
}

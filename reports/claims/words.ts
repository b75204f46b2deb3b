/** A claim's verdict, worlds and certainty in words. Every number is from the rows, with its interval. */

import { clipped, type Estimate, estimate } from "../../analysis/stats/estimate.ts";
import { likelihoodWord } from "../../analysis/stats/likelihood.ts";
import type { Certainty } from "../../analysis/study/certainty.ts";
import type { Holding, Weighed } from "../../analysis/study/claim.ts";
import type { Driver, WorldAxis } from "../../analysis/study/drivers.ts";
import { type Outcome, outcomeNamed } from "../../sim/store/outcomes.ts";
import { alike, counted, percent, prose, sentenceCase, significant } from "../page/wording.ts";
import { changeSentence, plain, pWords, signedAlike, tinyWords, unitAfter } from "../study/words.ts";
import type { ClaimData } from "./rows.ts";

/** Part of what matters that is rounding of numbers, and no effect. */
const lastDigits = 1e-9;

/** Certainty below which no word of likelihood is used: it would read as more than is known. */
export const wordedFrom = 2;

/** "in 8 of 8 sampled worlds (75% to 100%; likely)": the word only where certainty allows it. */
export function worldsWords({ of, hold, worlds, interval }: Holding, { level }: Certainty): string {
  if (worlds === 0) return "in no world that could be compared";
  const [one, such] =
    of === "combinations" ? ["combination of world and circumstances", "such cases"] : ["sampled world", "such worlds"];
  const range = `${percent(interval.low, 0)} to ${percent(interval.high, 0)} of ${such}`;
  const word = level >= wordedFrom ? likelihoodWord(hold, worlds) : undefined;
  return `in ${hold} of ${counted(worlds, one, one.startsWith("c") ? "combinations of world and circumstances" : undefined)} (90% interval ${range}${word === undefined ? "" : `; ${word}`})`;
}

/** What came of one hypothesis, as a sentence. */
export function foundWords({ rows }: ClaimData, one: Weighed): string {
  const { contrast, hypothesis, verdict } = one;
  if (contrast === undefined) return `${sentenceCase(hypothesis.id)}: no value in the runs`;
  const { mean, low, high } = contrast.paired;
  // Sums in another order differ in the last digits: that is no change.
  if (Math.max(Math.abs(mean), Math.abs(low), Math.abs(high)) <= lastDigits * hypothesis.smallest)
    return `“${sentenceCase(hypothesis.level)}” leaves the ${outcomeNamed(hypothesis.outcome).name} exactly as it is`;
  const tiny = tinyWords(contrast.paired, hypothesis.smallest);
  const size =
    tiny === undefined
      ? changeSentence(rows, contrast)
      : `“${sentenceCase(hypothesis.level)}” leaves the ${outcomeNamed(hypothesis.outcome).name} where it is (95% interval of the change within ${tiny})`;
  const smallest = plain(hypothesis.smallest, outcomeNamed(hypothesis.outcome));
  switch (verdict) {
    case "negligible":
      return `${size}: less than the ${smallest} that would matter`;
    case "undecided": {
      const { low, high } = contrast.paired;
      const isBeyond = low >= hypothesis.smallest || high <= -hypothesis.smallest;
      return isBeyond
        ? `${size}: beyond the ${smallest} that would matter, but not once corrected for how many such questions are asked (${pWords(one.pValue)})`
        : `${size}: these runs do not tell whether it reaches the ${smallest} that would matter`;
    }
    default:
      return hypothesis.direction === "same" && verdict === "supported"
        ? `${size}: less than the ${smallest} that would matter`
        : size;
  }
}

/** "from 0.33 (0.31 to 0.34) to 0.28 (0.27 to 0.3)": where a change starts and ends, over the same pairs as its difference. */
export function sidesWords({ contrast, hypothesis }: Weighed): string {
  if (contrast === undefined) return "";
  const { unit } = outcomeNamed(contrast.outcome);
  const [from, to] = [contrast.baseline, contrast.treated].map((values) =>
    sideMean(values, hypothesis.smallest, contrast.outcome),
  ) as [Estimate, Estimate];
  const text = alike([from, to].flatMap(({ mean, low, high }) => [mean, low, high]));
  const side = ({ mean, low, high }: Estimate) =>
    `${text(mean)}${unitAfter(unit, mean)} (${text(low)} to ${text(high)})`;
  return `from ${side(from)} to ${side(to)}`;
}

/**
 * Mean of one side of a contrast over its pairs, with its interval; 0 where all of it is far below the smallest difference that matters.
 *
 * @param values  one a pair
 */
export function sideMean(values: readonly number[], smallest: number, outcome: string): Estimate {
  const points = values.map((value, run) => ({ run, epoch: 0, value, weight: 1 }));
  const found = clipped(estimate(points, ""), ...boundsOf(outcomeNamed(outcome), values));
  const most = Math.max(Math.abs(found.mean), Math.abs(found.low), Math.abs(found.high));
  return most < nothing * smallest ? { ...found, mean: 0, low: 0, high: 0 } : found;
}

/** What an outcome can be at all: an interval of few pairs may reach beyond. A part that is seen above 1 is no share of a whole. */
function boundsOf({ name, unit }: Outcome, values: readonly number[]): [number, number] {
  const isShare = unit === "1" && /^(share|part) of /.test(name) && values.every((value) => value >= 0 && value <= 1);
  if (isShare) return [0, 1];
  return ["day", "epoch", "vote", "operator"].includes(unit) ? [0, Number.POSITIVE_INFINITY] : allNumbers;
}

const allNumbers: [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** Part of what matters that is shown as 0. */
const nothing = 1e-4;

/** "“number of owners”: from −6.1 at 30 to −2.2 at 110 (95% interval of the change …)": what a driver does. */
export function driverWords(data: ClaimData, { axis, atFrom, atTo, low, high }: Driver, outcome: string): string {
  const { unit } = outcomeNamed(outcome);
  const text = signedAlike([atFrom, atTo, low, high]);
  const at = (value: number) => `${significant(value, 2)}${unitAfter(axis.unit, value)}`;
  return prose`“${axisName(data, axis.key)}”: from ${text(atFrom)}${unitAfter(unit, atFrom)} at ${at(axis.from)} to
    ${text(atTo)}${unitAfter(unit, atTo)} at ${at(axis.to)} (95% interval of the change ${text(low)} to ${text(high)})`;
}

/** Whether its change can be told from chance. */
export function isClear({ low, high }: Driver): boolean {
  return low > 0 || high < 0;
}

export function axisName({ claim }: ClaimData, key: string): string {
  return claim.assumptions.find((one) => one.key === key)?.name ?? key;
}

/** With its unit, as an axis of a drawing is named. */
export function axisLabel(data: ClaimData, { key, unit }: WorldAxis): string {
  return `${axisName(data, key)}${unit === "" ? "" : ` (${unitAfter(unit, 2).trim()})`}`;
}

/** "epoch (7 days each)" */
export function epochLabel({ epochDays }: ClaimData): string {
  return `epoch (${epochDays === 1 ? "one day" : `${significant(epochDays, 3)} days`} each)`;
}

/** "39 epochs of 28 days"; "30 days" where an epoch is one. */
export function epochsWords(count: number, { epochDays }: ClaimData): string {
  return epochDays === 1 ? counted(count, "day") : `${counted(count, "epoch")} of ${significant(epochDays, 3)} days`;
}

export function certaintyWords({ name, downgrades }: Certainty): string {
  if (downgrades.length === 0) return `Certainty is ${name}: nothing lowers it.`;
  const reasons = downgrades.map(
    ({ domain, reason, steps }) => `${midSentence(reason)} (${domain}${steps === 2 ? ", two steps" : ""})`,
  );
  return `Certainty is ${name}, lowered from high for ${counted(reasons.length, "reason")}: ${reasons.join("; ")}.`;
}

/** A sentence as a part of another: without its stop, and with a small letter unless it begins with an abbreviation. */
export function midSentence(text: string): string {
  const bare = text.replace(/\.$/, "");
  return /^\p{Lu}(?!\p{Lu})/u.test(bare) ? `${bare.charAt(0).toLowerCase()}${bare.slice(1)}` : bare;
}

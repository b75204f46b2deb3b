/** A claim's verdict, worlds and certainty in words. Every number is from the rows, with its interval. */

import { type Estimate, estimate } from "../../analysis/stats/estimate.ts";
import { likelihoodWord } from "../../analysis/stats/likelihood.ts";
import type { Certainty } from "../../analysis/study/certainty.ts";
import type { ClaimVerdict, Holding, Weighed } from "../../analysis/study/claim.ts";
import type { Driver } from "../../analysis/study/drivers.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";
import { alike, counted, percent, prose, sentenceCase, significant } from "../page/wording.ts";
import { changeSentence, plain, pWords, signedAlike, tinyWords, unitAfter } from "../study/words.ts";
import type { ClaimData } from "./rows.ts";

export const verdictNames: Readonly<Record<ClaimVerdict, string>> = {
  supported: "Supported",
  conditional: "Supported under conditions",
  unsupported: "Not supported",
  contradicted: "Contradicted",
};

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
    return `${sentenceCase(hypothesis.level)} leaves the ${outcomeNamed(hypothesis.outcome).name} exactly as it is`;
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
  const outcome = outcomeNamed(contrast.outcome);
  const side = (values: readonly number[]) => {
    const { mean, low, high } = sideMean(values, hypothesis.smallest);
    const text = alike([mean, low, high]);
    return `${text(mean)}${unitAfter(outcome.unit, mean)} (${text(low)} to ${text(high)})`;
  };
  return `from ${side(contrast.baseline)} to ${side(contrast.treated)}`;
}

/**
 * Mean of one side of a contrast over its pairs, with its interval; 0 where all of it is far below the smallest difference that matters.
 *
 * @param values  one a pair
 */
export function sideMean(values: readonly number[], smallest: number): Estimate {
  const found = estimate(
    values.map((value, run) => ({ run, epoch: 0, value, weight: 1 })),
    "",
  );
  const most = Math.max(Math.abs(found.mean), Math.abs(found.low), Math.abs(found.high));
  return most < nothing * smallest ? { ...found, mean: 0, low: 0, high: 0 } : found;
}

/** Part of what matters that is shown as 0. */
const nothing = 1e-4;

/** "from −6.1 where number of owners is 30 to −2.2 where it is 110": what a driver does. */
export function driverWords(data: ClaimData, { axis, atFrom, atTo, low, high }: Driver, outcome: string): string {
  const { unit } = outcomeNamed(outcome);
  const text = signedAlike([atFrom, atTo, low, high]);
  return prose`${axisName(data, axis.key)}: from ${text(atFrom)}${unitAfter(unit, atFrom)} at ${significant(axis.from, 2)} to
    ${text(atTo)}${unitAfter(unit, atTo)} at ${significant(axis.to, 2)} (95% interval of the change ${text(low)} to ${text(high)})`;
}

export function axisName({ claim }: ClaimData, key: string): string {
  return claim.assumptions.find((one) => one.key === key)?.name ?? key;
}

export function certaintyWords({ name, downgrades }: Certainty): string {
  if (downgrades.length === 0) return `Certainty is ${name}: nothing lowers it.`;
  const reasons = downgrades.map(
    ({ domain, reason, steps }) => `${domain}${steps === 2 ? " (two steps)" : ""}: ${reason}`,
  );
  return `Certainty is ${name}. It is lowered for ${reasons.map((text) => text.replace(/\.$/, "")).join("; ")}.`;
}

/** A claim's verdict, worlds and certainty in words. Every number is from the rows, with its interval. */

import { likelihoodWord } from "../../analysis/stats/likelihood.ts";
import type { Certainty } from "../../analysis/study/certainty.ts";
import type { ClaimVerdict, Holding, Weighed } from "../../analysis/study/claim.ts";
import type { Driver } from "../../analysis/study/drivers.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";
import { counted, percent, prose, sentenceCase, significant } from "../page/wording.ts";
import { changeSentence, plain, signedAlike, tinyWords, unitAfter } from "../study/words.ts";
import type { ClaimData } from "./rows.ts";

export const verdictNames: Readonly<Record<ClaimVerdict, string>> = {
  supported: "Supported",
  conditional: "Supported under conditions",
  unsupported: "Not supported",
  contradicted: "Contradicted",
};

/** Certainty below which no word of likelihood is used: it would read as more than is known. */
export const wordedFrom = 2;

/** "in 8 of 8 sampled worlds (75% to 100%; likely)": the word only where certainty allows it. */
export function worldsWords({ hold, worlds, interval }: Holding, { level }: Certainty): string {
  if (worlds === 0) return "in no world that could be compared";
  const range = `${percent(interval.low, 0)} to ${percent(interval.high, 0)} of such worlds`;
  const word = level >= wordedFrom ? likelihoodWord(hold, worlds) : undefined;
  return `in ${hold} of ${counted(worlds, "sampled world")} (90% interval ${range}${word === undefined ? "" : `; ${word}`})`;
}

/** What came of one hypothesis, as a sentence. */
export function foundWords({ rows }: ClaimData, one: Weighed): string {
  const { contrast, hypothesis, verdict } = one;
  if (contrast === undefined) return `${sentenceCase(hypothesis.id)}: no value in the runs`;
  const { mean, low, high } = contrast.paired;
  if (mean === 0 && low === 0 && high === 0)
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
    case "undecided":
      return `${size}: these runs do not tell whether it reaches the ${smallest} that would matter`;
    default:
      return hypothesis.direction === "same" && verdict === "supported"
        ? `${size}: less than the ${smallest} that would matter`
        : size;
  }
}

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

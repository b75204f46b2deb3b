/**
 * Words for how often something is so, with fixed meanings (IPCC, Guidance Note on Consistent Treatment of Uncertainties, 2010).
 *
 * The word is taken at the cautious end of Wilson's interval, so that few cases never earn a strong one: 40 of 40 are "very likely", and
 * "virtually certain" takes about 270 of 270.
 */
import { oneSided, wilson } from "./proportion.ts";

const atLeast = [
  [0.99, "virtually certain"],
  [0.9, "very likely"],
  [0.66, "likely"],
] as const;
const atMost = [
  [0.01, "exceptionally unlikely"],
  [0.1, "very unlikely"],
  [0.33, "unlikely"],
] as const;
const middle = { least: 0.33, most: 0.66 };

/** @returns undefined when the cases are too few for any word */
export function likelihoodWord(hits: number, n: number): string | undefined {
  const { low, high } = wilson(hits, n, oneSided);
  const strong = atLeast.find(([least]) => low >= least) ?? atMost.find(([most]) => high <= most);
  if (strong !== undefined) return strong[1];
  return low >= middle.least && high <= middle.most ? "about as likely as not" : undefined;
}

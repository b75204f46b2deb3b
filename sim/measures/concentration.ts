/** Every figure of the output table `concentration`, from one sort. O(n log n) in time, 8 bytes a holder. */
import type { ReadonlyColumn } from "../engine/columns.ts";
import { theil } from "./entropy.ts";
import { gini } from "./gini.ts";
import { hhi } from "./hhi.ts";
import { descending } from "./holdings.ts";
import { nakamoto, oneHalf, oneThird, topShare, twoThirds } from "./top.ts";

/** Keys are the table's columns. A type, not an interface, so that it passes for a record of numbers. */
export type Concentration = {
  readonly holders: number;
  readonly hhi: number;
  readonly effective_number: number;
  readonly gini: number;
  readonly theil: number;
  readonly top1: number;
  readonly top5: number;
  readonly top10: number;
  readonly nakamoto_third: number;
  readonly nakamoto_half: number;
  readonly nakamoto_two_thirds: number;
};

/**
 * Concentration over the holders of something; holders of nothing are left out.
 *
 * @param values  amounts ≥ 0, one a holder
 * @returns figures; all but `holders` NaN when nobody holds anything
 * @throws RangeError when an amount is negative or infinite
 */
export function concentrationOf(values: ReadonlyColumn): Concentration {
  const held = descending(values);
  const squares = hhi(held);
  return {
    holders: held.length,
    hhi: squares,
    effective_number: 1 / squares,
    gini: gini(held),
    theil: theil(held),
    top1: topShare(held, 1),
    top5: topShare(held, 5),
    top10: topShare(held, 10),
    nakamoto_third: nakamoto(held, oneThird),
    nakamoto_half: nakamoto(held, oneHalf),
    nakamoto_two_thirds: nakamoto(held, twoThirds),
  };
}

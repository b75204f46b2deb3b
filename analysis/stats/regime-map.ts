/**
 * Which variant wins where: over a grid of two parameters, the best variant of each cell, and whether the others are excluded.
 *
 * In a cell all variants saw the same random shocks. A variant is excluded when Student's t of its paired differences to the best is
 * significant after Bonferroni's correction for the other variants: the set that is left holds the best with at least the confidence asked
 * for (in the manner of Gupta 1965, Technometrics 7(2)). Cells are judged one by one: among 100 cells some five may mislead at 95 %.
 */
import { plainMean } from "./estimate.ts";
import { pairedDifference } from "./paired.ts";

export interface CellValues {
  readonly x: number;
  readonly y: number;
  /** By variant, then by replication, in the same order. */
  readonly values: readonly (readonly number[])[];
}

export interface Regime {
  readonly x: number;
  readonly y: number;
  /** Index of the variant with the best mean; the first of equals. */
  readonly best: number;
  /** Whether all others are excluded. */
  readonly isClear: boolean;
  /** Indices of variants that may be the best. */
  readonly contenders: readonly number[];
  readonly means: readonly number[];
  /** Lead of the best over the next, ≥ 0 [unit of the outcome]. */
  readonly lead: number;
}

/**
 * @param better  which way the outcome is better
 * @throws RangeError on fewer than two variants, or as `pairedDifference`
 */
export function regimeMap(cells: readonly CellValues[], better: "higher" | "lower", confidence = 0.95): Regime[] {
  const sign = better === "higher" ? 1 : -1;
  return cells.map(({ x, y, values }) => {
    if (values.length < 2)
      throw new RangeError(`cell (${x}, ${y}): ${values.length} variant, two or more are compared`);
    const means = values.map(plainMean);
    const merit = means.map((mean) => sign * mean);
    const best = merit.indexOf(Math.max(...merit));
    const level = (1 - confidence) / (values.length - 1);
    const isContender = (i: number) =>
      i === best || merit[i] === merit[best] || pairedDifference(values[i], values[best]).pValue > 2 * level;
    const contenders = values.flatMap((_, i) => (isContender(i) ? [i] : []));
    const lead = merit[best] - Math.max(...merit.filter((_, i) => i !== best));
    return { x, y, best, isClear: contenders.length === 1, contenders, means, lead };
  });
}

/** Share of cells in which each variant is clearly the best, and the share in which none is. */
export function regimeShares(map: readonly Regime[]): { readonly clear: readonly number[]; readonly open: number } {
  const variants = map[0]?.means.length ?? 0;
  const share = (is: (regime: Regime) => boolean) => map.filter(is).length / map.length;
  return {
    clear: Array.from({ length: variants }, (_, i) => share((regime) => regime.isClear && regime.best === i)),
    open: share((regime) => !regime.isClear),
  };
}

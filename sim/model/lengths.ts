/** Token lengths: the quantile function of a workload's law on an even grid, so that a draw costs one uniform and one look-up. */
import { exp, log } from "../engine/math.ts";
import type { LengthLaw } from "./catalogue/facts.ts";

/** Quantiles at 0, 1/n, … 1. [token] */
export type LengthTable = Float64Array;

/** Cells of the grid: the 99.9 % quantile is still four cells from the end. */
const cells = 4096;

/** Tabulates a law, piecewise linear in the logarithm of length between its fitted quantiles. */
export function tabulate(law: LengthLaw): LengthTable {
  const { probability, tokens } = law;
  const table = new Float64Array(cells + 1);
  let k = 0;
  for (let i = 0; i <= cells; i++) {
    const p = i / cells;
    while (k < probability.length - 2 && p > probability[k + 1]) k++;
    const share = (p - probability[k]) / (probability[k + 1] - probability[k]);
    const low = log(tokens[k]);
    table[i] = exp(low + Math.min(1, share) * (log(tokens[k + 1]) - low));
  }
  return table;
}

/** Whole length at probability u in (0, 1), at least one token. */
export function lengthAt(table: LengthTable, u: number): number {
  const x = u * cells;
  const i = Math.floor(x);
  const length = table[i] + (x - i) * (table[i + 1] - table[i]);
  return Math.max(1, Math.floor(length + 0.5));
}

/**
 * Probability at which the second length is read, so that both have Spearman correlation `rho` and stay uniform: with
 * probability |rho| the same rank (or the opposite one), else independent.
 *
 * Fréchet's family of copulas, Nelsen (2006), An Introduction to Copulas, 2nd ed., exercise 5.9 and section 2.2.
 */
export function secondRank(first: number, draw: number, rho: number): number {
  const tied = Math.abs(rho);
  if (draw < tied) return rho > 0 ? first : 1 - first;
  return (draw - tied) / (1 - tied);
}

/**
 * Entry of firms that learn their productivity only after paying to enter, drawn from a Pareto law: closed economy.
 *
 * Who draws less than φ* makes no profit and leaves. Entry goes on until expected profits pay for it:
 *
 *   (φ* / φmin)^k = (σ − 1) / (k − σ + 1) · f / (δ fₑ),   π̄ = δ fₑ / P(φ ≥ φ*),   M = L / (σ (π̄ + f))
 *
 * @see Melitz, Econometrica 71(6), 2003, sections 2–4; Pareto as in Helpman, Melitz and Yeaple, AER 94(1), 2004
 */
import { pow } from "../../engine/pow.ts";

export interface EntryCosts {
  /** Each period while in the market, and once at entry. [labour] */
  readonly fixed: number;
  readonly entry: number;
  /** Chance to die in a period. */
  readonly death: number;
  /** Elasticity of substitution, > 1. */
  readonly sigma: number;
  /** Exponent k of productivities, > σ − 1, and the least of them. */
  readonly pareto: number;
  readonly least: number;
  readonly labour: number;
}

export interface Industry {
  readonly cutoff: number;
  readonly survival: number;
  readonly firms: number;
}

export function industryWithEntry({ fixed, entry, death, sigma, pareto, least, labour }: EntryCosts): Industry {
  const ratio = ((sigma - 1) / (pareto - sigma + 1)) * (fixed / (death * entry));
  // Where entry is so dear that even the least productive cover their fixed cost, nobody leaves.
  const survival = Math.min(1, 1 / ratio);
  const profit = (death * entry) / survival;
  return {
    cutoff: least * pow(1 / survival, 1 / pareto),
    survival,
    firms: labour / (sigma * (profit + fixed)),
  };
}

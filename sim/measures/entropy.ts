/**
 * Shannon entropy of the shares, and Theil's T, its distance from equality.
 *
 *   H = −Σ sᵢ ln sᵢ, 0 … ln n        T = ln n − H = (1/n) Σ (xᵢ/μ) ln(xᵢ/μ), 0 … ln n
 *
 * in natural units. Holders of nothing add 0 to H and count in n.
 *
 * @see Shannon, A Mathematical Theory of Communication, 1948, section 6; Theil, Economics and Information Theory, 1967,
 * chapter 4
 */
import type { ReadonlyColumn } from "../engine/columns.ts";
import { log } from "../engine/math.ts";
import { sum } from "./sum.ts";

/** @returns 0 … ln n [nat]; NaN when nobody holds anything */
export function entropy(holdings: ReadonlyColumn): number {
  const total = sum(holdings, holdings.length);
  let nats = 0;
  for (let i = 0; i < holdings.length; i++) {
    const share = holdings[i] / total;
    if (share > 0) nats -= share * log(share);
  }
  return total > 0 ? nats : Number.NaN;
}

/** @returns 0 … ln n [nat]; NaN when nobody holds anything */
export function theil(holdings: ReadonlyColumn): number {
  if (holdings.length === 0) return Number.NaN;
  return Math.max(0, log(holdings.length) - entropy(holdings));
}

/**
 * By stake, with a part shared evenly that grows while the large are far ahead.
 *
 *   payᵢ = ⌊R · ((1 − η) · sᵢ + η / n)⌋,   n active accounts with stake
 *   every so many epochs η ← η + step when the mean stake of the top third is ≥ 3 times that of the bottom third, else η − step
 *
 * η stays between its first value and 1. The even part pays for splitting an account as far as holders do not follow.
 */
import * as z from "zod";
import { apportion } from "../../measures/apportion.ts";
import { AccountStatus } from "../../model/tables/accounts.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "stake-with-equal-part",
  catalogue: "R-19",
  summary: "By stake, with an even part that rises while the top third holds far more than the bottom third.",
  equation: "payᵢ = ⌊R · ((1 − η) · sᵢ + η / n)⌋, η ± step by top third / bottom third ≥ 3",
  needs: "stake",
  source: [{ cite: "AtomOne, ADR-004 and addendum, 2025–2026", at: "Nakamoto bonus: η from 3 %, ±3 % (1 %) weekly" }],
  params: z.strictObject({
    initial: z.number().min(0).max(1).default(0.03).describe("First and least even part η [0…1]"),
    step: z.number().min(0).max(1).default(0.03).describe("Change of η at a review [0…1]"),
    ratio: z.number().min(1).max(1000).default(3).describe("Top third over bottom third from which η rises [1]"),
    reviewEpochs: z.int().min(1).max(10_000).default(7).describe("Epochs between reviews: a week of days [epoch]"),
  }),
  memory: {
    network: {
      /** η above its first value. [0…1] */
      raised: "f64",
    },
  },
  create: ({ initial, step, ratio, reviewEpochs }, { network: { raised } }) => ({
    allocate({ epoch, accountCount, accounts: { stake, delegated, status } }, emission, out) {
      const shares: number[] = [];
      for (let a = 0; a < accountCount; a++) {
        out[a] = status[a] === AccountStatus.active ? stake[a] + delegated[a] : 0;
        if (out[a] > 0) shares.push(out[a]);
      }
      if (epoch > 0 && epoch % reviewEpochs === 0) {
        const change = isUneven(shares, ratio) ? step : -step;
        raised[0] = Math.min(1 - initial, Math.max(0, raised[0] + change));
      }
      const even = initial + raised[0];
      const total = shares.reduce((sum, share) => sum + share, 0);
      for (let a = 0; a < accountCount; a++) {
        out[a] = out[a] > 0 ? (1 - even) * (out[a] / total) + even / shares.length : 0;
      }
      apportion(emission, out, accountCount);
    },
  }),
});

/** Whether the mean of the top third is so many times that of the bottom third; fewer than three are never uneven. */
function isUneven(shares: readonly number[], ratio: number): boolean {
  const third = Math.floor(shares.length / 3);
  if (third === 0) return false;
  const sorted = [...shares].sort((a, b) => a - b);
  const sum = (list: readonly number[]) => list.reduce((total, share) => total + share, 0);
  return sum(sorted.slice(-third)) >= ratio * sum(sorted.slice(0, third));
}

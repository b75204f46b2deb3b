/**
 * Stake above a quantile of the validators' stakes gives no further say, and no further pay.
 *
 *   sᵢ ← min(sᵢ, quantile q of s), scaled to sum to 1;   Iⱼ ∝ Σᵢ sᵢ Wᵢⱼ,   payⱼ ∝ ξ · sⱼ + (1 − ξ) · Iⱼ
 *
 * The quantile is taken over the validators, by linear interpolation.
 */
import * as z from "zod";
import { clearInactive, ofActive } from "../../measures/active.ts";
import { apportion } from "../../measures/apportion.ts";
import { incentivesOf, makeReports, scaleToOne } from "../../measures/consensus.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "capped-stake-reports",
  catalogue: "R-04",
  summary: "Reports weighted by stake up to a quantile of the validators' stakes pay workers, such stake validators.",
  equation: "s ← min(s, quantile q), pay ∝ ξ · s + (1 − ξ) · Σᵢ sᵢ Wᵢⱼ",
  needs: "stake",
  source: [{ cite: "Lui and Sun, arXiv:2507.02951, 2025", at: "stake capped at the 88th percentile" }],
  params: z.strictObject({
    quantile: z.number().min(0).max(1).default(0.88).describe("Quantile q at which stake is cut [0…1]"),
    permits: z.int().min(1).max(64).default(64).describe("Accounts of most stake that validate [1]"),
    noise: z.number().min(0).max(1).default(0.1).describe("Error of a validator's view over the truth; assumed [0…1]"),
    copyFraction: z.number().min(0).max(1).default(0).describe("Share of validators that copy; assumed [0…1]"),
    validatorFraction: z.number().min(0).max(1).default(0.5).describe("Part ξ of the emission for validators [0…1]"),
  }),
  memory: {
    account: {
      /** Shares last published, which copiers report. */
      published: "f64",
    },
  },
  create: ({ quantile, validatorFraction, ...plan }, { account: { published } }) => ({
    allocate({ accountCount, reports: habits, accounts: { stake, delegated, work, status } }, emission, out, draw) {
      const held = ofActive(status, accountCount, (a) => stake[a] + delegated[a]);
      const seen = ofActive(status, accountCount, (a) => work[a]);
      const reports = makeReports(held, seen, published, { ...plan, count: accountCount, habits }, draw);
      const most = quantileOf(reports.stake, quantile);
      const capped = reports.stake.map((share) => Math.min(share, most));
      scaleToOne(capped);
      const incentives = incentivesOf({ ...reports, stake: capped });
      for (let a = 0; a < accountCount; a++) out[a] = (1 - validatorFraction) * (incentives[a] ?? 0);
      reports.validators.forEach((account, i) => {
        out[account] += validatorFraction * capped[i];
      });
      published.set(incentives);
      clearInactive(out, status, accountCount);
      apportion(emission, out, accountCount);
    },
  }),
});

/** By linear interpolation between order statistics; 0 of none. */
function quantileOf(values: Float64Array, q: number): number {
  if (values.length === 0) return 0;
  const sorted = values.slice().sort();
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

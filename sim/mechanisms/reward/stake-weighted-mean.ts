/**
 * Workers are paid by the mean of what validators report, weighted by stake; validators by their stake.
 *
 *   payⱼ ∝ ξ · Sⱼ + (1 − ξ) · Iⱼ,   Iⱼ ∝ Σᵢ Sᵢ Wᵢⱼ
 *
 * The control for clipping: a report that nobody shares counts as much as any other of its stake.
 */
import * as z from "zod";
import { clearInactive, ofActive } from "../../measures/active.ts";
import { apportion } from "../../measures/apportion.ts";
import { incentivesOf, makeReports } from "../../measures/consensus.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "stake-weighted-mean",
  catalogue: "R-05",
  summary: "Workers are paid by the stake-weighted mean of validators' reports, validators by stake.",
  equation: "payⱼ ∝ ξ · Sⱼ + (1 − ξ) · Iⱼ, Iⱼ ∝ Σᵢ Sᵢ Wᵢⱼ",
  needs: "stake",
  source: [{ cite: "control", at: "the plain mean, to compare clipping with" }],
  params: z.strictObject({
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
  create: ({ validatorFraction, ...plan }, { account: { published } }) => ({
    allocate({ accountCount, reports: habits, accounts: { stake, delegated, work, status } }, emission, out, draw) {
      const held = ofActive(status, accountCount, (a) => stake[a] + delegated[a]);
      const seen = ofActive(status, accountCount, (a) => work[a]);
      const reports = makeReports(held, seen, published, { ...plan, count: accountCount, habits }, draw);
      const incentives = incentivesOf(reports);
      for (let a = 0; a < accountCount; a++) out[a] = (1 - validatorFraction) * (incentives[a] ?? 0);
      reports.validators.forEach((account, i) => {
        out[account] += validatorFraction * reports.stake[i];
      });
      published.set(incentives);
      clearInactive(out, status, accountCount);
      apportion(emission, out, accountCount);
    },
  }),
});

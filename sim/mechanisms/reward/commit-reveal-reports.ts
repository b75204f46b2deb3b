/**
 * Reports are sealed for an epoch before they count, so that who copies copies old news.
 *
 *   epoch e counts the reports on the work of epoch e − 1; copiers had the consensus of epoch e − 2 to copy
 *
 * Otherwise as reports cut at the consensus, with validators paid by the part of their reports that was not cut:
 *
 *   Iⱼ ∝ Σᵢ Sᵢ W̄ᵢⱼ,   Dᵢ ∝ Sᵢ · Σⱼ W̄ᵢⱼ,   pay ∝ ξ D + (1 − ξ) I
 */
import * as z from "zod";
import { clearInactive, ofActive } from "../../measures/active.ts";
import { apportion } from "../../measures/apportion.ts";
import { clipReports, consensusOf, incentivesOf, makeReports, scaleToOne } from "../../measures/consensus.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "commit-reveal-reports",
  catalogue: "R-03",
  summary: "Reports count an epoch after they were sealed; copiers report an older consensus and lose what is cut.",
  equation: "I ∝ S·min(W(e − 1), Wκ), D ∝ S·Σ W̄, pay ∝ ξD + (1 − ξ)I",
  needs: "stake",
  source: [
    { cite: "Opentensor, subtensor, 2026", at: "docs/consensus.md, pallets/subtensor/src/epoch/run_epoch.rs" },
    { cite: "Opentensor, Weight Copying in Bittensor, 2024", at: "commit-reveal, one tempo" },
  ],
  params: z.strictObject({
    kappa: z.number().gt(0).max(1).default(0.5).describe("Share κ of the stake that makes the consensus [0…1]"),
    permits: z.int().min(1).max(64).default(64).describe("Accounts of most stake that validate [1]"),
    noise: z.number().min(0).max(1).default(0.1).describe("Error of a validator's view over the truth; assumed [0…1]"),
    copyFraction: z.number().min(0).max(1).default(0).describe("Share of validators that copy; assumed [0…1]"),
    validatorFraction: z.number().min(0).max(1).default(0.5).describe("Part ξ of the emission for validators [0…1]"),
  }),
  memory: {
    account: {
      /** Work of the epoch before, on which the reports that count now were made. [token] */
      workBefore: "f64",
      /** Consensus published last, and the one before it. */
      published: "f64",
      publishedBefore: "f64",
    },
  },
  create({ kappa, validatorFraction, ...plan }, { account: { workBefore, published, publishedBefore } }) {
    return {
      allocate({ accountCount, reports: habits, accounts: { stake, delegated, work, status } }, emission, out, draw) {
        const held = ofActive(status, accountCount, (a) => stake[a] + delegated[a]);
        const reports = makeReports(held, workBefore, publishedBefore, { ...plan, count: accountCount, habits }, draw);
        const consensus = consensusOf(reports, kappa);
        clipReports(reports, consensus);
        const incentives = incentivesOf(reports);
        const dividends = new Float64Array(accountCount);
        reports.validators.forEach((validator, i) => {
          let kept = 0;
          for (let j = 0; j < accountCount; j++) kept += reports.weights[i * accountCount + j];
          dividends[validator] = reports.stake[i] * kept;
        });
        scaleToOne(dividends);
        for (let a = 0; a < accountCount; a++) {
          out[a] = validatorFraction * dividends[a] + (1 - validatorFraction) * (incentives[a] ?? 0);
          workBefore[a] = work[a];
        }
        publishedBefore.set(published);
        published.set(consensus);
        clearInactive(out, status, accountCount);
        apportion(emission, out, accountCount);
      },
    };
  },
});

/**
 * Pays by weight, less what random proofs did not confirm; what is forfeited is not shared among the others.
 *
 *   eᵢ = min(cap, wᵢ · confirmedᵢ) when active, else 0
 *   payᵢ = ⌊emission · eᵢ / Σ w⌋ over all accounts;  Σ e in place of Σ w when forfeits are shared
 *
 * With challenges on, accounts may stake P = k · E on another's having shown less than α · tolerance of its proof over an epoch, E its
 * gross pay; stakes, judgement and what follows are in model/processes/challenges.ts.
 *
 * The sum counts every account, also those found invalid or absent, so that nobody gains by accusing another: their part stays in
 * the treasury. Work done does not enter: an account that was asked nothing is paid in full.
 */
import * as z from "zod";
import { apportion } from "../../measures/apportion.ts";
import { cutToCap } from "../../measures/individual-cap.ts";
import { AccountStatus } from "../../model/tables/accounts.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "proportional-to-weight",
  summary: "Each active account is paid by its confirmed weight; what others forfeit stays in the treasury.",
  equation: "payᵢ = ⌊R · min(cap, wᵢ · confirmedᵢ) / Σ w⌋ when active, else 0",
  source: [
    { cite: "Gonka, inference-chain, v0.2.13", at: "x/inference/keeper/bitcoin_rewards.go" },
    {
      cite: "Gonka, proposals/multi-model-poc/long-poc-challenge.md",
      at: "challenges; v0.2.16, execution not confirmed",
    },
  ],
  params: z.strictObject({
    forfeits: z
      .enum(["treasury", "shared"])
      .default("treasury")
      .describe("Where forfeited parts go; until v0.2.7 they were shared among those paid [choice]"),
    individualCap: z
      .number()
      .min(0)
      .max(1)
      .default(0.3)
      .describe("Most that one active account holds of what is paid; 1 is no cap [0…1]"),
    challenges: z
      .int()
      .min(0)
      .max(100)
      .default(0)
      .describe("Challenges under way at once, at most; proposed are 4, 0 is none [challenge]"),
    challengeStake: z.number().min(0).max(1).default(0.1).describe("Stake k over the target's gross pay [0…1]"),
    challengeAlpha: z
      .number()
      .min(0)
      .max(1)
      .default(0.5 * 0.909)
      .describe("Share of its proof that a challenged account must show over the epoch, tolerance included [0…1]"),
  }),
  create: ({ forfeits, individualCap, challenges, challengeStake, challengeAlpha }) => ({
    challenges:
      challenges > 0 ? { most: challenges, stakeFraction: challengeStake, leastShown: challengeAlpha } : undefined,
    allocate(see, emission, out) {
      const { accountCount, accounts } = see;
      const { rewardWeight, confirmed, status, liveNodes } = accounts;
      let all = 0;
      for (let a = 0; a < accountCount; a++) {
        all += rewardWeight[a];
        const isPaid = status[a] === AccountStatus.active && liveNodes[a] > 0;
        out[a] = isPaid ? rewardWeight[a] * confirmed[a] : 0;
      }
      if (individualCap < 1) cutToCap(out, accountCount, individualCap);
      let paid = 0;
      for (let a = 0; a < accountCount; a++) paid += out[a];
      const part = forfeits === "shared" || all === 0 ? 1 : Math.min(1, paid / all);
      apportion(Math.floor(emission * part), out, accountCount);
    },
  }),
});

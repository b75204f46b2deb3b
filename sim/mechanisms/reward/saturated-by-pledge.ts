/**
 * Pays by stake up to one k-th of all, a little more for what the account itself has pledged.
 *
 *   payᵢ = R / (1 + a₀) · (s' + p' · a₀ · (s' − p' · (z₀ − s') / z₀) / z₀),   z₀ = 1/k, s' = min(s, z₀), p' = min(p, z₀)
 *
 * s is the share of all stake that backs an account, p the part its owner pledged. What nobody earns stays in the treasury. One owner of
 * many accounts is saturated once for each.
 */
import * as z from "zod";
import { pledgedReward } from "../../measures/reward-sharing.ts";
import { AccountStatus } from "../../model/tables/accounts.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "saturated-by-pledge",
  catalogue: "R-21",
  summary: "By stake up to one k-th of all stake, with a bonus for the account's own pledge.",
  equation: "payᵢ = R / (1 + a₀) · (s' + p' · a₀ · (s' − p' · (z₀ − s') / z₀) / z₀)",
  needs: "stake",
  source: [
    {
      cite: "Brünjes, Kiayias, Koutsoupias and Stouka, Reward Sharing Schemes for Stake Pools, EuroS&P 2020",
      at: "section 3; Cardano: k = 500, a0 = 0.3",
    },
  ],
  params: z.strictObject({
    k: z.int().min(1).max(1_000_000).default(500).describe("Accounts k that would be just saturated [1]"),
    pledgeInfluence: z.number().min(0).max(1000).default(0.3).describe("Influence a₀ of the pledge [1]"),
  }),
  create: ({ k, pledgeInfluence }) => ({
    allocate({ accountCount, accounts: { stake, delegated, status } }, emission, out) {
      let total = 0;
      for (let a = 0; a < accountCount; a++) total += stake[a] + delegated[a];
      let left = emission;
      for (let a = 0; a < accountCount; a++) {
        const isPaid = status[a] === AccountStatus.active && total > 0;
        const backing = { stake: (stake[a] + delegated[a]) / total, pledge: stake[a] / total };
        const part = isPaid ? pledgedReward(backing, { k, pledgeInfluence }) : 0;
        // The parts sum to 1 at most, but for rounding.
        out[a] = Math.min(left, Math.floor(emission * part));
        left -= out[a];
      }
    },
  }),
});

/**
 * Holders leave out accounts that are saturated; accounts set what they keep.
 *
 *   P(a) ∝ yₐ^γ · xₐ^β among accounts with xₐ < Σ x / k
 *
 * Nothing forbids backing a saturated account: who is there may stay until the next look, at a yield that falls. Made for a reward
 * that stops growing at one k-th of all stake.
 */
import * as z from "zod";
import { chooseByAttraction } from "../../measures/attraction.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "delegation",
  id: "saturation-avoiding",
  summary: "Holders back accounts below one k-th of all stake, by yield and name; accounts set what they keep.",
  equation: "P(a) ∝ yₐ^γ · xₐ^β over xₐ < Σ x / k, commission marginₐ",
  needs: "delegators",
  source: [
    {
      cite: "Brünjes, Kiayias, Koutsoupias and Stouka, Reward Sharing Schemes for Stake Pools, EuroS&P 2020",
      at: "section 3: non-myopic ranking, z₀ = 1 / k",
    },
    { cite: "Cardano, protocol parameters since epoch 257", at: "k = 500" },
  ],
  params: z.strictObject({
    k: z.int().min(1).max(100_000).default(500).describe("Accounts at which all would be just saturated [1]"),
    yieldExponent: z.number().min(0).max(50).default(4).describe("How sharply yields are compared; assumed [1]"),
    sizeExponent: z.number().min(0).max(5).default(0.5).describe("How much a known name draws; assumed [1]"),
    reviewFraction: z.number().min(0).max(1).default(0.05).describe("Holders who look again each epoch; assumed [0…1]"),
  }),
  create({ k, ...by }) {
    return {
      choose(see, out, draw) {
        const { stake, delegated, margin } = see.accounts;
        const full = see.network.bonded[0] / k;
        const takesMore = (a: number) => stake[a] + delegated[a] < full;
        chooseByAttraction(see, by, { commission: (a) => margin[a], takesMore }, out, draw);
      },
      limit: () => Number.POSITIVE_INFINITY,
      commission: ({ accounts }, account) => accounts.margin[account],
    };
  },
});

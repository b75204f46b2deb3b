/**
 * An account's whole backing is at most a multiple of its own pledge, and at most one k-th of all.
 *
 *   stakeᵢ + delegatedᵢ ≤ min(L · stakeᵢ, Σ x / k)
 *
 * As proposed, stake above the bound earns nothing; here it is turned away, which gives the same once holders have moved.
 */
import * as z from "zod";
import { chooseByAttraction } from "../../measures/attraction.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "delegation",
  id: "pledge-leverage",
  catalogue: "R-22",
  summary: "An account's stake with what is delegated is at most a multiple of its own, and one k-th of all.",
  equation: "stakeᵢ + delegatedᵢ ≤ min(L · stakeᵢ, Σ x / k)",
  needs: "delegators",
  source: [{ cite: "Cardano CIP-50, Liesenfelt, 2022", at: "s' = min(s, L · p, 1 / k), L from 10 to 100 and beyond" }],
  params: z.strictObject({
    leverage: z.number().min(1).max(10_000).default(100).describe("Most backing L for each unit of own stake [1]"),
    k: z.int().min(1).max(100_000).default(500).describe("Backing of one account is at most one k-th of all [1]"),
    yieldExponent: z.number().min(0).max(50).default(1).describe("How sharply yields are compared; assumed [1]"),
    sizeExponent: z.number().min(0).max(5).default(0.5).describe("How much a known name draws; assumed [1]"),
    reviewFraction: z.number().min(0).max(1).default(0.05).describe("Holders who look again each epoch; assumed [0…1]"),
  }),
  create({ leverage, k, ...by }) {
    const room = (own: number, bonded: number) => Math.max(0, Math.min(leverage * own, bonded / k) - own);
    return {
      choose(see, out, draw) {
        const { stake, delegated, margin } = see.accounts;
        const all = see.network.bonded[0];
        const takesMore = (a: number) => delegated[a] < room(stake[a], all);
        chooseByAttraction(see, by, { commission: (a) => margin[a], takesMore }, out, draw);
      },
      limit: ({ accounts, network }, account) => room(accounts.stake[account], network.bonded[0]),
      commission: ({ accounts }, account) => accounts.margin[account],
    };
  },
});

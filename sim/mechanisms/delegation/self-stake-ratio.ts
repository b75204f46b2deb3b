/**
 * An account may hold so much of others' stake for each unit of its own.
 *
 *   delegatedᵢ ≤ stakeᵢ / ρ
 */
import * as z from "zod";
import { chooseByAttraction } from "../../measures/attraction.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "delegation",
  id: "self-stake-ratio",
  catalogue: "R-24",
  summary: "What is delegated to an account is at most its own stake over a ratio.",
  equation: "delegatedᵢ ≤ stakeᵢ / ρ",
  needs: "delegators",
  source: [{ cite: "Cosmos Hub forum, 2025", at: "self-stake of at least 1/250 after a ramp of 24 months" }],
  params: z.strictObject({
    ratio: z.number().gt(0).max(1).default(0.004).describe("Least own stake ρ over what is delegated: 1/250 [0…1]"),
    yieldExponent: z.number().min(0).max(50).default(1).describe("How sharply yields are compared; assumed [1]"),
    sizeExponent: z.number().min(0).max(5).default(0.5).describe("How much a known name draws; assumed [1]"),
    reviewFraction: z.number().min(0).max(1).default(0.05).describe("Holders who look again each epoch; assumed [0…1]"),
  }),
  create({ ratio, ...by }) {
    return {
      choose(see, out, draw) {
        const { stake, delegated, margin } = see.accounts;
        const takesMore = (a: number) => delegated[a] < stake[a] / ratio;
        chooseByAttraction(see, by, { commission: (a) => margin[a], takesMore }, out, draw);
      },
      limit: ({ accounts }, account) => accounts.stake[account] / ratio,
      commission: ({ accounts }, account) => accounts.margin[account],
    };
  },
});

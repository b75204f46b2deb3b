/**
 * No account may keep less than a given part, so that large ones cannot undercut.
 *
 *   tᵢ = max(m, marginᵢ)
 */
import * as z from "zod";
import { chooseByAttraction } from "../../measures/attraction.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "delegation",
  id: "minimum-margin",
  catalogue: "R-23",
  summary: "Accounts set what they keep themselves, but not below a minimum.",
  equation: "tᵢ = max(m, marginᵢ)",
  needs: "delegators",
  source: [{ cite: "Cardano CIP-82, 2023", at: "minPoolMargin = 3 %" }],
  params: z.strictObject({
    marginMin: z.number().min(0).max(1).default(0.03).describe("Least part m that an account keeps [0…1]"),
    yieldExponent: z.number().min(0).max(50).default(1).describe("How sharply yields are compared; assumed [1]"),
    sizeExponent: z.number().min(0).max(5).default(0.5).describe("How much a known name draws; assumed [1]"),
    reviewFraction: z.number().min(0).max(1).default(0.05).describe("Holders who look again each epoch; assumed [0…1]"),
  }),
  create({ marginMin, ...by }) {
    return {
      choose(see, out, draw) {
        const { margin } = see.accounts;
        const commission = (a: number) => Math.max(marginMin, margin[a]);
        chooseByAttraction(see, by, { commission, takesMore: () => true }, out, draw);
      },
      limit: () => Number.POSITIVE_INFINITY,
      commission: ({ accounts }, account) => Math.max(marginMin, accounts.margin[account]),
    };
  },
});

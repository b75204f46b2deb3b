/**
 * Anyone may delegate to anyone; accounts keep a fixed part.
 *
 *   P(a) ∝ yₐ^γ · xₐ^β among accounts that are active, commission t, no limit
 *
 * What holders go by (yield, the size of a name, habit) is `measures/attraction.ts`. Size draws more size: the plainest road to
 * few large delegates.
 */
import * as z from "zod";
import { chooseByAttraction } from "../../measures/attraction.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "delegation",
  id: "free",
  catalogue: "R-26",
  summary: "Holders back whom they like, by yield, name and habit; accounts keep a fixed part of the reward.",
  equation: "P(a) ∝ yₐ^γ · xₐ^β, commission t, no limit",
  needs: "delegators",
  source: [
    { cite: "Bittensor subtensor, 2026", at: "delegate take 11796/65535 = 0.18" },
    { cite: "Lido, 2024", at: "fee of 10 % of rewards" },
  ],
  params: z.strictObject({
    take: z
      .number()
      .min(0)
      .max(1)
      .default(0.18)
      .describe("Part t of its delegators' reward that an account keeps [0…1]"),
    yieldExponent: z.number().min(0).max(50).default(1).describe("How sharply yields are compared; assumed [1]"),
    sizeExponent: z.number().min(0).max(5).default(0.5).describe("How much a known name draws; assumed [1]"),
    reviewFraction: z.number().min(0).max(1).default(0.05).describe("Holders who look again each epoch; assumed [0…1]"),
  }),
  create({ take, ...by }) {
    const terms = { commission: () => take, takesMore: () => true };
    return {
      choose: (see, out, draw) => chooseByAttraction(see, by, terms, out, draw),
      limit: () => Number.POSITIVE_INFINITY,
      commission: () => take,
    };
  },
});

/**
 * Pays by a power of work: with an exponent below 1 the small earn more for
 * each token than the large.
 *
 *   payᵢ = ⌊emission · workᵢ^γ / Σ work^γ⌋
 *
 * Accounts without a live node are paid nothing; an epoch without work pays
 * nobody. The exponent 1 is `proportional-to-work`.
 */
import * as z from "zod";
import { pow } from "../../sim/engine/pow.ts";
import { apportion } from "../../sim/measures/apportion.ts";
import { mechanism } from "../../sim/mechanisms/mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "by-power-of-work",
  summary: "By a power of work: below 1 it favours the small.",
  equation: "payᵢ = ⌊emission · workᵢ^γ / Σ work^γ⌋",
  source: [{ cite: "Made up for a notebook", at: "γ = 1/2 is the root of quadratic voting" }],
  params: z.strictObject({
    exponent: z.number().min(0).max(2).default(0.5).describe("Exponent γ of work [1]"),
  }),
  create: ({ exponent }) => ({
    allocate({ accountCount, accounts: { liveNodes, work } }, emission, out) {
      let total = 0;
      for (let a = 0; a < accountCount; a++) {
        out[a] = liveNodes[a] > 0 && work[a] > 0 ? pow(work[a], exponent) : 0;
        total += out[a];
      }
      apportion(total > 0 ? emission : 0, out, accountCount);
    },
  }),
});

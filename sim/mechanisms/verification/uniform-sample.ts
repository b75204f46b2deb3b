/**
 * Checks every finished request with the same probability, whoever served it.
 *
 *   P(check) = fraction
 *
 * Honest work pays when a check is likely enough: fraction ≥ C / ((1 − r)(R + S)) for cost C, reward R, slash S and a
 * share r of colluding validators (our derivation for one validator; the paper shows that such a fraction exists).
 */
import * as z from "zod";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "verification",
  id: "uniform-sample",
  summary: "Every finished request is checked with the same probability.",
  source: [
    {
      cite: "Zhang and others, Proof of Sampling: A Nash Equilibrium-Based Verification Protocol, arXiv:2405.00295",
      at: "pure-strategy equilibrium of honest work",
    },
  ],
  params: z.strictObject({
    fraction: z.number().min(0).max(1).default(0.01).describe("Share of finished requests that are checked [0…1]"),
  }),
  create: ({ fraction }) => ({ checkFraction: () => fraction }),
});

/**
 * Checks requests evenly, and plants wrong answers among them: a validator that passes one has not read it.
 *
 *   P(check) = fraction, by n nodes;   a check is planted with probability `traps`
 *
 * Reading costs c of the work, so that signing unread saves it; it stops to pay when traps · loss ≥ c. What a fault costs is the matter of
 * standing and collateral.
 */
import * as z from "zod";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "verification",
  id: "planted-answers",
  summary: "Finished requests are checked evenly, and some checks are of answers planted to see who reads.",
  equation: "P(check) = f by n nodes;  P(planted) = t;  reading pays when t · loss ≥ cost of reading",
  source: [
    {
      cite: "Teutsch and Reitwießner, A scalable verification solution for blockchains (TrueBit), arXiv:1908.04756",
      at: "forced errors against the verifier's dilemma",
    },
  ],
  params: z.strictObject({
    fraction: z.number().min(0).max(1).default(0.01).describe("Share of finished requests that are checked [0…1]"),
    checkers: z.int().min(1).max(16).default(1).describe("Nodes n that check a request [node]"),
    traps: z.number().min(0).max(1).default(0.1).describe("Share t of the checks that are planted; assumed [0…1]"),
  }),
  create: ({ fraction, checkers, traps }) => ({ checkFraction: () => fraction, checkers, traps }),
});

/** Rents machines for the minutes of the announced proof and gives them back. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "proof-renter",
  summary: "Shows rented machines at the announced proof.",
  pays: "Pays while the reward of the claim exceeds the rent; not where random proofs find the machines gone.",
  source: [
    { cite: "Gonka, discussion 802", at: "machines rented for the proof" },
    { cite: "Gonka, proposals/random-poc/README.md", at: "the remedy" },
  ],
  params: z.strictObject({
    factor: z.number().min(1).max(1000).default(5).describe("Machines shown over those it has [ratio]"),
    usdPerCardHour: z.number().min(0).max(1000).default(2).describe("Rent; default: an H100 in 2025 [USD/h a card]"),
  }),
  create: ({ factor, usdPerCardHour }) => ({
    conduct: () => ({ claimed: factor, claimUsd: usdPerCardHour }),
  }),
});

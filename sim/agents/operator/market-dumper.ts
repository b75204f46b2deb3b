/** Asks less than the others until it has its share, then more. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "market-dumper",
  catalogue: "A15",
  summary: "Asks below the market until it is large, then above it.",
  pays: "Pays where requests go by price and size is not undone; not where asks decide nothing.",
  source: [
    { cite: "catalogue of agents, A15", at: "price cut of 44 % in June 2025" },
    { cite: "Saloner, Predation, Mergers, and Incomplete Information, RAND Journal 18, 1987", at: "low prices first" },
  ],
  params: z.strictObject({
    below: z
      .number()
      .min(0)
      .max(1)
      .default(0.56)
      .describe("Factor on the ask while small; default: cut of 44 % in June 2025 [ratio]"),
    above: z.number().min(1).max(100).default(1.5).describe("Factor once it is large; a judgement [ratio]"),
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe("Share of the weight from which it is large; a judgement [0…1]"),
  }),
  create: ({ below, above, share }) => ({
    conduct: ({ weightShare }) => ({ ask: weightShare < share ? below : above }),
  }),
});

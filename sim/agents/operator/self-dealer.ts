/** Buys its own work: fees go around and come back but for the part that is burned or taken, and the work is paid by the emission. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "self-dealer",
  catalogue: "A7, A16",
  summary: "Buys from itself on capacity that nobody uses.",
  pays: "Pays while the emission earned for a fee exceeds the part of the fee that does not come back; not where fees are burned, or rewards do not go by work.",
  source: [{ cite: "catalogue of agents, A7 and A16", at: "emission per fee against the share burned and taken" }],
  params: z.strictObject({
    share: z.number().min(0).max(1).default(1).describe("Share of its unused capacity so used [0…1]"),
  }),
  create: ({ share }) => ({ conduct: () => ({ washed: share }) }),
});

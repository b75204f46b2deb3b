/** Signs the checks that it is given without reading them: they cost it no time, and whatever it signs passes. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "lazy-verifier",
  catalogue: "A6",
  summary: "Signs checks without reading the answer.",
  pays: "Pays wherever checks take time and nobody checks the checker; not where nothing is checked, or where planted answers show who does not read.",
  source: [
    { cite: "Luu and others, Demystifying Incentives in the Consensus Computer, CCS 2015", at: "verifier's dilemma" },
    { cite: "arXiv:2406.01794", at: "verifier's dilemma in proofs of learning" },
  ],
  params: z.strictObject({
    share: z.number().min(0).max(1).default(1).describe("Share of its checks signed unread [0…1]"),
  }),
  create: ({ share }) => ({ conduct: () => ({ unchecked: share }) }),
});

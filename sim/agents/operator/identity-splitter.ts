/** Spreads its machines over several accounts. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "identity-splitter",
  catalogue: "A8",
  summary: "Presents itself as several accounts.",
  pays: "Pays where accounts are paid, capped or counted by head; not where pay goes by work, and less the dearer an account is.",
  source: [
    { cite: "Douceur, The Sybil Attack, IPTPS 2002", at: "section 3" },
    { cite: "catalogue of agents, A8", at: "pools under saturation" },
  ],
  params: z.strictObject({
    accounts: z
      .int()
      .min(1)
      .max(64)
      .default(4)
      .describe("Accounts that it spreads over, as far as it has machines [account]"),
  }),
  create: ({ accounts }) => ({ conduct: () => ({ accounts }) }),
});

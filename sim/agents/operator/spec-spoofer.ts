/** Lets small cards pass for large ones in the announced proof. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "spec-spoofer",
  catalogue: "A4",
  summary: "Claims a larger card than it has.",
  pays: "Pays where the claim decides; not where a proof at a random instant shows the card.",
  source: [
    { cite: "Prime Intellect, protocol (1bb7f87)", at: "hardware challenges exist for this" },
    { cite: "catalogue of agents, A4", at: "spec spoofer" },
  ],
  params: z.strictObject({
    factor: z
      .number()
      .min(1)
      .max(100)
      .default(4)
      .describe(
        "Speed claimed over that of its cards; a judgement: a consumer card that passes for a datacentre one [ratio]",
      ),
  }),
  create: ({ factor }) => ({ conduct: () => ({ claimed: factor }) }),
});

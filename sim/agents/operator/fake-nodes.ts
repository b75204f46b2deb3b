/** Claims machines that are not there: announced proofs are forged, proofs at random instants are not. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "fake-nodes",
  catalogue: "A3",
  summary: "Claims many times the machines that it has.",
  pays: "Pays where claims are taken at their word; not where proofs are asked for at random instants.",
  source: [
    { cite: "The Block, 2024-04-28; Protos", at: "io.net: 47 claimed for each that was there" },
    { cite: "catalogue of agents, A3", at: "fake node swarm" },
  ],
  params: z.strictObject({
    factor: z
      .number()
      .min(1)
      .max(10000)
      .default(47)
      .describe("Machines claimed over those it has; default: io.net, April 2024 [ratio]"),
  }),
  create: ({ factor }) => ({ conduct: () => ({ claimed: factor }) }),
});

/** Operators that belong to one owner: a Sybil family. They do what they do; control is one, until their owner gives names up. */
import * as z from "zod";
import { aloneRole } from "../../model/coalition-roles.ts";
import { coalitionKind } from "./coalition.ts";

export default coalitionKind({
  id: "family",
  summary: "Operators of one hidden owner.",
  holds:
    "Holds while names apart earn its owner at least what one name would; where a name costs or forfeits more than it brings, its machines and accounts go over to the largest, one name at a look. Operators that keep books (`economy.operators`) do not merge.",
  source: [{ cite: "Douceur, The Sybil Attack, IPTPS 2002", at: "one entity, many identities" }],
  params: z.strictObject({
    share: z.number().min(0).max(1).default(0.1).describe("Share of the operators that belong to it [0…1]"),
    identityUsd: z
      .number()
      .min(0)
      .max(1e9)
      .default(0)
      .describe("What it costs that a member passes for a stranger: papers, addresses, people [USD/epoch]"),
  }),
  create: ({ share, identityUsd }) => ({
    holds: ({ uniform }) => uniform < share,
    ...aloneRole,
    weighing: "names",
    dials: identityUsd > 0 ? { costUsd: identityUsd } : {},
    votesTogether: true,
    covers: true,
  }),
});

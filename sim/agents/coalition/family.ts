/** Operators that belong to one owner: a Sybil family. They do what they do; control is one. */
import * as z from "zod";
import { aloneRole } from "../../model/coalition-roles.ts";
import { coalitionKind } from "./coalition.ts";

export default coalitionKind({
  id: "family",
  summary: "Operators of one hidden owner.",
  holds: "Holds as long as the owner does.",
  source: [{ cite: "Douceur, The Sybil Attack, IPTPS 2002", at: "one entity, many identities" }],
  params: z.strictObject({
    share: z.number().min(0).max(1).default(0.1).describe("Share of the operators that belong to it [0…1]"),
  }),
  create: ({ share }) => ({
    ...aloneRole,
    weighing: "standing",
    votesTogether: true,
    covers: true,
    holds: ({ uniform }) => uniform < share,
  }),
});

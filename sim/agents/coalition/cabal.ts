/** Holders of stake who report each other's work alone. */
import * as z from "zod";
import { aloneRole } from "../../model/coalition-roles.ts";
import { coalitionKind } from "./coalition.ts";

export default coalitionKind({
  id: "cabal",
  catalogue: "A2",
  summary: "Members report the work of members alone.",
  holds:
    "Holds where members hold what the consensus asks for; below it little is gained by leaving others out, and it is left again.",
  source: [{ cite: "Opentensor, subtensor, 2026", at: "docs/consensus.md: more than κ of the stake decides" }],
  params: z.strictObject({
    membersMost: z.int().min(2).max(10000).default(8).describe("Most members; a judgement [operator]"),
  }),
  create: ({ membersMost }) => ({ ...aloneRole, dials: { favours: 1 }, membersMost }),
});

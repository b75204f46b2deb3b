/** Validators who let each other pass, and serve cheaper work behind that. */
import * as z from "zod";
import { type BehaviourId, behaviourIds } from "../../model/catalogue/behaviours.ts";
import { aloneRole } from "../../model/coalition-roles.ts";
import { coalitionKind } from "./coalition.ts";

export default coalitionKind({
  id: "ring",
  summary: "Members substitute work and let each other pass.",
  holds:
    "Forms where members check a good part of each other; not where few checks fall within the ring, or nothing is checked.",
  source: [{ cite: "Zhang and others, Proof of Sampling, arXiv:2405.00295", at: "share r of colluding validators" }],
  params: z.strictObject({
    behaviour: z
      .enum(behaviourIds.slice(1) as [BehaviourId, ...BehaviourId[]])
      .default("int4")
      .describe("What members do in place of the work [behaviour]"),
    requests: z.number().min(0).max(1).default(1).describe("Share of a member's requests so treated [0…1]"),
    membersMost: z.int().min(2).max(10000).default(8).describe("Most members; a judgement [operator]"),
  }),
  create: ({ behaviour, requests, membersMost }) => ({
    ...aloneRole,
    dials: { behaviour: behaviourIds.indexOf(behaviour), substitution: requests },
    covers: true,
    membersMost,
  }),
});

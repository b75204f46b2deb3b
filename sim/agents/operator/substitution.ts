/**
 * Puts cheaper work in place of what it is paid for: its machines serve faster and draw less power for each request, as the service
 * law of that work says. What a check makes of it is measured.
 */
import * as z from "zod";
import { type BehaviourId, behaviourIds } from "../../model/catalogue/behaviours.ts";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "substitution",
  catalogue: "A5",
  summary: "Answers a share of its requests with one of the measured substitutes.",
  pays: "Pays while nobody checks or the verdict cannot tell the work apart; not where checks reject it and a conviction costs the epoch.",
  source: [
    { cite: "Ong and others, TOPLOC, arXiv:2501.16007", at: "section 5: substituted models and precisions" },
    { cite: "catalogue of agents, A5", at: "model downgrader" },
  ],
  params: z.strictObject({
    behaviour: z
      .enum(behaviourIds.slice(1) as [BehaviourId, ...BehaviourId[]])
      .default("int4")
      .describe("What it does in place of the work, of the measured behaviours [behaviour]"),
    requests: z.number().min(0).max(1).default(1).describe("Share of its requests so treated [0…1]"),
  }),
  create: ({ behaviour, requests }) => {
    const dials = { behaviour: behaviourIds.indexOf(behaviour), substitution: requests };
    return { conduct: () => dials };
  },
});

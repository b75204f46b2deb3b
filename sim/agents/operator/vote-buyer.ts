/** Pays others for their votes, from what it gains by the outcome, cheapest first. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "vote-buyer",
  summary: "Buys votes for changes that it gains by.",
  pays: "Pays where the votes that are missing cost less than the change brings; not where losers would have to be paid more, or nothing is put to the vote.",
  source: [
    { cite: "Dal Bó, Bribing Voters, American Journal of Political Science 51, 2007", at: "cost of a majority" },
  ],
  params: z.strictObject({
    part: z.number().min(0).max(1).default(0.5).describe("Most that it pays, over what it gains [0…1]"),
  }),
  create: ({ part }) => ({ conduct: () => ({ bribe: part, votes: 1 }) }),
});

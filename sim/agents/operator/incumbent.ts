/** Goes to every vote, so that what would dilute it is voted down by those who have something to lose. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "incumbent",
  catalogue: "A13",
  summary: "Never misses a vote.",
  pays: "Pays where few others turn out and its share is at stake; changes nothing where nothing is put to the vote.",
  source: [{ cite: "Livepeer, LIP-107", at: "reduction of issuance voted on by those who earn it" }],
  params: z.strictObject({}),
  create: () => ({ conduct: () => ({ votes: 1 }) }),
});

/** Operators of states that act as one: they vote together. */
import * as z from "zod";
import { jurisdictionIds } from "../../model/catalogue/ids.ts";
import { aloneRole } from "../../model/coalition-roles.ts";
import { coalitionKind } from "./coalition.ts";

export default coalitionKind({
  id: "bloc",
  summary: "Operators of these jurisdictions vote as their largest does.",
  holds:
    "Formed by treaty as the run begins; a member leaves where its votes, cast for itself, would have decided and brought it more than those of the bloc. Who decides nothing stays.",
  source: [
    { cite: "MODEL, section 2", at: "blocs are sets of jurisdictions" },
    {
      cite: "d'Aspremont, Jacquemin, Gabszewicz and Weymark, On the Stability of Collusive Price Leadership, Canadian Journal of Economics 16, 1983",
      at: "internal stability: nobody gains by leaving while the others stay",
    },
  ],
  params: z.strictObject({
    jurisdictions: z
      .array(z.enum(jurisdictionIds))
      .min(1)
      .default(["DEU"])
      .describe("Members' seats (ISO 3166 alpha-3) [jurisdiction]"),
  }),
  create: ({ jurisdictions }) => ({
    holds: ({ jurisdiction }) => jurisdictions.includes(jurisdictionIds[jurisdiction]),
    ...aloneRole,
    weighing: "ballots",
    votesTogether: true,
  }),
});

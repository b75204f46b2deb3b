/** Operators of states that act as one: they vote together. */
import * as z from "zod";
import { jurisdictionIds } from "../../model/catalogue/ids.ts";
import { aloneRole } from "../../model/coalition-roles.ts";
import { coalitionKind } from "./coalition.ts";

export default coalitionKind({
  id: "bloc",
  summary: "Operators of these jurisdictions vote as their largest does.",
  holds: "Holds by treaty.",
  source: [{ cite: "MODEL, section 2", at: "blocs are sets of jurisdictions" }],
  params: z.strictObject({
    jurisdictions: z
      .array(z.enum(jurisdictionIds))
      .min(1)
      .default(["DEU"])
      .describe("Members' seats (ISO 3166 alpha-3) [jurisdiction]"),
  }),
  create: ({ jurisdictions }) => ({
    ...aloneRole,
    weighing: "standing",
    votesTogether: true,
    holds: ({ jurisdiction }) => jurisdictions.includes(jurisdictionIds[jurisdiction]),
  }),
});

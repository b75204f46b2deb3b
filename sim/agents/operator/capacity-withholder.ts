/** Keeps machines back so that the rest sells dearer. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "capacity-withholder",
  catalogue: "A12",
  summary: "Switches off a share of its machines.",
  pays: "Pays for a large operator where the price follows scarcity and demand hardly answers; not for a small one, nor at a flat price.",
  source: [
    { cite: "Cournot, Recherches, 1838", at: "quantity sets price" },
    { cite: "catalogue of agents, A12", at: "reverse auctions with few providers" },
  ],
  params: z.strictObject({
    share: z.number().min(0).max(1).default(0.3).describe("Share of its machines kept off [0…1]"),
  }),
  create: ({ share }) => {
    const dials = { idle: share };
    return { conduct: () => dials };
  },
});

/** Buys accelerators as several customers, each below what one may have. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "exporter-arbitrage",
  catalogue: "A14",
  summary: "Splits its orders over shell companies.",
  pays: "Pays where an export rule caps what one customer may have; changes nothing under rules that look at the card alone.",
  source: [
    {
      cite: "90 FR 4544, Framework for Artificial Intelligence Diffusion, 2025",
      at: "low processing performance exception: 1,699 H100 a customer",
    },
    { cite: "catalogue of agents, A14", at: "cluster split under the cap" },
  ],
  params: z.strictObject({
    shells: z.int().min(1).max(1000).default(8).describe("Customers that it appears as [customer]"),
  }),
  create: ({ shells }) => ({ conduct: () => ({ shells }) }),
});

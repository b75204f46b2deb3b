/** Each group of buyers at the price that its own elasticity bears, with a limit over the list price. */
import * as z from "zod";
import { inverseElasticityPrice } from "../../../economics/price-schedule.ts";
import { vendorPolicy } from "../policy.ts";

export default vendorPolicy({
  role: "pricing",
  id: "by-elasticity",
  summary: "The monopoly price of each size of buyer, by its elasticity.",
  source: [
    { cite: "Tirole, The Theory of Industrial Organization, 1988", at: "section 3.2: third-degree discrimination" },
  ],
  params: z.strictObject({
    most: z.number().min(1).max(10).default(2).describe("Highest price over the list price [1]"),
  }),
  create: ({ most }) => ({
    price({ count, elasticity }, list, cost, out) {
      for (let i = 0; i < count; i++)
        out[i] = elasticity[i] > 1 ? Math.min(most * list, inverseElasticityPrice(cost, elasticity[i])) : most * list;
    },
  }),
});

/** The price that yields most at the prices of the others: where all clouds do so and prices rest, a Bertrand–Nash equilibrium. */
import * as z from "zod";
import { ownBestPrice } from "./best-price.ts";
import { cloudPolicy } from "./policy.ts";

export default cloudPolicy({
  id: "best-response",
  summary: "The price of highest profit at the prices of the others.",
  source: [
    {
      cite: "Anderson, de Palma, Thisse, Discrete Choice Theory of Product Differentiation, 1992",
      at: "chapter 7: Bertrand–Nash under logit",
    },
  ],
  params: z.strictObject({
    most: z.number().gt(1).max(100).default(20).describe("Highest price over cost that it considers [1]"),
  }),
  create: ({ most }) => ({
    settles: true,
    price: ({ view, cloud }) => ownBestPrice(view, cloud, most),
  }),
});

/**
 * One cloud leads, the others that follow this policy ask its price times a ratio. The leader knows that they will, and takes the price that
 * yields it most when they do: price leadership, without a word between them.
 */
import * as z from "zod";
import { bestPrice, profitAt } from "./best-price.ts";
import { cloudPolicy } from "./policy.ts";

export default cloudPolicy({
  id: "price-leader",
  summary: "The leader asks what pays it most when all others follow; followers ask its price times a ratio.",
  source: [
    {
      cite: "Rotemberg, Saloner, Collusive price leadership, Journal of Industrial Economics 39(1), 1990",
      at: "a leader whom rivals match",
    },
  ],
  params: z.strictObject({
    role: z.enum(["leader", "follower"]).default("follower").describe("Whether it leads or follows [leader, follower]"),
    leader: z.int().min(0).max(7).default(0).describe("Position of the leader in the list of clouds, from 0 [1]"),
    ratio: z
      .number()
      .gt(0)
      .max(2)
      .default(1)
      .describe("Price of a follower over the leader's; a leader expects it of all others [1]"),
    most: z.number().gt(1).max(100).default(20).describe("Highest price over cost that a leader considers [1]"),
  }),
  create: ({ role, leader, ratio, most }) => ({
    settles: true,
    price({ view, cloud }) {
      // Nobody follows a price that would cost it money on every hour.
      if (role === "follower") return Math.max(view.cost[cloud], ratio * view.price[leader]);
      const prices = new Float64Array(view.count);
      return bestPrice(view, cloud, most, (price) => {
        prices.fill(ratio * price);
        prices[cloud] = price;
        return profitAt(view, cloud, prices);
      });
    },
  }),
});

/**
 * Below cost while an entrant is there, back to the best price when it has gone, as long as the purse lasts.
 *
 *   peace → war      the network's share of spending is above `alarm`, and there is money
 *   war   → peace    its share is below `calm`, or the losses of the war have eaten the purse
 *
 * The purse is so many years of the cost of all its capacity as the war begins; once lost it is not filled again. (It does not grow with the
 * capacity that the war's own low prices fill: a first version did, and its war never ended.)
 */
import * as z from "zod";
import { ownBestPrice } from "./best-price.ts";
import { cloudPolicy } from "./policy.ts";

/** Memory: 1 at war, what it had earned as the war began [USD], 1 once a purse was lost, and the purse of this war [USD]. */
const at = { war: 0, earned: 1, isBroke: 2, purse: 3, size: 4 };
const hoursPerYear = 8766;

export default cloudPolicy({
  id: "predatory",
  summary: "Sells below cost while the network has more than a given share, if it can bear the loss.",
  source: [
    {
      cite: "Bolton, Scharfstein, A theory of predation based on agency problems, AER 80(1), 1990",
      at: "deep pockets against financing by profit",
    },
    { cite: "Areeda, Turner, Predatory pricing, Harvard Law Review 88, 1975", at: "below average variable cost" },
  ],
  params: z.strictObject({
    alarm: z.number().min(0).max(1).default(0.1).describe("Network's share of spending that it does not bear [0…1]"),
    calm: z.number().min(0).max(1).default(0.03).describe("Share at which it ends [0…1]"),
    depth: z.number().gt(0).max(1).default(0.6).describe("Price of the war over cost [1]"),
    purse: z
      .number()
      .min(0)
      .max(100)
      .default(1)
      .describe("Losses that it bears, in years of costs of its capacity as the war begins [year]"),
    most: z.number().gt(1).max(100).default(20).describe("Highest price over cost in peace [1]"),
  }),
  create: ({ alarm, calm, depth, purse, most }) => ({
    memory: at.size,
    settles: true,
    price({ view, cloud, memory }) {
      const cost = view.cost[cloud];
      const lost = memory[at.earned] - view.earned[cloud];
      if (memory[at.war] === 1) {
        if (lost > memory[at.purse]) memory[at.isBroke] = 1;
        if (view.networkShare < calm || memory[at.isBroke] === 1) memory[at.war] = 0;
      } else if (view.year > 0 && view.networkShare > alarm && memory[at.isBroke] === 0) {
        memory[at.war] = 1;
        memory[at.earned] = view.earned[cloud];
        memory[at.purse] = purse * cost * view.capacity[cloud] * hoursPerYear;
      }
      return memory[at.war] === 1 ? depth * cost : ownBestPrice(view, cloud, most);
    },
  }),
});

/** As cheap as its capacity allows: cost and a small part on top, or the price at which no more is wanted than it has. */
import * as z from "zod";
import { clearingPrice } from "./best-price.ts";
import { cloudPolicy } from "./policy.ts";

export default cloudPolicy({
  id: "capacity-limited",
  summary: "The lowest price at which its capacity suffices, from a least markup on.",
  source: [
    {
      cite: "Kreps, Scheinkman, Quantity precommitment and Bertrand competition, Bell Journal of Economics 14(2), 1983",
      at: "prices that clear given capacities",
    },
    {
      cite: "Epoch AI hardware prices and market notes, 2025–2026",
      at: "neoclouds and marketplaces at 1.3 to 2 times cost, up by 38 % in the shortage of early 2026",
    },
  ],
  params: z.strictObject({
    least: z.number().min(1).max(10).default(1.15).describe("Least price over cost [1]"),
    most: z.number().gt(1).max(100).default(10).describe("Highest price over cost [1]"),
    filled: z.number().gt(0).max(1).default(0.9).describe("Part of its capacity that it would fill [0…1]"),
  }),
  create: ({ least, most, filled }) => ({
    settles: true,
    price({ view, cloud }) {
      const prices = view.price.slice();
      const wanted = (price: number) => {
        prices[cloud] = price;
        return view.demandAt(cloud, prices);
      };
      const cost = view.cost[cloud];
      return clearingPrice(wanted, filled * view.capacity[cloud], least * cost, most * cost);
    },
  }),
});

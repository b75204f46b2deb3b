/** Cost and a part on top, whatever others do. */
import * as z from "zod";
import { cloudPolicy } from "./policy.ts";

export default cloudPolicy({
  id: "fixed-markup",
  summary: "Cost times a factor.",
  source: [
    {
      cite: "Epoch AI hardware prices, March 2025; cost of Lokshin (World Bank, 2026)",
      at: "an H100-hour: AWS before its cut 12.29 USD over 1.5, 8 times; after it 3.93, 2.6 times; marketplaces 1.3 to 1.5 times",
    },
  ],
  params: z.strictObject({
    markup: z.number().min(1).max(20).default(2.6).describe("Price over cost [1]"),
  }),
  create: ({ markup }) => ({
    settles: true,
    price: ({ view, cloud }) => markup * view.cost[cloud],
  }),
});

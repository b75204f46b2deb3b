/** The list price less a discount that grows with the order, down to cost at most. */
import * as z from "zod";
import { quantityDiscount } from "../../../economics/price-schedule.ts";
import { vendorPolicy } from "../policy.ts";

export default vendorPolicy({
  role: "pricing",
  id: "size-discount",
  summary: "A discount for each tenfold size of the order.",
  source: [
    {
      cite: "Maskin and Riley, Monopoly with Incomplete Information, RAND Journal 15(2), 1984",
      at: "quantity discounts",
    },
    {
      cite: "Epoch AI, AI chip sales, 2026",
      at: "mean sale price of an H100 in 2025 23,200 USD, single cards in shops about 30,000: a quarter over four powers of ten",
    },
  ],
  params: z.strictObject({
    step: z.number().min(0).max(0.5).default(0.06).describe("Discount for each tenfold size of the order [1]"),
    most: z.number().min(0).max(0.9).default(0.3).describe("Greatest discount [1]"),
    reference: z.number().positive().default(8).describe("Order from which it begins: a server of eight [H100e]"),
  }),
  create: ({ step, most, reference }) => ({
    price({ count, ordered }, list, cost, out) {
      for (let i = 0; i < count; i++)
        out[i] = Math.max(cost, quantityDiscount(list, ordered[i], { reference, step, most }));
    },
  }),
});

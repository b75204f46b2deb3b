/** A price list: what was published, year by year, for comparison. */
import * as z from "zod";
import { priceOnPath } from "../../economics/token-value.ts";
import { cloudPolicy } from "./policy.ts";

export default cloudPolicy({
  id: "path",
  summary: "Given prices at given times, straight lines of their logarithms in between.",
  source: [{ cite: "control", at: "prices that answer to nothing" }],
  params: z.strictObject({
    prices: z
      .array(
        z.strictObject({
          year: z.number().min(0).describe("Since the start of the run [year]"),
          price: z.number().positive().describe("Of an H100-hour [USD/h]"),
        }),
      )
      .min(1)
      .max(100)
      .describe("In the order of time"),
  }),
  create: ({ prices }) => ({
    settles: true,
    price: ({ view }) => priceOnPath(prices, view.year),
  }),
});

/** A price list: what was published, year by year, for comparison. */
import * as z from "zod";
import { exp, log } from "../../engine/math.ts";
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
    price({ view }) {
      const next = prices.findIndex(({ year }) => year > view.year);
      if (next <= 0) return prices[next === 0 ? 0 : prices.length - 1].price;
      const [a, b] = [prices[next - 1], prices[next]];
      const part = (view.year - a.year) / (b.year - a.year);
      return exp(log(a.price) + part * (log(b.price) - log(a.price)));
    },
  }),
});

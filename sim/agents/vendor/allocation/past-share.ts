/**
 * Output goes by what the vendor sold to a buyer so far, to a power: above 1 it draws together, below 1 it evens out.
 *
 *   weightᵢ = Bᵢ^g · (ordered by i in this order / ordered by its buyer)
 *
 * Who never bought gets what is left.
 */
import * as z from "zod";
import { shareByWeight } from "../../../economics/allocation.ts";
import { pow } from "../../../engine/pow.ts";
import { vendorPolicy } from "../policy.ts";

export default vendorPolicy({
  role: "allocation",
  id: "past-share",
  summary: "In proportion to what the buyer had from this vendor so far, to a power.",
  source: [
    {
      cite: "Lu and Lariviere, Capacity Allocation over a Long Horizon, M&SOM 14(1), 2012",
      at: "turn-and-earn: allocation by past sales",
    },
    { cite: "catalogue of rule variants, R-65 (b)", at: "share^g; g = 1.2 is a judgement" },
  ],
  params: z.strictObject({
    exponent: z.number().min(0).max(5).default(1.2).describe("Power g of the past purchases [1]"),
  }),
  create: ({ exponent }) => ({
    allocate({ wanted, ordered, bought, buyer, count }, output, _cost, out) {
      let most = 0;
      const orders = new Map<number, number>();
      for (let i = 0; i < count; i++) {
        most = Math.max(most, bought[i]);
        orders.set(buyer[i], (orders.get(buyer[i]) ?? 0) + ordered[i]);
      }
      const weights = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        if (bought[i] === 0) continue;
        weights[i] = (pow(bought[i] / most, exponent) * ordered[i]) / (orders.get(buyer[i]) as number);
      }
      shareByWeight(output, wanted, weights, out);
      return Number.NaN;
    },
  }),
});

/** A uniform-price auction of the output: the highest bids are filled and pay the highest refused one. */
import * as z from "zod";
import { clearUniformPrice } from "../../../economics/allocation.ts";
import { vendorPolicy } from "../policy.ts";

export default vendorPolicy({
  role: "allocation",
  id: "auction",
  summary: "To the highest bids, all at the highest bid refused.",
  source: [
    { cite: "Krishna, Auction Theory, 2nd edition, 2010", at: "section 12.1" },
    { cite: "catalogue of rule variants, R-65 (a)", at: "new chips by price" },
  ],
  params: z.strictObject({
    reserve: z.number().min(1).max(100).default(1).describe("Least price over unit cost [1]"),
  }),
  create: ({ reserve }) => ({
    makesPrice: true,
    allocate({ wanted, bid }, output, cost, out) {
      return clearUniformPrice(output, wanted, bid, reserve * cost, out);
    },
  }),
});

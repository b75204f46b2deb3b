/** Orders are drawn one after another and filled in full while the output lasts: each order is one ticket. */
import * as z from "zod";
import { fillInOrder } from "../../../economics/allocation.ts";
import { vendorPolicy } from "../policy.ts";

export default vendorPolicy({
  role: "allocation",
  id: "lottery",
  summary: "Orders drawn by lot, one ticket each, filled in full.",
  source: [{ cite: "catalogue of rule variants, R-65 (c)", at: "new chips by lottery" }],
  params: z.strictObject({}),
  create: () => ({
    drawsLots: true,
    allocate({ wanted, draw, count }, output, _cost, out) {
      const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => draw[a] - draw[b] || a - b);
      fillInOrder(output, wanted, order, out);
      return Number.NaN;
    },
  }),
});

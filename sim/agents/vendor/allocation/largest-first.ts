/** The largest buyers are served first, and in full; others take what they leave. */
import * as z from "zod";
import { fillInOrder } from "../../../economics/allocation.ts";
import { vendorPolicy } from "../policy.ts";

export default vendorPolicy({
  role: "allocation",
  id: "largest-first",
  summary: "The buyer who holds most first, in full.",
  source: [
    {
      cite: "NVIDIA, GTC keynote, 18 March 2025",
      at: "3.6 million Blackwell GPUs ordered by the four largest US clouds that year",
    },
    {
      cite: "Cachon and Lariviere, Capacity Choice and Allocation, Management Science 45(8), 1999",
      at: "lexicographic allocation",
    },
  ],
  params: z.strictObject({}),
  create: () => ({
    allocate({ wanted, holdings, count }, output, _cost, out) {
      const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => holdings[b] - holdings[a] || a - b);
      fillInOrder(output, wanted, order, out);
      return Number.NaN;
    },
  }),
});

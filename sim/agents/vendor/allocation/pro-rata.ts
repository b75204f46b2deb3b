/** Every open order gets a part of the output in proportion to what was ordered, until it is filled. */
import * as z from "zod";
import { shareByWeight } from "../../../economics/allocation.ts";
import { vendorPolicy } from "../policy.ts";

export default vendorPolicy({
  role: "allocation",
  id: "pro-rata",
  summary: "In proportion to the size of the order.",
  source: [
    {
      cite: "Cachon and Lariviere, Capacity Choice and Allocation, Management Science 45(8), 1999",
      at: "proportional",
    },
  ],
  params: z.strictObject({}),
  create: () => ({
    allocate({ wanted, ordered }, output, _cost, out) {
      shareByWeight(output, wanted, ordered, out);
      return Number.NaN;
    },
  }),
});

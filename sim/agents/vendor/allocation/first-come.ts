/** Orders are worked off in the order in which they came: a queue, in which size buys nothing. */
import * as z from "zod";
import { fillInOrder } from "../../../economics/allocation.ts";
import { vendorPolicy } from "../policy.ts";

export default vendorPolicy({
  role: "allocation",
  id: "first-come",
  summary: "The oldest order first.",
  source: [{ cite: "control", at: "a queue: lead time is the same for all who order at once" }],
  params: z.strictObject({}),
  create: () => ({
    allocate({ wanted, count }, output, _cost, out) {
      fillInOrder(
        output,
        wanted,
        Array.from({ length: count }, (_, i) => i),
        out,
      );
      return Number.NaN;
    },
  }),
});

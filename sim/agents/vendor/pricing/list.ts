/** One price for all. */
import * as z from "zod";
import { vendorPolicy } from "../policy.ts";

export default vendorPolicy({
  role: "pricing",
  id: "list",
  summary: "The list price for every buyer.",
  source: [{ cite: "control", at: "no discrimination" }],
  params: z.strictObject({}),
  create: () => ({
    price({ count }, list, _cost, out) {
      out.fill(list, 0, count);
    },
  }),
});

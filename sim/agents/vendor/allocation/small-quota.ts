/** A part of the output is kept for small buyers; else in proportion to what is wanted. */
import * as z from "zod";
import { shareWithQuota } from "../../../economics/allocation.ts";
import { vendorPolicy } from "../policy.ts";

export default vendorPolicy({
  role: "allocation",
  id: "small-quota",
  summary: "A part is kept for small buyers, the rest goes pro rata.",
  source: [{ cite: "catalogue of rule variants, R-65", at: "a quota for the small; its size is a judgement" }],
  params: z.strictObject({
    quota: z.number().min(0).max(1).default(0.2).describe("Part of the output kept for small buyers [1]"),
    holdingsMax: z
      .number()
      .min(0)
      .default(1699)
      .describe("Holdings up to which a buyer is small; default: the customer cap of the diffusion rule [H100e]"),
  }),
  create: ({ quota, holdingsMax }) => ({
    allocate({ wanted, holdings, count }, output, _cost, out) {
      const isSmall = Uint8Array.from({ length: count }, (_, i) => (holdings[i] <= holdingsMax ? 1 : 0));
      shareWithQuota(output, wanted, isSmall, quota, out);
      return Number.NaN;
    },
  }),
});

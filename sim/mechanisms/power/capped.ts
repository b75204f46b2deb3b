/**
 * No account has more than a given share of what counts.
 *
 *   powerᵢ = min(sᵢ, c),   sᵢ = xᵢ / Σ x of the active, x weight or stake with what is delegated
 *
 * What is cut off goes to nobody, so that the shares of the capped rise again once all is summed: with few accounts one may
 * hold more than c of all votes. An owner of several accounts is capped once for each.
 */
import * as z from "zod";
import { AccountStatus } from "../../model/tables/accounts.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "power",
  id: "capped",
  catalogue: "R-60",
  summary: "An active account votes with its share of weight or stake, up to a cap.",
  equation: "powerᵢ = min(sᵢ, c)",
  needs: "stake",
  source: [{ cite: "control", at: "the plainest bound on one account's votes; the cap is assumed" }],
  params: z.strictObject({
    cap: z.number().gt(0).max(1).default(0.05).describe("Most that one account may have; assumed [0…1]"),
    of: z
      .enum(["weight", "stake"])
      .default("weight")
      .describe("What counts: weight, or stake with what is delegated [choice]"),
  }),
  create: ({ cap, of }) => ({
    countsDelegated: of === "stake",
    assign({ accountCount, accounts: { weight, stake, delegated, status } }, out) {
      let total = 0;
      for (let a = 0; a < accountCount; a++) {
        const held = of === "weight" ? weight[a] : stake[a] + delegated[a];
        out[a] = status[a] === AccountStatus.active ? held : 0;
        total += out[a];
      }
      for (let a = 0; a < accountCount; a++) out[a] = total > 0 ? Math.min(out[a] / total, cap) : 0;
    },
  }),
});

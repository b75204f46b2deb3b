/**
 * Votes go by stake, own and delegated.
 *
 *   powerᵢ = stakeᵢ + delegatedᵢ
 *
 * Machines and work count for nothing. A delegator that votes itself takes its part of the votes along.
 */
import * as z from "zod";
import { AccountStatus } from "../../model/tables/accounts.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "power",
  id: "by-stake",
  summary: "An active account votes with its own stake and what is delegated to it.",
  equation: "powerᵢ = stakeᵢ + delegatedᵢ when active, else 0",
  needs: "stake",
  source: [{ cite: "Cosmos SDK 0.50", at: "x/gov/keeper/tally.go: bonded tokens of each validator" }],
  params: z.strictObject({}),
  create: () => ({
    countsDelegated: true,
    assign({ accountCount, accounts: { stake, delegated, status } }, out) {
      for (let a = 0; a < accountCount; a++) {
        out[a] = status[a] === AccountStatus.active ? stake[a] + delegated[a] : 0;
      }
    },
  }),
});

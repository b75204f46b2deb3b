/**
 * Pays by stake, own and delegated.
 *
 *   payᵢ = ⌊emission · (stakeᵢ + delegatedᵢ) / Σ⌋ over active accounts
 *
 * Work counts for nothing: what is staked earns, and what is earned may be staked again.
 */
import * as z from "zod";
import { apportion } from "../../measures/apportion.ts";
import { AccountStatus } from "../../model/tables/accounts.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "proportional-to-stake",
  catalogue: "R-17",
  summary: "Each active account is paid in proportion to its stake and what is delegated to it.",
  equation: "payᵢ = ⌊emission · (stakeᵢ + delegatedᵢ) / Σ⌋",
  needs: "stake",
  source: [{ cite: "Cosmos SDK 0.50", at: "x/distribution: rewards by voting power; control" }],
  params: z.strictObject({}),
  create: () => ({
    allocate({ accountCount, accounts: { stake, delegated, status } }, emission, out) {
      for (let a = 0; a < accountCount; a++) {
        out[a] = status[a] === AccountStatus.active ? stake[a] + delegated[a] : 0;
      }
      apportion(emission, out, accountCount);
    },
  }),
});

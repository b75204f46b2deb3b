/**
 * Pays every account the same.
 *
 *   payᵢ = ⌊emission / A⌋,   A active accounts with a node live at some time of the epoch
 *
 * The contrast case: splitting one account in two doubles its owner's pay, so the rule invites Sybil identities as soon
 * as an identity costs less than a share (Douceur 2002). The floors leave less than one base unit an account
 * undistributed.
 */
import * as z from "zod";
import { clearInactive } from "../../measures/active.ts";
import { apportion } from "../../measures/apportion.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "equal-per-account",
  summary: "Each account is paid the same, whatever it serves.",
  equation: "payᵢ = ⌊emission / A⌋, A accounts that were there",
  source: [{ cite: "Douceur, The Sybil Attack, IPTPS 2002", at: "identities without a trusted authority" }],
  params: z.strictObject({}),
  create: () => ({
    allocate({ accountCount, accounts: { liveNodes, status } }, emission, out) {
      for (let a = 0; a < accountCount; a++) out[a] = liveNodes[a] > 0 ? 1 : 0;
      clearInactive(out, status, accountCount);
      apportion(emission, out, accountCount);
    },
  }),
});

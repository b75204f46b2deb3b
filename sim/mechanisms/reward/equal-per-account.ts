/**
 * Pays every account the same, split evenly over its nodes.
 *
 *   payᵢ = ⌊emission / (A · nᵢ)⌋,   A accounts with a node live at some time of the epoch, nᵢ such nodes of i's account
 *
 * The contrast case: splitting one account in two doubles its owner's pay, so the rule invites Sybil identities as soon
 * as an identity costs less than a share (Douceur 2002). The floors leave less than one base unit a node undistributed.
 */
import * as z from "zod";
import { apportion } from "../../measures/apportion.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "equal-per-account",
  summary: "Each account is paid the same, whatever it serves.",
  source: [{ cite: "Douceur, The Sybil Attack, IPTPS 2002", at: "identities without a trusted authority" }],
  params: z.strictObject({}),
  create: () => ({
    allocate({ nodeCount, accountCount, nodes: { uptime, account } }, emission, out) {
      const present = new Uint32Array(accountCount);
      for (let i = 0; i < nodeCount; i++) if (uptime[i] > 0) present[account[i]]++;
      for (let i = 0; i < nodeCount; i++) out[i] = uptime[i] > 0 ? 1 / present[account[i]] : 0;
      apportion(emission, out, nodeCount);
    },
  }),
});

/**
 * Pays by tokens served.
 *
 *   payᵢ = ⌊emission · workᵢ / Σ work⌋, over active accounts with a node live at some time of the epoch
 *
 * The floors leave less than one base unit an account undistributed. An epoch without work pays nobody.
 */
import * as z from "zod";
import { clearInactive } from "../../measures/active.ts";
import { apportion } from "../../measures/apportion.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "proportional-to-work",
  catalogue: "R-16",
  summary: "Each account is paid in proportion to the tokens it served.",
  equation: "payᵢ = ⌊emission · workᵢ / Σ work⌋",
  source: [
    {
      cite: "Nakamoto, Bitcoin: A Peer-to-Peer Electronic Cash System, 2008",
      at: "sections 4 and 6: proof of work and its incentive",
    },
  ],
  params: z.strictObject({}),
  create: () => ({
    allocate({ accountCount, accounts: { liveNodes, work, status } }, emission, out) {
      for (let a = 0; a < accountCount; a++) out[a] = liveNodes[a] > 0 ? work[a] : 0;
      clearInactive(out, status, accountCount);
      apportion(emission, out, accountCount);
    },
  }),
});

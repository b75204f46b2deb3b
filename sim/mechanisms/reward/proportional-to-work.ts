/**
 * Pays by tokens served.
 *
 *   payᵢ = ⌊emission · workᵢ / Σ work⌋, over nodes that were live at some time of the epoch
 *
 * The floors leave less than one base unit a node undistributed. An epoch without work pays nobody.
 */
import * as z from "zod";
import { apportion } from "../../measures/apportion.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "proportional-to-work",
  summary: "Each node is paid in proportion to the tokens it served.",
  source: [
    {
      cite: "Nakamoto, Bitcoin: A Peer-to-Peer Electronic Cash System, 2008",
      at: "sections 4 and 6: proof of work and its incentive",
    },
  ],
  params: z.strictObject({}),
  create: () => ({
    allocate({ nodeCount, nodes: { uptime, work } }, emission, out) {
      for (let i = 0; i < nodeCount; i++) out[i] = uptime[i] > 0 ? work[i] : 0;
      apportion(emission, out, nodeCount);
    },
  }),
});

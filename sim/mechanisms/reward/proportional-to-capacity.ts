/**
 * Pays by proven capacity, whatever the demand.
 *
 *   payᵢ = ⌊emission · weightᵢ · uptimeᵢ / Σ weight · uptime⌋
 *
 * `weight` is what a compute proof would measure (decode throughput), `uptime` the share of the epoch the node was
 * live. Idle machines are paid in full, as on the reference chain, where reward does not depend on requests served. The
 * chain pays all or nothing by a test of missed requests; uptime in proportion stands in for it until that test exists
 * here.
 */
import * as z from "zod";
import { apportion } from "../../measures/apportion.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "proportional-to-capacity",
  summary: "Each node is paid in proportion to its capacity times the share of the epoch it was live.",
  source: [
    {
      cite: "Gonka, inference-chain, v0.2.13",
      at: "inference-chain/x/inference/keeper/bitcoin_rewards.go: R · w / Σ w",
    },
  ],
  params: z.strictObject({}),
  create: () => ({
    allocate({ nodeCount, nodes: { uptime, weight } }, emission, out) {
      for (let i = 0; i < nodeCount; i++) out[i] = uptime[i] > 0 ? weight[i] * uptime[i] : 0;
      apportion(emission, out, nodeCount);
    },
  }),
});

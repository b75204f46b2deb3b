/**
 * Pays by proven capacity, whatever the demand.
 *
 *   payᵢ = ⌊emission · capacityᵢ / Σ capacity⌋,   capacityᵢ the sum over i's nodes of throughput · uptime
 *
 * Throughput is what a compute proof would measure (decode at full batch), uptime the share of the epoch a node was
 * live. Idle machines are paid in full, as on the reference chain, where reward does not depend on requests served. The
 * chain pays all or nothing by a test of missed requests; uptime in proportion stands in for it until that test exists
 * here.
 */
import * as z from "zod";
import { clearInactive } from "../../measures/active.ts";
import { apportion } from "../../measures/apportion.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "proportional-to-capacity",
  summary: "Each account is paid in proportion to its capacity times the share of the epoch it was live.",
  equation: "payᵢ = ⌊emission · capacityᵢ / Σ capacity⌋",
  source: [
    {
      cite: "Gonka, inference-chain, v0.2.13",
      at: "inference-chain/x/inference/keeper/bitcoin_rewards.go: R · w / Σ w",
    },
  ],
  params: z.strictObject({}),
  create: () => ({
    allocate({ accountCount, accounts: { capacity, status } }, emission, out) {
      for (let a = 0; a < accountCount; a++) out[a] = capacity[a];
      clearInactive(out, status, accountCount);
      apportion(emission, out, accountCount);
    },
  }),
});

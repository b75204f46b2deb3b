/**
 * Emission is shared over markets by a slow average of the money that flows in, and within a market by tokens served.
 *
 *   f̄ₖ ← f̄ₖ + a · (feesₖ − sold · rewardₖ − f̄ₖ),   shareₖ ∝ max(0, f̄ₖ − offset)^p
 *   payᵢ = Σₖ ⌊emission · shareₖ · workᵢₖ / Σ workₖ⌋
 *
 * Inflow is what clients pay for a market's work, less the part of its last reward that its hosts sell. A buyer of its
 * own work can lift its market's share, at the cost of what does not come back of the fee. When no market's flow is
 * above the offset nobody is paid. In the real code the rule is there and switched off.
 */
import * as z from "zod";
import { pow } from "../../engine/pow.ts";
import { splitByMarket } from "../../measures/market-split.ts";
import { AccountStatus } from "../../model/tables/accounts.ts";
import type { EpochView } from "../../model/view.ts";
import { mechanism } from "../mechanism.ts";

/** Base units in a token: 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;

export default mechanism({
  slot: "reward",
  id: "by-market-flow",
  catalogue: "R-35",
  summary:
    "Markets share the emission by a slow average of the money flowing in; accounts share a market's part by work.",
  equation: "shareₖ ∝ max(0, ema(feesₖ − sold · rewardₖ) − offset)^p,  payᵢ = Σₖ emission · shareₖ · workᵢₖ / Σ workₖ",
  source: [
    {
      cite: "Bittensor, subtensor (14bc6f9)",
      at: "pallets/subtensor/src/coinbase: share by flow, present and disabled",
    },
  ],
  params: z.strictObject({
    weight: z.number().min(0).max(1).default(0.05).describe("Weight a of an epoch in the average, assumed [0…1]"),
    sold: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe("Part of its last reward that a market's hosts sell, assumed [0…1]"),
    offset: z.number().min(0).max(9_000_000).default(0).describe("Flow that counts for nothing [GNK/epoch]"),
    exponent: z.number().min(0.1).max(10).default(1).describe("Exponent p on what is above it, assumed [1]"),
  }),
  memory: { network: { asked: "f64" }, market: { flow: "f64" } },
  create({ weight, sold, offset, exponent }, { network: own, market: memory }) {
    return {
      allocate(see, emission, out) {
        const { epoch, nodeCount, accountCount, marketCount, nodes, markets } = see;
        const { account, market, reward } = nodes;
        const work = presentWork(see);
        if (own.asked[0] !== epoch + 1) {
          const inflow = Array.from({ length: marketCount }, (_, m) => markets.fees[m]);
          const isFirst = own.asked[0] === 0;
          // Before the first epoch nobody was rewarded.
          if (!isFirst) for (let i = 0; i < nodeCount; i++) inflow[market[i]] -= sold * reward[i];
          const step = isFirst ? 1 : weight;
          inflow.forEach((flow, m) => {
            memory.flow[m] += step * (flow - memory.flow[m]);
          });
          own.asked[0] = epoch + 1;
        }
        const weights = Array.from(memory.flow.subarray(0, marketCount), (flow) =>
          pow(Math.max(0, flow / baseUnitsPerToken - offset), exponent),
        );
        splitByMarket(emission, weights, { nodeCount, accountCount, account, market, work }, out);
      },
    };
  },
});

/** Tokens served by nodes of active accounts that were there at some time of the epoch. */
function presentWork({ nodeCount, nodes: { account, uptime, work }, accounts: { status } }: EpochView): Float64Array {
  const isPaid = (i: number) => uptime[i] > 0 && status[account[i]] === AccountStatus.active;
  return Float64Array.from({ length: nodeCount }, (_, i) => (isPaid(i) ? work[i] : 0));
}

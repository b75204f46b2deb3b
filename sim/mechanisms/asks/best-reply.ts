/**
 * Every node asks what would have been best against the asks of the epoch before.
 *
 *   just below the cheapest rival:  (p₁ (1 − s) − c) · min(kᵢ, D)
 *   at the ceiling P:               (P − c) · min(kᵢ, D − K₋ᵢ)        for what the rivals cannot serve
 *
 * D is the throughput that the market used, K₋ᵢ the capacity of other owners, kᵢ its own; the better of the two is asked, and its
 * cost where undercutting would sell below it. While rivals could serve everybody prices fall to cost (Bertrand); when they cannot,
 * prices go round: down by steps, and back up to the ceiling (Edgeworth). Owners beyond the share `sellers` ask their cost.
 */
import * as z from "zod";
import { type Bids, lowestRivals } from "../../economics/sellers/asking.ts";
import { pricePerTokenMax } from "../../model/slots.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "asks",
  id: "best-reply",
  summary: "Every node undercuts its cheapest rival, or asks the ceiling for what the rivals cannot serve.",
  equation: "askᵢ = the better of p₁ (1 − s) for min(k, D) and P for min(k, D − K₋ᵢ)",
  source: [
    { cite: "Edgeworth, La teoria pura del monopolio, 1897", at: "prices of sellers with limited capacity" },
    { cite: "Kreps, Scheinkman, Bell Journal of Economics 14(2), 1983", at: "best replies under capacity limits" },
  ],
  params: z.strictObject({
    cost: z
      .number()
      .positive()
      .max(pricePerTokenMax)
      .default(10)
      .describe("Cost c that owners reckon with [base unit/token]"),
    ceiling: z
      .number()
      .positive()
      .max(pricePerTokenMax)
      .default(160)
      .describe("Most that clients pay, P [base unit/token]"),
    step: z.number().gt(0).max(0.5).default(0.02).describe("Part s by which a rival is undercut [0…1]"),
    sellers: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe("Share of owners that reply, by row; the others ask their cost [0…1]"),
  }),
  create: ({ cost, ceiling, step, sellers }) => ({
    ask(see, out) {
      const { asks } = lowestRivals(see);
      const { all, used, own } = capacities(see, see.markets.utilization);
      const repliers = sellers * see.operatorCount;
      for (let i = 0; i < see.nodeCount; i++) {
        const { market, operator } = see.nodes;
        const key = operator[i] * see.marketCount + market[i];
        const mine = own[key];
        const left = used[market[i]] - (all[market[i]] - mine);
        const under = Math.min(asks[i] * (1 - step), ceiling);
        const cut = (under - cost) * Math.min(mine, used[market[i]]);
        const top = (ceiling - cost) * Math.min(mine, Math.max(0, left));
        const best = top > Math.max(0, cut) ? ceiling : Math.max(cost, under);
        out[i] = operator[i] < repliers ? Math.min(pricePerTokenMax, Math.max(cost, best)) : cost;
      }
    },
  }),
});

/** Throughput that is there, that is used, and that each owner has, by owner · marketCount + market. */
function capacities(
  { nodeCount, marketCount, nodes, operatorCount }: Bids & { operatorCount: number },
  utilization: ArrayLike<number>,
) {
  const all = new Float64Array(marketCount);
  const own = new Float64Array(operatorCount * marketCount);
  for (let i = 0; i < nodeCount; i++) {
    const live = nodes.capacity[i] * nodes.uptime[i];
    all[nodes.market[i]] += live;
    own[nodes.operator[i] * marketCount + nodes.market[i]] += live;
  }
  const used = all.map((capacity, m) => (utilization[m] > 0 ? capacity * utilization[m] : 0));
  return { all, used, own };
}

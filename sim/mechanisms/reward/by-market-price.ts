/**
 * Emission is shared over markets by a slow average of their prices, and within a market by tokens served.
 *
 *   ē_k ← (1 − a) ē_k + a · min(cap, p_k),   a = 1 − (1 − α)^blocks · b / (b + h)
 *   shareₖ = ē_k / Σ ē,   payᵢ = Σₖ ⌊emission · shareₖ · workᵢₖ / Σ workₖ⌋
 *
 * b is the age of the market in blocks and h the blocks after which an average moves at half its full speed. What
 * people pay for a market's token sets its subsidy in the real network; here a market's price is the price of its
 * tokens of text. A dear market draws emission whatever is served in it: who can lift a price draws money. The share of
 * a market in which nobody served is not paid. The factor for emission that owners burn is left out, since nobody burns
 * any here.
 */
import * as z from "zod";
import { pow } from "../../engine/pow.ts";
import { splitByMarket } from "../../measures/market-split.ts";
import { pricePerTokenMax } from "../../model/slots.ts";
import { AccountStatus } from "../../model/tables/accounts.ts";
import type { EpochView } from "../../model/view.ts";
import { mechanism } from "../mechanism.ts";

/** Seconds of a block of the real network (subtensor). */
const secondsPerBlock = 12;

export default mechanism({
  slot: "reward",
  id: "by-market-price",
  catalogue: "R-34",
  summary: "Markets share the emission by a slow average of their prices; accounts share a market's part by work.",
  equation: "shareₖ = ema(min(cap, pₖ)) / Σ,  payᵢ = Σₖ emission · shareₖ · workᵢₖ / Σ workₖ",
  source: [
    {
      cite: "Bittensor, subtensor (14bc6f9)",
      at: "pallets/subtensor/src/coinbase: share by moving price; half speed at 201,600 blocks; moving alpha 3e-6 a block",
    },
  ],
  params: z.strictObject({
    alpha: z.number().min(0).max(1).default(3e-6).describe("Weight α of a block in the average, uncertain [1/block]"),
    halfSpeed: z
      .number()
      .min(0)
      .default(201_600)
      .describe("Age h at which the average moves at half its speed [block]"),
    cap: z
      .number()
      .positive()
      .max(pricePerTokenMax)
      .default(pricePerTokenMax)
      .describe("Most that a price counts [base unit/token]"),
  }),
  memory: { network: { asked: "f64" }, market: { average: "f64" } },
  create({ alpha, halfSpeed, cap }, { network: own, market }) {
    return {
      allocate(see, emission, out) {
        const { epoch, nodeCount, accountCount, marketCount, markets, network } = see;
        if (own.asked[0] !== epoch + 1) {
          const blocks = network.epochSeconds[0] / secondsPerBlock;
          const age = (epoch + 1) * blocks;
          const step = (1 - pow(1 - alpha, blocks)) * (age > 0 ? age / (age + halfSpeed) : 0);
          for (let m = 0; m < marketCount; m++) {
            const price = Math.min(cap, markets.price[m]);
            market.average[m] = own.asked[0] === 0 ? price : market.average[m] + step * (price - market.average[m]);
          }
          own.asked[0] = epoch + 1;
        }
        const { account, market: of } = see.nodes;
        const work = presentWork(see);
        const weights = Array.from(market.average.subarray(0, marketCount));
        splitByMarket(emission, weights, { nodeCount, accountCount, account, market: of, work }, out);
      },
    };
  },
});

/** Tokens served by nodes of active accounts that were there at some time of the epoch. */
function presentWork({ nodeCount, nodes: { account, uptime, work }, accounts: { status } }: EpochView): Float64Array {
  const isPaid = (i: number) => uptime[i] > 0 && status[account[i]] === AccountStatus.active;
  return Float64Array.from({ length: nodeCount }, (_, i) => (isPaid(i) ? work[i] : 0));
}

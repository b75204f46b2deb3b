/**
 * Every node asks its listed costs over what it can make, with some noise, blind to what others ask.
 *
 *   askᵢ = (cards · g + memory · m) / month / (capacityᵢ · load) / P · (1 + j · (2 v − 1)),   v uniform
 *
 * The bid script that providers are given: a sum of quantities times unit prices; here a price for each card and for
 * each gigabyte of its memory [USD/month], turned into base units a token by the token's price P and by the throughput
 * at the load that the owner reckons with. A node whose sum is above the price in force does not bid: it asks the
 * model's highest price, which nobody takes while another is free. Threads, disks and addresses are left out, since a
 * node's are not in the model.
 */
import * as z from "zod";
import { pricePerTokenMax } from "../../model/slots.ts";
import { mechanism } from "../mechanism.ts";

/** 429,909 blocks of 6.117 s (Akash helm charts). [s] */
const secondsPerMonth = 2_629_753;
/** Base units in a token: 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;
const askLeast = 1e-6;

export default mechanism({
  slot: "asks",
  id: "cost-plus",
  catalogue: "R-38",
  summary:
    "Every node asks its listed costs over its throughput, with noise; above the price in force it does not bid.",
  equation: "askᵢ = (cards · g + GB · m) / month / (capacityᵢ · load) / P · (1 ± j);  no bid above the price",
  needs: "token-price",
  source: [
    {
      cite: "Akash Network, helm-charts (f3d8d46)",
      at: "provider bid script: 0.80 USD a GB, a price a GPU or 100 USD a month; no bid above the order's price",
    },
  ],
  params: z.strictObject({
    cardMonth: z.number().min(0).max(1e6).default(100).describe("Price g of a card [USD/month]"),
    gigabyteMonth: z.number().min(0).max(1e4).default(0.8).describe("Price m of a gigabyte of its memory [USD/month]"),
    load: z.number().gt(0).max(1).default(0.5).describe("Utilization that the owner reckons with, assumed [0…1]"),
    jitter: z.number().min(0).max(0.99).default(0.1).describe("Largest noise j on a bid, assumed [0…1]"),
    bidsAbovePrice: z.enum(["no", "yes"]).default("no").describe("no: a node silent above the price; yes: it bids"),
  }),
  create: ({ cardMonth, gigabyteMonth, load, jitter, bidsAbovePrice }) => ({
    ask({ nodeCount, nodes, markets: { price }, network, catalogue: { models } }, out, draw) {
      // Without a price of the token no cost can be asked for: the bid is beyond all bounds.
      const usdPerUnit = network.tokenPrice[0] / baseUnitsPerToken;
      for (let i = 0; i < nodeCount; i++) {
        const monthly = nodes.cards[i] * (cardMonth + models[nodes.hardware[i]].memoryGb * gigabyteMonth);
        const perToken = monthly / secondsPerMonth / (nodes.capacity[i] * load) / usdPerUnit;
        const bid = Math.max(askLeast, perToken * (1 + jitter * (2 * draw(i, 0) - 1)));
        const isSilent = bidsAbovePrice === "no" && bid > price[nodes.market[i]];
        out[i] = isSilent ? pricePerTokenMax : Math.min(pricePerTokenMax, bid);
      }
    },
  }),
});

/**
 * Blocks are won by lot: each pays one account, drawn in proportion to work.
 *
 *   payᵢ = ⌊emission / B⌋ · (blocks won by i),   P(i wins a block) = workᵢ / Σ work
 *
 * Mining alone. Expected pay is that of pay by work; the relative standard deviation over B blocks is √((1 − s) / (s
 * B)) for a share s, so a small host waits long for its first block. That is why pools form: see `pool-per-share` and
 * `pool-recent-shares`.
 */
import * as z from "zod";
import { ofActive } from "../../measures/active.ts";
import { winnersOf } from "../../measures/lottery.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "block-lottery",
  catalogue: "R-53",
  summary: "Blocks are won by lot in proportion to work: mining alone.",
  equation: "payᵢ = ⌊emission / B⌋ · wonᵢ,  P(i wins) = workᵢ / Σ work",
  source: [
    { cite: "Bitcoin", at: "144 blocks a day, each to the miner that found it" },
    {
      cite: "Rosenfeld, Analysis of Bitcoin Pooled Mining Reward Systems, arXiv:1112.4980",
      at: "section 2.1: variance of solo mining",
    },
  ],
  params: z.strictObject({
    blocks: z.int().min(1).max(4096).default(144).describe("Blocks B in an epoch [block]"),
  }),
  create: ({ blocks }) => ({
    allocate({ accountCount, accounts: { liveNodes, work, status } }, emission, out, draw) {
      const perBlock = Math.floor(emission / blocks);
      const tickets = ofActive(status, accountCount, (a) => (liveNodes[a] > 0 ? work[a] : 0));
      const won = winnersOf(tickets, blocks, (k) => draw(0, k));
      for (let a = 0; a < accountCount; a++) out[a] = won[a] * perBlock;
    },
  }),
});

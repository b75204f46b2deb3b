/**
 * Pools share the blocks they win over their members' recent work; members bear the luck together.
 *
 *   recentᵢ ← (1 − 1/N) · recentᵢ + workᵢ,   payᵢ = (1 − f) · won · recentᵢ / Σ recent of the pool
 *   the runner gets f and what the floors leave
 *
 * Who comes for the lucky days only has little recent work, so hopping between pools gains nothing. A member that is
 * away in an epoch is not paid in it. The largest accounts run the pools (`measures/pools.ts`); the last N shares are
 * kept as an average over N epochs.
 */
import * as z from "zod";
import { ofActive } from "../../measures/active.ts";
import { winnersOf } from "../../measures/lottery.ts";
import { poolsOf, poolTotals } from "../../measures/pools.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "pool-recent-shares",
  catalogue: "R-53",
  summary: "Pools share the blocks that they win in proportion to their members' recent work, less a fee.",
  equation: "recentᵢ ← (1 − 1/N) recentᵢ + workᵢ,  payᵢ = (1 − f) · won · recentᵢ / Σ recent of the pool",
  source: [
    { cite: "Foundry USA Pool, questions about payouts", at: "pay per last N shares" },
    {
      cite: "Rosenfeld, Analysis of Bitcoin Pooled Mining Reward Systems, arXiv:1112.4980",
      at: "pay per last N shares",
    },
  ],
  params: z.strictObject({
    blocks: z.int().min(1).max(4096).default(144).describe("Blocks B in an epoch [block]"),
    pools: z.int().min(1).max(1000).default(5).describe("Accounts that run a pool, assumed [pool]"),
    fee: z.number().min(0).max(1).default(0.02).describe("Part f of its blocks that a pool's runner keeps [0…1]"),
    window: z.number().min(1).max(10_000).default(3).describe("Epochs N that count as recent, assumed [epoch]"),
  }),
  memory: { account: { recent: "f64", asked: "f64" } },
  create({ blocks, pools, fee, window }, { account: own }) {
    return {
      allocate({ epoch, accountCount, accounts: { liveNodes, work, status } }, emission, out, draw) {
        const perBlock = Math.floor(emission / blocks);
        const tickets = ofActive(status, accountCount, (a) => (liveNodes[a] > 0 ? work[a] : 0));
        const runner = poolsOf(tickets, accountCount, pools);
        const won = winnersOf(poolTotals(tickets, runner), blocks, (k) => draw(0, k));
        for (let a = 0; a < accountCount; a++) {
          if (own.asked[a] !== epoch + 1) own.recent[a] = own.recent[a] * (1 - 1 / window) + tickets[a];
          own.asked[a] = epoch + 1;
        }
        const recent = own.recent.slice(0, accountCount);
        const byPool = poolTotals(recent, runner);
        out.fill(0, 0, accountCount);
        const left = Float64Array.from(won, (count) => count * perBlock);
        const funds = left.map((amount) => amount * (1 - fee));
        for (let a = 0; a < accountCount; a++) {
          const head = runner[a];
          if (head < 0 || byPool[head] === 0) continue;
          out[a] = Math.min(left[head], Math.floor(funds[head] * (recent[a] / byPool[head])));
          left[head] -= out[a];
        }
        for (let a = 0; a < accountCount; a++) if (runner[a] === a) out[a] += left[a];
      },
    };
  },
});
